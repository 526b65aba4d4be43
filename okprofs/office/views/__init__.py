"""Pages: the desk of beheer, the mail that could not be sent, the journal."""

from okprofs.office.views import desk, journal, mail
from okprofs.office.views.blueprint import blueprint

__all__ = ["blueprint", "desk", "journal", "mail"]
