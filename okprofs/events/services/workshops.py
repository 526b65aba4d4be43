"""Making workshops and speakers, and saying what the division over workshops is held to.

Everything locks the event first, and raises the version of the plan: a division that was being made meanwhile is not
kept.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

import sqlalchemy as sa
from flask import abort

from okprofs.events.models import (
    Event,
    ProgrammeSession,
    SessionKind,
    Speaker,
    Workshop,
    WorkshopPlace,
    WorkshopPlan,
)
from okprofs.events.queries.workshops import MOST_SPEAKERS, MOST_WORKSHOPS, placed_in
from okprofs.events.rules.choosing import ChoiceRefusal, WorkshopRefusal
from okprofs.events.rules.publication import EditRefusal, may_have_capacity
from okprofs.events.services.organising import Details, held, refuse_fixed
from okprofs.events.services.telling import known, tell
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.people.queries import account_by_email


@dataclass(frozen=True)
class WorkshopDetails(Details):
    """A workshop in one round."""

    title: str
    text: str
    room: str
    capacity: int

    @classmethod
    def of(cls, workshop: Workshop) -> Self:
        return cls(**{name: getattr(workshop, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class SpeakerDetails(Details):
    """A speaker; `address` is that of their account, if they have one, `parts` are items of the programme and
    workshops, by public id, sorted."""

    name: str
    role: str
    text: str
    address: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, speaker: Speaker) -> Self:
        return cls(
            name=speaker.name,
            role=speaker.role,
            text=speaker.text,
            address=speaker.email,
            parts=tuple(sorted(part.public_id for part in _parts(speaker))),
        )


def _parts(speaker: Speaker) -> list[ProgrammeSession | Workshop]:
    return [*speaker.sessions, *speaker.workshops]


@dataclass(frozen=True)
class PlanDetails(Details):
    """What the division is held to."""

    choices_close_at: datetime | None
    most_from_one: int | None
    limit_is_hard: bool
    mixes_disciplines: bool

    @classmethod
    def of(cls, plan: WorkshopPlan) -> Self:
        return cls(**{name: getattr(plan, name) for name in cls.__dataclass_fields__})


def held_plan(event: Event) -> WorkshopPlan:
    """The plan of an event whose row is held; made when there was none."""
    found = db.session.scalar(locked(sa.select(WorkshopPlan).where(WorkshopPlan.event_id == event.id)))
    if found is None:
        found = WorkshopPlan(event_id=event.id)
        db.session.add(found)
        db.session.flush()
    return found


def edit_plan(event: Event, seen: str, details: PlanDetails) -> None:
    """Say until when people choose, and what the division is held to. Refuses when it was changed meanwhile."""
    event = held(event)
    refuse_fixed(event)
    plan = held_plan(event)
    if seen != PlanDetails.of(plan).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    if details.choices_close_at is not None and details.choices_close_at > event.starts_at:
        raise Refused(Refusal(WorkshopRefusal.CHOICES_CLOSE_AFTER_START))
    for name, value in asdict(details).items():
        setattr(plan, name, value)
    plan.version += 1
    record("workshop_plan_edited", event)


def add_workshop(event: Event, round_id: str, details: WorkshopDetails) -> Workshop:
    """A new workshop in a round. Refuses a round that is gone, more than a hundred, and one title twice in a round."""
    event = held(event)
    refuse_fixed(event)
    round_ = next((one for one in _rounds(event) if one.public_id == round_id), None)
    if round_ is None:
        raise Refused(Refusal(WorkshopRefusal.ROUND_GONE))
    ids = [session.id for session in event.sessions]
    number = db.session.scalar(sa.select(sa.func.count(Workshop.id)).where(Workshop.session_id.in_(ids)))
    if (number or 0) >= MOST_WORKSHOPS:
        raise Refused(Refusal(WorkshopRefusal.TOO_MANY_WORKSHOPS, (("maximum", MOST_WORKSHOPS),)))
    _refuse_twice(round_.id, details.title)
    workshop = Workshop(session_id=round_.id, **asdict(details))
    db.session.add(workshop)
    _touch(event, "workshop_added", workshop)
    return workshop


def edit_workshop(event: Event, public_id: str, seen: str, details: WorkshopDetails) -> int:
    """Change a workshop; it stays in its round. Returns how many are told, because the title or the room is another.

    Refuses when it was changed meanwhile, one title twice, and fewer places than are taken.
    """
    event = held(event)
    workshop = _workshop(event, public_id)
    if seen != WorkshopDetails.of(workshop).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    refuse_fixed(event)
    _refuse_twice(workshop.session_id, details.title, workshop.id)
    refuse(may_have_capacity(details.capacity, placed_in(workshop)))
    before = known(event, workshop.round, workshop)
    for name, value in asdict(details).items():
        setattr(workshop, name, value)
    told = tell(event, before, workshop.round, workshop)
    _touch(event, "workshop_edited", workshop, told=told)
    return told


def remove_workshop(event: Event, public_id: str) -> int:
    """Take a workshop off the programme, with what people chose of it. Returns how many are told, because they had
    chosen it. Refuses one in which somebody has a place."""
    event = held(event)
    refuse_fixed(event)
    workshop = _workshop(event, public_id)
    is_used = sa.select(
        sa.exists().where(
            sa.or_(WorkshopPlace.workshop_id == workshop.id, WorkshopPlace.told_workshop_id == workshop.id)
        )
    )
    if db.session.scalar(is_used):
        raise Refused(Refusal(WorkshopRefusal.WORKSHOP_IN_USE, (("title", workshop.title),)))
    told = tell(event, known(event, workshop.round, workshop))
    _touch(event, "workshop_removed", workshop, told=told)
    db.session.delete(workshop)
    return told


def add_speaker(event: Event, details: SpeakerDetails) -> Speaker:
    """A new speaker. Refuses more than two hundred."""
    event = held(event)
    refuse_fixed(event)
    number = db.session.scalar(sa.select(sa.func.count(Speaker.id)).where(Speaker.event_id == event.id))
    if (number or 0) >= MOST_SPEAKERS:
        raise Refused(Refusal(WorkshopRefusal.TOO_MANY_SPEAKERS, (("maximum", MOST_SPEAKERS),)))
    speaker = Speaker(event_id=event.id)
    _write_speaker(event, speaker, details)
    db.session.add(speaker)
    _touch(event, "speaker_added", speaker)
    return speaker


def edit_speaker(event: Event, public_id: str, seen: str, details: SpeakerDetails) -> None:
    """Change a speaker. Refuses when they were changed meanwhile.

    Another account means another person: whether their page leads to a profile is theirs to choose again.
    """
    event = held(event)
    speaker = _speaker(event, public_id)
    if seen != SpeakerDetails.of(speaker).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    refuse_fixed(event)
    _write_speaker(event, speaker, details)
    _touch(event, "speaker_edited", speaker)


def remove_speaker(event: Event, public_id: str) -> None:
    """Take a speaker, and their page, off the programme."""
    event = held(event)
    refuse_fixed(event)
    speaker = _speaker(event, public_id)
    _touch(event, "speaker_removed", speaker)
    db.session.delete(speaker)


def show_profile_of(speaker: Speaker, viewer: Any, *, shows: bool) -> None:
    """Let the page of a speaker lead to their profile, or no longer. Only for the speaker themself; 404 for others."""
    speaker = db.session.scalars(locked(sa.select(Speaker).where(Speaker.id == speaker.id))).one()
    if speaker.account_id is None or speaker.account_id != viewer.id:
        abort(404)
    speaker.shows_profile = shows
    record("speaker_profile_chosen", speaker, shown=shows)


def _rounds(event: Event) -> list[ProgrammeSession]:
    return [session for session in event.sessions if session.kind is SessionKind.WORKSHOP]


def _workshop(event: Event, public_id: str) -> Workshop:
    ids = [session.id for session in event.sessions]
    query = sa.select(Workshop).where(Workshop.public_id == public_id, Workshop.session_id.in_(ids))
    return db.session.scalar(query) or abort(404)


def _speaker(event: Event, public_id: str) -> Speaker:
    query = sa.select(Speaker).where(Speaker.public_id == public_id, Speaker.event_id == event.id)
    return db.session.scalar(query) or abort(404)


def _refuse_twice(session_id: int, title: str, own_id: int = 0) -> None:
    query = sa.select(Workshop.title).where(Workshop.session_id == session_id, Workshop.id != own_id)
    if title.casefold() in {other.casefold() for other in db.session.scalars(query)}:
        raise Refused(Refusal(WorkshopRefusal.WORKSHOP_TITLE_TAKEN, (("title", title),)))


def _write_speaker(event: Event, speaker: Speaker, details: SpeakerDetails) -> None:
    # Whether there is an account with this address is not told: it is kept as it was written, and looked up.
    if details.address != speaker.email or speaker.account_id is None:
        account = account_by_email(details.address) if details.address else None
        if (account and account.id) != speaker.account_id:
            speaker.shows_profile = False
        speaker.account = account
        speaker.email = details.address
    speaker.name, speaker.role, speaker.text = details.name, details.role, details.text
    speaker.sessions = [session for session in event.sessions if session.public_id in details.parts]
    speaker.workshops = list(_workshops(event, details.parts))
    if len(speaker.sessions) + len(speaker.workshops) < len(details.parts):
        raise Refused(Refusal(ChoiceRefusal.WORKSHOP_GONE))


def _workshops(event: Event, public_ids: Collection[str]) -> Collection[Workshop]:
    ids = [session.id for session in event.sessions]
    query = sa.select(Workshop).where(Workshop.session_id.in_(ids), Workshop.public_id.in_(sorted(public_ids)))
    return db.session.scalars(query).all()


def _touch(event: Event, action: str, item: Workshop | Speaker, *, told: int | None = None) -> None:
    """Note that something changed: for the event's pages, for the division, and in the journal."""
    event.changed_at = now()
    held_plan(event).version += 1
    db.session.flush()
    record(action, event, item=item.public_id, told=told)
