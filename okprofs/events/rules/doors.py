"""When does the link of a door work, and for what?

Names are on a telephone on the day itself alone. What was scanned without connection may come in later, for two more
days, but nothing goes out to it any more.
"""

from datetime import date, timedelta
from enum import StrEnum

SENT_IN_LATE = timedelta(days=2)


class DoorStanding(StrEnum):
    """How it stands with a door on a day."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    LATE = "late"
    OVER = "over"


class DoorRefusal(StrEnum):
    """Why not."""

    DOOR_CLOSED = "door_closed"
    NOT_EXPECTED = "not_expected"
    TOO_MANY_DOORS = "too_many_doors"
    DOOR_DAY_OVER = "door_day_over"
    NOT_AT_THE_DOOR = "not_at_the_door"


def standing_of_door(on_day: date, today: date) -> DoorStanding:
    """Whether a door of this day is open on that day, or what it is instead."""
    if today < on_day:
        return DoorStanding.TOO_EARLY
    if today == on_day:
        return DoorStanding.OPEN
    return DoorStanding.LATE if today <= on_day + SENT_IN_LATE else DoorStanding.OVER


def may_send_for(on_day: date, own_day: date, today: date) -> bool:
    """Whether a telephone that came in by a door of `own_day` may send what was scanned at one of `on_day`: of the same
    day, or of an earlier one, for it may have opened another door since, as long as anything of that day comes in."""
    is_in_time = standing_of_door(on_day, today) is not DoorStanding.OVER
    return on_day == own_day or (on_day < own_day and is_in_time)
