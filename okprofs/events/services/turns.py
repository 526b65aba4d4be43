"""Whose turn is it when a place comes free? Lapsing, offering, keeping aside and closing, for one event at a time.

The caller holds the event, with its numbers of places as they are at that moment.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from okprofs.events.letters_of_waiting import tell
from okprofs.events.models import Code, Event, EventStatus, WaitingEntry
from okprofs.events.queries.codes import is_there
from okprofs.events.queries.exchanging import exchange_waited_for
from okprofs.events.queries.people import person_for
from okprofs.events.queries.waiting import counters_of, entries_numbered, waiters_of, whole_entries
from okprofs.events.rules.admission import OrderAdmission, may_order
from okprofs.events.rules.waiting import (
    LIVE,
    EndReason,
    Turn,
    Waiter,
    WaitingState,
    end_reason,
    list_closes_at,
    offer_until,
    rests_until,
    saves_until,
    turn,
)
from okprofs.events.services.charging import code_that_holds
from okprofs.events.services.places import give_back_of, take_for
from okprofs.events.services.signup import Attendee, Contact, lines_of
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db


def give_turns(event: Event) -> None:
    """Offer what is free to whose turn it is, after what lapsed was given back. The event is held, with its numbers of
    places as they are now. Every place that is left over is kept aside for who stands first, or for sale."""
    db.session.flush()
    if event.status is EventStatus.CANCELLED or now() >= list_closes_at(event.starts_at, event.sign_up_closes_at):
        _close(event)
        return
    for entry in _live(event, WaitingEntry.offered_until <= now()):
        let_go(entry, WaitingState.LAPSED)
        record("place_offer_lapsed", entry)
        tell(entry.party, [entry], WaitingState.LAPSED)
    db.session.flush()
    counters = counters_of(event)
    waiters = waiters_of(event)
    found = _turn(event, waiters)
    while ended := _end_who_may_not(event, found.offered):
        waiters = [waiter for waiter in waiters if waiter.number not in ended]
        found = _turn(event, waiters)
    _keep(event, waiters, found)
    for entry in entries_numbered(event.id, found.offered):
        _offer(event, entry)
    for name, counted in counters.items():
        counted.saved = found.saved.get(name, 0)
    db.session.flush()


def _turn(event: Event, waiters: Sequence[Waiter]) -> Turn:
    free = {
        name: max(0, counted.capacity - counted.taken)
        for name, counted in counters_of(event).items()
        if counted.capacity is not None
    }
    return turn(waiters, free, now())


def _offer(event: Event, entry: WaitingEntry) -> None:
    closes = [event.sign_up_closes_at, *(attendee.ticket_type.sales_close_at for attendee in entry.attendees)]
    for attendee in entry.attendees:
        take_for(attendee)
    entry.state = WaitingState.OFFERED
    entry.offered_until = offer_until(now(), min([event.starts_at, *filter(None, closes)]))
    record("place_offered", entry, event=event.public_id)
    tell(entry.party, [entry], WaitingState.OFFERED)


def _end_who_may_not(event: Event, numbers: Iterable[int]) -> set[int]:
    """End the entries that the rules would refuse for another reason than places: they came in by themselves meanwhile,
    are no member any more, cannot sign up for this any longer, or have no code that opens it any more. Returns their
    numbers."""
    ended = set()
    for entry in entries_numbered(event.id, numbers):
        reason = _reason_of_exchange(entry) if entry.exchanged else _reason(event, entry)
        if reason is not None:
            end(entry, reason)
            ended.add(entry.number)
    return ended


def _reason(event: Event, entry: WaitingEntry) -> EndReason | None:
    code = code_of(entry)
    is_all_there = all(is_there(attendee.ticket_type, code) for attendee in entry.attendees)
    return end_reason(_admission(event, entry).refusals) or (None if is_all_there else EndReason.NOT_ADMITTED)


def _reason_of_exchange(entry: WaitingEntry) -> EndReason | None:
    exchange = exchange_waited_for(entry, now())
    return EndReason.TICKET_GONE if exchange is None else end_reason(exchange.refusals)


def _admission(event: Event, entry: WaitingEntry) -> OrderAdmission:
    person = person_for(event, entry.party.account, entry.party.invitation)
    contact, attendees = as_typed(entry)
    ticket_types = {item.public_id: item for item in event.ticket_types}
    return may_order(person.facts, lines_of(event, ticket_types, person, contact, attendees), now())


def end(entry: WaitingEntry, reason: EndReason) -> None:
    """Nobody wanted it, but this entry comes to nothing: they hear why, and what it held is free."""
    entry.ended_why = reason.value
    let_go(entry, WaitingState.ENDED)
    record("waiting_ended", entry, reason_code=reason.value)
    tell(entry.party, [entry], WaitingState.ENDED)


def _close(event: Event) -> None:
    """Nobody can get a place any more: who waits hears so, and nothing is kept aside."""
    why = EndReason.EVENT_CANCELLED if event.status is EventStatus.CANCELLED else EndReason.CLOSED
    for entry in _live(event):
        end(entry, why)
    for counted in counters_of(event).values():
        counted.saved = 0
    db.session.flush()


def _keep(event: Event, waiters: Sequence[Waiter], found: Turn) -> None:
    """Remember who keeps places aside, since when; and who had to let them go, or needs not any more."""
    touched = {each.number for each in waiters if each.saves_until or each.number in found.saving | found.passed}
    for entry in entries_numbered(event.id, touched):
        if entry.number in found.passed:
            entry.passes += 1
            entry.rests_until = rests_until(now())
        if entry.number not in found.saving:
            entry.saves_until = None
        elif entry.saves_until is None:
            entry.saves_until = saves_until(now(), entry.passes)


def let_go(entry: WaitingEntry, state: WaitingState) -> None:
    """The entry is settled; what it held is free."""
    if entry.state is WaitingState.OFFERED:
        for attendee in entry.attendees:
            give_back_of(attendee)
    entry.state, entry.offered_until, entry.saves_until, entry.settled_at = state, None, None, now()
    db.session.flush()


def code_of(entry: WaitingEntry) -> Code | None:
    """The code that was brought along, when it still works for everyone of this entry."""
    party = entry.party
    if not party.code:
        return None
    contact = person_for(party.event, party.account, party.invitation).facts
    wanted = [attendee.ticket_type for attendee in entry.attendees]
    return code_that_holds(party.event, party.code, contact, wanted, entry.attendees)


def as_typed(entry: WaitingEntry) -> tuple[Contact, list[Attendee]]:
    """What the contact filled in for this entry, as signing up takes it."""
    party = entry.party
    contact = Contact(party.contact_name, party.contact_email, party.language, party.invoice_reference, party.code)
    attendees = [
        Attendee(
            attendee.ticket_type.public_id,
            attendee.is_contact,
            attendee.name,
            attendee.email,
            attendee.organisation_name,
            attendee.dietary_wishes,
        )
        for attendee in entry.attendees
    ]
    return contact, attendees


def _live(event: Event, *conditions: sa.ColumnElement[bool]) -> Sequence[WaitingEntry]:
    query = whole_entries().where(WaitingEntry.event_id == event.id, WaitingEntry.state.in_(LIVE), *conditions)
    return db.session.scalars(query).all()
