"""Pages: would I fit, applying, one's own application, reviewing, members and their year."""

from okprofs.membership.views import (
    applying,
    attachments,
    fit,
    handling,
    judging,
    links,
    members,
    merging,
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
    "attachments",
    "blueprint",
    "fit",
    "handling",
    "judging",
    "links",
    "members",
    "merging",
    "nominating",
    "objections",
    "own",
    "own_membership",
    "review",
    "texts",
    "year",
]
