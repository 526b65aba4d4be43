"""What does the home page, and a person's own page, tell?"""

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus
from okprofs.events.queries.agenda import coming_events
from okprofs.kernel.db import db

LOOKED_AT = 10


def next_event() -> Event | None:
    """The first coming event that goes through."""
    coming = coming_events(LOOKED_AT)
    return next((event for event in coming if event.status is EventStatus.PUBLISHED), None)


def is_database_there() -> bool:
    """Whether the database answers a question."""
    return db.session.scalar(sa.select(1)) == 1
