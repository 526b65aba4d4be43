"""Who is a member, and who may handle which application?"""

from typing import Any

from flask import g, has_request_context
from flask_babel import lazy_gettext as _l

from okprofs.kernel.access import Policy
from okprofs.membership import queries
from okprofs.membership.models import Application, Membership
from okprofs.membership.rules.categories import Right, may
from okprofs.membership.rules.lifecycle import IN_REVIEW
from okprofs.people.models import Account, Office


def membership_of(viewer: Any) -> Membership | None:
    """The active membership of the viewer, looked up once a request; None for a visitor and a non-member."""
    if not viewer.is_authenticated:
        return None
    if not has_request_context():
        return queries.current_membership(viewer.id)
    known: dict[int, Membership | None] = g.setdefault("memberships", {})
    if viewer.id not in known:
        known[viewer.id] = queries.current_membership(viewer.id)
    return known[viewer.id]


def is_current_member(viewer: Any) -> bool:
    """Whether the viewer is a member at this moment."""
    return membership_of(viewer) is not None


def has_right(viewer: Any, right: Right) -> bool:
    """Whether the viewer is a member of a kind that has this right."""
    membership = membership_of(viewer)
    return membership is not None and may(membership.category, right)


current_member = Policy(
    "current_member",
    lambda viewer: has_right(viewer, Right.SEARCH_DIRECTORY),
    _l("Deze pagina is voor leden. Zodra je bent toegelaten, kun je hem bekijken."),
)


def may_review(person: Account, application: Application) -> bool:
    """A reviewer, on an application that waits and is not their own."""
    return Office.REVIEWER in person.offices and application.status in IN_REVIEW and application.account_id != person.id
