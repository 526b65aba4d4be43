"""Which parts of which events did people attend, and which certificates do they have?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from okprofs.events.models import (
    AttendanceCorrection,
    Certificate,
    CertificateTerms,
    Door,
    Event,
    ProgrammeSession,
    Registration,
    Scan,
    SessionLearning,
    Workshop,
    WorkshopPlace,
)
from okprofs.events.queries.doors import MOST_SCANS
from okprofs.events.rules.arrival import ScanFacts, arrivals
from okprofs.events.rules.certificates import Part, Presence, attended, still_holds
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.mail.queries import good_link
from okprofs.people.models import Account

CERTIFICATE = "certificate"
"""What the personal link to one's certificate is good for."""

MOST_SEMINARS = 200
MOST_PARTS = 2_000


def terms_of(event_id: int) -> CertificateTerms:
    """What the certificates of an event say; of one without, what they would (not stored)."""
    return db.session.get(CertificateTerms, event_id) or CertificateTerms(event_id=event_id, version=0, goals="")


def learning_of(event: Event) -> dict[int, SessionLearning]:
    """What counts at this event, by item of the programme."""
    query = sa.select(SessionLearning).join(ProgrammeSession).where(ProgrammeSession.event_id == event.id)
    return {one.session_id: one for one in db.session.scalars(query.limit(MOST_PARTS))}


def parts_of(event_ids: Collection[int]) -> dict[int, list[Part]]:
    """The parts that count, by event, in the order of the day."""
    query = (
        sa.select(ProgrammeSession, SessionLearning)
        .join(SessionLearning, SessionLearning.session_id == ProgrammeSession.id)
        .where(ProgrammeSession.event_id.in_(sorted(event_ids)))
        .order_by(ProgrammeSession.starts_at, ProgrammeSession.id)
    )
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for session, learning in db.session.execute(query.limit(MOST_PARTS)):
        day = local(session.starts_at).date()
        part = Part(
            session.public_id,
            day,
            session.starts_at,
            session.is_closed,
            learning.minutes,
            session.title,
            learning.goals,
        )
        found[session.event_id].append(part)
    return dict(found)


def attended_by(
    registrations: Sequence[Registration], parts: dict[int, list[Part]] | None = None
) -> dict[int, tuple[Part, ...]]:
    """The parts that each of these attended, by registration; of a workshop with its own title. Three queries, or two
    when the `parts` of their events are known."""
    by_event = parts_of({registration.event_id for registration in registrations}) if parts is None else parts
    came = _arrivals(registrations)
    known = _known(registrations)
    found = {}
    for registration in registrations:
        facts = known.get(registration.id, {})
        presence = Presence(
            registration.ticket_type.audience,
            registration.cancelled_at is not None,
            came.get(registration.id, {}),
            {key: one.was_there for key, one in facts.items() if one.was_there is not None},
            {key: one.workshop is not None for key, one in facts.items() if one.is_told},
        )
        found[registration.id] = tuple(
            _named(part, facts[part.key].workshop if part.key in facts else None)
            for part in attended(by_event.get(registration.event_id, ()), presence)
        )
    return found


def _named(part: Part, workshop: str | None) -> Part:
    if workshop is None:
        return part
    title = f"{part.title}: {workshop}"
    return Part(part.key, part.on_day, part.starts_at, part.is_closed, part.minutes, title, part.goals)


def _ids(registrations: Sequence[Registration]) -> list[int]:
    return sorted(registration.id for registration in registrations)


def _arrivals(registrations: Sequence[Registration]) -> dict[int, dict[date, datetime]]:
    """Since when each was in, by registration and day."""
    query = (
        sa.select(Door.on_day, Scan.registration_id, Scan.scanned_at, Scan.key, Door.title, Scan.kind, Scan.takes_back)
        .join(Door, Door.id == Scan.door_id)
        .where(Scan.registration_id.in_(_ids(registrations)))
    )
    days: defaultdict[date, list[ScanFacts]] = defaultdict(list)
    for row in db.session.execute(query.limit(MOST_SCANS)):
        days[row[0]].append(ScanFacts(row[2], row[3], str(row[1]), *row[4:]))
    found: defaultdict[int, dict[date, datetime]] = defaultdict(dict)
    for day, scans in days.items():
        for registration, arrival in arrivals(scans).items():
            found[int(registration)][day] = arrival.since
    return dict(found)


@dataclass(slots=True)
class _Known:
    """What is known of somebody at one part: what the organiser put right, and where they were told to go."""

    was_there: bool | None = None
    is_told: bool = False
    workshop: str | None = None


def _known(registrations: Sequence[Registration]) -> dict[int, dict[str, _Known]]:
    """The same by registration, and by the public id of the part."""
    ids = _ids(registrations)
    corrections = (
        sa.select(
            AttendanceCorrection.registration_id,
            ProgrammeSession.public_id,
            AttendanceCorrection.was_there,
            sa.null().label("title"),
        )
        .join(ProgrammeSession, ProgrammeSession.id == AttendanceCorrection.session_id)
        .where(AttendanceCorrection.registration_id.in_(ids))
    )
    places = (
        sa.select(WorkshopPlace.registration_id, ProgrammeSession.public_id, sa.null(), Workshop.title)
        .join(ProgrammeSession, ProgrammeSession.id == WorkshopPlace.session_id)
        .outerjoin(Workshop, Workshop.id == WorkshopPlace.told_workshop_id)
        .where(WorkshopPlace.registration_id.in_(ids), WorkshopPlace.told_at.is_not(None))
    )
    found: defaultdict[int, defaultdict[str, _Known]] = defaultdict(lambda: defaultdict(_Known))
    both: sa.CompoundSelect[Any] = sa.union_all(corrections, places)
    for row in db.session.execute(both):
        part = found[row.registration_id][row.public_id]
        if row.was_there is None:
            part.is_told, part.workshop = True, row.title
        else:
            part.was_there = bool(row.was_there)
    return {registration_id: dict(known) for registration_id, known in found.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """What somebody attended at one event, and the certificate that they made of it, while it still holds."""

    registration: Registration
    event: Event
    parts: tuple[Part, ...]
    certificate: Certificate | None

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)


