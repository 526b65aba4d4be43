"""What does a clock on a Dutch wall show at a moment, and which moment is that?"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class NoSuchTime(ValueError):
    """A time that the clock skips, in the night that summer begins."""


class TimeTwice(ValueError):
    """A time that the clock shows twice, in the night that summer ends."""


def local(moment: datetime) -> datetime:
    """The same moment as a clock on a Dutch wall shows it."""
    return moment.astimezone(AMSTERDAM)


def moment_at(day: date, wall_time: time) -> datetime:
    """The moment at which a Dutch wall shows this. Raises NoSuchTime or TimeTwice when there is not exactly one."""
    shown = datetime.combine(day, wall_time)
    first, second = (shown.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC) for fold in (0, 1))
    if local(first).replace(tzinfo=None, fold=0) != shown:
        raise NoSuchTime(shown)
    if first != second:
        raise TimeTwice(shown)
    return first
