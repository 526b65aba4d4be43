"""Who waits for a place at an event, where does each stand, and what do we know of their chances?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from okprofs.events.models import (
    Event,
    EventStatus,
    Order,
    Quota,
    Registration,
    TicketType,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
)
from okprofs.events.queries.pending import needed
from okprofs.events.rules.waiting import LIVE, Outlook, Past, Place, Waiter, WaitingState, outlook, place_of
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.mail.queries import good_link

WAITING_LIST = "waiting_list"
"""What the personal link in a letter about the waiting list is good for."""

EVENTS_LOOKED_BACK = 10
LOOKED_BACK = timedelta(days=3 * 365)
MOST_JUMPS = 50
MOST_PARTIES = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """Where someone stands and what their chances are; who was let go before them, since when and why."""

    place: Place
    outlook: Outlook
    jumps: Sequence[tuple[datetime, str]]


def counters_of(event: Event) -> dict[str, TicketType | Quota]:
    """All that places are counted in at this event, by public id."""
    return {counted.public_id: counted for item in event.ticket_types for counted in item.draws_on}


def waiters_of(event: Event) -> list[Waiter]:
    """Everyone who waits without an offer, as the rules look at them."""
    entry = WaitingEntry
    columns = (entry.number, entry.first_at, entry.saves_until, entry.rests_until, entry.passes)
    tickets = (WaitingAttendee.ticket_type_id, WaitingAttendee.held_ticket_type_id)
    query = (
        sa.select(*columns, WaitingParty.confirmed_at, *tickets, sa.func.count())
        .join(WaitingParty, WaitingParty.id == entry.party_id)
        .join(WaitingAttendee, WaitingAttendee.entry_id == entry.id)
        .where(entry.event_id == event.id, entry.state == WaitingState.WAITING)
        .group_by(*columns, WaitingParty.confirmed_at, *tickets)
        .order_by(entry.number)
    )
    by_id = {item.id: item for item in event.ticket_types}
    rows: dict[int, Any] = {}
    needs: dict[int, dict[str, int]] = {}
    for row in db.session.execute(query):
        rows[row.number] = row
        wanted = needs.setdefault(row.number, {})
        for counted in needed(by_id[row.ticket_type_id], by_id.get(row.held_ticket_type_id)):
            wanted[counted.public_id] = wanted.get(counted.public_id, 0) + row[-1]
    return [
        Waiter(
            number,
            tuple(needs[number].items()),
            is_willing=row.confirmed_at is not None,
            first_at=row.first_at,
            saves_until=row.saves_until,
            rests_until=row.rests_until,
            passes=row.passes,
        )
        for number, row in rows.items()
    ]


def next_number(event_id: int) -> int:
    """The number of who joins now. The event is held, so nobody else gets it."""
    last = sa.select(sa.func.max(WaitingEntry.number)).where(WaitingEntry.event_id == event_id)
    return (db.session.scalar(last) or 0) + 1


def last_position(event: Event, entry: WaitingEntry) -> int:
    """Where someone stands who just joined: behind everybody who waits for the same."""
    return place_of(entry.number, waiters_of(event)).position


def waits_beside(registrations: Iterable[Registration]) -> dict[int, WaitingEntry]:
    """Who of these waits for another ticket in the place of theirs, or has it offered; by id of the registration."""
    ids = [registration.id for registration in registrations]
    query = whole_entries().where(
        WaitingEntry.state.in_(LIVE), WaitingEntry.attendees.any(WaitingAttendee.registration_id.in_(ids))
    )
    found = db.session.scalars(query).all()
    return {
        attendee.registration_id: entry for entry in found for attendee in entry.attendees if attendee.registration_id
    }


def waits_of_contact(order: Order, registrations: Iterable[Registration]) -> dict[int, WaitingEntry]:
    """The same for what the contact of the order waits for; what an attendee waits for themself is theirs to tell."""
    return {
        key: entry
        for key, entry in waits_beside(registrations).items()
        if entry.party.contact_email == order.contact_email
        or (entry.party.account_id is not None and entry.party.account_id == order.account_id)
    }


def waits_already(event_id: int, emails: Collection[str]) -> frozenset[str]:
    """Which of these addresses are waiting at this event, or have an offer."""
    query = (
        sa.select(WaitingAttendee.email)
        .join(WaitingEntry, WaitingEntry.id == WaitingAttendee.entry_id)
        .where(
            WaitingEntry.event_id == event_id,
            WaitingEntry.state.in_(LIVE),
            WaitingAttendee.email.in_(sorted(set(emails) - {""})),
        )
    )
    return frozenset(db.session.scalars(query))


def parties_waiting(event_id: int, emails: Collection[str]) -> Sequence[WaitingParty]:
    """The parties in which these addresses wait."""
    query = _parties().where(
        WaitingParty.event_id == event_id,
        WaitingParty.entries.any(
            sa.and_(
                WaitingEntry.state.in_(LIVE),
                WaitingEntry.attendees.any(WaitingAttendee.email.in_(sorted(set(emails) - {""}))),
            )
        ),
    )
    return db.session.scalars(query).all()


def _parties() -> sa.Select[WaitingParty]:
    entries = selectinload(WaitingParty.entries)
    return sa.select(WaitingParty).options(
        joinedload(WaitingParty.event),
        entries.selectinload(WaitingEntry.attendees).joinedload(WaitingAttendee.ticket_type),
    )


def party_of(account_id: int, public_id: str) -> WaitingParty | None:
    """This person's own, joined while signed in; None for anybody else's."""
    query = _parties().where(WaitingParty.public_id == public_id, WaitingParty.account_id == account_id)
    return db.session.scalar(query)


def parties_of(account_id: int) -> Sequence[WaitingParty]:
    """Where this person waits or has an offer, the latest event first; at most twenty."""
    query = sa.select(WaitingParty).join(WaitingParty.event).options(contains_eager(WaitingParty.event))
    waits = WaitingParty.entries.any(WaitingEntry.state.in_(LIVE))
    query = query.where(WaitingParty.account_id == account_id, waits).order_by(Event.starts_at.desc(), WaitingParty.id)
    return db.session.scalars(query.limit(MOST_PARTIES)).all()


def party_made_here(public_ids: Collection[str], public_id: str, since: datetime) -> WaitingParty | None:
    """One that this browser made after `since` and without an account; it holds the public ids."""
    if public_id not in public_ids:
        return None
    query = _parties().where(WaitingParty.public_id == public_id, WaitingParty.account_id.is_(None))
    return db.session.scalar(query.where(WaitingParty.joined_at > since))


def party_by_link(token: str) -> WaitingParty | None:
    """The one whose letter holds this secret."""
    link = good_link(WAITING_LIST, token)
    if link is None:
        return None
    query = _parties().where(WaitingParty.public_id == link.about, WaitingParty.contact_email == link.address)
    return db.session.scalar(query)


def entries_numbered(event_id: int, numbers: Iterable[int]) -> Sequence[WaitingEntry]:
    """These entries of an event, with all that deciding about them needs."""
    wanted = sorted(numbers)
    query = whole_entries().where(WaitingEntry.event_id == event_id, WaitingEntry.number.in_(wanted))
    return db.session.scalars(query).all() if wanted else []


def whole_entries() -> sa.Select[WaitingEntry]:
    """Entries with who would come and who asked, in the order of joining."""
    return (
        sa.select(WaitingEntry)
        .options(
            selectinload(WaitingEntry.attendees).joinedload(WaitingAttendee.ticket_type),
            joinedload(WaitingEntry.party).options(
                joinedload(WaitingParty.account), joinedload(WaitingParty.invitation)
            ),
        )
        .order_by(WaitingEntry.number)
    )


def spots_of(party: WaitingParty, at: datetime) -> dict[int, Spot]:
    """Where each of the party's entries that waits stands, by its number."""
    waiting = [entry for entry in party.entries if entry.state is WaitingState.WAITING]
    if not waiting:
        return {}
    waiters, past = waiters_of(party.event), past_of(party.event, at)
    found = {}
    for entry in waiting:
        place = place_of(entry.number, waiters)
        capacities = [
            counted.capacity
            for attendee in entry.attendees
            for counted in needed(attendee.ticket_type, attendee.held_ticket_type)
            if counted.capacity is not None
        ]
        found[entry.number] = Spot(place, outlook(place, min(capacities, default=0), past), jumps_over(entry, party))
    return found


