"""How long did the last cases take, as the office's clock counts?"""

from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.membership.models import Application, ApplicationMessage, MessageSide
from okprofs.membership.rules.clock import Handover, Turn, UsualDuration, time_at_office, usual_duration

MOST_CASES = 200
MEASURED_OVER = timedelta(days=365)
TURN_AFTER = {MessageSide.OFFICE: Turn.APPLICANT, MessageSide.APPLICANT: Turn.OFFICE}


def handovers_of(application: Application) -> list[Handover]:
    """Whose turn it was, from the moment that it was sent in, as its thread tells."""
    if application.submitted_at is None:
        return []
    said = [Handover(message.at, TURN_AFTER[message.side]) for message in application.messages]
    return [Handover(application.submitted_at, Turn.OFFICE), *said]


def usual() -> UsualDuration | None:
    """What the last 200 decisions of the last year took; None when there are too few to tell."""
    decided = db.session.execute(
        sa.select(Application.id, Application.submitted_at, Application.decided_at)
        .where(Application.decided_at > now() - MEASURED_OVER, Application.submitted_at.is_not(None))
        .order_by(Application.decided_at.desc())
        .limit(MOST_CASES)
    ).all()
    said: dict[int, list[Handover]] = defaultdict(list)
    thread = sa.select(ApplicationMessage.application_id, ApplicationMessage.at, ApplicationMessage.side)
    for row in db.session.execute(thread.where(ApplicationMessage.application_id.in_([case.id for case in decided]))):
        said[row.application_id].append(Handover(row.at, TURN_AFTER[row.side]))
    return usual_duration(
        [
            time_at_office([Handover(case.submitted_at, Turn.OFFICE), *said[case.id]], case.decided_at)
            for case in decided
        ]
    )
