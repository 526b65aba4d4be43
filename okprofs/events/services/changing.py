"""Changing who comes on an order, and cancelling: by the contact, and by each attendee for themself.

Every verb holds the event first, as signing up does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.events.facts import PlacesFreed, RegistrationCancelled, RegistrationChanged
from okprofs.events.letters import ORDER_CANCELLED, ORDER_CHANGED, order_facts
from okprofs.events.letters_of_changes import (
    OWN_CANCELLED,
    REPLACED,
    SIGNED_UP_BY,
    attendee_letter,
    has_own_letter,
)
from okprofs.events.models import Event, Order, Registration
from okprofs.events.queries.doors import is_inside
from okprofs.events.queries.offers import cancellation_terms, registration_facts, ticket_price
from okprofs.events.queries.orders import registered
from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.events.rules.cancellation import (
    ActorFacts,
    Change,
    ChangeRefusal,
    cost_of_cancelling,
    may_be_replaced,
    may_cancel,
    may_change,
)
from okprofs.events.rules.pricing import Price, PriceReason, price_for_another
from okprofs.events.services import invitations
from okprofs.events.services.charging import free_code
from okprofs.events.services.choosing import forget_choices
from okprofs.events.services.paying import renew_term
from okprofs.events.services.places import give_back
from okprofs.events.services.signup import hold, store
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.kinds import Kind
from okprofs.mail.services import write, write_each


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed of an attendee."""

    name: str
    email: str
    organisation_name: str
    dietary_wishes: str


def change_registration(order: Order, public_id: str, details: Details, actor: ActorFacts) -> Registration:
    """Change who comes on this ticket, or what we know of them. Who keeps their address stays who they are: only their
    name was put right. Who comes instead chooses workshops anew, and has a letter and a link of their own; who stays
    away hears so.

    Refused by `may_change`, when the actor puts somebody else there and is not the contact, when somebody with that
    address has a place already, and somebody else for who was let in.
    """
    event, _ = hold(order.event_id)
    registration = held_registration(order, public_id)
    is_moved = details.email != registration.email
    # Without an address the name is all that we know of somebody.
    is_renamed = details.name != registration.name
    is_other = is_moved or (is_renamed and not registration.email)
    change = Change.PERSON if is_other or is_renamed else Change.DETAILS
    facts = registration_facts(event, registration, registration.ticket_type)
    refuse(may_change(actor, facts, change, now()).refusals)
    if is_moved and not actor.is_contact:
        raise Refused(Refusal(ChangeRefusal.NOT_THE_CONTACT))
    if is_other:
        refuse(may_be_replaced(is_inside=is_inside(registration)))
    if is_moved and registered(event.id, {details.email} - {""}, None)[0]:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED))

    replaced = [attendee_letter(registration)] if is_moved and has_own_letter(registration) else []
    registration.name, registration.email = details.name, details.email
    registration.organisation_name = details.organisation_name
    registration.dietary_wishes = details.dietary_wishes if event.has_food else ""
    added_cents = 0
    if is_other or (is_renamed and actor.is_contact):
        # Whoever it is: what is a member's alone goes with the name that was proven.
        registration.account_id = None
        paid = Price(registration.price_cents, PriceReason(registration.price_reason))
        price = price_for_another(paid, ticket_price(registration.ticket_type), registration.made_at)
        added_cents = price.cents - registration.price_cents
        registration.price_cents, registration.price_reason = price.cents, price.reason
    if is_other:
        forget_choices(registration, keeps_admitted=False)
    store(order)
    renew_term(order, added_cents)
    record("registration_changed", registration, order=order.public_id, person_changed=is_other)
    write(ORDER_CHANGED, to=order.contact_email, language=order.language, about=order, facts=order_facts(order))
    write_each(REPLACED, replaced)
    if is_moved and has_own_letter(registration):
        write_each(SIGNED_UP_BY, [attendee_letter(registration)])
    announce(RegistrationChanged(registration.id, order.id, is_other))
    return registration


