"""Which groups are there, which are someone's own, when did these meet, and who was there?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from okprofs.community.models import GroupMember, IntervisionGroup, IntervisionHours, IntervisionMeeting
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.people.models import Account

MOST_OWN = 50
MOST_LOST = 1_000
MOST_HOURS = 1_000
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


def place_of(account_id: int, group_id: str) -> GroupMember | None:
    """Where this person sits in the group with this public id, with the group; None for who does not."""
    query = sa.select(GroupMember).join(GroupMember.group).options(contains_eager(GroupMember.group))
    return db.session.scalar(query.where(IntervisionGroup.public_id == group_id, GroupMember.account_id == account_id))


def _meetings(place: GroupMember) -> sa.Select[IntervisionMeeting]:
    """What was written down before someone came into the group is not theirs to read, unless they were there."""
    was_there = sa.exists().where(
        IntervisionHours.meeting_id == IntervisionMeeting.id, IntervisionHours.account_id == place.account_id
    )
    is_theirs = sa.or_(IntervisionMeeting.written_at >= place.joined_at, was_there)
    query = sa.select(IntervisionMeeting).options(selectinload(IntervisionMeeting.hours))
    return query.where(IntervisionMeeting.group_id == place.group_id, is_theirs)


def meetings(place: GroupMember, number: int) -> Page[IntervisionMeeting]:
    """A page of the meetings that this member of the group may read of, with who was there; the latest first."""
    limit, offset = window(number)
    query = _meetings(place).order_by(IntervisionMeeting.held_on.desc()).limit(limit).offset(offset)
    return cut(db.session.scalars(query).all(), number)


def meeting(place: GroupMember, public_id: str) -> IntervisionMeeting | None:
    """One of them."""
    return db.session.scalar(_meetings(place).where(IntervisionMeeting.public_id == public_id))


@dataclass(frozen=True, slots=True)
class Attended:
    """A day on which someone met with a group, for so many minutes, and what that group is called."""

    held_on: date
    minutes: int
    title: str


def attended_by(account_id: int) -> Sequence[Attended]:
    """When this person met with a group, the latest first, at most 1,000; also with groups that they left."""
    query = sa.select(IntervisionHours.held_on, IntervisionHours.minutes, IntervisionGroup.title)
    query = query.join(IntervisionGroup, IntervisionGroup.id == IntervisionHours.group_id)
    order = (IntervisionHours.held_on.desc(), IntervisionHours.id)
    rows = db.session.execute(query.where(IntervisionHours.account_id == account_id).order_by(*order).limit(MOST_HOURS))
    return [Attended(row.held_on, row.minutes, row.title) for row in rows]
