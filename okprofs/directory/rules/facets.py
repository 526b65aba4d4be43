"""How many members does each choice in a facet leave?

Within a facet choices add up (or), between facets they narrow (and), and a facet's own choices do not change its own
counts: so a count says how many there are when that choice is added to what the other facets leave.

Members are counted as bits: each has a place, and everyone who shows a value is one number with a 1 in their places.
Narrowing is then "and", adding up is "or", and counting is counting ones, whatever is chosen together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, reduce
from operator import or_
from typing import Any

from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline, Position

# The bit of each discipline. What was kept stands by these numbers: a new discipline takes the next one.
BITS: Mapping[Discipline, int] = {
    Discipline.QUALITY: 1 << 0,
    Discipline.SERVICE_DELIVERY: 1 << 1,
    Discipline.LEAN: 1 << 2,
    Discipline.PROCESS_MANAGEMENT: 1 << 3,
    Discipline.CERTIFICATION: 1 << 4,
    Discipline.ORGANISATION: 1 << 5,
    Discipline.CONTROLLING: 1 << 6,
    Discipline.HRM: 1 << 7,
    Discipline.STRATEGY: 1 << 8,
    Discipline.OTHER: 1 << 9,
}
# The same of each method, and of what members are willing to do.
METHOD_BITS: Mapping[Method, int] = {
    Method.LEAN: 1 << 0,
    Method.SIX_SIGMA: 1 << 1,
    Method.INK: 1 << 2,
    Method.EFQM: 1 << 3,
    Method.CAF: 1 << 4,
    Method.ISO_9001: 1 << 5,
    Method.HKZ: 1 << 6,
    Method.PDCA: 1 << 7,
    Method.AGILE: 1 << 8,
    Method.APPRECIATIVE: 1 << 9,
}
WILLING_BITS: Mapping[Willingness, int] = {
    Willingness.SPEAK: 1 << 0,
    Willingness.HOST_VISIT: 1 << 1,
    Willingness.MENTOR: 1 << 2,
    Willingness.READ_ALONG: 1 << 3,
}


def bits_of(disciplines: Iterable[Discipline]) -> int:
    """A set of disciplines as one number."""
    return sum(BITS[discipline] for discipline in set(disciplines))


def method_bits_of(methods: Iterable[Method]) -> int:
    """A set of methods as one number."""
    return sum(METHOD_BITS[method] for method in set(methods))


def willing_bits_of(willing_to: Iterable[Willingness]) -> int:
    """What someone is willing to do as one number."""
    return sum(WILLING_BITS[one] for one in set(willing_to))


@cache
def disciplines_in(bits: int) -> tuple[Discipline, ...]:
    """The disciplines in such a number, core ones first."""
    return tuple(discipline for discipline, bit in BITS.items() if bits & bit)


@cache
def methods_in(bits: int) -> tuple[Method, ...]:
    """The methods in such a number."""
    return tuple(method for method, bit in METHOD_BITS.items() if bits & bit)


@cache
def willing_in(bits: int) -> tuple[Willingness, ...]:
    """What someone with such a number is willing to do."""
    return tuple(one for one, bit in WILLING_BITS.items() if bits & bit)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen in each facet; nothing chosen is no narrowing."""

    disciplines: frozenset[Discipline] = frozenset()
    kinds: frozenset[OrganisationKind] = frozenset()
    positions: frozenset[Position] = frozenset()
    provinces: frozenset[Province] = frozenset()
    methods: frozenset[Method] = frozenset()
    willing_to: frozenset[Willingness] = frozenset()

    def __len__(self) -> int:
        return sum(len(getattr(self, facet)) for facet in FACETS)

    @property
    def mask(self) -> int:
        """The bits of the chosen disciplines; 0 when none is."""
        return bits_of(self.disciplines)


