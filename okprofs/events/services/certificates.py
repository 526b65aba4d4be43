"""Hours and learning goals of an event, who was there after all, and the certificates that people make of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from okprofs.events.letters_of_certificates import CERTIFICATE_READY
from okprofs.events.models import (
    AttendanceCorrection,
    Certificate,
    CertificateTerms,
    Event,
    EventStatus,
    Registration,
    SessionLearning,
)
from okprofs.events.queries.certificates import (
    Record,
    address_of,
    attended_by,
    records_at,
    standing_certificate,
    terms_of,
)
from okprofs.events.queries.office import attendees
from okprofs.events.rules.certificates import Part, may_have, may_release
from okprofs.events.rules.publication import EditRefusal
from okprofs.events.services.organising import held
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.wall_time import local
from okprofs.mail.services import Addressed, write_each

_SEVEN_YEARS = timedelta(days=7 * 366)


@dataclass(frozen=True, slots=True)
class Learning:
    """What one item of the programme counts for."""

    minutes: int
    goals: str


def set_terms(event: Event, seen: int, goals: str, parts: Mapping[str, Learning]) -> None:
    """Keep what the certificates of this event say; `parts` by the public id of an item of the programme. What was
    printed stays as it is. Refused when another organiser changed it meanwhile."""
    event = held(event)
    terms = _terms(event)
    if terms.version != seen:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    terms.version, terms.goals = seen + 1, goals
    for session in event.sessions:
        if session.public_id in parts:
            learning = db.session.get(SessionLearning, session.id) or SessionLearning(session_id=session.id)
            learning.minutes, learning.goals = parts[session.public_id].minutes, parts[session.public_id].goals
            db.session.add(learning)
    record("certificate_terms_set", event)


def _terms(event: Event) -> CertificateTerms:
    terms = terms_of(event.id)
    db.session.add(terms)
    return terms


def release(event: Event) -> int:
    """Let everyone who was there make their certificate, and mail each a personal link. Returns how many.

    Refused by `may_release`.
    """
    event = held(event)
    terms = terms_of(event.id)
    people = attendees(event)
    minutes = sum(
        db.session.scalars(
            sa.select(SessionLearning.minutes).where(
                SessionLearning.session_id.in_([session.id for session in event.sessions])
            )
        )
    )
    is_cancelled = event.status is EventStatus.CANCELLED
    refuse(may_release(event.ends_at, is_cancelled, minutes, terms.released_at is not None, now()))
    terms.released_at = now()
    db.session.add(terms)
    there = [one for one in records_at(people) if one.parts]
    write_each(CERTIFICATE_READY, map(_letter, there))
    record("certificates_released", event, rows=len(there))
    return len(there)


def _letter(one: Record) -> Addressed:
    registration, event = one.registration, one.event
    facts = {"title": event.title, "starts_at": event.starts_at.isoformat(), "name": registration.name}
    return Addressed(address_of(registration), registration.order.language, registration.public_id, facts)


def correct_attendance(event: Event, registration: Registration, keys: Collection[str]) -> None:
    """They were at these parts (public ids), and at no other. A certificate that says more is withdrawn."""
    event = held(event)
    registration = db.session.scalars(locked(sa.select(Registration).where(Registration.id == registration.id))).one()
    before = {part.key for part in attended_by([registration])[registration.id]}
    changed = 0
    for session in event.sessions:
        was_there = session.public_id in keys
        if db.session.get(SessionLearning, session.id) is None or was_there is (session.public_id in before):
            continue
        key = {"registration_id": registration.id, "session_id": session.id}
        correction = db.session.get(AttendanceCorrection, key) or AttendanceCorrection(**key)
        correction.was_there, correction.corrected_at = was_there, now()
        db.session.add(correction)
        changed += 1
    if not changed:
        return
    db.session.flush()
    record("attendance_corrected", registration, event=event.public_id, rows=changed)
    parts = attended_by([registration])[registration.id]
    standing = standing_certificate(registration.id)
    if standing is not None and not {part["key"] for part in standing.parts} <= {part.key for part in parts}:
        withdraw(standing)


def withdraw(certificate: Certificate) -> None:
    """It does not hold any more; whoever checks it reads so."""
    certificate.withdrawn_at = now()
    record("certificate_withdrawn", certificate)


def issue(registration: Registration) -> Certificate:
    """The certificate of this person: the one that stands while it says what is true now, or else a new one.

    Two clicks at once give one. Refused by `may_have`.
    """
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == registration.event_id))).one()
    db.session.refresh(registration)
    terms = terms_of(event.id)
    parts = attended_by([registration])[registration.id]
    refuse(may_have(terms.released_at is not None, parts))
    printed = [_printed(part) for part in parts]
    standing = standing_certificate(registration.id)
    if standing is not None:
        if (standing.name, standing.parts, standing.goals) == (registration.name, printed, terms.goals):
            return standing
        withdraw(standing)
        db.session.flush()
    certificate = Certificate(
        event_id=event.id,
        registration_id=registration.id,
        account_id=registration.account_id,
        name=registration.name,
        event_title=event.title,
        event_on=local(event.starts_at).date(),
        minutes=sum(part.minutes for part in parts),
        goals=terms.goals,
        parts=printed,
    )
    db.session.add(certificate)
    db.session.flush()
    record("certificate_issued", certificate, event=event.public_id)
    return certificate


def _printed(part: Part) -> dict[str, str | int]:
    return {"key": part.key, "title": part.title, "minutes": part.minutes, "goals": part.goals}


def forget_certificates() -> None:
    """Remove what was made more than seven years ago, however long before that the event was."""
    db.session.execute(sa.delete(Certificate).where(Certificate.issued_at < now() - _SEVEN_YEARS))
