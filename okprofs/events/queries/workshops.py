"""Which workshops are there, who hosts them, who wants which, and what was somebody told of where they go?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from okprofs.events.models import (
    Event,
    Order,
    ProgrammeSession,
    Registration,
    SessionKind,
    SessionSpeaker,
    Speaker,
    Workshop,
    WorkshopHost,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.rules.choosing import is_in_round
from okprofs.kernel.db import db
from okprofs.kernel.search import fold

MOST_WORKSHOPS = 100
MOST_SPEAKERS = 200


@dataclass(frozen=True, slots=True)
class Round:
    """An item of the programme with the workshops that run side by side in it."""

    session: ProgrammeSession
    workshops: tuple[Workshop, ...]

    def admits(self, registration: Registration) -> bool:
        return is_in_round(registration.ticket_type.audience, self.session.is_closed)


def plan_of(event_id: int) -> WorkshopPlan:
    """What the organiser asked of the division; of an event without, the plan that it would have (not stored)."""
    found = db.session.get(WorkshopPlan, event_id)
    return found or WorkshopPlan(event_id=event_id, version=0, limit_is_hard=False, mixes_disciplines=False)


def rounds_of(event_id: int) -> list[Round]:
    """The rounds of an event in their order, each with its workshops and who hosts them."""
    sessions = db.session.scalars(
        sa.select(ProgrammeSession)
        .where(ProgrammeSession.event_id == event_id, ProgrammeSession.kind == SessionKind.WORKSHOP)
        .order_by(ProgrammeSession.starts_at, ProgrammeSession.id)
    ).all()
    by_round = defaultdict(list)
    query = (
        sa.select(Workshop)
        .where(Workshop.session_id.in_([session.id for session in sessions]))
        .options(selectinload(Workshop.hosts))
        .order_by(Workshop.id)
        .limit(MOST_WORKSHOPS)
    )
    for workshop in db.session.scalars(query) if sessions else ():
        by_round[workshop.session_id].append(workshop)
    return [Round(session, tuple(by_round[session.id])) for session in sessions]


def workshop_of(event: Event, public_id: str) -> Workshop | None:
    """A workshop of this event, with its round."""
    query = sa.select(Workshop).join(Workshop.round).options(joinedload(Workshop.round))
    return db.session.scalar(query.where(ProgrammeSession.event_id == event.id, Workshop.public_id == public_id))


def placed_in(workshop: Workshop) -> int:
    """How many who come go there."""
    query = sa.select(sa.func.count(WorkshopPlace.registration_id)).join(WorkshopPlace.registration)
    goes = (WorkshopPlace.workshop_id == workshop.id, Registration.cancelled_at.is_(None))
    return db.session.scalars(query.where(*goes)).one()


def speakers_of(event_id: int) -> Sequence[Speaker]:
    """Who speaks or hosts at an event, by name; at most two hundred."""
    query = (
        sa.select(Speaker)
        .where(Speaker.event_id == event_id)
        .options(joinedload(Speaker.account), selectinload(Speaker.sessions), selectinload(Speaker.workshops))
        .order_by(Speaker.id)
        .limit(MOST_SPEAKERS)
    )
    return sorted(db.session.scalars(query), key=lambda speaker: fold(speaker.name))


def speaker_of(event: Event, public_id: str) -> Speaker | None:
    """A speaker of this event, with where they speak or host."""
    query = sa.select(Speaker).where(Speaker.event_id == event.id, Speaker.public_id == public_id)
    parts = selectinload(Speaker.sessions), selectinload(Speaker.workshops).joinedload(Workshop.round)
    return db.session.scalar(query.options(joinedload(Speaker.account), *parts))


@dataclass(slots=True)
class ShownWorkshop:
    """A workshop as the page of an event tells it; hosts by public id and name."""

    title: str
    text: str
    room: str
    hosts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ShownPart:
    """What happens inside one item of the programme, and who speaks there."""

    workshops: list[ShownWorkshop] = field(default_factory=list)
    speakers: list[tuple[str, str]] = field(default_factory=list)


_WORKSHOPS: Any = (
    sa.select(
        Workshop.session_id,
        Workshop.id.label("workshop_id"),
        Workshop.title,
        Workshop.text,
        Workshop.room,
        Speaker.public_id,
        Speaker.name,
        Speaker.id.label("speaker_id"),
    )
    .join(ProgrammeSession, ProgrammeSession.id == Workshop.session_id)
    .outerjoin(WorkshopHost, WorkshopHost.workshop_id == Workshop.id)
    .outerjoin(Speaker, Speaker.id == WorkshopHost.speaker_id)
    .where(ProgrammeSession.event_id == sa.bindparam("event_id"))
)
_SPEAKERS: Any = (
    sa.select(
        SessionSpeaker.session_id,
        sa.null().label("workshop_id"),
        sa.literal("").label("title"),
        sa.literal("").label("text"),
        sa.literal("").label("room"),
        Speaker.public_id,
        Speaker.name,
        Speaker.id.label("speaker_id"),
    )
    .join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
    .where(Speaker.event_id == sa.bindparam("event_id"))
)
_PARTS: sa.CompoundSelect[Any] = (
    sa.union_all(_WORKSHOPS, _SPEAKERS).order_by("session_id", "workshop_id", "speaker_id").limit(1_000)
)


def parts_of(event_id: int) -> dict[int, ShownPart]:
    """By item of the programme: its workshops with their hosts, and its speakers. One query."""
    found: dict[int, ShownPart] = defaultdict(ShownPart)
    seen: dict[int, ShownWorkshop] = {}
    for row in db.session.execute(_PARTS, {"event_id": event_id}):
        part = found[row.session_id]
        if row.workshop_id is None:
            part.speakers.append((row.public_id, row.name))
            continue
        if row.workshop_id not in seen:
            seen[row.workshop_id] = ShownWorkshop(row.title, row.text, row.room)
            part.workshops.append(seen[row.workshop_id])
        if row.public_id is not None:
            seen[row.workshop_id].hosts.append((row.public_id, row.name))
    return dict(found)


def preferences_of(registration_id: int) -> dict[int, list[Workshop]]:
    """What someone chose, by round, the best first."""
    query = (
        sa.select(Workshop)
        .join(WorkshopPreference, WorkshopPreference.workshop_id == Workshop.id)
        .where(WorkshopPreference.registration_id == registration_id)
        .order_by(WorkshopPreference.rank)
    )
    found = defaultdict(list)
    for workshop in db.session.scalars(query):
        found[workshop.session_id].append(workshop)
    return dict(found)


def told_places(registration_ids: Collection[int]) -> dict[int, list[WorkshopPlace]]:
    """What these attendees were told of where they go, by registration, in the order of the day."""
    query = (
        sa.select(WorkshopPlace)
        .join(ProgrammeSession, ProgrammeSession.id == WorkshopPlace.session_id)
        .where(WorkshopPlace.registration_id.in_(sorted(registration_ids)), WorkshopPlace.told_at.is_not(None))
        .options(joinedload(WorkshopPlace.told_workshop).joinedload(Workshop.round))
        .order_by(ProgrammeSession.starts_at, ProgrammeSession.id)
    )
    found = defaultdict(list)
    for place in db.session.scalars(query):
        found[place.registration_id].append(place)
    return dict(found)


def audiences_of_rounds(event_id: int) -> list[bool]:
    """Of each round that holds workshops, whether it is closed."""
    has_workshops = sa.exists().where(Workshop.session_id == ProgrammeSession.id)
    query = sa.select(ProgrammeSession.is_closed).where(ProgrammeSession.event_id == event_id, has_workshops)
    return list(db.session.scalars(query.distinct()))


def with_workshops(order: Order) -> set[str]:
    """Whose ticket, of those who come, includes workshops; by public id."""
    closed = audiences_of_rounds(order.event_id)
    return {
        one.public_id
        for one in order.attendees
        if any(is_in_round(one.ticket_type.audience, is_closed) for is_closed in closed)
    }
