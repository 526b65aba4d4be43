"""Signing up for an event; changing it and cancelling it.

Every verb first takes the event's row, and holds it to the end of the transaction. That lock, `_hold`, is what keeps a
place from being given twice: behind it the places are read, judged by the rules and written.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from okprofs.events.facts import OrderMade, RegistrationCancelled, RegistrationChanged
from okprofs.events.letters import COMES_ALREADY, ORDER_CANCELLED, ORDER_CHANGED, ORDER_CONFIRMED, order_facts
from okprofs.events.models import Event, Invitation, Order, Registration, TicketType
from okprofs.events.queries.offers import registration_facts, ticket_facts, ticket_price
from okprofs.events.queries.orders import registered, registrations_with
from okprofs.events.queries.people import Person, person_for
from okprofs.events.rules.admission import (
    AdmissionRefusal,
    Ground,
    OrderLine,
    may_order,
)
from okprofs.events.rules.cancellation import ActorFacts, Change, may_cancel, may_change
from okprofs.events.rules.pricing import Price, PriceReason, price_for_another
from okprofs.events.services.charging import free_code, held_code, opened, prices_in_order, use_code
from okprofs.events.services.pending import Wanted, wait_with, wanted_later
from okprofs.events.services.places import give_back, take
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write


@dataclass(frozen=True, slots=True)
class Contact:
    """Who orders, as typed; of someone known, what they proved goes before it. `code` opens or makes cheaper."""

    name: str = ""
    email: str = ""
    language: str = "nl"
    invoice_reference: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who comes, with the public id of a ticket type. The contact's own name and address are not repeated here."""

    ticket_type: str
    is_contact: bool = False
    name: str = ""
    email: str = ""
    organisation_name: str = ""
    dietary_wishes: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed of an attendee."""

    name: str
    email: str
    organisation_name: str
    dietary_wishes: str


def sign_up(
    event_id: int,
    contact: Contact,
    attendees: Sequence[Attendee],
    *,
    viewer: Any = None,
    invitation_id: int | None = None,
) -> Order:
    """Make one order by one contact for one or more attendees, and write them the confirmation.

    `viewer` is who is signed in, `invitation_id` the invitation whose personal link was used. Addresses are normalised.
    An applicant who asks for a closed ticket gets the open one that stands meanwhile, and waits for the closed one.

    Refused with everything that `may_order` says, each refusal with the line it is about; with `ticket_type_gone`,
    also for what is hidden; with `code_unknown` and `code_not_enough`.
    """
    event, every = _hold(event_id)
    code = held_code(event, contact.code)
    ticket_types = opened(every, code)
    invitation = _hold_invitation(invitation_id)
    person = person_for(event, viewer, invitation)
    later = wanted_later(event, every, person)
    wanted = {wish: terms for wish, terms in later.items() if {wish, terms[0].public_id} <= ticket_types.keys()}
    asked = next((each.ticket_type for each in attendees if each.is_contact and each.ticket_type in wanted), None)
    attendees = [_meanwhile(attendee, wanted) for attendee in attendees]
    lines = _lines(event, ticket_types, person, contact, attendees)
    admission = may_order(person.facts, lines, now())
    refuse(admission.refusals)

    order = Order(
        event=event,
        account_id=person.account.id if person.account else None,
        contact_name=person.name or contact.name,
        contact_email=person.email or contact.email,
        language=contact.language,
        invoice_reference=contact.invoice_reference,
    )
    wanted_types = [ticket_types[attendee.ticket_type] for attendee in attendees]
    prices = prices_in_order(person.facts, wanted_types, attendees, code)
    for attendee, line, allowed, price in zip(attendees, lines, admission.lines, prices, strict=True):
        ticket_type = ticket_types[attendee.ticket_type]
        take(ticket_type)
        order.registrations.append(
            Registration(
                event_id=event.id,
                ticket_type=ticket_type,
                account_id=order.account_id if attendee.is_contact else None,
                name=order.contact_name if attendee.is_contact else attendee.name,
                email=line.attendee_email,
                organisation_name=attendee.organisation_name,
                dietary_wishes=attendee.dietary_wishes if event.has_food else "",
                price_cents=price.cents,
                price_reason=price.reason,
                ground=str(allowed.ground),
            )
        )
    use_code(code, order.registrations)
    _store(order)
    _use(person.invitation, order)
    latest = {}
    for registration in order.registrations:
        if asked is not None and registration.account_id is not None:
            latest[registration.id] = wait_with(event, registration, ticket_types[asked], wanted[asked][1], person)
    record("order_made", order, event=event.public_id, attendees=len(attendees))
    facts = order_facts(order, latest)
    write(ORDER_CONFIRMED, to=order.contact_email, language=order.language, about=order, facts=facts)
    announce(OrderMade(order.id, event.id))
    return order


def _meanwhile(attendee: Attendee, wanted: Wanted) -> Attendee:
    """What can be had at once: of the closed part that an applicant may wait for, the open one beside it."""
    if not attendee.is_contact or attendee.ticket_type not in wanted:
        return attendee
    return replace(attendee, ticket_type=wanted[attendee.ticket_type][0].public_id)


def tell_who_comes_already(event_id: int, addresses: Collection[str]) -> None:
    """Write to these people, of whom somebody unproven was told that they come: at most once a day.

    Nobody takes part twice, so the refusal tells it; with this letter it is never found out behind someone's back.
    """
    with transaction():
        for registration in registrations_with(event_id, addresses):
            event, language = registration.order.event, registration.order.language
            facts = {"title": event.title, "starts_at": event.starts_at.isoformat(), "slug": event.slug}
            day = today().isoformat()
            write(COMES_ALREADY, to=registration.email, language=language, about=registration, facts=facts, once=day)


def change_registration(order: Order, public_id: str, details: Details, actor: ActorFacts) -> Registration:
    """Change who comes on this ticket, or what we know of them.

    Refused by `may_change`, and when somebody with that address has a place already.
    """
    event, _ = _hold(order.event_id)
    registration = _held_registration(order, public_id)
    is_other = (details.name, details.email) != (registration.name, registration.email)
    change = Change.PERSON if is_other else Change.DETAILS
    facts = registration_facts(event, registration, registration.ticket_type)
    refuse(may_change(actor, facts, change, now()).refusals)
    if details.email != registration.email and registered(event.id, {details.email} - {""}, None)[0]:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED))

    registration.name, registration.email = details.name, details.email
    registration.organisation_name = details.organisation_name
    registration.dietary_wishes = details.dietary_wishes if event.has_food else ""
    if is_other:
        registration.account_id = None
        paid = Price(registration.price_cents, PriceReason(registration.price_reason))
        price = price_for_another(paid, ticket_price(registration.ticket_type), registration.made_at)
        registration.price_cents, registration.price_reason = price.cents, price.reason
    _store(order)
    record("registration_changed", registration, order=order.public_id, person_changed=is_other)
    write(ORDER_CHANGED, to=order.contact_email, language=order.language, about=order, facts=order_facts(order))
    announce(RegistrationChanged(registration.id, order.id, is_other))
    return registration


def cancel_registration(order: Order, public_id: str, actor: ActorFacts) -> bool:
    """Cancel one attendee; the place is free again. Returns False when it was cancelled already.

    Refused by `may_cancel`.
    """
    event, _ = _hold(order.event_id)
    registration = _held_registration(order, public_id)
    return _cancel(event, order, [registration], actor)


def cancel_order(order: Order, actor: ActorFacts) -> bool:
    """Cancel everyone on the order who still comes. Returns False when nobody did. Refused by `may_cancel`."""
    event, _ = _hold(order.event_id)
    return _cancel(event, order, _held_registrations(order), actor)


def _hold(event_id: int) -> tuple[Event, dict[str, TicketType]]:
    """The event and its ticket types by public id, held until the end of the transaction and read afresh."""
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == event_id))).one()
    query = sa.select(TicketType).where(TicketType.event_id == event_id).order_by(TicketType.id)
    # Only what is locked must be named: the quotas are the outer side of a join, which PostgreSQL does not lock.
    held = locked(query.options(joinedload(TicketType.quotas))).with_for_update(of=TicketType)
    ticket_types = db.session.scalars(held).unique()
    return event, {ticket_type.public_id: ticket_type for ticket_type in ticket_types}


def _hold_invitation(invitation_id: int | None) -> Invitation | None:
    if invitation_id is None:
        return None
    query = locked(sa.select(Invitation).where(Invitation.id == invitation_id))
    return db.session.scalars(query).one_or_none()


def _held_registrations(order: Order) -> Sequence[Registration]:
    query = sa.select(Registration).where(Registration.order_id == order.id).order_by(Registration.id)
    return db.session.scalars(locked(query)).all()


def _held_registration(order: Order, public_id: str) -> Registration:
    """One attendee of this order. Refused when it is not of this order: a stranger learns no more than that."""
    for registration in _held_registrations(order):
        if registration.public_id == public_id:
            return registration
    raise Refused(Refusal("not_your_registration"))


def _lines(
    event: Event,
    ticket_types: dict[str, TicketType],
    person: Person,
    contact: Contact,
    attendees: Sequence[Attendee],
) -> list[OrderLine]:
    """The order as the rules look at it, with what stands in the database at this moment."""
    if any(attendee.ticket_type not in ticket_types for attendee in attendees):
        raise Refused(Refusal("ticket_type_gone"))
    own_email = person.email or contact.email
    emails = [own_email if attendee.is_contact else attendee.email for attendee in attendees]
    account_id = person.account.id if person.account else None
    known, is_registered = registered(event.id, set(emails) - {""}, account_id)
    return [
        OrderLine(
            ticket_id=attendee.ticket_type,
            ticket=ticket_facts(event, ticket_types[attendee.ticket_type]),
            attendee_is_contact=attendee.is_contact,
            attendee_email=email,
            is_already_registered=email in known or (attendee.is_contact and is_registered),
        )
        for attendee, email in zip(attendees, emails, strict=True)
    ]


def _store(order: Order) -> None:
    """Write the rows. The unique index is the second line behind the rule: nobody twice at one event."""
    db.session.add(order)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED)) from error


def _use(invitation: Invitation | None, order: Order) -> None:
    """An invitation lets one person in: note which registration it was used for."""
    for registration in order.registrations:
        if invitation is not None and registration.ground == Ground.INVITED:
            invitation.registration_id = registration.id
            record("invitation_used", invitation, registration=registration.public_id)


def _cancel(event: Event, order: Order, registrations: Iterable[Registration], actor: ActorFacts) -> bool:
    standing = [registration for registration in registrations if registration.cancelled_at is None]
    facts = [registration_facts(event, registration, registration.ticket_type) for registration in standing]
    refuse(dict.fromkeys(refusal for one in facts for refusal in may_cancel(actor, one, now()).refusals))
    if standing:
        release(order, standing)
    return bool(standing)


def release(order: Order, standing: Sequence[Registration]) -> None:
    """Give back the places of these attendees of one order, and write to the contact. The event is held already."""
    for registration in standing:
        registration.cancelled_at = now()
        give_back(registration.ticket_type)
        free_code(registration)
        _free_invitation(registration)
        record("registration_cancelled", registration, order=order.public_id)
        announce(RegistrationCancelled(registration.id, order.id, registration.ticket_type_id))
    if not order.attendees:
        order.cancelled_at = now()
        record("order_cancelled", order)
    facts = {**order_facts(order), "cancelled": [registration.name for registration in standing]}
    write(ORDER_CANCELLED, to=order.contact_email, language=order.language, about=order, facts=facts)


def _free_invitation(registration: Registration) -> None:
    """Who cancels may change their mind: the invitation can be used again."""
    db.session.execute(
        sa.update(Invitation).where(Invitation.registration_id == registration.id).values(registration_id=None)
    )
