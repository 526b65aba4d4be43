"""For which other ticket can an attendee exchange theirs, at what price; and who is it that takes one over?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import Event, Handover, Invitation, Order, Registration, TicketType, WaitingEntry
from okprofs.events.queries.codes import is_there, voucher_for
from okprofs.events.queries.offers import registration_facts, ticket_facts, ticket_price
from okprofs.events.queries.pending import facts_beside
from okprofs.events.queries.people import Person, person_for
from okprofs.events.rules.admission import Ground, PersonFacts, TicketFacts, may_be_given, may_hold
from okprofs.events.rules.cancellation import ActorFacts, may_change_ticket, numbers_after
from okprofs.events.rules.pricing import Buying, Price, PriceReason, price_in_order
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal
from okprofs.people.models import Account


@dataclass(frozen=True, slots=True)
class Exchange:
    """Another ticket type, what it costs this attendee, how much that differs, and why it cannot be had."""

    ticket_type: TicketType
    price: Price
    difference_cents: int
    refusals: tuple[Refusal, ...]
    ground: Ground | None
    person: Person


def exchanges_for(
    order: Order, registration: Registration, actor: ActorFacts, viewer: Any, at: datetime
) -> list[Exchange]:
    """Every other ticket type that there is for this attendee, as an answer to who acts."""
    is_own = _is_theirs(registration, order.contact_email, order.account_id)
    person = _contact_of(order, viewer) if is_own else Person()
    acts = replace(actor, is_attendee=is_own)
    others = [item for item in order.event.ticket_types if item.id != registration.ticket_type_id]
    return [
        _exchange(order, registration, item, acts, person, at) for item in others if is_there(item, registration.code)
    ]


def exchange_waited_for(entry: WaitingEntry, at: datetime) -> Exchange | None:
    """What someone waits for in the place of the ticket that they have, as an answer to who joined the list; None when
    that ticket is gone, or is another by now. Until when one changes by oneself binds who asks, not who was asked."""
    waiting, party = entry.exchanged, entry.party
    registration = waiting.registration if waiting else None
    if waiting is None or registration is None or not _has_still(registration, waiting.held_ticket_type_id):
        return None
    if not is_there(waiting.ticket_type, registration.code):
        return None
    return exchange_asked_by(
        party.account, party.contact_name, party.contact_email, registration, waiting.ticket_type, at
    )


def _has_still(registration: Registration, ticket_type_id: int | None) -> bool:
    return registration.cancelled_at is None and registration.ticket_type_id == ticket_type_id


def exchange_asked_by(
    account: Account | None, name: str, email: str, registration: Registration, wanted: TicketType, at: datetime
) -> Exchange:
    """Another ticket for this attendee, as an answer to who asked for it earlier: the contact, or the attendee."""
    order = registration.order
    is_own = _is_theirs(registration, email, account.id if account else None)
    is_contact = email == order.contact_email or (account is not None and account.id == order.account_id)
    actor = ActorFacts(is_proven=True, is_attendee=is_own, is_contact=is_contact)
    event = order.event
    person = (person_for(event, account) if account else _by_link(event, name, email)) if is_own else Person()
    return _exchange(order, registration, wanted, actor, person, at, is_in_time=True)


def _is_theirs(registration: Registration, email: str, account_id: int | None) -> bool:
    is_their_account = registration.account_id is not None and registration.account_id == account_id
    return registration.email == email or is_their_account


def _exchange(
    order: Order,
    registration: Registration,
    wanted: TicketType,
    actor: ActorFacts,
    person: Person,
    at: datetime,
    *,
    is_in_time: bool = False,
) -> Exchange:
    event, old = order.event, registration.ticket_type
    facts = _for_who_comes(facts_beside(event, wanted, old), wanted)
    numbers = [item.ticket_type_id for item in order.attendees]
    refused = numbers_after(
        ticket_facts(event, wanted), numbers.count(wanted.id) + 1, ticket_facts(event, old), numbers.count(old.id) - 1
    )
    has = registration_facts(event, registration, old)
    has = replace(has, change_deadline_at=None) if is_in_time else has
    permission = may_change_ticket(actor, person.facts, has, facts, at)
    admission = may_hold(person.facts, facts, at) if actor.is_attendee else may_be_given(facts, at)
    buying = Buying(
        at,
        is_further_colleague=registration.price_reason == PriceReason.COLLEAGUE,
        is_speaker=registration.price_reason == PriceReason.SPEAKER,
        voucher=voucher_for(wanted, registration.code),
    )
    price = price_in_order(ticket_price(wanted), person.facts, buying, attendee_is_contact=actor.is_attendee)
    refusals = tuple(dict.fromkeys((*permission.refusals, *refused)))
    return Exchange(wanted, price, price.cents - registration.price_cents, refusals, admission.ground, person)


def _for_who_comes(facts: TicketFacts, wanted: TicketType) -> TicketFacts:
    """Until when one changes by oneself is set apart; of the periods of sale only the ticket type's own binds."""
    opens, closes = wanted.sales_open_at, wanted.sales_close_at
    return replace(facts, sales_open_at=opens, sales_close_at=closes, least_per_order=1, most_per_order=None)


def _contact_of(order: Order, viewer: Any) -> Person:
    """Who the contact has proven to be: signed in, or by the link in their mail."""
    is_signed_in = viewer is not None and viewer.is_authenticated
    if is_signed_in and (viewer.id == order.account_id or viewer.email == order.contact_email):
        return person_for(order.event, viewer)
    return _by_link(order.event, order.contact_name, order.contact_email)


def taker_of(handover: Handover, viewer: Any) -> Person:
    """Who the colleague has proven to be that a ticket is offered to: signed in, or by the link in their mail. Who is
    signed in here comes under their own name and address."""
    if viewer is not None and viewer.is_authenticated:
        return person_for(handover.event, viewer)
    return _by_link(handover.event, handover.name, handover.email)


def _by_link(event: Event, name: str, email: str) -> Person:
    query = sa.select(Invitation).where(
        Invitation.event_id == event.id, Invitation.email == email, Invitation.revoked_at.is_(None)
    )
    invitation = db.session.scalar(query)
    facts = PersonFacts(
        is_proven=True,
        is_member_on_event_date=False,
        is_invited=invitation is not None,
        has_application_under_review=False,
        is_signed_in=False,
    )
    return Person(facts, name, email, None, invitation)
