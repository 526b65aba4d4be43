"""Pages: would I fit, applying, one's own application, reviewing, members and their year."""

from okprofs.membership.views import (
    applying,
    fit,
    handling,
    judging,
    links,
    members,
    nominating,
    objections,
    own,
    own_membership,
    review,
    texts,
    year,
)
from okprofs.membership.views.blueprint import blueprint

__all__ = [
    "applying",
    "blueprint",
    "fit",
    "handling",
    "judging",
    "links",
    "members",
    "nominating",
    "objections",
    "own",
    "own_membership",
    "review",
    "texts",
    "year",
]
