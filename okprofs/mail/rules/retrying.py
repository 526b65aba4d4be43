"""When do we try a letter again, and when do we give up?"""

from datetime import datetime, timedelta

# Longer than most outages and a long weekend's leave of whoever could mend it.
BUDGET = timedelta(hours=72)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
# Each wait is made up to so much longer, so that letters which failed together do not return together.
JITTER = 0.1


def give_up_time(due_at: datetime) -> datetime:
    """The moment after which no failed try is followed by another."""
    return due_at + BUDGET


def next_try(attempts: int, failed_at: datetime, give_up_at: datetime, chance: float) -> datetime | None:
    """When to try again after `attempts` tries, or None to give up. `chance` is between 0 and 1."""
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    moment = failed_at + wait * (1 + JITTER * chance)
    return moment if failed_at < give_up_at else None