def change_invoice_reference(order: Order, reference: str, actor: ActorFacts) -> None:
    """Let something else stand on the invoice. Refused: who is not the contact; as `may_change` for who still comes."""
    event, _ = hold(order.event_id)
    held = db.session.scalars(locked(sa.select(Order).where(Order.id == order.id))).one()
    if not (actor.is_proven and actor.is_contact):
        raise Refused(Refusal(ChangeRefusal.NOT_THE_CONTACT))
    facts = [registration_facts(event, one, one.ticket_type) for one in held_registrations(held)]
    standing = [one for one in facts if not one.is_cancelled] or facts
    refuse(
        dict.fromkeys(refusal for one in standing for refusal in may_change(actor, one, Change.DETAILS, now()).refusals)
    )
    held.invoice_reference = reference
    record("invoice_reference_changed", held)


def cancel_registration(order: Order, public_id: str, actor: ActorFacts, agreed_cents: int = 0) -> bool:
    """Cancel one attendee; the place is free again. Returns False when it was cancelled already.

    `agreed_cents` is what they were told that it costs. Refused by `may_cancel`, and when it costs more by now.
    """
    event, _ = hold(order.event_id)
    registration = held_registration(order, public_id)
    return _cancel(event, order, [registration], actor, agreed_cents)


def cancel_order(order: Order, actor: ActorFacts, agreed_cents: int = 0) -> bool:
    """Cancel everyone on the order who still comes. Returns False when nobody did. Refused by `may_cancel`, and when it
    costs more by now than `agreed_cents`."""
    event, _ = hold(order.event_id)
    return _cancel(event, order, held_registrations(order), actor, agreed_cents)


def held_registrations(order: Order) -> Sequence[Registration]:
    """Everyone on this order, held. The event is held already."""
    query = sa.select(Registration).where(Registration.order_id == order.id).order_by(Registration.id)
    return db.session.scalars(locked(query)).all()


def held_registration(order: Order, public_id: str) -> Registration:
    """One attendee of this order. Refused when it is not of this order: a stranger learns no more than that."""
    for registration in held_registrations(order):
        if registration.public_id == public_id:
            return registration
    raise Refused(Refusal(ChangeRefusal.NOT_YOUR_REGISTRATION))


def _cancel(
    event: Event, order: Order, registrations: Iterable[Registration], actor: ActorFacts, agreed_cents: int
) -> bool:
    standing = [registration for registration in registrations if registration.cancelled_at is None]
    facts = [registration_facts(event, registration, registration.ticket_type) for registration in standing]
    refuse(dict.fromkeys(refusal for one in facts for refusal in may_cancel(actor, one, now()).refusals))
    terms = cancellation_terms(event)
    costs = [cost_of_cancelling(registration.price_cents, terms, now()) for registration in standing]
    if sum(costs) > agreed_cents:
        raise Refused(Refusal(ChangeRefusal.COST_CHANGED))
    for registration, cents in zip(standing, costs, strict=True):
        registration.cancellation_cents = cents
    if standing:
        release(order, standing)
        write_each(OWN_CANCELLED, [attendee_letter(one) for one in standing if has_own_letter(one)])
    return bool(standing)


def release(order: Order, standing: Sequence[Registration], kind: Kind = ORDER_CANCELLED) -> None:
    """Give back the places of these attendees of one order, and write to the contact. The event is held already."""
    for registration in standing:
        registration.cancelled_at = now()
        give_back(registration.ticket_type)
        free_code(registration)
        invitations.free(registration)
        record(
            "registration_cancelled", registration, order=order.public_id, cents=registration.cancellation_cents or None
        )
        announce(RegistrationCancelled(registration.id, order.id, registration.ticket_type_id))
    if not order.attendees:
        order.cancelled_at = now()
        record("order_cancelled", order)
    renew_term(order)
    facts = {
        **order_facts(order),
        "cancelled": [registration.name for registration in standing],
        "cancellation_cents": sum(registration.cancellation_cents for registration in standing),
    }
    write(kind, to=order.contact_email, language=order.language, about=order, facts=facts)
    announce(PlacesFreed(order.event_id))
