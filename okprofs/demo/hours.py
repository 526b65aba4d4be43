"""The hours of the last seminar, and the certificate that one member made of it; and theirs of the founding seminar, of
which nothing else is kept."""

from datetime import timedelta

import sqlalchemy as sa

from okprofs.events.models import (
    Certificate,
    CertificateTerms,
    Event,
    ProgrammeSession,
    Registration,
    SessionKind,
    SessionLearning,
)
from okprofs.events.services.certificates import issue
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.people.models import Account

GOALS = {
    "Lean gemeentebreed in Barneveld": "Je kunt uitleggen wat twee jaar Lean een gemeente opleverde.",
    "Beraad over het vak": "Je kunt zeggen wat het vak van je vraagt.",
}


def load_hours(member: Account) -> None:
    """Every part but the breaks counts for as long as it lasted; the member was there."""
    last, founding = _event("kwaliteit-aan-de-balie"), _event("oprichtingsseminar")
    db.session.add(CertificateTerms(event_id=last.id, released_at=now()))
    for session, minutes, goals in _counting(last):
        db.session.add(SessionLearning(session_id=session.id, minutes=minutes, goals=goals))
    db.session.flush()
    there = sa.select(Registration).where(Registration.event_id == last.id, Registration.account_id == member.id)
    issue(db.session.scalars(there).one())
    db.session.add(
        Certificate(
            event_id=founding.id,
            account_id=member.id,
            name=member.name,
            event_title=founding.title,
            event_on=local(founding.starts_at).date(),
            minutes=sum(minutes for _, minutes, _ in _counting(founding)),
            parts=[
                {"key": session.public_id, "title": session.title, "minutes": minutes, "goals": goals}
                for session, minutes, goals in _counting(founding)
            ],
            issued_at=now() - timedelta(days=800),
        )
    )


def _event(slug: str) -> Event:
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


def _counting(event: Event) -> list[tuple[ProgrammeSession, int, str]]:
    """What counts, for how many minutes, and what one learns there."""
    return [
        (session, int((session.ends_at - session.starts_at).total_seconds()) // 60, GOALS.get(session.title, ""))
        for session in event.sessions
        if session.kind is not SessionKind.BREAK and session.ends_at is not None
    ]
