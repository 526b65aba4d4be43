"""How did signing up for an event go, day by day, beside earlier ones?"""

from collections.abc import Mapping

FURTHEST = 365
"""Whoever signed up earlier than this counts for this day."""


def running(tally: Mapping[int, int], until: int = 0) -> list[tuple[int, int]]:
    """The number who had signed up, by full days before the event, from the first of them to `until` days before it.

    `tally` holds how many signed up on each. Who came after the beginning counts for the last day.
    """
    counted: dict[int, int] = {}
    for days, people in tally.items():
        day = min(max(days, until), FURTHEST)
        counted[day] = counted.get(day, 0) + people
    if not counted:
        return []
    total, found = 0, []
    for day in range(max(counted), until - 1, -1):
        total += counted.get(day, 0)
        if day in counted or day == until:
            found.append((day, total))
    return found


def at(points: list[tuple[int, int]], day: int) -> int | None:
    """How many had signed up when it was still so many days; None when it is not that far yet, or nobody came."""
    if not points or day < points[-1][0]:
        return None
    return next((people for days, people in reversed(points) if days >= day), 0)
