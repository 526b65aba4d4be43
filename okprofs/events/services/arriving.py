"""Letting people in: taking in what telephones scanned, however late and often it comes; and who is not on the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from okprofs.events.facts import RegistrationChanged
from okprofs.events.models import Door, Event, Order, Registration, Scan
from okprofs.events.queries.doors import arrivals_on, doors_of, expected_with
from okprofs.events.rules.arrival import Arrival, ScanKind, was_of_predecessor
from okprofs.events.rules.doors import DoorRefusal, may_send_for
from okprofs.events.services.registering import HandWritten, register_by_hand
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, insert_into, locked, transaction
from okprofs.kernel.ids import digest, new_public_id, new_ticket_code
from okprofs.kernel.refusals import Refusal, Refused

_LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Written:
    """A scan as a device wrote it down; `at` is put right by what it knew of our clock. `door` may be a neighbour's:
    then it was scanned there, and this telephone opened another door since."""

    key: str
    registration: str
    door: str
    kind: ScanKind
    at: datetime
    clock_off_seconds: int = 0
    takes_back: str = ""

    @property
    def content_digest(self) -> str:
        parts = (self.key, self.registration, self.door, self.kind, self.at.isoformat(), self.takes_back)
        return digest("\n".join(map(str, parts)))


def take_in(door: Door, written: Sequence[Written]) -> set[str]:
    """Keep these scans; who is inside follows from all of them. Returns the keys of those that are about nobody here,
    or of another day that this door may not send for (`may_send_for`).

    The event is held first, as everywhere: numbers of scans then come in the order in which they become visible, so
    that a telephone that asks for what is new misses none.
    """
    _hold(door)
    doors = {each.public_id: each for each in doors_of(door.event)}
    people = expected_with(door.event_id, {scan.registration for scan in written})
    good = [
        scan
        for scan in written
        if scan.registration in people and may_send_for(doors.get(scan.door, door).on_day, door.on_day, today())
    ]
    rows = [
        {
            "event_id": door.event_id,
            "registration_id": people[scan.registration][0],
            "door_id": doors.get(scan.door, door).id,
            "kind": scan.kind,
            "key": scan.key,
            "takes_back": scan.takes_back,
            "content_digest": scan.content_digest,
            "scanned_at": scan.at,
            "clock_off_seconds": scan.clock_off_seconds,
            "received_at": now(),
        }
        for scan in (*good, *_of_who_came_before(good, people))
    ]
    if rows:
        insert = insert_into(Scan).values(rows)
        fresh = db.session.scalars(insert.on_conflict_do_nothing().returning(Scan.id)).all()
        if fresh:
            record("scans_taken_in", door, event=door.event.public_id, rows=len(fresh))
    return {scan.key for scan in written} - {scan.key for scan in good}


def _of_who_came_before(scans: Sequence[Written], people: Mapping[str, tuple[int, datetime | None]]) -> list[Written]:
    """What takes back those scans that come in late of who had the ticket before: who comes instead is not inside by
    them. The same each time that a scan is sent."""
    return [
        replace(scan, key=digest(scan.key)[:_LONGEST_KEY], kind=ScanKind.TAKEN_BACK, takes_back=scan.key)
        for scan in scans
        if scan.kind is ScanKind.IN and was_of_predecessor(scan.at, people[scan.registration][1])
    ]


def receive(door: Door, written: Sequence[Written]) -> set[str]:
    """The same in one transaction of its own, for what comes in from a telephone by itself."""
    with transaction():
        return take_in(door, written)


def let_in(door: Door, registration: Registration) -> Arrival | None:
    """Let one person in. Returns since when they are inside already, when they are: then nothing changes."""
    earlier = _arrival(door, registration)
    if earlier is None:
        take_in(door, [_written(door, registration, ScanKind.IN)])
    return earlier


def take_back(door: Door, registration: Registration) -> None:
    """They were not let in after all: take back every scan of today that let them in."""
    earlier = _arrival(door, registration)
    keys = earlier.keys if earlier else ()
    take_in(door, [_written(door, registration, ScanKind.TAKEN_BACK, key) for key in keys])


def receive_walk_in(door: Door, written: HandWritten) -> Order:
    """Sell a ticket at the door by the same rules as everywhere, and let the person in at once.

    Refused by `register_by_hand`. Nobody at a door can vouch for who belongs on the closed part.
    """
    order = register_by_hand(door.event, written)
    let_in(door, order.registrations[0])
    return order


def renew_ticket(fact: RegistrationChanged) -> None:
    """Somebody else comes: the code that the one before them has opens no door any more, and what a door saw of that
    one is not of them."""
    if fact.person_changed:
        registration = db.session.get_one(Registration, fact.registration_id)
        registration.ticket_code, registration.held_since = new_ticket_code(), now()


def _hold(door: Door) -> None:
    db.session.execute(locked(sa.select(Event.id).where(Event.id == door.event_id)))


def _arrival(door: Door, registration: Registration) -> Arrival | None:
    # Two at one door press at once: the second reads after the first is done.
    _hold(door)
    db.session.refresh(registration)
    if registration.cancelled_at is not None:
        raise Refused(Refusal(DoorRefusal.NOT_EXPECTED))
    return arrivals_on(door.event_id, door.on_day, [registration.public_id]).get(registration.public_id)


def _written(door: Door, registration: Registration, kind: ScanKind, takes_back: str = "") -> Written:
    return Written(new_public_id(), registration.public_id, door.public_id, kind, now(), takes_back=takes_back)
