"""Pages: would I fit, applying, one's own application, reviewing, members and their year."""

from okprofs.membership.views import (
    applying,
    attachments,
    fit,
    handling,
    importing,
    joining,
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
    "importing",
    "joining",
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
