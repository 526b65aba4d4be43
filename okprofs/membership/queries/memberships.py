"""Who is a member, of which kind, and what of them does the office look at?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, load_only

from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.kernel.search import fold
from okprofs.kernel.words import begins_with
from okprofs.membership.models import Membership, MembershipStatus, Recheck
from okprofs.membership.rules.categories import WHO_MAY, Category, Right
from okprofs.membership.rules.year import IN_GRACE
from okprofs.people.models import Account

FOUND_AT_MOST = 50
COUNTED_AT_MOST = 500
# Of its own, so that it can be asked within a query of memberships too.
_theirs = aliased(Membership)


def is_member_on(account_id: int, day: date) -> bool:
    """Whether this person takes part as a professional on `day`, as far as we know now."""
    return bool(db.session.scalar(sa.select(takes_part_on(account_id, day))))


def takes_part_on(account_id: Any, day: date) -> sa.ColumnElement[bool]:
    """The same of whoever a query names: their kind of membership has that right, it has begun by then, was not left
    for that day or earlier, and is not suspended."""
    return sa.exists().where(
        _theirs.account_id == account_id,
        _theirs.category.in_(WHO_MAY[Right.CLOSED_PARTS]),
        _theirs.status != MembershipStatus.SUSPENDED,
        _theirs.since_on <= day,
        sa.func.coalesce(_theirs.ended_on, _theirs.ends_on, date.max) > day,
    )


def left_before(account_id: Any, day: date) -> sa.ColumnElement[bool]:
    """Whether all memberships of whoever a query names ended before this day."""
    since = sa.or_(Membership.ended_on.is_(None), Membership.ended_on >= day)
    return ~sa.exists().where(Membership.account_id == account_id, since)


def running_membership(account_id: int) -> Membership | None:
    """The membership of this person that did not end, active or suspended."""
    query = sa.select(Membership).where(Membership.account_id == account_id)
    return db.session.scalar(query.where(Membership.status != MembershipStatus.ENDED))


def membership_named(public_id: str) -> Membership | None:
    """A membership by its public id, running or ended, with whose it is."""
    query = sa.select(Membership).where(Membership.public_id == public_id)
    return db.session.scalar(query.options(_HOLDER))


def membership_by_card(token: str) -> Membership | None:
    """The membership whose card holds this token, with whose it is."""
    query = sa.select(Membership).where(Membership.card_token == token)
    return db.session.scalar(query.options(_HOLDER))


_HOLDER = joinedload(Membership.account, innerjoin=True).options(
    load_only(Account.id, Account.public_id, Account.name, Account.email, Account.language, Account.blocked_at)
)


def open_recheck(membership_id: int) -> Recheck | None:
    """What this member told that waits for a reviewer."""
    return db.session.scalar(
        sa.select(Recheck).where(Recheck.membership_id == membership_id, Recheck.decided_at.is_(None))
    )


def waiting_rechecks(number: int) -> Page[Recheck]:
    """A page of what members told that waits for a reviewer, oldest first."""
    limit, offset = window(number)
    query = sa.select(Recheck).where(Recheck.decided_at.is_(None)).order_by(Recheck.at, Recheck.id)
    holder = joinedload(Recheck.membership, innerjoin=True).options(_HOLDER)
    return cut(db.session.scalars(query.options(holder).limit(limit).offset(offset)).all(), number)


def count_waiting_rechecks() -> int:
    """How many wait, counted no further than `COUNTED_AT_MOST` + 1."""
    some = sa.select(Recheck.id).where(Recheck.decided_at.is_(None)).limit(COUNTED_AT_MOST + 1).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


@dataclass(frozen=True, slots=True)
class SoughtMembers:
    """Which members someone looks for; what is None or empty does not matter. `text` is the beginning of a name, as it
    is said or family name first, or a number."""

    text: str = ""
    status: MembershipStatus | None = None
    category: Category | None = None
    in_grace: bool = False


def members_sought(sought: SoughtMembers, number: int) -> Page[Membership]:
    """A page of members, the newest first; by name the first 50, in order of their names. Reads along one index, so a
    page costs the same however many there are."""
    query = sa.select(Membership).options(_HOLDER)
    if sought.status is not None:
        query = query.where(Membership.status == sought.status)
    if sought.category is not None:
        query = query.where(Membership.category == sought.category)
    if sought.in_grace:
        query = query.where(Membership.next_step == IN_GRACE)
    text = fold(sought.text).strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        found = db.session.scalars(query.where(Membership.number == int(text))).all()
        return Page(found, 1, has_next=False)
    if text:
        return _by_name(query, text)
    order = [Membership.next_step_on, Membership.id] if sought.in_grace else [Membership.number.desc()]
    limit, offset = window(number)
    return cut(db.session.scalars(query.order_by(*order).limit(limit).offset(offset)).all(), number)


def _by_name(query: sa.Select[Membership], text: str) -> Page[Membership]:
    found: dict[int, Membership] = {}
    for name in (Membership.sort_name, Membership.spoken_name):
        begins = query.where(begins_with(name, text)).order_by(name, Membership.id)
        found |= {member.id: member for member in db.session.scalars(begins.limit(FOUND_AT_MOST))}
    in_order = sorted(found.values(), key=lambda member: (member.sort_name, member.id))
    return Page(in_order[:FOUND_AT_MOST], 1, has_next=False)
