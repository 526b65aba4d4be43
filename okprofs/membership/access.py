"""Who is a member?"""

from typing import Any

from flask import g, has_request_context
from flask_babel import lazy_gettext as _l

from okprofs.kernel.access import Policy
from okprofs.membership import queries
from okprofs.membership.models import Membership
from okprofs.membership.rules.categories import Right, may


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

nominator = Policy(
    "nominator",
    lambda viewer: has_right(viewer, Right.NOMINATE),
    _l("Collega’s voordragen is voor vakleden en ereleden."),
)
