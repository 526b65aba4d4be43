"""Pages: would I fit, applying, one's own application, reviewing."""

from okprofs.membership.views import applying, fit, handling, links, own, review
from okprofs.membership.views.blueprint import blueprint

__all__ = ["applying", "blueprint", "fit", "handling", "links", "own", "review"]
