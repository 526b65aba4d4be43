"""Which events are there, and what stands in them?"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defer

from okprofs.events.models import Event, EventStatus, ProgrammeSession, Quota, TicketType, TicketTypeQuota
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.people.models import Office

MOST_COMING = 100
PAST_PER_PAGE = 20
MOST_IN_FEED = 200
FEED_LOOKS_BACK = timedelta(days=90)


def with_quotas(query: sa.Select[Any]) -> sa.Select[Any]:
    """The same of ticket types, each beside what it draws on, for `contains_eager`. Table by table: joined as the
    relationship does it, SQLite first puts the quotas of all events together."""
    beside = query.outerjoin(TicketTypeQuota, TicketTypeQuota.ticket_type_id == TicketType.id)
    return beside.outerjoin(Quota, Quota.id == TicketTypeQuota.quota_id)


_PUBLIC = Event.status != EventStatus.DRAFT
# With what can be had of it, all in one: an event has few ticket types.
_WITH_PLACES = with_quotas(sa.select(Event).outerjoin(Event.ticket_types)).options(
    contains_eager(Event.ticket_types).contains_eager(TicketType.quotas)
)
_PLACES = (TicketType.place, TicketType.id, Quota.id)
# Asked for every page of an event, so put together once.
_BY_SLUG = _WITH_PLACES.where(Event.slug == sa.bindparam("slug")).order_by(*_PLACES)
_PUBLIC_BY_SLUG = _BY_SLUG.where(_PUBLIC)
_PROGRAMME = (
    sa.select(
        *(getattr(ProgrammeSession, name) for name in ("id", "kind", "title", "text", "room", "is_closed", "starts_at"))
    )
    .where(ProgrammeSession.event_id == sa.bindparam("event_id"))
    .order_by(ProgrammeSession.starts_at, ProgrammeSession.id)
    .limit(200)
)
_IN_A_LIST = (defer(Event.description), defer(Event.cancellation_reason))


def coming_events(limit: int = MOST_COMING) -> Sequence[Event]:
    """Published events that are not over, soonest first, with their ticket types; cancelled ones too."""
    order = (Event.starts_at, Event.id)
    some = sa.select(Event.id).where(_PUBLIC, Event.ends_at > now()).order_by(*order).limit(limit)
    query = _WITH_PLACES.where(Event.id.in_(some)).order_by(*order, *_PLACES)
    return db.session.scalars(query.options(*_IN_A_LIST)).unique().all()


def past_events(number: int) -> Page[Event]:
    """Page `number` of what is over, newest first."""
    query = sa.select(Event).where(_PUBLIC, Event.ends_at <= now())
    limit, offset = window(number, PAST_PER_PAGE)
    query = query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(limit).offset(offset)
    return cut(db.session.scalars(query.options(*_IN_A_LIST)).all(), number, PAST_PER_PAGE)


def feed_events() -> Sequence[Event]:
    """What an agenda subscription holds: all that comes, and what was in the last three months."""
    query = sa.select(Event).where(_PUBLIC, Event.ends_at > now() - FEED_LOOKS_BACK)
    return db.session.scalars(query.order_by(Event.starts_at, Event.id).limit(MOST_IN_FEED)).all()


def event_for(viewer: Any, slug: str) -> Event | None:
    """The event with this slug. A draft exists for organisers only."""
    query = _BY_SLUG if Office.ORGANISER in viewer.offices else _PUBLIC_BY_SLUG
    return db.session.scalars(query, {"slug": slug}).unique().one_or_none()


def event_with(event_id: int) -> Event | None:
    """The published event of an invitation."""
    query = _WITH_PLACES.where(Event.id == event_id, _PUBLIC).order_by(*_PLACES)
    return db.session.scalars(query).unique().one_or_none()


def programme_of(event_id: int) -> Sequence[sa.Row[Any]]:
    """What an event page tells of each session, in order."""
    return db.session.execute(_PROGRAMME, {"event_id": event_id}).all()


def event_in_calendar(slug: str) -> Event | None:
    """A published event, for an .ics file."""
    return db.session.scalars(_PUBLIC_BY_SLUG, {"slug": slug}).unique().one_or_none()
