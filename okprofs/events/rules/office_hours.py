"""When is an offer over, if it only counts while people are at work?

Office hours are Monday to Friday, 9 to 17 by a Dutch clock. Not on these days, by a simple rule: New Year's Day, Easter
Monday, the King's birthday (27 April, or the 26th when that is a Sunday), Ascension Day, Whit Monday, Christmas and
Boxing Day, and Liberation Day (5 May) once in five years. Good Friday and the other years' 5 May count as working days.
"""

from datetime import UTC, date, datetime, time, timedelta

from okprofs.kernel.wall_time import AMSTERDAM, local

_OPENS, _CLOSES = time(9), time(17)
HOURS_A_DAY = 8


def after_office_hours(start: datetime, hours: int) -> datetime:
    """The moment at which so many office hours have passed since `start`. The clock never jumps between 9 and 17."""
    left = timedelta(hours=hours)
    day = local(start).date()
    while True:
        if is_office_day(day):
            opens, closes = (datetime.combine(day, wall, AMSTERDAM).astimezone(UTC) for wall in (_OPENS, _CLOSES))
            begins = max(opens, start.astimezone(UTC))
            if begins < closes and left <= closes - begins:
                return begins + left
            left -= max(closes - begins, timedelta())
        day += timedelta(days=1)


def is_office_day(day: date) -> bool:
    """Whether people are at work that day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """The days on which nobody needs to answer, beside the weekends."""
    easter = easter_day(year)
    kings_day = date(year, 4, 27)
    found = {
        date(year, 1, 1),
        easter + timedelta(days=1),
        kings_day if kings_day.weekday() != 6 else date(year, 4, 26),
        easter + timedelta(days=39),
        easter + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    }
    return frozenset(found | ({date(year, 5, 5)} if year % 5 == 0 else set()))


def easter_day(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    golden, century, in_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