def jumps_over(entry: WaitingEntry, party: WaitingParty) -> Sequence[tuple[datetime, str]]:
    """Who was let go before this one out of turn: since when and why; no names."""
    first = WaitingEntry.first_at
    query = sa.select(first, WaitingEntry.first_reason).where(
        WaitingEntry.event_id == entry.event_id, WaitingEntry.number > entry.number, first >= party.joined_at
    )
    if entry.settled_at is not None:
        query = query.where(first <= entry.settled_at)
    rows = db.session.execute(query.order_by(first).limit(MOST_JUMPS))
    return [(moment, why) for moment, why in rows if moment is not None]


def past_of(event: Event, at: datetime) -> Past:
    """What happened at the last events that are over: how many places were taken, and how many came free again."""
    last = (
        sa.select(Event.id)
        .where(Event.status == EventStatus.PUBLISHED, Event.ends_at < at, Event.ends_at > at - LOOKED_BACK)
        .where(Event.id != event.id)
        .order_by(Event.starts_at.desc())
        .limit(EVENTS_LOOKED_BACK)
    )
    query = sa.select(sa.func.count(), sa.func.count(Registration.cancelled_at)).where(Registration.event_id.in_(last))
    taken, freed = db.session.execute(query).one()
    return Past(taken, freed)


def waiting_page(event: Event, number: int) -> Page[WaitingEntry]:
    """A page of who waits or has an offer, those who go first before the others."""
    limit, offset = window(number)
    query = (
        sa.select(WaitingEntry)
        .join(WaitingEntry.party)
        .where(WaitingEntry.event_id == event.id, WaitingEntry.state.in_(LIVE))
        .options(
            contains_eager(WaitingEntry.party),
            selectinload(WaitingEntry.attendees).joinedload(WaitingAttendee.ticket_type),
        )
        .order_by(WaitingEntry.first_at.is_(None), WaitingEntry.first_at, WaitingEntry.number)
    )
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def entry_of(event: Event, public_id: str) -> WaitingEntry | None:
    """One entry of this event's list."""
    return db.session.scalar(
        whole_entries().where(WaitingEntry.event_id == event.id, WaitingEntry.public_id == public_id)
    )


def due_events(moment: datetime, most: int) -> Sequence[int]:
    """The events where an offer has lapsed, places were kept aside long enough, or nobody can sign up any more."""
    is_due = sa.or_(
        WaitingEntry.offered_until <= moment,
        WaitingEntry.saves_until <= moment,
        sa.func.coalesce(Event.sign_up_closes_at, Event.starts_at) <= moment,
        Event.starts_at <= moment,
        Event.status == EventStatus.CANCELLED,
    )
    query = sa.select(WaitingEntry.event_id).join(Event, Event.id == WaitingEntry.event_id)
    query = query.where(WaitingEntry.state.in_(LIVE), is_due).distinct().order_by(WaitingEntry.event_id)
    return db.session.scalars(query.limit(most)).all()
