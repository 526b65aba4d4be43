"""Who waits for a closed part until their application is decided, on which terms, and what was paid meanwhile?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from okprofs.events.models import (
    Event,
    EventStatus,
    Invitation,
    Order,
    OrderPayment,
    PendingTerms,
    PendingTicket,
    Quota,
    Registration,
    TicketType,
    WaitingAttendee,
    WaitingEntry,
)
from okprofs.events.queries.offers import Offer, ticket_facts, ticket_price
from okprofs.events.queries.people import Person
from okprofs.events.rules.admission import STRANGER, PersonFacts, TicketFacts
from okprofs.events.rules.amounts import Amounts, Line, amounts_of
from okprofs.events.rules.pending import Outcome, held_until, may_wait_for
from okprofs.events.rules.pricing import Buying, Price, price_for
from okprofs.events.rules.waiting import WaitingState
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.queries.persons import is_under_review

MOST_PAYMENTS = 200
INVITEE = replace(STRANGER, is_proven=True, is_invited=True)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What an applicant can have of a closed ticket now: the open one that stands meanwhile, and until when they wait.

    `held_until` None: no place is held. Amounts in cents.
    """

    open_ticket: TicketType
    price_now_cents: int
    price_cents: int
    held_until: datetime | None
    deadline_at: datetime


def deadline_of(event: Event) -> datetime:
    """Until when what waits can be confirmed."""
    return event.sign_up_closes_at or event.starts_at


def terms_of(event_id: int) -> dict[int, PendingTerms]:
    """The terms of each closed ticket type of this event that may be waited for, by its id."""
    query = sa.select(PendingTerms).join(TicketType, TicketType.id == PendingTerms.ticket_type_id)
    found = db.session.scalars(query.where(TicketType.event_id == event_id))
    return {terms.ticket_type_id: terms for terms in found}


def promised(ticket_type: TicketType, person: PersonFacts) -> Price:
    """What the closed ticket will cost who waits for it: they are a member by then."""
    return price_for(ticket_price(ticket_type), replace(person, is_member_on_event_date=True))


def price_invited(ticket_type: TicketType) -> Price:
    """What the closed ticket costs who is invited to it, at this moment."""
    return price_for(ticket_price(ticket_type), INVITEE, Buying(at=now()))


def waitable(
    event: Event,
    ticket_types: Iterable[TicketType],
    person: PersonFacts,
    at: datetime,
    beside: TicketType | None = None,
) -> dict[str, tuple[TicketType, PendingTerms]]:
    """The closed tickets that this person may wait for when they sign up now, or `beside` the one that they have; by
    public id, with the open one that stands meanwhile. Asks nothing of the database for who has no application under
    review."""
    if not person.has_application_under_review:
        return {}
    by_id = {ticket_type.id: ticket_type for ticket_type in ticket_types}
    return {
        by_id[wanted].public_id: (by_id[terms.open_ticket_type_id], terms)
        for wanted, terms in terms_of(event.id).items()
        if may_wait_for(
            person, facts_beside(event, by_id[wanted], beside) if beside else ticket_facts(event, by_id[wanted]), at
        )
    }


def with_waiting(
    event: Event, person: Person, offers: list[Offer], at: datetime, beside: TicketType | None = None
) -> list[Offer]:
    """The same offers; those that an applicant may wait for say what stands meanwhile."""
    found = waitable(event, event.ticket_types, person.facts, at, beside)
    return [_with_meanwhile(event, person, offer, found, at) for offer in offers] if found else offers


def _with_meanwhile(
    event: Event, person: Person, offer: Offer, found: dict[str, tuple[TicketType, PendingTerms]], at: datetime
) -> Offer:
    if offer.ticket_type.public_id not in found:
        return offer
    open_ticket, terms = found[offer.ticket_type.public_id]
    cents = promised(offer.ticket_type, person.facts).cents
    meanwhile = Meanwhile(
        open_ticket,
        price_for(ticket_price(open_ticket), person.facts).cents,
        cents,
        held_until(at, terms.hold_hours, deadline_of(event)),
        deadline_of(event),
    )
    return replace(offer, meanwhile=meanwhile, price=replace(offer.price, cents=cents), usual_price_cents=None)


def beyond(ticket_type: TicketType, beside: TicketType) -> list[TicketType | Quota]:
    """What a place of `ticket_type` counts in, and one of `beside` does not."""
    kept = beside.draws_on
    return [counted for counted in ticket_type.draws_on if counted not in kept]


