"""Waiting for another ticket in the place of the one that someone has, which stands until then: joining the list, and
when that ends by what becomes of theirs. The offer and the taking of it are as for everyone (`waiting_list.py`).

Every verb holds the event first, as signing up does.
"""

from typing import Any

from okprofs.events.facts import AdmittedWhenFull, RegistrationCancelled, RegistrationChanged
from okprofs.events.letters_of_waiting import tell
from okprofs.events.models import Event, Order, PendingTicket, Registration, WaitingAttendee, WaitingEntry, WaitingParty
from okprofs.events.queries.exchanging import Exchange, exchange_asked_by
from okprofs.events.queries.waiting import last_position, next_number, waits_already, waits_beside, whole_entries
from okprofs.events.rules.admission import AdmissionRefusal, Ground
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.pending import Outcome
from okprofs.events.rules.waiting import LIVE, EndReason, WaitingRefusal, list_closes_at, other_reasons
from okprofs.events.services import pending
from okprofs.events.services.changing import held_registration
from okprofs.events.services.exchanging import asked_for
from okprofs.events.services.signup import hold
from okprofs.events.services.turns import end, give_turns
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.people.models import Account


def wait_when_full(fact: AdmittedWhenFull) -> None:
    """Who was admitted, or accepted an invitation, while the closed part was full waits for a place there, behind who
    waits already. The event is held. Who cannot wait for it hears that it is full; the contact, if somebody else, in
    either case no more than that it does not go through."""
    row = db.session.get_one(PendingTicket, fact.pending_ticket_id)
    account, registration = row.account, row.registration
    exchange = exchange_asked_by(account, account.name, account.email, registration, row.ticket_type, now())
    is_there_already = waits_beside([registration]) or waits_already(row.event_id, {account.email, registration.email})
    if is_there_already or other_reasons(exchange.refusals):
        pending.tell(row, Outcome.FULL.value)
        return
    is_contact = account.email == registration.order.contact_email
    language = registration.order.language if is_contact else account.language
    party = _party_beside(row.event, account, account.name, account.email, language)
    _enlist(party, registration, exchange, is_admitted=exchange.ground is Ground.MEMBER)
    if not is_contact:
        pending.tell_contact(row, Outcome.FULL.value)


def wait_for_another(order: Order, public_id: str, wanted: str, actor: ActorFacts, viewer: Any) -> WaitingParty:
    """The contact waits for the wanted ticket type, by public id, in the place of the one that the attendee has.

    Refused: `place_is_free`; `waits_already`; `sales_closed`; and as `exchange_ticket` for anything but the number of
    places.
    """
    event, _ = hold(order.event_id)
    registration = held_registration(order, public_id)
    exchange = asked_for(order, registration, wanted, actor, viewer)
    refuse(other_reasons(exchange.refusals))
    if now() >= list_closes_at(event.starts_at, event.sign_up_closes_at):
        raise Refused(Refusal(AdmissionRefusal.SALES_CLOSED))
    if not exchange.refusals:
        raise Refused(Refusal(WaitingRefusal.PLACE_IS_FREE))
    if waits_beside([registration]) or waits_already(event.id, {registration.email}):
        raise Refused(Refusal(WaitingRefusal.WAITS_ALREADY))
    is_known = viewer is not None and viewer.is_authenticated
    is_theirs = is_known and (viewer.id == order.account_id or viewer.email == order.contact_email)
    name, email = order.contact_name, order.contact_email
    party = _party_beside(event, viewer if is_theirs else None, name, email, order.language)
    _enlist(party, registration, exchange, is_admitted=False)
    give_turns(event)
    return party


def _party_beside(event: Event, account: Account | None, name: str, email: str, language: str) -> WaitingParty:
    """Who waits for another ticket than they have; they have proven who they are."""
    return WaitingParty(
        event=event,
        account=account,
        contact_name=name,
        contact_email=email,
        language=language,
        confirmed_at=now(),
    )


def _enlist(party: WaitingParty, registration: Registration, exchange: Exchange, *, is_admitted: bool) -> None:
    """Put the attendee on the list for another ticket in the place of theirs, and write to who asked."""
    event = party.event
    waiting = WaitingAttendee(
        ticket_type=exchange.ticket_type,
        is_contact=registration.email == party.contact_email,
        name=registration.name,
        email=registration.email,
        registration=registration,
        held_ticket_type=registration.ticket_type,
    )
    party.entries.append(WaitingEntry(event_id=event.id, number=next_number(event.id), attendees=[waiting]))
    db.session.add(party)
    db.session.flush()
    record("waiting_list_joined", party, event=event.public_id, attendees=1)
    tell(party, list(party.entries), "joined", last_position(event, party.entries[0]), is_admitted=is_admitted)


def end_with_cancellation(fact: RegistrationCancelled) -> None:
    """Who does not come waits for no other ticket. The event is held; that places are free is announced after this."""
    _end_beside(fact.registration_id)


def end_with_change(fact: RegistrationChanged) -> None:
    """Who comes instead, or has another ticket by now, waits for nothing that was asked before. The event is held."""
    registration = db.session.get_one(Registration, fact.registration_id)
    if _end_beside(registration.id, unless=None if fact.person_changed else registration.ticket_type_id):
        give_turns(db.session.get_one(Event, registration.event_id))


def _end_beside(registration_id: int, unless: int | None = None) -> bool:
    """End what waits beside this ticket, unless it is still of that kind. Returns whether there was anything."""
    beside = WaitingAttendee.registration_id == registration_id
    if unless is not None:
        beside &= WaitingAttendee.held_ticket_type_id != unless
    query = whole_entries().where(WaitingEntry.state.in_(LIVE), WaitingEntry.attendees.any(beside))
    found = db.session.scalars(query).all()
    for entry in found:
        end(entry, EndReason.TICKET_GONE)
    return bool(found)
