"""Who newly fits a search that someone saved?

Whoever fits it now and did not before: because they were not there, or lacked one of the things it asks for. Asked is
not each member for each search, but what the search asks for of an index of those who changed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from okprofs.directory.rules.facets import Cell, Selection, disciplines_in, methods_in, willing_in
from okprofs.directory.rules.reading import literally

MOST_SEARCHES = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """Someone must have one of these marks, or one that begins so."""

    marks: frozenset[str]
    beginning: str | None = None

    def is_met_by(self, marks: Iterable[str]) -> bool:
        return any(
            mark in self.marks or (self.beginning is not None and mark.startswith(self.beginning)) for mark in marks
        )


def marks_of(words: Iterable[str], cell: Cell) -> frozenset[str]:
    """All by which someone is found: their words, and what they show in each facet. No word has a colon."""
    kind, position, discipline_bits, province, method_bits, willing_bits = cell
    facets = [("kind", kind), ("position", position), ("province", province)]
    facets += [("discipline", discipline) for discipline in disciplines_in(discipline_bits)]
    facets += [("method", method) for method in methods_in(method_bits)]
    facets += [("willing", one) for one in willing_in(willing_bits)]
    return frozenset((*words, *(f"{name}:{value}" for name, value in facets if value)))


def conditions_of(words: Iterable[str], selection: Selection) -> list[Condition]:
    """What a search asks for. A word is read as it stands: what it may have meant is for who is there to see it."""
    asked = [
        Condition(frozenset((term.text, *term.also)), term.text if term.may_go_on else None)
        for term in literally(words)
    ]
    facets = {
        "kind": selection.kinds,
        "position": selection.positions,
        "province": selection.provinces,
        "discipline": selection.disciplines,
        "method": selection.methods,
        "willing": selection.willing_to,
    }
    chosen = [frozenset(f"{name}:{value}" for value in values) for name, values in facets.items() if values]
    return asked + [Condition(marks) for marks in chosen]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who shows something new: all their marks; since when those that are new; when they came, if lately."""

    marks: frozenset[str]
    since: Mapping[str, datetime]
    came_at: datetime | None

    def fits_newly(self, conditions: Sequence[Condition], after: datetime) -> bool:
        """Whether they fit, and did not at the moment `after`."""
        if not all(condition.is_met_by(self.marks) for condition in conditions):
            return False
        if self.came_at is not None and self.came_at > after:
            return True
        before = [mark for mark in self.marks if mark not in self.since or self.since[mark] <= after]
        return not all(condition.is_met_by(before) for condition in conditions)


class Newcomers:
    """Those who show something new, by their marks."""

    def __init__(self, people: Mapping[int, Newcomer]) -> None:
        self._people = people
        self._by_mark: dict[str, set[int]] = {}
        for key, person in people.items():
            for mark in person.marks:
                self._by_mark.setdefault(mark, set()).add(key)
        self._marks = sorted(self._by_mark)

    def fitting(self, conditions: Sequence[Condition], after: datetime) -> list[int]:
        """Who newly fits, by key."""
        found = set(self._people)
        for condition in conditions:
            found &= self._with(condition)
            if not found:
                return []
        return sorted(key for key in found if self._people[key].fits_newly(conditions, after))

    def _with(self, condition: Condition) -> set[int]:
        found = set().union(*(self._by_mark.get(mark, ()) for mark in condition.marks))
        if condition.beginning is not None:
            place = bisect_left(self._marks, condition.beginning)
            while place < len(self._marks) and self._marks[place].startswith(condition.beginning):
                found |= self._by_mark[self._marks[place]]
                place += 1
        return found
