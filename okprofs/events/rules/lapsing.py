"""Why is somebody no member on the day of an event, and so: what can they do about it?"""

from datetime import date
from enum import StrEnum

from okprofs.membership.rules.categories import Category, Right, may


class Lapse(StrEnum):
    """What became of a membership."""

    SUSPENDED = "suspended"  # confirming it brings it back
    LEAVING = "leaving"  # that can be taken back until the day
    OTHER_KIND = "other_kind"  # of the kind that they are, what is closed is not theirs
    ENDED = "ended"  # they can become a member again


def lapse_of(*, kind: Category | None, is_suspended: bool, ends_on: date | None) -> Lapse:
    """Which of these holds, as the membership stands: what brings back the most that someone had goes first. `kind` is
    None of who is no member any more."""
    if kind is None:
        return Lapse.ENDED
    if not may(kind, Right.CLOSED_PARTS):
        return Lapse.OTHER_KIND
    if is_suspended:
        return Lapse.SUSPENDED
    return Lapse.LEAVING if ends_on is not None else Lapse.OTHER_KIND