def needed(ticket_type: TicketType, held: TicketType | None) -> list[TicketType | Quota]:
    """What a place of `ticket_type` counts in, for who has a ticket already or has none."""
    return ticket_type.draws_on if held is None else beyond(ticket_type, held)


def facts_beside(event: Event, wanted: TicketType, beside: TicketType) -> TicketFacts:
    """The wanted ticket for who has the other one already, as the rules look at it: places as far as it needs more."""
    left = [counted.left for counted in beyond(wanted, beside) if counted.left is not None]
    return replace(ticket_facts(event, wanted), places_left=min(left, default=None), shared=())


def latest_of(registrations: Iterable[Registration]) -> dict[int, PendingTicket]:
    """What each of these last waited for, by the id of the registration; with the ticket type."""
    ids = [registration.id for registration in registrations]
    query = sa.select(PendingTicket).where(PendingTicket.registration_id.in_(ids)).order_by(PendingTicket.id)
    found = db.session.scalars(query.options(joinedload(PendingTicket.ticket_type)))
    return {pending.registration_id: pending for pending in found}


def state_of(order: Order) -> tuple[dict[int, PendingTicket], Amounts]:
    """What each attendee last waited for, by the id of the registration; and what is due for the order now and in
    total, and was paid, in cents."""
    paid = sa.select(sa.func.coalesce(sa.func.sum(OrderPayment.cents), 0)).where(OrderPayment.order_id == Order.id)
    query = (
        sa.select(paid.correlate(Order).scalar_subquery(), PendingTicket)
        .select_from(Order)
        .outerjoin(Registration, Registration.order_id == Order.id)
        .outerjoin(PendingTicket, PendingTicket.registration_id == Registration.id)
        .where(Order.id == order.id)
        .order_by(PendingTicket.id)
        .options(joinedload(PendingTicket.ticket_type))
    )
    rows = db.session.execute(query).all()
    latest = {pending.registration_id: pending for _, pending in rows if pending is not None}
    lines = [
        # What waits counts only for who comes; of who cancelled late a part of the price may stand.
        Line(item.due_cents, _waiting_cents(latest.get(item.id)) if item.cancelled_at is None else None)
        for item in order.registrations
    ]
    takes_place = order.event.status is not EventStatus.CANCELLED
    return latest, amounts_of(lines, int(rows[0][0]) if rows else 0, takes_place=takes_place)


def _waiting_cents(pending: PendingTicket | None) -> int | None:
    return pending.price_cents if pending is not None and pending.outcome is None else None


def payments_of(order: Order) -> Sequence[OrderPayment]:
    """What was noted as received or paid back, the latest first; at most two hundred."""
    query = sa.select(OrderPayment).where(OrderPayment.order_id == order.id).order_by(OrderPayment.id.desc())
    return db.session.scalars(query.options(joinedload(OrderPayment.noted_by)).limit(MOST_PAYMENTS)).all()


def orders_with_payments(number: int, *, is_open: bool) -> Page[tuple[Order, int]]:
    """A page of all orders, the newest first, with their event and attendees; and what was paid for each, in cents.
    `is_open`: only those that have to be paid by a day, the first of these first."""
    limit, offset = window(number)
    paid = sa.select(sa.func.coalesce(sa.func.sum(OrderPayment.cents), 0)).where(OrderPayment.order_id == Order.id)
    query = sa.select(Order, paid.correlate(Order).scalar_subquery())
    if is_open:
        called_off = sa.select(Event.id).where(Event.status == EventStatus.CANCELLED)
        query = query.where(Order.pay_until.is_not(None), Order.event_id.not_in(called_off)).order_by(Order.pay_until)
    query = query.order_by(Order.id.desc())
    query = query.options(joinedload(Order.event), selectinload(Order.registrations))
    rows = db.session.execute(query.limit(limit).offset(offset))
    return cut([(order, int(cents)) for order, cents in rows], number)


def own_registration(event: Event, person: Person) -> Registration | None:
    """The ticket that this person holds at the event: by their account, or by the address that they proved."""
    if person.account is None:
        return None
    query = sa.select(Registration).where(
        Registration.event_id == event.id,
        Registration.cancelled_at.is_(None),
        sa.or_(Registration.account_id == person.account.id, Registration.email == person.account.email),
    )
    query = query.options(joinedload(Registration.order), joinedload(Registration.ticket_type))
    # Their own account goes before an address that somebody typed.
    return db.session.scalar(query.order_by(Registration.account_id.is_(None), Registration.id).limit(1))


