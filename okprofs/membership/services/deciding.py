"""Keeping reviewers from deciding on their own membership, and on that of a colleague without a reason."""

from okprofs.journal.services import record
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Membership, MembershipDisclosure
from okprofs.membership.queries.deciding import members_closed_to
from okprofs.membership.services.memberships import held
from okprofs.people.models import Account


def refuse_closed(membership: Membership, reviewer: Account) -> None:
    """Refused: `own_membership`, `own_colleague`."""
    why_not = members_closed_to(reviewer.id, [membership.id]).get(membership.id)
    if why_not is not None:
        raise Refused(why_not)


def explain(membership: Membership, reason: str, *, reviewer: Account) -> None:
    """Say why one decides on someone of one's own organisation; for a month it is open to this reviewer. Of others
    nothing is kept. Refused: `membership_ended`, `own_membership`."""
    fresh = held(membership)
    why_not = members_closed_to(reviewer.id, [fresh.id]).get(fresh.id)
    if why_not is None:
        return
    if why_not.code == "own_membership":
        raise Refused(why_not)
    db.session.add(MembershipDisclosure(membership_id=fresh.id, reviewer_id=reviewer.id, reason=reason))
    record("membership_opened_by_colleague", fresh, actor=reviewer)
