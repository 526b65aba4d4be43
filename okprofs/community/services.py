"""Making groups of members: founding, adding, taking off, leaving, ending; and writing down when they met.

Whoever changes a group or its meetings holds it first, after the account where there is one, and tells the rooms below
who sits in it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from okprofs.community import letters, queries
from okprofs.community.facts import GroupChanged
from okprofs.community.models import GroupMember, IntervisionGroup, IntervisionHours, IntervisionMeeting
from okprofs.community.rules.grouping import UNKNOWN, Joining, may_join
from okprofs.community.rules.meeting import CHANGED_MEANWHILE, NOT_IN_GROUP, Meeting, may_write_down
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refused, refuse
from okprofs.mail.services import write
from okprofs.membership.facts import MembershipEnded, MembershipsPaused
from okprofs.membership.queries import members_among
from okprofs.membership.queries.memberships import SoughtMembers, members_sought, running_membership
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email, hold_accounts
from okprofs.people.rules.profession import Discipline

# No 24 months and no seven years are longer.
_MEETINGS_KEPT, _HOURS_KEPT = timedelta(days=732), timedelta(days=7 * 366)


@dataclass(frozen=True, slots=True)
class Written:
    """What someone writes down of a meeting. `offered` are those of whom they could say whether they were there, and
    `there` those of whom they did (ids of accounts)."""

    held_on: date
    minutes: int
    subject: str
    offered: Collection[int]
    there: Collection[int]


def found_group(title: str, question: str, discipline: Discipline | None) -> IntervisionGroup:
    """Make a group with nobody in it yet."""
    group = IntervisionGroup(title=title, question=question, discipline=discipline)
    db.session.add(group)
    db.session.flush()
    record("group_founded", group)
    return group


def add(group: IntervisionGroup, who: str) -> Account:
    """Put the member with this membership number or e-mail address in the group, and write to them.

    Refused: `group_member_unknown`, `group_ended`, `in_group_already`, `group_full`.
    """
    account = _named(who)
    if account is None:
        raise Refused(UNKNOWN)
    hold_accounts([account.id])
    held = _held(group.id)
    there = _ids(held)
    joining = Joining(
        has_ended=held.ended_at is not None,
        members=len(there),
        is_in_already=account.id in there,
        is_member=bool(members_among([account.id])),
    )
    refuse(may_join(joining))
    held.members.append(GroupMember(account_id=account.id))
    _tell(held)
    record("group_member_added", account, group=held.public_id)
    facts = {"name": account.name, "group": held.title}
    write(letters.GROUP_JOINED, to=account.email, language=account.language, about=account, facts=facts)
    return account


def take_off(group: IntervisionGroup, account: Account) -> None:
    """Take someone off a group. Nothing happens when they are not in it."""
    if _remove(group.id, {account.id}):
        record("group_member_removed", account, group=group.public_id)


def leave(group: IntervisionGroup, account: Account) -> None:
    """Someone leaves a group of their own accord. Nothing happens when they are not in it."""
    if _remove(group.id, {account.id}):
        record("group_left", account, actor=account, group=group.public_id)


def end_group(group: IntervisionGroup) -> None:
    """The group is over: nobody sits in it any more, and what it met about goes. Nothing happens when it was over
    already."""
    held = _held(group.id)
    if held.ended_at is None:
        held.ended_at = now()
        held.members.clear()
        _forget(IntervisionMeeting.group_id == held.id)
        _tell(held)
        record("group_ended", held)


def write_down(group: IntervisionGroup, writer: Account, written: Written) -> IntervisionMeeting:
    """The group met, and the writer was there. Refused as `may_write_down` says, or `not_in_group`."""
    held = _held_by(group.id, writer)
    meeting = IntervisionMeeting(group_id=held.id, version=1)
    _put(meeting, held, writer, written, {writer.id, *written.there} & _ids(held))
    db.session.add(meeting)
    db.session.flush()
    record("meeting_written", meeting, actor=writer, group=held.public_id)
    return meeting


def change(group: IntervisionGroup, public_id: str, person: Account, seen: int, written: Written) -> None:
    """Someone who was there puts a meeting right; `seen` is the version that they looked at. The hours of who left the
    group since stay as they were. Refused as `may_write_down` says, `not_in_group` or `meeting_changed_meanwhile`."""
    held = _held_by(group.id, person)
    standing = _standing(held, public_id, person)
    if standing.version != seen:
        raise Refused(CHANGED_MEANWHILE)
    answered = frozenset(written.offered) & _ids(held)
    there = {one.account_id for one in standing.hours} - answered | (answered & frozenset(written.there))
    _put(standing, held, person, written, there)
    standing.version += 1
    record("meeting_changed", standing, actor=person, group=held.public_id)


def attend(group: IntervisionGroup, public_id: str, person: Account) -> None:
    """Someone was there too, says so themselves. Nothing happens when that stood there. Refused: `not_in_group`,
    `meeting_changed_meanwhile`."""
    held = _held_by(group.id, person)
    standing = _standing(held, public_id)
    if person.id not in {one.account_id for one in standing.hours}:
        _count_once(standing, {person.id})
        standing.hours.append(_hours_of(person.id, standing))
        standing.version += 1
        record("meeting_attended", standing, actor=person, group=held.public_id)


def remove(group: IntervisionGroup, public_id: str, person: Account) -> None:
    """Someone who was there takes a meeting away, with the hours of who sits in the group; who left keeps theirs.
    Refused: `not_in_group`, `meeting_changed_meanwhile`."""
    held = _held_by(group.id, person)
    standing = _standing(held, public_id, person)
    for one in [one for one in standing.hours if one.account_id in _ids(held)]:
        db.session.delete(one)
    db.session.flush()
    _forget(IntervisionMeeting.id == standing.id)
    record("meeting_removed", standing, actor=person, group=held.public_id)


def forget_meetings() -> None:
    """What groups met about goes after 24 months, and how long each was there after seven years; for the worker."""
    _forget(IntervisionMeeting.held_on < today() - _MEETINGS_KEPT)
    old = sa.delete(IntervisionHours).where(IntervisionHours.held_on < today() - _HOURS_KEPT)
    db.session.execute(old.execution_options(synchronize_session=False))


def follow_end(fact: MembershipEnded) -> None:
    """Who is no member any more sits in no group."""
    _free_without_membership([fact.account_id])


def follow_pause(fact: MembershipsPaused) -> None:
    """The same for many at once; who is suspended keeps their place, and nobody sees them meanwhile."""
    _free_without_membership(fact.account_ids)


def _free_without_membership(account_ids: Collection[int]) -> None:
    lost: dict[int, set[int]] = {}
    for group_id, account_id in queries.places_of(account_ids):
        if running_membership(account_id) is None:
            lost.setdefault(group_id, set()).add(account_id)
    for group_id, gone in lost.items():
        _remove(group_id, gone)


def _named(who: str) -> Account | None:
    if not (who.isascii() and who.isdecimal()):
        return account_by_email(who)
    found = members_sought(SoughtMembers(text=who), 1).items
    return found[0].account if found else None


def _held(group_id: int) -> IntervisionGroup:
    query = locked(sa.select(IntervisionGroup).where(IntervisionGroup.id == group_id))
    group = db.session.scalars(query.execution_options(populate_existing=True)).one()
    db.session.expire(group, ["members"])
    return group


def _ids(group: IntervisionGroup) -> frozenset[int]:
    return frozenset(member.account_id for member in group.members)


def _remove(group_id: int, account_ids: Collection[int]) -> bool:
    """Whether any of these sat there."""
    group = _held(group_id)
    gone = [member for member in group.members if member.account_id in account_ids]
    for member in gone:
        group.members.remove(member)
    if gone:
        _tell(group)
    return bool(gone)


def _tell(group: IntervisionGroup) -> None:
    db.session.flush()
    announce(GroupChanged(group.public_id, _ids(group)))


def _held_by(group_id: int, account: Account) -> IntervisionGroup:
    """The group, held, of somebody who sits in it now."""
    held = _held(group_id)
    if account.id not in _ids(held):
        raise Refused(NOT_IN_GROUP)
    return held


def _standing(group: IntervisionGroup, public_id: str, person: Account | None = None) -> IntervisionMeeting:
    """A meeting of a group that is held, as it stands now; at which this person was."""
    query = sa.select(IntervisionMeeting).where(
        IntervisionMeeting.group_id == group.id, IntervisionMeeting.public_id == public_id
    )
    standing = db.session.scalar(query.execution_options(populate_existing=True))
    if standing is None:
        raise Refused(CHANGED_MEANWHILE)
    db.session.expire(standing, ["hours"])
    if person is not None and person.id not in {one.account_id for one in standing.hours}:
        raise Refused(CHANGED_MEANWHILE)
    return standing


def _put(
    meeting: IntervisionMeeting, group: IntervisionGroup, writer: Account, written: Written, there: Collection[int]
) -> None:
    """Write it down, with these people; the hours of who is not in the group any more are not touched."""
    others = _ids(group) - {writer.id}
    could_name_nobody = bool(others) and others.isdisjoint(written.offered)
    same_day = sa.select(IntervisionMeeting.id).where(
        IntervisionMeeting.group_id == group.id, IntervisionMeeting.held_on == written.held_on
    )
    with db.session.no_autoflush:
        taken = db.session.scalar(same_day)
    wanted = Meeting(
        written.held_on,
        written.minutes,
        len(there),
        is_taken=taken not in (None, meeting.id),
        stood_on=meeting.held_on,
        may_be_alone=could_name_nobody or len(meeting.hours) == 1,
    )
    refuse(may_write_down(wanted, today()))
    meeting.held_on, meeting.minutes, meeting.subject = written.held_on, written.minutes, written.subject
    _count_once(meeting, _ids(group) & frozenset(there))
    known = {one.account_id: one for one in meeting.hours}
    for account_id in _ids(group):
        one = known.get(account_id)
        if account_id not in there:
            if one is not None:
                meeting.hours.remove(one)
                db.session.delete(one)
        elif one is None:
            meeting.hours.append(_hours_of(account_id, meeting))
        else:
            one.held_on, one.minutes = meeting.held_on, meeting.minutes


def _count_once(meeting: IntervisionMeeting, account_ids: Collection[int]) -> None:
    """Who left, came back and is there again has no second hours of a day that the group wrote down anew."""
    again = sa.delete(IntervisionHours).where(
        IntervisionHours.group_id == meeting.group_id,
        IntervisionHours.held_on == meeting.held_on,
        IntervisionHours.meeting_id.is_(None),
        IntervisionHours.account_id.in_(account_ids),
    )
    with db.session.no_autoflush:
        db.session.execute(again.execution_options(synchronize_session=False))


def _hours_of(account_id: int, meeting: IntervisionMeeting) -> IntervisionHours:
    return IntervisionHours(
        account_id=account_id, group_id=meeting.group_id, held_on=meeting.held_on, minutes=meeting.minutes
    )


def _forget(which: sa.ColumnElement[bool]) -> None:
    """These meetings go; the hours that were made of them stay."""
    db.session.execute(sa.delete(IntervisionMeeting).where(which).execution_options(synchronize_session=False))
