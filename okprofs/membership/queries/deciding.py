"""On which members may this reviewer not decide, and who said why they do although they work at the same place?"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal
from okprofs.membership.models import Membership, MembershipDisclosure, Recheck
from okprofs.membership.rules.deciding import Member, may_decide_on
from okprofs.membership.rules.review import Reader
from okprofs.people.models import Account, Profile

MOST_LISTED = 100
MOST_REASONS = 20


def members_closed_to(reviewer_id: int, membership_ids: Collection[int]) -> dict[int, Refusal]:
    """Which of these memberships, at most 100, this reviewer may not decide on now, and why not; by one read."""
    if not membership_ids:
        return {}
    works_at = sa.select(Profile.organisation_id).where(Profile.account_id == reviewer_id).scalar_subquery()
    explained_at = sa.select(sa.func.max(MembershipDisclosure.at)).where(
        MembershipDisclosure.membership_id == Membership.id, MembershipDisclosure.reviewer_id == reviewer_id
    )
    told_at = sa.select(Recheck.at).where(Recheck.membership_id == Membership.id, Recheck.decided_at.is_(None))
    rows = db.session.execute(
        sa.select(
            Membership.id,
            Membership.account_id,
            Profile.organisation_id,
            works_at.label("works_at"),
            explained_at.scalar_subquery().label("explained_at"),
            told_at.scalar_subquery().label("told_at"),
        )
        .join(Profile, Profile.account_id == Membership.account_id)
        .where(Membership.id.in_(sorted(membership_ids)[:MOST_LISTED]))
    )
    closed = {}
    for row in rows:
        member = Member(row.account_id, row.organisation_id, row.told_at)
        reader = Reader(reviewer_id, row.works_at)
        if why_not := may_decide_on(member, reader, explained_at=row.explained_at, now=now()):
            closed[row.id] = why_not[0]
    return closed


def reasons_given_on(membership_id: int) -> Sequence[MembershipDisclosure]:
    """Who works where the member works and opened the membership, and why; the last 20, the latest first."""
    query = sa.select(MembershipDisclosure).where(MembershipDisclosure.membership_id == membership_id)
    query = query.options(joinedload(MembershipDisclosure.reviewer, innerjoin=True).load_only(Account.name))
    return db.session.scalars(query.order_by(MembershipDisclosure.id.desc()).limit(MOST_REASONS)).all()
