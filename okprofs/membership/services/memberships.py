"""Beginning and ending a membership."""

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, insert_into, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.membership.facts import MemberAdmitted, MembershipEnded
from okprofs.membership.models import Counter, Membership, MembershipStatus
from okprofs.membership.queries import has_running_membership
from okprofs.people.models import Account

SERIES = "membership"
FIRST_NUMBER = 1001


def begin_membership(account: Account) -> Membership:
    """Make `account` a member from today, with the next number. Their profile must stand as they chose it.

    Refused: `already_member`.
    """
    db.session.execute(locked(sa.select(Account.id).where(Account.id == account.id)))
    if has_running_membership(account.id):
        raise Refused(Refusal("already_member"))
    membership = Membership(account_id=account.id, number=next_number(), since_on=today())
    db.session.add(membership)
    db.session.flush()
    record("membership_begun", membership, number=membership.number)
    announce(MemberAdmitted(membership.id, account.id))
    return membership


def end_membership(membership: Membership) -> None:
    """End the membership today; what is for members closes at the person's next request.

    Their sessions go on, for what they signed up for and wrote stays theirs. Refused: `membership_ended`.
    """
    fresh = db.session.scalars(locked(sa.select(Membership).where(Membership.id == membership.id))).one()
    if fresh.status is MembershipStatus.ENDED:
        raise Refused(Refusal("membership_ended"))
    fresh.status = MembershipStatus.ENDED
    fresh.ended_on = today()
    db.session.flush()
    record("membership_ended", fresh)
    announce(MembershipEnded(fresh.id, fresh.account_id))


def next_number() -> int:
    """The next membership number; the row is held until the transaction ends, so none is given twice."""
    first = insert_into(Counter).values(name=SERIES, last=FIRST_NUMBER - 1).on_conflict_do_nothing()
    db.session.execute(first)
    raised = (
        sa.update(Counter)
        .where(Counter.name == SERIES)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
        .execution_options(synchronize_session=False)
    )
    return int(db.session.execute(raised).scalar_one())
