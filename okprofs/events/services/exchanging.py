"""Exchanging the ticket of an attendee for another, and handing a closed one over to a colleague.

Both hold the event first. A ticket that is exchanged takes only what the other one needs more, so that somebody who
goes from the whole day to the morning does not need a second chair in the hall.
"""

from typing import Any

import sqlalchemy as sa

from okprofs.events.facts import PlacesFreed, RegistrationChanged
from okprofs.events.letters import ORDER_CHANGED, order_facts
from okprofs.events.letters_of_changes import (
    HANDOVER_OFFERED,
    REPLACED,
    SIGNED_UP_BY,
    TICKET_CHANGED,
    attendee_letter,
    handover_facts,
    has_own_letter,
)
from okprofs.events.models import Handover, Order, Registration, WaitingEntry
from okprofs.events.queries.doors import is_inside
from okprofs.events.queries.exchanging import Exchange, exchange_waited_for, exchanges_for, taker_of
from okprofs.events.queries.offers import registration_facts, ticket_facts, ticket_price
from okprofs.events.queries.orders import registered
from okprofs.events.queries.people import Person
from okprofs.events.rules.admission import AdmissionRefusal, Ground
from okprofs.events.rules.cancellation import ActorFacts, ChangeRefusal, may_be_replaced, may_hand_over, may_take_over
from okprofs.events.rules.pricing import Price, PriceReason, price_for_taker
from okprofs.events.rules.waiting import WaitingRefusal
from okprofs.events.services import invitations
from okprofs.events.services.changing import held_registration
from okprofs.events.services.charging import free_code
from okprofs.events.services.choosing import forget_choices
from okprofs.events.services.paying import renew_term
from okprofs.events.services.places import give_back_beyond, take_beyond
from okprofs.events.services.signup import hold, store
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write, write_each
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name


def exchange_ticket(
    order: Order, public_id: str, wanted: str, agreed_cents: int, actor: ActorFacts, viewer: Any
) -> None:
    """Give the attendee the wanted ticket type, by public id, instead of the one they have.

    `agreed_cents` is the price that was shown. Workshops that were chosen stay, as far as the ticket includes them.
    Refused by `may_change_ticket` and `numbers_after`; with `ticket_type_gone`, `same_ticket`, and when the price is
    another by now.
    """
    hold(order.event_id)
    registration = held_registration(order, public_id)
    exchange = asked_for(order, registration, wanted, actor, viewer)
    _carry_out(order, registration, exchange, agreed_cents)


def take_waited_for(entry: WaitingEntry, agreed_cents: int) -> Order:
    """Give who waited the other ticket in the place of theirs, at the price of now. The event is held, and what was
    held for them is free. Refused: `not_waiting` when that ticket is gone; as `exchange_ticket`."""
    exchange, waiting = exchange_waited_for(entry, now()), entry.exchanged
    if exchange is None or waiting is None or waiting.registration is None:
        raise Refused(Refusal(WaitingRefusal.NOT_WAITING))
    order = waiting.registration.order
    _carry_out(order, held_registration(order, waiting.registration.public_id), exchange, agreed_cents)
    return order


def _carry_out(order: Order, registration: Registration, exchange: Exchange, agreed_cents: int) -> None:
    refuse(exchange.refusals)
    if exchange.price.cents != agreed_cents:
        raise Refused(Refusal(ChangeRefusal.PRICE_CHANGED))
    old = registration.ticket_type
    take_beyond(exchange.ticket_type, old)
    give_back_beyond(old, exchange.ticket_type)
    registration.ticket_type, registration.ground = exchange.ticket_type, str(exchange.ground or Ground.OPEN)
    added_cents = exchange.price.cents - registration.price_cents
    registration.price_cents, registration.price_reason = exchange.price.cents, exchange.price.reason
    if not exchange.ticket_type.is_hidden and exchange.price.reason is not PriceReason.VOUCHER:
        free_code(registration)
    store(order)
    renew_term(order, added_cents)
    invitations.free(registration)
    invitations.use(exchange.person.invitation, [registration])
    forget_choices(registration, keeps_admitted=True)
    record("ticket_exchanged", registration, order=order.public_id, item=exchange.ticket_type.public_id)
    write(ORDER_CHANGED, to=order.contact_email, language=order.language, about=order, facts=order_facts(order))
    if has_own_letter(registration):
        write_each(TICKET_CHANGED, [attendee_letter(registration)])
    announce(RegistrationChanged(registration.id, order.id, False))
    announce(PlacesFreed(order.event_id))


def asked_for(order: Order, registration: Registration, wanted: str, actor: ActorFacts, viewer: Any) -> Exchange:
    """The ticket type that was asked for, by public id; the event is held. Refused: the same; one that is gone."""
    if wanted == registration.ticket_type.public_id:
        raise Refused(Refusal(ChangeRefusal.SAME_TICKET))
    offered = exchanges_for(order, registration, actor, viewer, now())
    found = next((one for one in offered if one.ticket_type.public_id == wanted), None)
    if found is None:
        raise Refused(Refusal("ticket_type_gone"))
    return found