def _registrations() -> sa.Select[Registration]:
    return (
        sa.select(Registration)
        .join(Event, Event.id == Registration.event_id)
        .options(joinedload(Registration.ticket_type), joinedload(Registration.order))
    )


def records_of(account: Account) -> list[Record]:
    """What this person attended, the latest first: of events whose certificates can be made."""
    query = (
        _registrations()
        .join(CertificateTerms, CertificateTerms.event_id == Event.id)
        .where(CertificateTerms.released_at.is_not(None), Registration.cancelled_at.is_(None), _is_of(account))
        .order_by(Event.starts_at.desc(), Registration.id)
    )
    rows = db.session.execute(query.add_columns(Event).limit(MOST_SEMINARS)).all()
    registrations = [row[0] for row in rows]
    return [record for record in records_at(registrations) if record.parts]


def _is_of(account: Account) -> sa.ColumnElement[bool]:
    # A colleague typed this address, and the account is whose it is.
    typed = sa.and_(Registration.account_id.is_(None), Registration.email == account.email)
    return sa.or_(Registration.account_id == account.id, typed)


def kept_certificates(account: Account) -> Sequence[Certificate]:
    """This person's certificates of events so long ago that nothing else of it is kept, the latest first."""
    return db.session.scalars(_kept(account).order_by(Certificate.event_on.desc()).limit(MOST_SEMINARS)).all()


def kept_certificate(account: Account, public_id: str) -> Certificate | None:
    """The same with this public id."""
    return db.session.scalar(_kept(account).where(Certificate.public_id == public_id))


def _kept(account: Account) -> sa.Select[Certificate]:
    return sa.select(Certificate).where(
        Certificate.account_id == account.id, Certificate.registration_id.is_(None), Certificate.withdrawn_at.is_(None)
    )


def own_record(account: Account, public_id: str) -> Record | None:
    """The same of one registration of theirs, when its certificates can be made."""
    query = _registrations().where(Registration.public_id == public_id, _is_of(account))
    return _one(db.session.scalar(query))


def record_by_link(token: str) -> Record | None:
    """The same of the registration that this mailed secret is about, while the address is still theirs."""
    link = good_link(CERTIFICATE, token)
    if link is None:
        return None
    found = db.session.scalar(_registrations().where(Registration.public_id == link.about))
    return _one(found) if found is not None and link.address == address_of(found) else None


def address_of(registration: Registration) -> str:
    """Where the mail about their certificate goes: to who signed them up when they gave no address of their own."""
    return registration.email or registration.order.contact_email


def _one(registration: Registration | None) -> Record | None:
    if registration is None or terms_of(registration.event_id).released_at is None:
        return None
    return records_at([registration])[0]


def records_at(registrations: Sequence[Registration], parts: dict[int, list[Part]] | None = None) -> list[Record]:
    """What these people attended, and their certificates."""
    attended_parts = attended_by(registrations, parts)
    query = sa.select(Certificate).where(
        Certificate.registration_id.in_(_ids(registrations)), Certificate.withdrawn_at.is_(None)
    )
    standing = {one.registration_id: one for one in db.session.scalars(query)}
    return [
        Record(
            registration,
            db.session.get_one(Event, registration.event_id),
            attended_parts[registration.id],
            _good(standing.get(registration.id), registration, attended_parts[registration.id]),
        )
        for registration in registrations
    ]


def _good(certificate: Certificate | None, registration: Registration, parts: Sequence[Part]) -> Certificate | None:
    return certificate if certificate and _holds(certificate, registration, parts) else None


def _holds(certificate: Certificate, registration: Registration, parts: Sequence[Part]) -> bool:
    printed = [part["key"] for part in certificate.parts]
    return still_holds(printed, certificate.name, [part.key for part in parts], registration.name)


def standing_certificate(registration_id: int) -> Certificate | None:
    """The certificate of a registration that was not withdrawn."""
    query = sa.select(Certificate).where(
        Certificate.registration_id == registration_id, Certificate.withdrawn_at.is_(None)
    )
    return db.session.scalar(query)


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate that somebody holds, and whether what it says still holds."""

    certificate: Certificate
    is_good: bool


def checked(code: str) -> Checked | None:
    """What the certificate with this code says; None when there is none. Asked anew of the doors every time, so that a
    scan that is taken back says so here at once."""
    query = (
        sa.select(Certificate)
        .outerjoin(Certificate.registration)
        .options(contains_eager(Certificate.registration).joinedload(Registration.ticket_type))
    )
    certificate = db.session.scalar(query.where(Certificate.code == code))
    if certificate is None:
        return None
    registration = certificate.registration
    # Years later who signed up is forgotten: then it holds unless it was withdrawn before.
    good = registration is None or _holds(certificate, registration, attended_by([registration])[registration.id])
    return Checked(certificate, certificate.withdrawn_at is None and good)
