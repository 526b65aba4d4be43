"""Pages: writing with other members, and what moderators do with reports."""

from okprofs.messages.views import conversations, reports
from okprofs.messages.views.blueprint import blueprint

__all__ = ["blueprint", "conversations", "reports"]
