"""Making an event again, once or as a series: all that was made for it, on another day, and nobody who came.

A copy is a draft. Every column is taken along but for what is named here, so that what an event has more tomorrow
comes along too.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import (
    CertificateTerms,
    Event,
    EventStatus,
    PendingTerms,
    ProgrammeSession,
    Quota,
    ReminderPlan,
    SessionLearning,
    TicketType,
    Workshop,
    WorkshopPlan,
)
from okprofs.events.queries.office import slugs_like
from okprofs.events.rules.publication import LONGEST_SLUG, free_slug, is_slug, slug_from
from okprofs.events.rules.repeating import RepeatRefusal, moved
from okprofs.events.services.organising import held
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import Base, db
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.kernel.wall_time import local

# What is of one event alone: which it is, how it stands, who has places.
_ITS_OWN = {"id", "public_id", "event_id", "session_id", "ticket_type_id", "version", "taken", "saved", "came"}
_OF_ITS_LIFE = {"slug", "status", "calendar_sequence", "changed_at", "cancellation_reason"}
_OF_ITS_DIVISION = {"seed", "composed_at", "is_proven", "in_turn_cost", "conflicts", "published_at"}
_OF_A_DAY = len("-2011-11-10")


def copy_event(event: Event, title: str, days: Collection[date]) -> list[Event]:
    """A draft on each of these days, under this title: texts, programme, ticket types and what they share, prices and
    periods, workshops and the terms of their division, hours and learning
    goals. Not along go people, codes, invitations and doors.

    Refuses a day in the past, and a time that the clock skips or shows twice on that day.
    """
    event = held(event)
    if any(day < today() for day in days):
        raise Refused(Refusal(RepeatRefusal.DAY_IN_THE_PAST))
    copies = []
    for day in days:
        copied = _copy(event, title, day)
        copies.append(copied)
        record("event_copied", copied, source=event.public_id)
    return copies


def _copy(event: Event, title: str, day: date) -> Event:
    days = (day - local(event.starts_at).date()).days
    copied = Event(**_values(event, days, _ITS_OWN | _OF_ITS_LIFE))
    copied.title, copied.slug = title, _slug(title, day)
    copied.status, copied.changed_at = EventStatus.DRAFT, now()
    sessions = {one.id: ProgrammeSession(**_values(one, days)) for one in event.sessions}
    ticket_types = {one.id: TicketType(**_values(one, days), taken=0) for one in event.ticket_types}
    copied.sessions = list(sessions.values())
    copied.ticket_types = list(ticket_types.values())
    for quota in event.quotas:
        shares = [ticket_types[one.id] for one in quota.ticket_types]
        copied.quotas.append(Quota(**_values(quota, days), taken=0, ticket_types=shares))
    db.session.add(copied)
    db.session.flush()
    _copy_terms(ticket_types, days)
    _copy_workshops(event, copied, sessions, days)
    _copy_learning(event, copied, sessions, days)
    db.session.flush()
    return copied


def _copy_terms(ticket_types: dict[int, TicketType], days: int) -> None:
    """For which closed part an applicant may wait."""
    query = sa.select(PendingTerms).where(PendingTerms.ticket_type_id.in_(sorted(ticket_types)))
    for terms in db.session.scalars(query):
        of = {
            "ticket_type_id": ticket_types[terms.ticket_type_id].id,
            "open_ticket_type_id": ticket_types[terms.open_ticket_type_id].id,
        }
        db.session.add(PendingTerms(**_values(terms, days) | of))


def _copy_workshops(event: Event, copied: Event, sessions: dict[int, ProgrammeSession], days: int) -> None:
    query = sa.select(Workshop).where(Workshop.session_id.in_(sorted(sessions))).order_by(Workshop.id)
    for workshop in db.session.scalars(query):
        db.session.add(Workshop(**_values(workshop, days), session_id=sessions[workshop.session_id].id))
    plan = db.session.get(WorkshopPlan, event.id)
    if plan is not None:
        db.session.add(WorkshopPlan(**_values(plan, days, _ITS_OWN | _OF_ITS_DIVISION), event_id=copied.id))


def _copy_learning(event: Event, copied: Event, sessions: dict[int, ProgrammeSession], days: int) -> None:
    """What certificates say of each part, and what people should know; what went or was made is of the day itself."""
    plan = db.session.get(ReminderPlan, event.id)
    if plan is not None:
        db.session.add(ReminderPlan(**_values(plan, days, _ITS_OWN | {"set_at"}), event_id=copied.id))
    terms = db.session.get(CertificateTerms, event.id)
    if terms is not None:
        db.session.add(CertificateTerms(**_values(terms, days, _ITS_OWN | {"released_at"}), event_id=copied.id))
    query = sa.select(SessionLearning).where(SessionLearning.session_id.in_(sorted(sessions)))
    for learning in db.session.scalars(query):
        db.session.add(SessionLearning(**_values(learning, days), session_id=sessions[learning.session_id].id))


def _values(row: Base, days: int, leave_out: Collection[str] = frozenset(_ITS_OWN)) -> dict[str, Any]:
    """What stands in a row, its moments so many days later."""
    names = [column.key for column in sa.inspect(type(row)).column_attrs if column.key not in leave_out]
    values = {name: getattr(row, name) for name in names}
    return {name: moved(value, days) if isinstance(value, datetime) else value for name, value in values.items()}


def _slug(title: str, day: date) -> str:
    """An address with the day in it: of a series each has its own."""
    wanted = f"{slug_from(title)[: LONGEST_SLUG - _OF_A_DAY].strip('-')}-{day.isoformat()}"
    if not is_slug(wanted):
        wanted = f"bijeenkomst-{day.isoformat()}"
    return free_slug(wanted, slugs_like(wanted))
