"""Whom of those with a place would a change in the programme concern?"""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.events.models import (
    Event,
    Order,
    ProgrammeSession,
    Registration,
    SessionKind,
    TicketType,
    Workshop,
    WorkshopPlace,
    WorkshopPreference,
)
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.choosing import is_in_round
from okprofs.events.rules.telling import Choice
from okprofs.kernel.db import db

_NOTHING = Choice()


@dataclass(frozen=True, slots=True)
class Concerned:
    """An attendee with a place, and where we write to them: at the contact's address, when they gave none."""

    public_id: str
    address: str
    language: str
    audience: Audience
    choice: Choice


def concerned_by(event: Event, session: ProgrammeSession, workshop: Workshop | None = None) -> list[Concerned]:
    """Whom a change of this item concerns, or of one workshop in it, as it stands now: in the order in which they
    signed up. Four queries at most. An item of the kind workshop with none in it yet is like any other."""
    choices, workshops = _choices(session) if session.kind is SessionKind.WORKSHOP else ({}, {})
    changed = {workshop.id} if workshop else set(workshops)
    query = (
        sa.select(
            Registration.id,
            Registration.public_id,
            Registration.email,
            Order.contact_email,
            Order.language,
            TicketType.audience,
        )
        .join(Order, Order.id == Registration.order_id)
        .join(TicketType, TicketType.id == Registration.ticket_type_id)
        .where(Registration.event_id == event.id, Registration.cancelled_at.is_(None))
        .order_by(Registration.id)
    )
    found = []
    for row in db.session.execute(query):
        choice = choices.get(row.id, _NOTHING)
        address = row.email or row.contact_email
        is_theirs = is_in_round(row.audience, session.is_closed) and (not changed or choice.concerns(changed))
        if address and is_theirs:
            found.append(Concerned(row.public_id, address, row.language, row.audience, choice))
    return found


def workshops_in(session: ProgrammeSession) -> dict[int, Workshop]:
    """The workshops of a round, by id."""
    return {one.id: one for one in db.session.scalars(sa.select(Workshop).where(Workshop.session_id == session.id))}


def _choices(session: ProgrammeSession) -> tuple[dict[int, Choice], dict[int, Workshop]]:
    """What each attendee knows of this round, by the id of the registration; and its workshops."""
    workshops = workshops_in(session)
    chose: dict[int, set[int]] = defaultdict(set)
    wishes = sa.select(WorkshopPreference.registration_id, WorkshopPreference.workshop_id)
    wishes = wishes.join(Workshop, Workshop.id == WorkshopPreference.workshop_id)
    for row in db.session.execute(wishes.where(Workshop.session_id == session.id)):
        chose[row.registration_id].add(row.workshop_id)
    told = sa.select(WorkshopPlace.registration_id, WorkshopPlace.told_workshop_id)
    told = told.where(WorkshopPlace.session_id == session.id, WorkshopPlace.told_at.is_not(None))
    found = {key: Choice(chose=frozenset(ids)) for key, ids in chose.items()}
    for place in db.session.execute(told):
        found[place.registration_id] = Choice(was_told=True, goes_to=place.told_workshop_id)
    return found, workshops
