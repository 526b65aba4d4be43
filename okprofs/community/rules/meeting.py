"""May a group write down that it met on this day, for so long, with these people, and if not, why?

What is written down counts as hours of each who was there. So a day stands there once, and is no longer ago than people
remember. One alone is no intervision; but who can name none of the others writes down that they were there, and the
others say so themselves.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from okprofs.kernel.refusals import Refusal

QUARTER, MOST_MINUTES = 15, 8 * 60
LEAST_THERE = 2
# No year is longer.
_LONGEST_AGO = timedelta(days=366)
NOT_IN_GROUP = Refusal("not_in_group")
CHANGED_MEANWHILE = Refusal("meeting_changed_meanwhile")


@dataclass(frozen=True, slots=True)
class Meeting:
    """What someone wants to write down. `there` is how many people, `stood_on` the day under which it stands already,
    `is_taken` whether another meeting of the group stands under its day, `may_be_alone` whether who writes it
    could name none of the others in the group, or it stood there of one alone already."""

    held_on: date
    minutes: int
    there: int
    is_taken: bool = False
    stood_on: date | None = None
    may_be_alone: bool = False


def may_write_down(meeting: Meeting, today: date) -> list[Refusal]:
    """The reasons why not. A day under which it stands already stays good, however long ago it becomes."""
    is_other_day = meeting.held_on != meeting.stood_on
    is_known_length = 0 < meeting.minutes <= MOST_MINUTES and meeting.minutes % QUARTER == 0
    reasons = (
        (meeting.held_on > today, "meeting_in_future"),
        (is_other_day and meeting.held_on < today - _LONGEST_AGO, "meeting_too_long_ago"),
        (not is_known_length, "meeting_length"),
        (meeting.there < (1 if meeting.may_be_alone else LEAST_THERE), "meeting_too_few"),
        (is_other_day and meeting.is_taken, "meeting_day_taken"),
    )
    return [Refusal(code) for holds, code in reasons if holds]
