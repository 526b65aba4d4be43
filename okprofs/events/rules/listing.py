"""Who sees who comes, and for how long?

Nobody is seen who did not choose it. An attendee who did is seen by those who come as well, until so many days after
the event as the organiser set; the members of their own organisation and groups see it, when they chose that too, until
the event is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Shown:
    """By whom somebody lets it be seen that they come."""

    for_attendees: bool = False
    for_fellows: bool = False

    @property
    def is_seen(self) -> bool:
        return self.for_attendees or self.for_fellows


def list_ends_at(event_ends_at: datetime, days: int | None) -> datetime | None:
    """Until when attendees see each other; None when the organiser wants no list. That moment itself is too late."""
    return None if days is None else event_ends_at + timedelta(days=days)


def is_list_open(event_ends_at: datetime, days: int | None, at: datetime) -> bool:
    """Whether attendees can see each other now."""
    ends_at = list_ends_at(event_ends_at, days)
    return ends_at is not None and at < ends_at
