"""Waiting for a place: joining, confirming, taking what is offered, leaving, and letting someone go first.

Every verb holds the event first, as signing up does, so numbers are given in the order of commits, and an offer and a
newcomer never get the same place. Whatever frees a place announces it, and the offer is made in that same transaction.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from okprofs.events.facts import EventCancelled, PlacesFreed
from okprofs.events.letters_of_waiting import ON_WAITING_LIST, tell, waiting_letter
from okprofs.events.models import Event, Order, WaitingAttendee, WaitingEntry, WaitingParty
from okprofs.events.queries.exchanging import exchange_waited_for
from okprofs.events.queries.people import person_for
from okprofs.events.queries.waiting import (
    due_events,
    last_position,
    next_number,
    parties_waiting,
    spots_of,
    waits_already,
    whole_entries,
)
from okprofs.events.rules.cancellation import ChangeRefusal
from okprofs.events.rules.waiting import LIVE, WaitingRefusal, WaitingState, may_go_first, may_take_offer
from okprofs.events.services.charging import prices_in_order
from okprofs.events.services.exchanging import take_waited_for
from okprofs.events.services.signup import Asked, Attendee, Contact, NoPlaces, hold, sign_up
from okprofs.events.services.turns import as_typed, code_of, give_turns, let_go
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked, transaction
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write
from okprofs.people.models import Account


def sign_up_or_wait(
    event_id: int,
    contact: Contact,
    attendees: Sequence[Attendee],
    *,
    stays_together: bool,
    viewer: Any = None,
    invitation_id: int | None = None,
) -> Order | WaitingParty:
    """Sign up; and where only places are wanting, join the waiting list instead.

    Who comes with others waits with them for all places at once (`stays_together`), or each in turn. Refused as
    `sign_up`, and with `waits_already` at the line of who is on the list.
    """
    try:
        return sign_up(event_id, contact, attendees, viewer=viewer, invitation_id=invitation_id)
    except NoPlaces as full:
        return _join(full.asked, contact, stays_together)


def _join(asked: Asked, contact: Contact, stays_together: bool) -> WaitingParty:
    event, person = asked.event, asked.person
    waiting = waits_already(event.id, {line.attendee_email for line in asked.lines})
    refuse(
        Refusal(WaitingRefusal.WAITS_ALREADY, (("line", number),))
        for number, line in enumerate(asked.lines, 1)
        if line.attendee_email in waiting
    )
    party = WaitingParty(
        event=event,
        account=person.account,
        invitation=person.invitation,
        contact_name=person.name or contact.name,
        contact_email=person.email or contact.email,
        language=contact.language,
        invoice_reference=contact.invoice_reference,
        code=contact.code,
        confirmed_at=now() if person.is_known else None,
    )
    wanted = [
        WaitingAttendee(
            ticket_type=asked.ticket_types[attendee.ticket_type],
            is_contact=attendee.is_contact,
            name=party.contact_name if attendee.is_contact else attendee.name,
            email=line.attendee_email,
            organisation_name=attendee.organisation_name,
            dietary_wishes=attendee.dietary_wishes if event.has_food else "",
        )
        for attendee, line in zip(asked.attendees, asked.lines, strict=True)
    ]
    # What is only sold to several at once cannot be waited for one by one.
    stays_together |= any(attendee.ticket_type.least_per_order > 1 for attendee in wanted)
    groups = [wanted] if stays_together else [[attendee] for attendee in wanted]
    for number, group in enumerate(groups, next_number(event.id)):
        party.entries.append(WaitingEntry(event_id=event.id, number=number, attendees=group))
    db.session.add(party)
    db.session.flush()
    record("waiting_list_joined", party, event=event.public_id, attendees=len(wanted))
    tell(party, list(party.entries), "joined", last_position(event, party.entries[0]))
    if party.confirmed_at is not None:
        give_turns(event)
    return party


def confirm(party: WaitingParty) -> None:
    """Who came by the mailed link waits indeed, and can be offered a place. Does nothing when they said so before."""
    event, party = _held(party)
    if party.confirmed_at is None:
        party.confirmed_at = now()
        record("waiting_list_confirmed", party)
        give_turns(event)


def take_offer(party: WaitingParty, entry_id: str, agreed_cents: int) -> Order:
    """Take the offered places: an order by the rules and at the prices of this moment, without a code that ended; or
    another ticket in the place of the one that they have.

    `agreed_cents` is what was shown that they cost together. Refused by `may_take_offer`, as `sign_up`, and when the
    price is another by now: then the offer stands until its end.
    """
    event, party = _held(party)
    entry = _own(party, entry_id)
    refuse(may_take_offer(entry.state, entry.offered_until, now()))
    let_go(entry, WaitingState.TAKEN)
    order = take_waited_for(entry, agreed_cents) if entry.exchanged else _sign_up(event, entry, agreed_cents)
    entry.order_id = order.id
    record("place_offer_taken", entry, order=order.public_id)
    return order


def _sign_up(event: Event, entry: WaitingEntry, agreed_cents: int) -> Order:
    contact, attendees = as_typed(entry)
    party, code = entry.party, code_of(entry)
    contact = replace(contact, code=code.code if code else "")
    order = sign_up(event.id, contact, attendees, viewer=party.account, invitation_id=party.invitation_id)
    if order.total_cents != agreed_cents:
        raise Refused(Refusal(ChangeRefusal.PRICE_CHANGED))
    return order


def leave(party: WaitingParty, entry_id: str) -> bool:
    """Wait no more, or let an offer go to the next. Returns False when this entry was settled already."""
    event, party = _held(party)
    entry = _own(party, entry_id)
    if entry.state not in LIVE:
        return False
    let_go(entry, WaitingState.LEFT)
    record("waiting_list_left", entry)
    tell(party, [entry], WaitingState.LEFT)
    give_turns(event)
    return True


def let_go_first(entry: WaitingEntry, reason: str, by: Account) -> None:
    """Let this one go before the others, for a reason that those passed can read. Refused by `may_go_first`."""
    event, _ = hold(entry.event_id)
    entry = db.session.scalars(locked(sa.select(WaitingEntry).where(WaitingEntry.id == entry.id))).one()
    refuse(may_go_first(entry.state, is_confirmed=entry.party.confirmed_at is not None))
    entry.first_at, entry.first_reason, entry.first_by_id = now(), reason, by.id
    record("waiting_entry_let_first", entry)
    db.session.flush()
    give_turns(event)


def follow_freed(fact: PlacesFreed) -> None:
    """There are places again: for who waits. The event is held."""
    give_turns(db.session.get_one(Event, fact.event_id))


def follow_event(fact: EventCancelled) -> None:
    """Nobody waits for what does not take place. The event is held."""
    give_turns(db.session.get_one(Event, fact.event_id))


def serve_due() -> bool:
    """Let offers lapse whose time is over, let go what was kept aside long enough, close lists; one event at a time."""
    found = due_events(now(), 2)
    for event_id in found[:1]:
        give_turns(hold(event_id)[0])
    return len(found) > 1


def tell_who_waits_already(event_id: int, addresses: Collection[str]) -> None:
    """Write to these people, of whom somebody unproven was told that they wait: their link, at most once a day."""
    with transaction():
        for party in parties_waiting(event_id, addresses):
            entries = [entry for entry in party.entries if entry.state is WaitingState.WAITING]
            if entries:
                place = spots_of(party, now())[entries[0].number].place
                letter = waiting_letter(party, entries, "joined", place.position)
                day = today().isoformat()
                to, language = letter.to, letter.language
                write(ON_WAITING_LIST, to=to, language=language, about=party, facts=letter.facts, once=day)


def cost_of(entry: WaitingEntry) -> int:
    """What the places would cost together at this moment, in cents; of another ticket its whole price."""
    if entry.exchanged:
        exchange = exchange_waited_for(entry, now())
        return exchange.price.cents if exchange else 0
    event = entry.party.event
    person = person_for(event, entry.party.account, entry.party.invitation)
    wanted = [attendee.ticket_type for attendee in entry.attendees]
    return sum(price.cents for price in prices_in_order(person.facts, wanted, entry.attendees, code_of(entry)))


def _held(party: WaitingParty) -> tuple[Event, WaitingParty]:
    event, _ = hold(party.event_id)
    return event, db.session.scalars(locked(sa.select(WaitingParty).where(WaitingParty.id == party.id))).one()


def _own(party: WaitingParty, entry_id: str) -> WaitingEntry:
    """One of the party's entries, read afresh; refused when it is not theirs."""
    query = whole_entries().where(WaitingEntry.party_id == party.id, WaitingEntry.public_id == entry_id)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Refused(Refusal(WaitingRefusal.NOT_WAITING))
    return found
