"""How long has the office had an application, and how long does that usually take?

The clock runs while the office has it. A question stops it, for then the applicant has it; the answer starts it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

FEWEST_CASES = 5
"""From fewer cases nothing is told: it would say more about those people than about the office."""

_DAY = timedelta(days=1)


class Turn(StrEnum):
    """Whose turn it is."""

    OFFICE = "office"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Handover:
    """From this moment on it is somebody's turn."""

    at: datetime
    to: Turn


def time_at_office(handovers: Iterable[Handover], until: datetime) -> timedelta:
    """How long the office had it before `until`; what happened later, or in another order, changes nothing.

    The first handover is that of sending it in. When nothing was handed over, no time has passed.
    """
    waited, since = timedelta(), None
    for handover in sorted(handovers, key=lambda one: one.at):
        if handover.at >= until:
            break
        if since is not None:
            waited += handover.at - since
        since = handover.at if handover.to is Turn.OFFICE else None
    return waited + (until - since) if since is not None else waited


@dataclass(frozen=True, slots=True)
class UsualDuration:
    """Within how many days half of the cases was decided, and nine in ten. Whole days, at least one."""

    half: int
    nine_in_ten: int


def usual_duration(durations: Sequence[timedelta]) -> UsualDuration | None:
    """What these cases took; None when they are fewer than `FEWEST_CASES`."""
    if len(durations) < FEWEST_CASES:
        return None
    days = sorted(max(1, ceil(duration / _DAY)) for duration in durations)
    return UsualDuration(half=_within(days, 5), nine_in_ten=_within(days, 9))


def _within(days: Sequence[int], tenths: int) -> int:
    """The number of days within which at least so many tenths of them lie."""
    return days[ceil(len(days) * tenths / 10) - 1]
