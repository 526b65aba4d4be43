"""Making an event: its details, publishing it, changing it, calling it off, and telling whoever signed up.

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

from okprofs.events.facts import EventCancelled, PlacesFreed
from okprofs.events.letters import EVENT_CANCELLED, EVENT_CHANGED, appointment_of, change_facts, event_facts
from okprofs.events.models import (
    Code,
    Event,
    EventStatus,
    Order,
    ProgrammeSession,
    Quota,
    Registration,
    SessionKind,
    TicketType,
)
from okprofs.events.queries.office import slugs_like
from okprofs.events.rules.programme import DayFacts, ProgrammeRefusal, SessionFacts
from okprofs.events.rules.publication import (
    EditRefusal,
    EventFacts,
    PublicationRefusal,
    free_slug,
    holds_together,
    is_complete,
    is_slug,
    may_publish,
    slug_from,
)
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.ids import digest
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.wall_time import NoSuchTime, TimeTwice, local, moment_at
from okprofs.mail.kinds import Kind
from okprofs.mail.services import write

Item = TypeVar("Item", ProgrammeSession, TicketType, Quota)
_IN_A_CALENDAR = ("title", "starts_at", "ends_at", "venue", "address")


class Details:
    """What an organiser fills in about one thing."""

    @property
    def state(self) -> str:
        """A word for exactly these details, by which one sees that they have changed meanwhile."""
        return digest(repr(self))[:20]


@dataclass(frozen=True)
class EventDetails(Details):
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
    attendee_list_days: int | None = None

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(**{name: getattr(event, name) for name in cls.__dataclass_fields__})


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


def edit_event(event: Event, seen: str, details: EventDetails) -> int:
    """Change an event; a new date takes the programme along. `seen` is the state the organiser started from.

    Returns how many people are told, because the time or the place is another.

    Refuses when it was changed meanwhile or called off; another slug after publication, one that is taken or
    malformed; times that contradict each other; and for what is published all that would keep it from being so.
    """
    event = held(event)
    before, was = EventDetails.of(event), appointment_of(event)
    if seen != before.state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    slug = details.slug if details.slug == before.slug else _changed_slug(event, details)
    days = (local(details.starts_at).date() - local(before.starts_at).date()).days
    _write(event, {**asdict(details), "slug": slug})
    for session in event.sessions if days else ():
        session.starts_at = _moved(session.starts_at, days)
        session.ends_at = None if session.ends_at is None else _moved(session.ends_at, days)
    refuse_incoherence(event, was_at=before.starts_at)
    after = EventDetails.of(event)
    changed = [name for name in EventDetails.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    if event.status is EventStatus.PUBLISHED and not set(_IN_A_CALENDAR).isdisjoint(changed):
        event.calendar_sequence += 1
    _flush_slug(event)
    news = change_facts(event, was, before.doors_open_at)
    is_news = news["is_moved"] or news["doors_moved"] or news["is_elsewhere"]
    told = _tell(event, EVENT_CHANGED, news) if is_news and is_told_of_changes(event) else 0
    record("event_edited", event, fields=",".join(changed), told=told)
    return told


def is_told_of_changes(event: Event) -> bool:
    """Whether those with a place hear of another time or place: of what is published and not over."""
    return event.status is EventStatus.PUBLISHED and event.ends_at > now()


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
    facts = {
        "title": event.title,
        "starts_at": event.starts_at.isoformat(),
        "reason": reason,
        "slug": event.slug,
        "event": event_facts(event),
    }
    record("event_cancelled", event, told=_tell(event, EVENT_CANCELLED, facts))
    announce(EventCancelled(event.id))


def held(event: Event) -> Event:
    """The event with its programme and ticket types, read afresh behind its lock."""
    whole = sa.select(Event).where(Event.id == event.id)
    children = selectinload(Event.sessions), selectinload(Event.ticket_types).selectinload(TicketType.quotas)
    found: Event = db.session.scalars(locked(whole).options(*children)).one()
    return found


def one_of(items: Iterable[Item], public_id: str) -> Item:
    """The item; 404 when another organiser has just removed it."""
    found = next((item for item in items if item.public_id == public_id), None)
    return found if found is not None else abort(404)


def touch(
    event: Event, action: str, item: ProgrammeSession | TicketType | Quota | Code, *, told: int | None = None
) -> None:
    """Note that something of the event changed: for its pages, in the journal as `action` and with how many were told,
    and for who waits for a place, of which there may be more now."""
    event.changed_at = now()
    db.session.flush()
    record(action, event, item=item.public_id, told=told)
    announce(PlacesFreed(event.id))


def refuse_fixed(event: Event) -> None:
    """Refuse any change of what was called off."""
    if event.status is EventStatus.CANCELLED:
        raise Refused(Refusal(EditRefusal.CANCELLED_IS_FIXED))


def _write(event: Event, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(event, name, value)
    event.changed_at = now()


def refuse_incoherence(event: Event, *, edited: ProgrammeSession | None = None, was_at: datetime | None = None) -> None:
    """A draft may still have gaps and clashes; what is published stays publishable, but may lie in the past."""
    refuse_fixed(event)
    facts = facts_of(event)
    if event.status is EventStatus.PUBLISHED:
        was_moved = was_at is not None and was_at != event.starts_at
        past = [Refusal(PublicationRefusal.STARTS_IN_THE_PAST)] if was_moved and event.starts_at <= now() else []
        refuse([*past, *is_complete(facts), *holds_together(facts)])
    elif edited is None:
        refuse(holds_together(replace(facts, sessions=())))
    elif edited.ends_at is not None and edited.ends_at <= edited.starts_at:
        raise Refused(Refusal(ProgrammeRefusal.SESSION_ENDS_BEFORE_START, (("session", edited.title),)))


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


def _tell(event: Event, kind: Kind, facts: dict[str, Any]) -> int:
    """Write everyone with a place a letter about the event as it stands in calendars now; returns how many."""
    people = _everyone_registered(event)
    for address, language in people:
        write(kind, to=address, language=language, about=event, facts=facts)
    return len(people)


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
