"""What an organiser does to the list of who comes: put someone on it, take someone off, send the confirmation again."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from okprofs.events.facts import OrderMade
from okprofs.events.letters import ORDER_CONFIRMED, REGISTRATION_CANCELLED, event_facts, order_facts
from okprofs.events.models import Event, EventStatus, Order, Registration, TicketType
from okprofs.events.queries.offers import ticket_facts, ticket_price
from okprofs.events.queries.orders import registered
from okprofs.events.queries.pending import latest_of
from okprofs.events.rules.admission import STRANGER, AdmissionRefusal, OrderLine, PersonFacts, may_order
from okprofs.events.rules.pricing import Buying, price_for
from okprofs.events.rules.publication import PublicationRefusal
from okprofs.events.rules.registering import ExportReason, Vouch, may_register_by_hand
from okprofs.events.services.changing import release
from okprofs.events.services.organising import held
from okprofs.events.services.paying import begin_term
from okprofs.events.services.places import take
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name

VOUCHED = "vouched"
"""The ground of a closed ticket that was given on the organiser's word."""

_VOUCHED_MEMBER = PersonFacts(
    is_proven=True,
    is_member_on_event_date=True,
    is_invited=False,
    has_application_under_review=False,
    is_signed_in=False,
)


@dataclass(frozen=True, slots=True)
class HandWritten:
    """Who comes, as the organiser wrote it down. `vouch` says why they belong on the closed part."""

    ticket_type: str
    name: str
    email: str
    organisation_name: str
    dietary_wishes: str
    vouch: Vouch | None


def register_by_hand(event: Event, written: HandWritten) -> Order:
    """Put one person on the list, as an order of their own, and write them the confirmation.

    Refused by `may_register_by_hand`, when the name or address is none, and with `ticket_type_gone`.
    """
    event = held(event)
    ticket_type = next((item for item in event.ticket_types if item.public_id == written.ticket_type), None)
    if ticket_type is None:
        raise Refused(Refusal("ticket_type_gone"))
    name, email = clean_name(written.name), normalise_address(written.email)
    refuse(refusals_for_name(name))
    if email is None:
        raise Refused(Refusal("address_invalid"))
    facts = ticket_facts(event, ticket_type)
    is_registered = bool(registered(event.id, {email}, None)[0])
    line = OrderLine(ticket_type.public_id, facts, True, email, is_registered)
    refusals = may_order(STRANGER, [line], now()).refusals
    refuse(may_register_by_hand(refusals, written.vouch, event.ends_at, now()))
    order = _store(event, ticket_type, written, name, email, is_vouched=facts.is_closed)
    vouch = written.vouch.value if written.vouch and facts.is_closed else None
    record("order_made_by_hand", order, event=event.public_id, vouch=vouch)
    write(ORDER_CONFIRMED, to=email, language=order.language, about=order, facts=order_facts(order))
    announce(OrderMade(order.id, event.id))
    return order


def _store(
    event: Event, ticket_type: TicketType, written: HandWritten, name: str, email: str, *, is_vouched: bool
) -> Order:
    person = _VOUCHED_MEMBER if written.vouch is Vouch.MEMBER else STRANGER
    buying = Buying(now(), is_speaker=written.vouch is Vouch.SPEAKER)
    price = price_for(ticket_price(ticket_type), person, buying)
    take(ticket_type)
    order = Order(event=event, contact_name=name, contact_email=email, language="nl")
    order.registrations.append(
        Registration(
            event_id=event.id,
            ticket_type=ticket_type,
            name=name,
            email=email,
            organisation_name=written.organisation_name,
            dietary_wishes=written.dietary_wishes if event.has_food else "",
            price_cents=price.cents,
            price_reason=price.reason,
            ground=VOUCHED if is_vouched else "open",
        )
    )
    begin_term(order)
    db.session.add(order)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED)) from error
    return order


def cancel_for(event: Event, registration: Registration) -> None:
    """Take someone off the list: the place is free again, and they and the contact are told.

    Deadlines do not bind the organiser. Refused when it was cancelled already, or the event is over or called off.
    """
    event = held(event)
    query = sa.select(Registration).where(Registration.id == registration.id)
    registration = db.session.scalars(locked(query)).one()
    if event.status is EventStatus.CANCELLED:
        raise Refused(Refusal(AdmissionRefusal.EVENT_CANCELLED))
    if event.ends_at <= now():
        raise Refused(Refusal(PublicationRefusal.IS_OVER))
    if registration.cancelled_at is not None:
        raise Refused(Refusal("registration_cancelled"))
    order = registration.order
    release(order, [registration])
    if registration.email and registration.email != order.contact_email:
        facts = {
            "title": event.title,
            "starts_at": event.starts_at.isoformat(),
            "slug": event.slug,
            "event": event_facts(event),
        }
        write(REGISTRATION_CANCELLED, to=registration.email, language=order.language, about=registration, facts=facts)


def confirm_again(order: Order) -> None:
    """Send the contact the confirmation once more, as it stands now, with a new personal link.

    Refused when nobody comes any more, and of an event that was called off: there is nothing to confirm, nor to pay.
    """
    event = held(order.event)
    order = db.session.scalars(locked(sa.select(Order).where(Order.id == order.id))).one()
    if order.cancelled_at is not None:
        raise Refused(Refusal("registration_cancelled"))
    if event.status is EventStatus.CANCELLED:
        raise Refused(Refusal(AdmissionRefusal.EVENT_CANCELLED))
    facts = order_facts(order, latest_of(order.registrations))
    write(ORDER_CONFIRMED, to=order.contact_email, language=order.language, about=order, facts=facts)
    record("confirmation_sent_again", order)


def note_export(event: Event, file_format: str, is_filtered: bool, reason: ExportReason | None = None) -> None:
    """Keep that the list of who comes left the house, and what a long one was for."""
    why = reason.value if reason else None
    record("registrations_exported", event, format=file_format, filtered=is_filtered, reason_code=why)


def note_diets_shown(event: Event) -> None:
    """Keep that someone looked up who eats what."""
    record("dietary_names_shown", event)