def offer_to_colleague(order: Order, public_id: str, name: str, email: str, actor: ActorFacts) -> Handover:
    """Offer a closed ticket to a colleague, who takes it by the link in their mail; an earlier offer of it ends.

    The answer is the same whoever has that address: what it is, only its owner finds out. Refused by `may_hand_over`,
    no name or address, and the attendee themself.
    """
    event, _ = hold(order.event_id)
    registration = held_registration(order, public_id)
    facts = registration_facts(event, registration, registration.ticket_type)
    refuse(may_hand_over(actor, facts, now()).refusals)
    refuse(may_be_replaced(is_inside=is_inside(registration)))
    name, address = clean_name(name), normalise_address(email) or ""
    refuse([*refusals_for_name(name), *([] if address else [Refusal("address_invalid")])])
    if address == registration.email:
        raise Refused(Refusal(ChangeRefusal.SAME_PERSON))
    _end_offers(registration)
    handover = Handover(
        event_id=event.id, registration=registration, from_email=registration.email, name=name, email=address
    )
    handover.event = event
    db.session.add(handover)
    db.session.flush()
    record("handover_offered", registration, order=order.public_id)
    facts_of_letter = handover_facts(handover)
    write(HANDOVER_OFFERED, to=address, language=order.language, about=handover, facts=facts_of_letter)
    return handover


def withdraw_offer(order: Order, public_id: str, actor: ActorFacts) -> bool:
    """The attendee comes after all. Returns False when nothing stood offered. Refused: who is not the contact."""
    if not (actor.is_proven and actor.is_contact):
        raise Refused(Refusal(ChangeRefusal.NOT_THE_CONTACT))
    hold(order.event_id)
    return _end_offers(held_registration(order, public_id))


def take_over(handover: Handover, viewer: Any) -> Registration:
    """Who was asked comes instead: the place, and what was paid for it, stay. They and the contact hear so.

    Refused: `handover_gone` when it was taken, withdrawn, or the ticket changed hands; `may_take_over`; and who has a
    place already.
    """
    event, _ = hold(handover.event_id)
    handover = db.session.scalars(locked(sa.select(Handover).where(Handover.id == handover.id))).one()
    registration = db.session.scalars(
        locked(sa.select(Registration).where(Registration.id == handover.registration_id))
    ).one()
    if handover.settled_at is not None or registration.email != handover.from_email:
        raise Refused(Refusal(ChangeRefusal.HANDOVER_GONE))
    person = taker_of(handover, viewer)
    permission = may_take_over(
        person.facts,
        registration_facts(event, registration, registration.ticket_type),
        ticket_facts(event, registration.ticket_type),
        now(),
    )
    refuse(permission.refusals)
    refuse(may_be_replaced(is_inside=is_inside(registration)))
    account_id = person.account.id if person.account else None
    emails, is_registered = registered(event.id, {person.email}, account_id)
    if emails or is_registered:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED))
    _change_hands(handover, registration, permission.ground, person, account_id)
    return registration


def _change_hands(
    handover: Handover, registration: Registration, ground: Ground | None, person: Person, account_id: int | None
) -> None:
    """Put the colleague in the place of who had the ticket, and write to whom it concerns."""
    order = registration.order
    replaced = [attendee_letter(registration)] if has_own_letter(registration) else []
    invitations.free(registration)
    registration.name, registration.email, registration.account_id = person.name, person.email, account_id
    registration.dietary_wishes, registration.ground = "", str(ground)
    paid = Price(registration.price_cents, PriceReason(registration.price_reason))
    price = price_for_taker(paid, ticket_price(registration.ticket_type), person.facts, registration.made_at)
    added_cents = price.cents - registration.price_cents
    registration.price_cents, registration.price_reason = price.cents, price.reason
    handover.settled_at, handover.was_taken = now(), True
    store(order)
    renew_term(order, added_cents)
    invitations.use(person.invitation, [registration])
    forget_choices(registration, keeps_admitted=False)
    record("handover_taken", registration, order=order.public_id)
    write(ORDER_CHANGED, to=order.contact_email, language=order.language, about=order, facts=order_facts(order))
    write_each(REPLACED, replaced)
    write_each(SIGNED_UP_BY, [attendee_letter(registration)] if has_own_letter(registration) else [])
    announce(RegistrationChanged(registration.id, order.id, True))


def _end_offers(registration: Registration) -> bool:
    """End what was offered of this ticket. The event is held."""
    offered = sa.update(Handover).where(Handover.registration_id == registration.id, Handover.settled_at.is_(None))
    ended = db.session.execute(offered.values(settled_at=now()).returning(Handover.id)).all()
    return bool(ended)
