"""What can be counted of an event: sign-ups over time, seats, who stayed away, and where people come from?

Each answer is one query that reads an index of this event's registrations, however many others there are.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus, Registration
from okprofs.events.queries.doors import attendance_of
from okprofs.events.rules.small_cells import told_groups
from okprofs.kernel.db import db
from okprofs.organisations.queries import whereabouts
from okprofs.organisations.rules.naming import comparable_name

MOST_EARLIER = 3
MOST_PEOPLE = 4_000
DAY = 24 * 60 * 60


def earlier_than(event: Event) -> Sequence[Event]:
    """The last three events before this one, the latest first; without what was called off."""
    query = sa.select(Event).where(Event.status == EventStatus.PUBLISHED, Event.starts_at < event.starts_at)
    return db.session.scalars(query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(MOST_EARLIER)).all()


def tallies(events: Collection[Event]) -> dict[int, dict[int, int]]:
    """By event how many of who come signed up how many full days before it; below zero: after it began."""
    begins = sa.case({event.id: int(event.starts_at.timestamp()) for event in events}, value=Registration.event_id)
    made = sa.cast(sa.extract("epoch", Registration.made_at), sa.BigInteger)
    # Rounded down on both engines, which divide whole numbers towards zero.
    days = (begins - made + 1000 * DAY) // DAY - 1000
    query = (
        sa.select(Registration.event_id, days.label("days"), sa.func.count())
        .where(Registration.event_id.in_([event.id for event in events]), Registration.cancelled_at.is_(None))
        .group_by(Registration.event_id, sa.text("days"))
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for event_id, day, people in db.session.execute(query):
        found[event_id][int(day)] = people
    return dict(found)


@dataclass(frozen=True, slots=True)
class Came:
    """Of one ticket type how many were expected, and how many of them came."""

    ticket: str
    expected: int
    came: int

    @property
    def stayed_away(self) -> int:
        return self.expected - self.came


@dataclass(frozen=True, slots=True)
class Origins:
    """How many people by group, the largest first, and how many are in groups that are too small to tell."""

    groups: tuple[tuple[str, int], ...]
    others: int


@dataclass(frozen=True, slots=True)
class People:
    """What is known of who signed up. `came` is empty where nobody stood at a door."""

    came: tuple[Came, ...]
    kinds: Origins
    provinces: Origins


def people_of(event: Event) -> People:
    """Who stayed away, and where people come from. Three queries."""
    query = sa.select(Registration.public_id, Registration.ticket_type_id, Registration.organisation_name).where(
        Registration.event_id == event.id, Registration.cancelled_at.is_(None)
    )
    rows = db.session.execute(query.limit(MOST_PEOPLE)).all()
    expected = Counter(row.ticket_type_id for row in rows)
    inside = _came(event, [(row.public_id, row.ticket_type_id) for row in rows])
    came = [
        Came(kind.title, expected[kind.id], (inside or Counter())[kind.id])
        for kind in event.ticket_types
        if expected[kind.id]
    ]
    known = whereabouts({row.organisation_name for row in rows if row.organisation_name})
    places = [known.get(comparable_name(row.organisation_name), (None, "")) for row in rows if row.organisation_name]
    return People(
        () if inside is None else tuple(came),
        _origins(Counter(str(kind) for kind, _ in places if kind), len(rows)),
        _origins(Counter(province for _, province in places if province), len(rows)),
    )


def came_by_ticket_type(event: Event) -> Counter[int] | None:
    """How many came, by the id of the ticket type, without who cancelled; None where nobody stood at a door."""
    query = sa.select(Registration.public_id, Registration.ticket_type_id).where(
        Registration.event_id == event.id, Registration.cancelled_at.is_(None)
    )
    return _came(event, [(row[0], row[1]) for row in db.session.execute(query.limit(MOST_PEOPLE))])


def _came(event: Event, people: Sequence[tuple[str, int]]) -> Counter[int] | None:
    counted = {kind.id: kind.came for kind in event.ticket_types if kind.came is not None}
    if counted:
        return Counter(counted)
    attendance = attendance_of(event)
    return Counter(kind for public_id, kind in people if public_id in attendance) if attendance else None


def _origins(sizes: Counter[str], people: int) -> Origins:
    """Who gave no organisation, or one that we do not know, is one of the others."""
    told, rest = told_groups({**sizes, "": people - sum(sizes.values())})
    groups = tuple((group, sizes[group]) for group in told if group)
    return Origins(groups, people - sum(size for _, size in groups)) if told or rest else Origins((), 0)