def waits_invited(invitation: Invitation | None) -> PendingTicket | None:
    """What waits for a decision of who was invited by name meanwhile: by the address that was invited."""
    if invitation is None or invitation.revoked_at is not None or invitation.registration_id is not None:
        return None
    registration = PendingTicket.registration.of_type(Registration)
    query = (
        sa.select(PendingTicket)
        .join(registration)
        .where(
            PendingTicket.event_id == invitation.event_id,
            PendingTicket.outcome.is_(None),
            Registration.cancelled_at.is_(None),
            Registration.email == invitation.email,
        )
    )
    return db.session.scalar(
        query.options(contains_eager(PendingTicket.registration), joinedload(PendingTicket.ticket_type)).limit(1)
    )


def waiting_page(event: Event, number: int) -> Page[PendingTicket]:
    """A page of who waits at this event, in the order in which they asked."""
    limit, offset = window(number)
    query = (
        sa.select(PendingTicket)
        .where(PendingTicket.event_id == event.id, PendingTicket.outcome.is_(None))
        .options(
            joinedload(PendingTicket.ticket_type),
            joinedload(PendingTicket.registration).joinedload(Registration.order),
        )
        .order_by(PendingTicket.id)
    )
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def held_places(event: Event) -> dict[int, int]:
    """How many places are held for who waits, by the id of the closed ticket type."""
    query = (
        sa.select(PendingTicket.ticket_type_id, sa.func.count())
        .where(PendingTicket.event_id == event.id, PendingTicket.outcome.is_(None), PendingTicket.holds_place)
        .group_by(PendingTicket.ticket_type_id)
    )
    return {ticket_type_id: int(held) for ticket_type_id, held in db.session.execute(query)}


def held_twice(event: Event, ticket_types: Collection[TicketType]) -> int:
    """How many places are held for somebody beside the ticket that they have, where both are of these types: because
    they wait for a decision, or were offered the other ticket."""
    ids = [ticket_type.id for ticket_type in ticket_types]
    offered = (
        sa.select(sa.func.count())
        .select_from(WaitingAttendee)
        .join(WaitingEntry, WaitingEntry.id == WaitingAttendee.entry_id)
        .where(
            WaitingEntry.event_id == event.id,
            WaitingEntry.state == WaitingState.OFFERED,
            WaitingAttendee.ticket_type_id.in_(ids),
            WaitingAttendee.held_ticket_type_id.in_(ids),
        )
    )
    query = sa.select(sa.func.count()).where(
        PendingTicket.event_id == event.id,
        PendingTicket.outcome.is_(None),
        PendingTicket.holds_place,
        PendingTicket.ticket_type_id.in_(ids),
        PendingTicket.open_ticket_type_id.in_(ids),
    )
    return int(db.session.scalar(query) or 0) + int(db.session.scalar(offered) or 0)


_OPEN = sa.or_(PendingTicket.outcome.is_(None), PendingTicket.outcome == Outcome.REJECTED)


def events_of(account_ids: Collection[int]) -> list[int]:
    """The ids of the events where something waits for these people, or was rejected and may yet be admitted."""
    query = sa.select(PendingTicket.event_id).where(PendingTicket.account_id.in_(account_ids), _OPEN)
    return sorted(set(db.session.scalars(query)))


def pending_of(event_ids: Collection[int] | None, *conditions: sa.ColumnElement[bool]) -> sa.Select[PendingTicket]:
    """What waits at these events (None: any), or was rejected and may yet be admitted; in the order of asking."""
    at_these = () if event_ids is None else (PendingTicket.event_id.in_(event_ids),)
    order = joinedload(Registration.order, innerjoin=True).selectinload(Order.registrations)
    return (
        sa.select(PendingTicket)
        .where(_OPEN, *at_these, *conditions)
        .order_by(PendingTicket.id)
        .options(selectinload(PendingTicket.registration).options(order), selectinload(PendingTicket.account))
    )


def due_pending(moment: datetime, most: int) -> list[tuple[int, int]]:
    """What is to be settled: its event and itself. A hold or the waiting has ended, or nothing is under review."""
    is_due = sa.or_(
        sa.and_(PendingTicket.holds_place, PendingTicket.held_until <= moment),
        sa.func.coalesce(Event.sign_up_closes_at, Event.starts_at) <= moment,
        Event.status == EventStatus.CANCELLED,
        ~is_under_review(PendingTicket.account_id),
    )
    query = sa.select(PendingTicket.event_id, PendingTicket.id).join(PendingTicket.event)
    rows = db.session.execute(
        query.where(PendingTicket.outcome.is_(None), is_due).order_by(PendingTicket.id).limit(most)
    )
    return [(event_id, id_) for event_id, id_ in rows]
