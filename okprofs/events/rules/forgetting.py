"""Of which events is what they hold of people forgotten by now?

Each answer is a moment: what ended before it is so long ago. Days are Dutch days, and count from the day on which an
event ended: a week after Thursday is the next Thursday, twelve months after 10 November is 10 November.
"""

from datetime import date, datetime, time, timedelta

from okprofs.kernel.wall_time import moment_at

_DAY = timedelta(days=1)


def eaten_before(today: date) -> datetime:
    """Of what ended before this, nobody needs to know any more what people eat: a week after."""
    return _through(today - timedelta(days=7))


def attended_before(today: date) -> datetime:
    """Of what ended before this, nobody needs to know any more who came: twelve months after."""
    try:
        return _through(today.replace(year=today.year - 1))
    except ValueError:  # 29 February
        return _through(today.replace(year=today.year - 1, day=28))


def booked_before(today: date) -> datetime:
    """What the books say of what ended before this is no longer needed: seven years after the end of its year."""
    return _through(date(today.year - 8, 12, 31))


def _through(day: date) -> datetime:
    return moment_at(day + _DAY, time())
