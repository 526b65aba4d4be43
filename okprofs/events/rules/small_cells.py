"""How is a tally told so that nobody is recognised in it, also not by taking one number from another?

A cell of one to four people is never told. It is not left empty either, for then the total would betray it: answers
that lie beside each other are put together until every cell holds nobody or at least five, and groups that are too
small are told as one group, which again holds at least five or does not exist.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

LEAST = 5
"""Fewer people than this are not told of by themselves."""

Group = TypeVar("Group", bound=Hashable)
Bins = tuple[tuple[int, ...], ...]


def is_small(count: int) -> bool:
    """Whether so many are few enough to be recognised."""
    return 0 < count < LEAST


def told_groups(sizes: Mapping[Group, int]) -> tuple[tuple[Group, ...], int]:
    """Which groups are told by themselves, the largest first, and how many people are in all others together.

    Those others are nobody or at least five: what is left of the total when the told groups are taken away says
    nothing of fewer than five. With fewer than five in all, nothing is told.
    """
    order = {group: number for number, group in enumerate(sizes)}
    told = sorted((group for group, size in sizes.items() if size), key=lambda one: (-sizes[one], order[one]))
    rest = 0
    while told and (is_small(sizes[told[-1]]) or is_small(rest)):
        rest += sizes[told.pop()]
    return (tuple(told), rest) if rest >= LEAST or not rest else ((), 0)


def bins(columns: Sequence[Sequence[int]], start: Bins | None = None) -> Bins:
    """Which neighbouring answers are told as one, so that in every column each cell holds nobody or at least five; of
    all ways to do so the one that tells most apart.

    `columns` hold for each group the number of people by answer, of which there are few. `start` is what was told as
    one before, of which nothing is taken apart. Each column holds nobody or at least five people in all.
    """
    parts = start or tuple((number,) for number in range(len(columns[0])))

    def people(bin_: Sequence[int]) -> list[int]:
        return [sum(column[number] for number in bin_) for column in columns]

    def worth(told: Bins) -> tuple[int, int]:
        return sum(any(people(bin_)) for bin_ in told), len(told)

    safe = [told for told in _ways(parts) if not any(is_small(cell) for bin_ in told for cell in people(bin_))]
    return max(safe, key=worth)


def _ways(parts: Bins) -> list[Bins]:
    """All ways to put neighbours together."""
    if len(parts) == 1:
        return [parts]
    apart = [(parts[0], *way) for way in _ways(parts[1:])]
    return apart + _ways((parts[0] + parts[1], *parts[2:]))
