"""Which reminder of an event is due at this moment, and to whom?

A reminder goes at 9 in the morning on a Dutch wall, so many days before the day of the event; that time exists on every
day and comes once. Who signed up after it was due gets only what is still to come. Late is better than never, until the
next one is due or the event begins; but what was set after its own moment does not go after all.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.kernel.wall_time import local, moment_at

USUAL = (7, 1)
MOST_DAYS = 30
LONGEST_INSTRUCTIONS = 2000
_MORNING = time(9, 0)


class ReminderRefusal(StrEnum):
    """Why reminders cannot be set like this."""

    FIRST_NOT_EARLIER = "first_reminder_not_earlier"


def may_remind(first_days: int | None, last_days: int | None) -> tuple[Refusal, ...]:
    """Refuses a first reminder that is not earlier than the last."""
    if first_days is not None and last_days is not None and first_days <= last_days:
        return (Refusal(ReminderRefusal.FIRST_NOT_EARLIER),)
    return ()


def goes_at(starts_at: datetime, days: int) -> datetime:
    """When the reminder of so many days before goes."""
    return moment_at(local(starts_at).date() - timedelta(days=days), _MORNING)


def due_days(steps: Collection[int], starts_at: datetime, since: datetime | None, now: datetime) -> int | None:
    """The reminder that is due, as its number of days before; None when there is none. `since` is when they were set:
    what was due before that is not."""
    passed = [days for days in steps if goes_at(starts_at, days) <= now]
    if not passed or now >= starts_at:
        return None
    days = min(passed)
    return days if since is None or since <= goes_at(starts_at, days) else None
