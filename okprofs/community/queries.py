"""Which groups are there, and which are someone's own?"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from okprofs.community.models import GroupMember, IntervisionGroup
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.people.models import Account

MOST_OWN = 50
MOST_LOST = 1_000
_MEMBERS = selectinload(IntervisionGroup.members)


def groups(number: int) -> Page[IntervisionGroup]:
    """A page of all groups with who sits in them: those that go on first, then the newest first."""
    limit, offset = window(number)
    query = sa.select(IntervisionGroup).options(_MEMBERS)
    order = (IntervisionGroup.ended_at.is_not(None), IntervisionGroup.made_at.desc(), IntervisionGroup.id.desc())
    return cut(db.session.scalars(query.order_by(*order).limit(limit).offset(offset)).all(), number)


def group(public_id: str) -> IntervisionGroup | None:
    """A group, ended or not, with who sits in it and what they are called."""
    account = joinedload(GroupMember.account, innerjoin=True).load_only(Account.id, Account.public_id, Account.name)
    query = sa.select(IntervisionGroup).options(_MEMBERS.options(account))
    return db.session.scalar(query.where(IntervisionGroup.public_id == public_id))


def groups_of(account_id: int) -> Sequence[IntervisionGroup]:
    """The groups in which this person sits, with who else does; by name, at most 50."""
    own = sa.exists().where(GroupMember.group_id == IntervisionGroup.id, GroupMember.account_id == account_id)
    query = sa.select(IntervisionGroup).where(own).options(_MEMBERS)
    return db.session.scalars(query.order_by(IntervisionGroup.title, IntervisionGroup.id).limit(MOST_OWN)).all()


def titles_of(account_id: int) -> Sequence[str]:
    """What the groups of this person are called, at most 50."""
    query = sa.select(IntervisionGroup.title).join(GroupMember).where(GroupMember.account_id == account_id)
    return db.session.scalars(query.order_by(IntervisionGroup.title).limit(MOST_OWN)).all()


def titled(public_ids: Collection[str]) -> dict[str, str]:
    """What these groups, at most 1,000, are called, ended or not; an unknown id is left out."""
    some = IntervisionGroup.public_id.in_(sorted(set(public_ids))[:MOST_LOST])
    rows = db.session.execute(sa.select(IntervisionGroup.public_id, IntervisionGroup.title).where(some))
    return {row.public_id: row.title for row in rows}


def places_of(account_ids: Collection[int]) -> Sequence[tuple[int, int]]:
    """In which groups these people sit, at most 1,000 of them: ids of groups and accounts, in that order."""
    query = sa.select(GroupMember.group_id, GroupMember.account_id)
    query = query.where(GroupMember.account_id.in_(sorted(account_ids)[:MOST_LOST]))
    return [(row.group_id, row.account_id) for row in db.session.execute(query.order_by(*query.selected_columns))]
