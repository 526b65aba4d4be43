"""On which days does an event come again, and what becomes of its times there?

A meeting at 19.00 stays at 19.00 on a Dutch wall, also when the clock went an hour forward or back in between. A month
later means the same weekday: the second Tuesday stays the second Tuesday, the fifth becomes the last.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal, Refused
from okprofs.kernel.wall_time import NoSuchTime, TimeTwice, local, moment_at

MOST_TIMES = 26
_WEEK = timedelta(days=7)


class Repeat(StrEnum):
    """How often."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class RepeatRefusal(StrEnum):
    """Why an event cannot come again on that day."""

    NO_SUCH_TIME = "repeat_no_such_time"
    DAY_IN_THE_PAST = "repeat_day_in_the_past"


def days_of(first: date, repeat: Repeat, times: int) -> tuple[date, ...]:
    """So many days, the first among them; one when it comes once. Raises ValueError for none, or more than 26."""
    if not 1 <= times <= MOST_TIMES:
        raise ValueError(f"from 1 to {MOST_TIMES} times: {times}")
    if repeat is Repeat.ONCE:
        return (first,)
    if repeat is Repeat.MONTHLY:
        return tuple(_months_later(first, number) for number in range(times))
    weeks = 2 if repeat is Repeat.FORTNIGHTLY else 1
    return tuple(first + _WEEK * weeks * number for number in range(times))


def _months_later(first: date, months: int) -> date:
    """The same weekday of the month, so many months later; the last one when there is no fifth."""
    index = first.month - 1 + months
    year, month = first.year + index // 12, index % 12 + 1
    weekday_of_first, length = monthrange(year, month)
    day = 1 + (first.weekday() - weekday_of_first) % 7 + 7 * ((first.day - 1) // 7)
    return date(year, month, day if day <= length else day - 7)


def moved(moment: datetime, days: int) -> datetime:
    """The same time on a Dutch wall, so many days later.

    Refused in the nights of the clock, when that time does not exist there or exists twice: nobody guesses which.
    """
    shown = local(moment)
    day = shown.date() + timedelta(days=days)
    try:
        return moment_at(day, shown.time())
    except (NoSuchTime, TimeTwice) as error:
        facts = (("day", day), ("time", f"{shown.hour}.{shown.minute:02} uur"))
        raise Refused(Refusal(RepeatRefusal.NO_SUCH_TIME, facts)) from error