FACETS: tuple[str, ...] = tuple(one.name for one in fields(Selection))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many members the selection leaves, and how many each choice would. What is not named leaves none."""

    total: int = 0
    disciplines: Mapping[Discipline, int] = field(default_factory=dict)
    kinds: Mapping[OrganisationKind, int] = field(default_factory=dict)
    positions: Mapping[Position, int] = field(default_factory=dict)
    provinces: Mapping[Province, int] = field(default_factory=dict)
    methods: Mapping[Method, int] = field(default_factory=dict)
    willing_to: Mapping[Willingness, int] = field(default_factory=dict)


# What the facets know of a member, in the order of `_COLUMNS`.
Cell = tuple[str | None, str | None, int, str | None, int, int]
_COLUMNS = ("organisation_kind", "position", "discipline_bits", "province", "method_bits", "willing_bits")


def cell_in(columns: Mapping[str, Any]) -> Cell:
    """What the facets know of an entry with these columns."""
    kind, position, discipline_bits, province, method_bits, willing_bits = (columns[name] for name in _COLUMNS)
    return kind, position, discipline_bits, province, method_bits, willing_bits


# Of each facet: each value, as its word, with the places of everyone who shows it.
Places = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Census:
    """Members by what they show, each in a place of their own."""

    everyone: int
    places: Places

    def chosen(self, selection: Selection, but: str = "") -> int:
        """The places of those whom the selection leaves; `but`: without this facet."""
        left = self.everyone
        for facet in FACETS:
            values = getattr(selection, facet)
            if values and facet != but:
                shown = self.places.get(facet, {})
                left &= reduce(or_, (shown.get(value, 0) for value in values))
        return left


# Members stand in the census by the number of their account, a thousand (and some) in a block.
BLOCK_BITS = 10
BLOCK = 1 << BLOCK_BITS


def block_of(account_id: int) -> int:
    """In which block someone stands."""
    return account_id >> BLOCK_BITS


def census_of(members: Iterable[tuple[int, Cell]]) -> Census:
    """The census of these members, each with their place."""
    everyone = 0
    places: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for place, (kind, position, discipline_bits, province, method_bits, willing_bits) in members:
        bit = 1 << place
        everyone |= bit
        for facet, value in (("kinds", kind), ("positions", position), ("provinces", province)):
            if value:
                shown = places[facet]
                shown[value] = shown.get(value, 0) | bit
        for facet, values in (
            ("disciplines", disciplines_in(discipline_bits)),
            ("methods", methods_in(method_bits)),
            ("willing_to", willing_in(willing_bits)),
        ):
            shown = places[facet]
            for one in values:
                shown[one] = shown.get(one, 0) | bit
    return Census(everyone, places)


def together(blocks: Mapping[int, Census]) -> Census:
    """One census of blocks, each under its number."""
    last = max(blocks, default=-1)

    def joined(numbers: Mapping[int, int]) -> int:
        empty = bytes(BLOCK // 8)
        parts = (numbers[n].to_bytes(BLOCK // 8, "little") if n in numbers else empty for n in range(last + 1))
        return int.from_bytes(b"".join(parts), "little")

    values: dict[str, dict[str, dict[int, int]]] = {facet: {} for facet in FACETS}
    for number, block in blocks.items():
        for facet, shown in block.places.items():
            for value, places in shown.items():
                values[facet].setdefault(value, {})[number] = places
    return Census(
        joined({number: block.everyone for number, block in blocks.items()}),
        {facet: {value: joined(numbers) for value, numbers in shown.items()} for facet, shown in values.items()},
    )


_VALUES: Mapping[str, type[StrEnum]] = {
    "disciplines": Discipline,
    "kinds": OrganisationKind,
    "positions": Position,
    "provinces": Province,
    "methods": Method,
    "willing_to": Willingness,
}


def count(census: Census, selection: Selection) -> Counts:
    """Count everyone by what is selected."""
    left = census.chosen(selection)
    counted: dict[str, Mapping[Any, int]] = {}
    for facet, values in _VALUES.items():
        others = census.chosen(selection, but=facet) if getattr(selection, facet) else left
        shown = census.places.get(facet, {})
        numbers = ((value, (others & shown[value]).bit_count()) for value in values if value in shown)
        counted[facet] = {value: number for value, number in numbers if number}
    return Counts(left.bit_count(), **counted)


STEPS = 4


def step(number: int | None, most: int) -> int:
    """How deep the colour of a number is among numbers up to `most`: 0 for nobody, else 1 to `STEPS`."""
    if number is None:
        return 1
    return 0 if not number else 1 + min(number * STEPS // max(most, 1), STEPS - 1)
