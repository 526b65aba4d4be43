"""Which door does this link open, who is expected there, and who came in?"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import Door, Event, Registration, Scan
from okprofs.events.queries.lapsed import has_lapsed
from okprofs.events.queries.office import MOST_AT_THE_DOOR
from okprofs.events.rules.arrival import Arrival, ScanFacts, arrivals, is_clock_wrong
from okprofs.kernel.db import db
from okprofs.kernel.ids import digest
from okprofs.kernel.search import asked_terms, fold, sort_name
from okprofs.kernel.wall_time import local
from okprofs.mail.queries import good_link

DOOR = "door"
"""What the link of a door is good for."""

MOST_DOORS = 50
# Of each attendee a few scans at most; who has more than this has a door that is broken.
MOST_SCANS = 20_000
SCANS_AT_ONCE = 2_000
MOST_FOUND = 20


def doors_of(event: Event) -> Sequence[Door]:
    """The doors of this event, day by day."""
    query = sa.select(Door).where(Door.event_id == event.id).order_by(Door.on_day, Door.id)
    return db.session.scalars(query.limit(MOST_DOORS)).all()


def door_of(event: Event, public_id: str) -> Door | None:
    """A door of this event."""
    return db.session.scalar(sa.select(Door).where(Door.event_id == event.id, Door.public_id == public_id))


def door_by_link(token: str) -> Door | None:
    """The door that this secret opens, on whichever day; None when the link was ended or the door is closed."""
    link = good_link(DOOR, token)
    if link is None:
        return None
    query = sa.select(Door).where(Door.public_id == link.about, Door.closed_at.is_(None))
    return db.session.scalar(query.options(joinedload(Door.event)))


@dataclass(frozen=True, slots=True)
class Expected:
    """Someone who is expected, as a door may know them: a name, a kind of ticket, what their code comes down to, and
    whether they are no member on the day while the ticket asks for that."""

    public_id: str
    name: str
    ticket_type_id: int
    code_digest: str
    has_lapsed: bool


def code_digest(code: str) -> str:
    """What a telephone keeps of a ticket: enough to know it again, too little to make one. 128 bits of its digest."""
    return digest(code)[:32]


def expected_at(event: Event) -> list[Expected]:
    """Who is expected at this event, by family name; at most two thousand."""
    query = sa.select(
        Registration.public_id,
        Registration.name,
        Registration.ticket_type_id,
        Registration.ticket_code,
        has_lapsed(event),
    ).where(Registration.event_id == event.id, Registration.cancelled_at.is_(None))
    rows = db.session.execute(query.order_by(Registration.id).limit(MOST_AT_THE_DOOR))
    found = [Expected(row[0], row[1], row[2], code_digest(row[3]), bool(row[4])) for row in rows]
    return sorted(found, key=lambda expected: sort_name(expected.name))


def expected_like(event_id: int, words: str) -> list[Registration]:
    """Who is expected and has these words in the name; at most twenty."""
    terms = asked_terms(words)
    query = sa.select(Registration).where(
        Registration.event_id == event_id,
        Registration.cancelled_at.is_(None),
        *(Registration.search_text.contains(term, autoescape=True) for term in terms),
    )
    found = db.session.scalars(query.order_by(Registration.id).limit(MOST_AT_THE_DOOR)).all() if terms else []
    # The text that is searched also holds the address and the employer, which a door does not know of anyone.
    named = [each for each in found if all(term in fold(each.name) for term in terms)]
    return sorted(named, key=lambda each: sort_name(each.name))[:MOST_FOUND]


def expected_with(event_id: int, public_ids: Collection[str]) -> dict[str, tuple[int, datetime | None]]:
    """The keys of these registrations of this event, cancelled or not: who stood at the door was there; and since when
    each is of who has it now, where somebody else had it before."""
    query = sa.select(Registration.public_id, Registration.id, Registration.held_since).where(
        Registration.event_id == event_id, Registration.public_id.in_(sorted(public_ids))
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


def is_inside(registration: Registration) -> bool:
    """Whether this attendee was let in, on whichever day."""
    return bool(arrivals(facts for _, facts in _facts(registration.event_id, Scan.registration_id == registration.id)))


def registration_at(event_id: int, public_id: str) -> Registration | None:
    """Someone who signed up for this event and did not cancel."""
    query = sa.select(Registration).where(
        Registration.event_id == event_id, Registration.public_id == public_id, Registration.cancelled_at.is_(None)
    )
    return db.session.scalar(query)


@dataclass(frozen=True, slots=True)
class Seen:
    """A scan as it goes to a telephone, with its number in the order in which we got them."""

    number: int
    facts: ScanFacts


def scans_since(event_id: int, day: date, number: int) -> list[Seen]:
    """What was scanned at the doors of this day, after the scan with this number; the first two thousand of it."""
    query = (
        sa.select(
            Scan.id, Scan.scanned_at, Scan.key, Registration.public_id, Door.public_id, Scan.kind, Scan.takes_back
        )
        .join(Door, Door.id == Scan.door_id)
        .join(Registration, Registration.id == Scan.registration_id)
        .where(Scan.event_id == event_id, Scan.id > number, Door.on_day == day)
    )
    rows = db.session.execute(query.order_by(Scan.id).limit(SCANS_AT_ONCE))
    return [Seen(row[0], ScanFacts(*row[1:])) for row in rows]


def _facts(event_id: int, *conditions: sa.ColumnElement[bool]) -> list[tuple[date, ScanFacts]]:
    query = (
        sa.select(
            Door.on_day, Scan.scanned_at, Scan.key, Registration.public_id, Door.title, Scan.kind, Scan.takes_back
        )
        .join(Door, Door.id == Scan.door_id)
        .join(Registration, Registration.id == Scan.registration_id)
        .where(Scan.event_id == event_id, *conditions)
    )
    # The first: what comes after the most that is looked at changes nothing of what was there before.
    rows = db.session.execute(query.order_by(Scan.id).limit(MOST_SCANS))
    return [(row[0], ScanFacts(*row[1:])) for row in rows]


def arrivals_on(event_id: int, day: date, registrations: Collection[str] = ()) -> dict[str, Arrival]:
    """Who came in on this day, by public id; of these registrations, or of all."""
    conditions = [Door.on_day == day]
    if registrations:
        conditions.append(Registration.public_id.in_(sorted(registrations)))
    return arrivals(facts for _, facts in _facts(event_id, *conditions))


def attendance_of(event: Event, registrations: Collection[str] | None = None) -> dict[str, list[datetime]]:
    """Since when each was there, day by day, by public id; of these registrations, or of all of the event."""
    conditions = () if registrations is None else (Registration.public_id.in_(sorted(registrations)),)
    days: dict[date, list[ScanFacts]] = {}
    for day, facts in _facts(event.id, *conditions):
        days.setdefault(day, []).append(facts)
    found: dict[str, list[datetime]] = {}
    for _, scans in sorted(days.items()):
        for public_id, arrival in arrivals(scans).items():
            found.setdefault(public_id, []).append(arrival.since)
    return found


@dataclass(frozen=True, slots=True)
class Count:
    """How many came in, of how many who are expected."""

    title: str
    inside: int
    expected: int


def counts_of(event: Event, day: date) -> list[Count]:
    """Per ticket type how many are in on this day. Who cancelled and came all the same counts for both."""
    inside = arrivals_on(event.id, day)
    query = sa.select(Registration.public_id, Registration.ticket_type_id).where(
        Registration.event_id == event.id,
        sa.or_(Registration.cancelled_at.is_(None), Registration.public_id.in_(sorted(inside))),
    )
    rows = db.session.execute(query.limit(2 * MOST_AT_THE_DOOR)).all()
    expected = Counter(ticket_type_id for _, ticket_type_id in rows)
    came = Counter(ticket_type_id for public_id, ticket_type_id in rows if public_id in inside)
    return [Count(kind.title, came[kind.id], expected[kind.id]) for kind in event.ticket_types]


def list_mark(event: Event) -> str:
    """Changes when somebody signs up for this event or cancels, comes instead or gets another ticket, or stops being or
    becomes the member that their ticket asks for; one light query."""
    query = sa.select(
        sa.func.count(Registration.id),
        sa.func.max(Registration.id),
        sa.func.count(Registration.cancelled_at),
        sa.func.sum(Registration.edition),
        sa.func.sum(sa.case((has_lapsed(event), Registration.id), else_=0)),
    )
    row = db.session.execute(query.where(Registration.event_id == event.id)).one()
    return "-".join(str(part or 0) for part in row)


def wrong_clocks(event: Event) -> dict[int, int]:
    """By door the largest number of seconds that a device there was off, where people should know of it."""
    furthest = sa.func.max(sa.func.abs(Scan.clock_off_seconds))
    query = sa.select(Scan.door_id, furthest).where(Scan.event_id == event.id).group_by(Scan.door_id)
    return {door_id: seconds for door_id, seconds in db.session.execute(query) if is_clock_wrong(seconds)}


def days_of(event: Event) -> list[date]:
    """The days on which there is something to come in for."""
    first, last = local(event.doors_open_at or event.starts_at).date(), local(event.ends_at).date()
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)][:MOST_DOORS]
