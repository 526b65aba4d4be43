"""The hours of the last seminar, and the certificate that one member made of it."""

import sqlalchemy as sa

from okprofs.events.models import CertificateTerms, Event, Registration, SessionKind, SessionLearning
from okprofs.events.services.certificates import issue
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.people.models import Account

GOALS = {
    "Lean gemeentebreed in Barneveld": "Je kunt uitleggen wat twee jaar Lean een gemeente opleverde.",
    "Beraad over het vak": "Je kunt zeggen wat het vak van je vraagt.",
}


def load_hours(member: Account) -> None:
    """Every part but the breaks counts for as long as it lasted; the member was there."""
    last = db.session.scalars(sa.select(Event).where(Event.slug == "kwaliteit-aan-de-balie")).one()
    db.session.add(CertificateTerms(event_id=last.id, released_at=now()))
    for session in last.sessions:
        if session.kind is not SessionKind.BREAK and session.ends_at is not None:
            minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
            goals = GOALS.get(session.title, "")
            db.session.add(SessionLearning(session_id=session.id, minutes=minutes, goals=goals))
    db.session.flush()
    there = sa.select(Registration).where(Registration.event_id == last.id, Registration.account_id == member.id)
    issue(db.session.scalars(there).one())
