"""What time is it? The only place that asks."""

from datetime import UTC, date, datetime

from okprofs.kernel.wall_time import local


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in the Netherlands, where the association lives."""
    return local(now()).date()
