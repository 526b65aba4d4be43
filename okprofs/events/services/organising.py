"""Making an event: its details, its programme, its ticket types, publishing it and calling it off.

Everything locks the event first, so that no sign-up slips in between what is decided and what is written.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from flask import abort
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from okprofs.events.models import (
    Event,
    EventStatus,
    Order,
    ProgrammeSession,
    Registration,
    SessionKind,
    TicketType,
)
from okprofs.events.organising_letters import EVENT_CANCELLED
from okprofs.events.queries.office import slugs_like
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.programme import DayFacts, ProgrammeRefusal, SessionFacts
from okprofs.events.rules.publication import (
    MOST_SESSIONS,
    MOST_TICKET_TYPES,
    EditRefusal,
    EventFacts,
    PublicationRefusal,
    free_slug,
    holds_together,
    is_complete,
    is_slug,
    may_have_capacity,
    may_publish,
    slug_from,
)
from okprofs.journal.services import record
from okprofs.kernel.clock import NoSuchTime, TimeTwice, local, moment_at, now
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import digest
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail import services as mail

Item = TypeVar("Item", ProgrammeSession, TicketType)
_IN_A_CALENDAR = ("title", "venue", "address", "starts_at", "ends_at")


class _Details:
    """What an organiser fills in about one thing."""

    @property
    def state(self) -> str:
        """A word for exactly these details, by which one sees that they have changed meanwhile."""
        return digest(repr(self))[:20]


@dataclass(frozen=True)
class EventDetails(_Details):
    """An event, but for its programme and ticket types. Without a slug, one is made of the title."""

    title: str
    slug: str
    summary: str
    description: str
    venue: str
    address: str
    organiser_name: str
    starts_at: datetime
    ends_at: datetime
    doors_open_at: datetime | None
    sign_up_opens_at: datetime | None
    sign_up_closes_at: datetime | None
    has_food: bool

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(**{name: getattr(event, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class SessionDetails(_Details):
    """An item of the programme."""

    kind: SessionKind
    title: str
    text: str
    room: str
    is_closed: bool
    starts_at: datetime
    ends_at: datetime | None

    @classmethod
    def of(cls, session: ProgrammeSession) -> Self:
        return cls(**{name: getattr(session, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class TicketTypeDetails(_Details):
    """A ticket type; amounts in cents, no capacity means without limit."""

    title: str
    text: str
    audience: Audience
    price_cents: int
    member_price_cents: int | None
    capacity: int | None

    @classmethod
    def of(cls, ticket_type: TicketType) -> Self:
        return cls(**{name: getattr(ticket_type, name) for name in cls.__dataclass_fields__})


def facts_of(event: Event) -> EventFacts:
    """The event at this moment, for the rules."""
    return EventFacts(
        is_draft=event.status is EventStatus.DRAFT,
        is_cancelled=event.status is EventStatus.CANCELLED,
        has_place=bool(event.venue and event.address),
        has_summary=bool(event.summary),
        day=DayFacts(event.starts_at, event.ends_at, event.doors_open_at),
        sessions=tuple(
            SessionFacts(
                session.title,
                session.starts_at,
                session.ends_at,
                is_workshop=session.kind is SessionKind.WORKSHOP,
                is_closed=session.is_closed,
            )
            for session in sorted(event.sessions, key=lambda session: session.starts_at)
        ),
        ticket_types=len(event.ticket_types),
        sign_up_opens_at=event.sign_up_opens_at,
        sign_up_closes_at=event.sign_up_closes_at,
    )


def create_event(details: EventDetails) -> Event:
    """A new draft. Refuses a slug that is taken or malformed, and times that contradict each other."""
    event = Event(status=EventStatus.DRAFT)
    _write(event, {**asdict(details), "slug": _new_slug(details)})
    refuse(holds_together(facts_of(event)))
    db.session.add(event)
    _flush_slug(event)
    record("event_created", event)
    return event


def edit_event(event: Event, seen: str, details: EventDetails) -> None:
    """Change an event; a new date takes the programme along. `seen` is the state the organiser started from.

    Refuses when it was changed meanwhile or called off; another slug after publication, one that is taken or
    malformed; times that contradict each other; and for what is published all that would keep it from being so.
    """
    event = held(event)
    before = EventDetails.of(event)
    if seen != before.state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    slug = details.slug if details.slug == before.slug else _changed_slug(event, details)
    days = (local(details.starts_at).date() - local(before.starts_at).date()).days
    _write(event, {**asdict(details), "slug": slug})
    for session in event.sessions if days else ():
        session.starts_at = _moved(session.starts_at, days)
        session.ends_at = None if session.ends_at is None else _moved(session.ends_at, days)
    _refuse_incoherence(event, was_at=before.starts_at)
    after = EventDetails.of(event)
    changed = [name for name in EventDetails.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    if event.status is EventStatus.PUBLISHED and not set(_IN_A_CALENDAR).isdisjoint(changed):
        event.calendar_sequence += 1
    _flush_slug(event)
    record("event_edited", event, fields=",".join(changed))


def publish(event: Event) -> None:
    """Let everyone see the event, and sign up for it. Refuses with everything that is missing or wrong."""
    event = held(event)
    refuse(may_publish(facts_of(event), now()))
    event.status = EventStatus.PUBLISHED
    event.changed_at = now()
    record("event_published", event)


def cancel_event(event: Event, reason: str) -> None:
    """Call a published event off, and tell everyone who holds a place, once each. Registrations stay as they were.

    Refuses what is no longer or not yet published, and what is over.
    """
    event = held(event)
    moment = now()
    if event.status is EventStatus.CANCELLED:
        raise Refused(Refusal(EditRefusal.CANCELLED_IS_FIXED))
    if event.status is EventStatus.DRAFT:
        raise Refused(Refusal(PublicationRefusal.NOT_PUBLISHED_YET))
    if event.ends_at <= moment:
        raise Refused(Refusal(PublicationRefusal.IS_OVER))
    event.status = EventStatus.CANCELLED
    event.cancellation_reason = reason
    event.calendar_sequence += 1
    event.changed_at = moment
    told = 0
    facts = {"title": event.title, "starts_at": event.starts_at.isoformat(), "reason": reason, "slug": event.slug}
    for address, language in _everyone_registered(event):
        mail.write(EVENT_CANCELLED, to=address, language=language, about=event, facts=facts, once="cancelled")
        told += 1
    record("event_cancelled", event, told=told)


def add_session(event: Event, details: SessionDetails) -> ProgrammeSession:
    """A new item of the programme. Refuses more than sixty, and what does not hold together."""
    event = held(event)
    if len(event.sessions) >= MOST_SESSIONS:
        raise Refused(Refusal(EditRefusal.TOO_MANY_SESSIONS, (("maximum", MOST_SESSIONS),)))
    session = ProgrammeSession(**asdict(details))
    event.sessions.append(session)
    _refuse_incoherence(event, edited=session)
    _touch(event, "programme_session_added", session)
    return session


def edit_session(event: Event, public_id: str, seen: str, details: SessionDetails) -> None:
    """Change an item of the programme. Refuses when it was changed meanwhile, and what does not hold together."""
    event = held(event)
    session = _one_of(event.sessions, public_id)
    if seen != SessionDetails.of(session).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    for name, value in asdict(details).items():
        setattr(session, name, value)
    _refuse_incoherence(event, edited=session)
    _touch(event, "programme_session_edited", session)


def remove_session(event: Event, public_id: str) -> None:
    """Take an item off the programme. Refuses the last one of what is published."""
    event = held(event)
    session = _one_of(event.sessions, public_id)
    _refuse_fixed(event)
    if event.status is EventStatus.PUBLISHED and len(event.sessions) == 1:
        raise Refused(Refusal(EditRefusal.LAST_SESSION))
    event.sessions.remove(session)
    _touch(event, "programme_session_removed", session)


def add_ticket_type(event: Event, details: TicketTypeDetails) -> TicketType:
    """A new ticket type, at the end of the list. Refuses more than twelve, and a price for members that is no lower."""
    event = held(event)
    if len(event.ticket_types) >= MOST_TICKET_TYPES:
        raise Refused(Refusal(EditRefusal.TOO_MANY_TICKET_TYPES, (("maximum", MOST_TICKET_TYPES),)))
    _refuse_fixed(event)
    refuse(_price_refusals(details))
    place = 1 + max((ticket_type.place for ticket_type in event.ticket_types), default=0)
    ticket_type = TicketType(**asdict(details), place=place, taken=0)
    event.ticket_types.append(ticket_type)
    _touch(event, "ticket_type_added", ticket_type)
    return ticket_type


def edit_ticket_type(event: Event, public_id: str, seen: str, details: TicketTypeDetails) -> None:
    """Change a ticket type; what was sold keeps its price.

    Refuses when it was changed meanwhile, fewer places than are taken, and a price for members that is no lower.
    """
    event = held(event)
    ticket_type = _one_of(event.ticket_types, public_id)
    if seen != TicketTypeDetails.of(ticket_type).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    _refuse_fixed(event)
    refuse([*_price_refusals(details), *may_have_capacity(details.capacity, ticket_type.taken)])
    for name, value in asdict(details).items():
        setattr(ticket_type, name, value)
    _touch(event, "ticket_type_edited", ticket_type)


def remove_ticket_type(event: Event, public_id: str) -> None:
    """Take a ticket type off the list. Refuses one that was ever signed up for, and the last of what is published."""
    event = held(event)
    ticket_type = _one_of(event.ticket_types, public_id)
    _refuse_fixed(event)
    is_used = sa.select(sa.exists().where(Registration.ticket_type_id == ticket_type.id))
    if ticket_type.taken or db.session.scalar(is_used):
        raise Refused(Refusal(EditRefusal.TICKET_TYPE_IN_USE, (("title", ticket_type.title),)))
    if event.status is EventStatus.PUBLISHED and len(event.ticket_types) == 1:
        raise Refused(Refusal(EditRefusal.LAST_TICKET_TYPE))
    event.ticket_types.remove(ticket_type)
    _touch(event, "ticket_type_removed", ticket_type)


def held(event: Event) -> Event:
    """The event with its programme and ticket types, read afresh behind its lock."""
    whole = sa.select(Event).where(Event.id == event.id)
    children = selectinload(Event.sessions), selectinload(Event.ticket_types)
    found: Event = db.session.scalars(locked(whole).options(*children)).one()
    return found


def _one_of(items: Iterable[Item], public_id: str) -> Item:
    """The item; 404 when another organiser has just removed it."""
    found = next((item for item in items if item.public_id == public_id), None)
    return found if found is not None else abort(404)


def _write(event: Event, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(event, name, value)
    event.changed_at = now()


def _touch(event: Event, action: str, item: ProgrammeSession | TicketType) -> None:
    event.changed_at = now()
    db.session.flush()
    record(action, event, item=item.public_id)


def _refuse_fixed(event: Event) -> None:
    if event.status is EventStatus.CANCELLED:
        raise Refused(Refusal(EditRefusal.CANCELLED_IS_FIXED))


def _refuse_incoherence(
    event: Event, *, edited: ProgrammeSession | None = None, was_at: datetime | None = None
) -> None:
    """A draft may still have gaps and clashes; what is published stays publishable, but may lie in the past."""
    _refuse_fixed(event)
    facts = facts_of(event)
    if event.status is EventStatus.PUBLISHED:
        was_moved = was_at is not None and was_at != event.starts_at
        past = [Refusal(PublicationRefusal.STARTS_IN_THE_PAST)] if was_moved and event.starts_at <= now() else []
        refuse([*past, *is_complete(facts), *holds_together(facts)])
    elif edited is None:
        refuse(holds_together(replace(facts, sessions=())))
    elif edited.ends_at is not None and edited.ends_at <= edited.starts_at:
        raise Refused(Refusal(ProgrammeRefusal.SESSION_ENDS_BEFORE_START, (("session", edited.title),)))


def _price_refusals(details: TicketTypeDetails) -> list[Refusal]:
    member_price = details.member_price_cents
    is_no_lower = member_price is not None and member_price >= details.price_cents
    return [Refusal(EditRefusal.MEMBER_PRICE_NOT_LOWER)] if is_no_lower else []


def _new_slug(details: EventDetails) -> str:
    if details.slug:
        return _well_formed(details.slug)
    wanted = slug_from(details.title)
    if not is_slug(wanted):
        wanted = f"bijeenkomst-{local(details.starts_at).date().isoformat()}"
    return free_slug(wanted, slugs_like(wanted))


def _changed_slug(event: Event, details: EventDetails) -> str:
    if event.status is not EventStatus.DRAFT:
        raise Refused(Refusal(EditRefusal.SLUG_IS_FIXED))
    return _new_slug(details)


def _well_formed(slug: str) -> str:
    if not is_slug(slug):
        raise Refused(Refusal(EditRefusal.SLUG_MALFORMED))
    return slug


def _flush_slug(event: Event) -> None:
    """Write the event; when another one has its address, that is said instead of a bug."""
    slug = event.slug
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(Refusal(EditRefusal.SLUG_TAKEN, (("slug", slug),))) from error


def _moved(moment: datetime, days: int) -> datetime:
    """The same time on the wall, so many days later."""
    shown = local(moment)
    try:
        return moment_at(shown.date() + timedelta(days=days), shown.time())
    except (NoSuchTime, TimeTwice):
        return moment + timedelta(days=days)


def _everyone_registered(event: Event) -> list[tuple[str, str]]:
    """The address and language of each contact and attendee with a place, each address once."""
    rows = db.session.execute(
        sa.select(Order.contact_email, Registration.email, Order.language)
        .join(Order.registrations)
        .where(Registration.event_id == event.id, Registration.cancelled_at.is_(None))
        .order_by(Registration.id)
    )
    found: dict[str, tuple[str, str]] = {}
    for contact, attendee, language in rows:
        for address in filter(None, (contact, attendee)):
            found.setdefault(address.casefold(), (address, language))
    return list(found.values())
