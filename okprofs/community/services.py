"""Making groups of members: founding, adding, taking off, leaving, ending.

Whoever changes a group holds it first, after the account where there is one, and tells the rooms below who sits in it.
"""

from collections.abc import Collection

import sqlalchemy as sa

from okprofs.community import letters, queries
from okprofs.community.facts import GroupChanged
from okprofs.community.models import GroupMember, IntervisionGroup
from okprofs.community.rules.grouping import UNKNOWN, Joining, may_join
from okprofs.journal.services import record
from okprofs.kernel.clock import now
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
    """The group is over: nobody sits in it any more. Nothing happens when it was over already."""
    held = _held(group.id)
    if held.ended_at is None:
        held.ended_at = now()
        held.members.clear()
        _tell(held)
        record("group_ended", held)


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
