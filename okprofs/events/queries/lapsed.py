"""Whose ticket asks that they are a member on the day of the event, and who is not, as far as we know now?

It is asked anew whenever somebody reads it, of the memberships as they stand: so a suspension that is lifted or a
leaving that is taken back needs nothing done here. Who is invited by name needs no membership.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus, Invitation, Registration, TicketType
from okprofs.events.rules.admission import Audience, Ground
from okprofs.events.rules.pricing import PriceReason
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local, moment_at
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.membership.queries.persons import goes_on_among, is_one_who_takes_part_on
from okprofs.membership.rules.categories import Category
from okprofs.people.models import Account

_MIDNIGHT = time(0, 0)


def is_asked_of(event: Event) -> bool:
    """Whether anything of this event asks for membership, and it is still to come."""
    kinds = event.ticket_types
    asks = any(kind.audience is not Audience.EVERYONE or kind.member_price_cents is not None for kind in kinds)
    return asks and event.status is EventStatus.PUBLISHED and event.ends_at > now()


def has_lapsed(event: Event) -> sa.ColumnElement[bool]:
    """Whether a registration of this event asks for a membership that is not there on its day; never of one that is
    over."""
    if not is_asked_of(event):
        return sa.false()
    closed = [kind.id for kind in event.ticket_types if kind.audience is not Audience.EVERYONE]
    return _rests_on_none(Registration.ticket_type_id.in_(closed), local(event.starts_at).date())


def lapsed_among(event: Event, registrations: Collection[Registration]) -> set[int]:
    """The ids of those of these registrations of this event of whom that holds, in one query."""
    ids = [registration.id for registration in registrations]
    if not ids or not is_asked_of(event):
        return set()
    return set(db.session.scalars(sa.select(Registration.id).where(Registration.id.in_(ids), has_lapsed(event))))


def _rests_on_none(is_closed: sa.ColumnElement[bool], day: date) -> sa.ColumnElement[bool]:
    by_ticket = sa.and_(is_closed, Registration.ground == Ground.MEMBER)
    is_invited = sa.exists().where(
        Invitation.event_id == Registration.event_id,
        Invitation.email == Registration.email,
        Invitation.revoked_at.is_(None),
    )
    return sa.and_(
        Registration.cancelled_at.is_(None),
        Registration.account_id.is_not(None),
        sa.or_(by_ticket, Registration.price_reason == PriceReason.MEMBER),
        ~is_one_who_takes_part_on(Registration.account_id, day),
        ~is_invited,
    )


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A sign-up of somebody who is no member on its day: with which ticket, whether it is for what is closed, and
    whether that event has something open too. And how their membership stands now: `kind` and `status` None
    when it ended."""

    account_id: int
    about: str
    name: str
    email: str
    language: str
    title: str
    starts_at: datetime
    ticket: str
    is_closed: bool
    has_open: bool
    kind: Category | None
    status: MembershipStatus | None
    ends_on: date | None


def lapsed_of(account_ids: Sequence[int], day: date) -> list[Lapsed]:
    """What these people are signed up for from this day on, that asks for a membership which they do not have then: in
    one query for all, person by person, the soonest first. Who goes on as another account is one person with it, of
    that name and address."""
    goes_on = goes_on_among(account_ids)
    own = Registration.account_id
    person = sa.case(goes_on, value=own, else_=own) if goes_on else own
    is_closed = TicketType.audience != Audience.EVERYONE
    opens = sa.select(TicketType.id).where(
        TicketType.event_id == Event.id, TicketType.audience == Audience.EVERYONE, TicketType.is_hidden.is_(False)
    )
    query = (
        sa.select(
            Account.id,
            Account.public_id,
            Account.name,
            Account.email,
            Account.language,
            Event.title,
            Event.starts_at,
            TicketType.title,
            is_closed,
            opens.correlate(Event).exists(),
            Membership.category,
            Membership.status,
            Membership.ends_on,
        )
        .select_from(Registration)
        .join(Account, Account.id == person)
        .join(Event, Event.id == Registration.event_id)
        .join(TicketType, TicketType.id == Registration.ticket_type_id)
        .outerjoin(
            Membership,
            sa.and_(Membership.account_id == Account.id, Membership.status != MembershipStatus.ENDED),
        )
        .where(
            own.in_({*account_ids, *goes_on, *goes_on.values()}),
            Event.status == EventStatus.PUBLISHED,
            Event.ends_at > now(),
            Event.starts_at >= moment_at(day, _MIDNIGHT),
            _rests_on_none(is_closed, day),
        )
        .order_by(Account.id, Event.starts_at, Registration.id)
    )
    return [Lapsed(*tuple(row)) for row in db.session.execute(query)]
