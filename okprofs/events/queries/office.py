"""What does an organiser need to read: events, who takes part, what they eat, who was invited?"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from okprofs.events.models import (
    Event,
    EventStatus,
    Invitation,
    Order,
    ProgrammeSession,
    Quota,
    Registration,
    TicketType,
)
from okprofs.events.queries.lapsed import has_lapsed
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.kernel.search import asked_terms, fold, sort_name

MOST_OPEN_EVENTS = 200
MOST_EXPORTED = 10_000
MOST_AT_THE_DOOR = 2_000
MOST_TITLES = 500
MOST_DIETS = 1_000


def slugs_like(slug: str) -> Sequence[str]:
    """The addresses in use that begin like this one; at most a hundred."""
    query = sa.select(Event.slug).where(Event.slug.startswith(slug, autoescape=True))
    return db.session.scalars(query.order_by(Event.slug).limit(100)).all()


def titles_of(public_ids: Collection[str]) -> dict[str, str]:
    """The titles behind at most 500 public ids of events; an unknown id is left out."""
    rows = db.session.execute(
        sa.select(Event.public_id, Event.title).where(Event.public_id.in_(sorted(public_ids)[:MOST_TITLES]))
    )
    return {row.public_id: row.title for row in rows}


def open_events(moment: datetime) -> tuple[list[Event], list[Event]]:
    """The drafts, and what is still to come (called off or not), soonest first; with their ticket types."""
    query = (
        sa.select(Event)
        .where(sa.or_(Event.status == EventStatus.DRAFT, Event.ends_at >= moment))
        .options(selectinload(Event.ticket_types))
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_OPEN_EVENTS)
    )
    drafts: list[Event] = []
    coming: list[Event] = []
    for event in db.session.scalars(query):
        (drafts if event.status is EventStatus.DRAFT else coming).append(event)
    return drafts, coming


def past_events(moment: datetime, number: int) -> Page[Event]:
    """A page of what has been, the latest first; with their ticket types."""
    limit, offset = window(number)
    query = (
        sa.select(Event)
        .where(Event.status != EventStatus.DRAFT, Event.ends_at < moment)
        .options(selectinload(Event.ticket_types))
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def session_of(event: Event, public_id: str) -> ProgrammeSession | None:
    """An item of this event's programme."""
    return next((session for session in event.sessions if session.public_id == public_id), None)


def ticket_type_of(event: Event, public_id: str) -> TicketType | None:
    """A ticket type of this event."""
    return next((ticket_type for ticket_type in event.ticket_types if ticket_type.public_id == public_id), None)


def quota_of(event: Event, public_id: str) -> Quota | None:
    """What ticket types of this event share."""
    return next((quota for quota in event.quotas if quota.public_id == public_id), None)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which registrations of an event the organiser asks for. No ticket type means all; `has_lapsed`: only who is no
    member on the day, where that is asked."""

    words: str = ""
    ticket_type: TicketType | None = None
    is_cancelled: bool = False
    has_lapsed: bool = False


def _selected(event: Event, selection: Selection) -> sa.Select[Registration]:
    query = (
        sa.select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.cancelled_at.is_not(None) if selection.is_cancelled else Registration.cancelled_at.is_(None),
            *(Registration.search_text.contains(word, autoescape=True) for word in _pieces(selection.words)),
        )
        .options(joinedload(Registration.order))
        .order_by(Registration.id.desc())
    )
    if selection.has_lapsed:
        query = query.where(has_lapsed(event))
    if selection.ticket_type is not None:
        query = query.where(Registration.ticket_type_id == selection.ticket_type.id)
    return query


def _pieces(words: str) -> list[str]:
    """What is searched for: an address as a whole, the rest word by word."""
    if "@" in words:
        return [fold(piece)[:100] for piece in words[:200].split()][:6]
    return asked_terms(words)


def registrations_page(event: Event, selection: Selection, number: int) -> Page[Registration]:
    """A page of the registrations of this event alone, the newest first."""
    limit, offset = window(number)
    return cut(db.session.scalars(_selected(event, selection).limit(limit).offset(offset)).all(), number)


def registrations_to_export(event: Event, selection: Selection) -> Sequence[Registration]:
    """The same registrations, all of them; at most ten thousand."""
    return db.session.scalars(_selected(event, selection).limit(MOST_EXPORTED)).all()


def attendees(event: Event) -> list[Registration]:
    """Who takes part, by family name, as one looks them up at the door; at most two thousand."""
    query = sa.select(Registration).where(Registration.event_id == event.id, Registration.cancelled_at.is_(None))
    found = db.session.scalars(query.order_by(Registration.id).limit(MOST_AT_THE_DOOR))
    return sorted(found, key=lambda registration: sort_name(registration.name))


def are_more_than(number: int, event: Event, selection: Selection) -> bool:
    """Whether the same registrations are more than so many; counts no further than that."""
    query = _selected(event, selection).with_only_columns(Registration.id).order_by(None).limit(number + 1)
    return len(db.session.scalars(query).all()) > number


def registration_of(event: Event, public_id: str) -> Registration | None:
    """A registration of this event, with its order and ticket type."""
    query = sa.select(Registration).where(Registration.event_id == event.id, Registration.public_id == public_id)
    return db.session.scalar(query.options(joinedload(Registration.order), joinedload(Registration.ticket_type)))


def order_of(event: Event, public_id: str) -> Order | None:
    """An order for this event, with its registrations and their ticket types."""
    query = sa.select(Order).where(Order.event_id == event.id, Order.public_id == public_id)
    children = selectinload(Order.registrations).joinedload(Registration.ticket_type)
    return db.session.scalar(query.options(children))


def dietary_totals(event: Event) -> list[tuple[str, int]]:
    """How often each dietary wish was filled in by who takes part, the most frequent first; no names."""
    query = sa.select(Registration.dietary_wishes).where(*_eats(event)).limit(MOST_DIETS)
    wishes = Counter(wish.strip().rstrip(".").casefold() for wish in db.session.scalars(query))
    return sorted(wishes.items(), key=lambda pair: (-pair[1], pair[0]))


def dietary_names(event: Event) -> list[tuple[str, str]]:
    """Who filled in which wish, by name."""
    query = sa.select(Registration.name, Registration.dietary_wishes).where(*_eats(event)).limit(MOST_DIETS)
    return sorted(((name, wish) for name, wish in db.session.execute(query)), key=lambda pair: fold(pair[0]))


def _eats(event: Event) -> tuple[sa.ColumnElement[bool], ...]:
    has_wish = Registration.dietary_wishes != ""
    return Registration.event_id == event.id, Registration.cancelled_at.is_(None), has_wish


def invitation_of(event: Event, public_id: str) -> Invitation | None:
    """An invitation to this event, withdrawn or not."""
    query = sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.public_id == public_id)
    return db.session.scalar(query)
