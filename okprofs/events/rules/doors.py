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
