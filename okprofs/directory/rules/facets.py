"""How many members does each choice in a facet leave?

Within a facet choices add up (or), between facets they narrow (and), and a facet's own choices do not change its own
counts: so a count says how many there are when that choice is added to what the other facets leave.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
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


def bits_of(disciplines: Iterable[Discipline]) -> int:
    """A set of disciplines as one number."""
    return sum(BITS[discipline] for discipline in set(disciplines))


@cache
def disciplines_in(bits: int) -> tuple[Discipline, ...]:
    """The disciplines in such a number, core ones first."""
    return tuple(discipline for discipline, bit in BITS.items() if bits & bit)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen in each facet; nothing chosen is no narrowing."""

    disciplines: frozenset[Discipline] = frozenset()
    kinds: frozenset[OrganisationKind] = frozenset()
    positions: frozenset[Position] = frozenset()
    provinces: frozenset[Province] = frozenset()

    def __len__(self) -> int:
        return len(self.disciplines) + len(self.kinds) + len(self.positions) + len(self.provinces)

    @property
    def mask(self) -> int:
        """The bits of the chosen disciplines; 0 when none is."""
        return bits_of(self.disciplines)

    def fits(self, kind: str | None, position: str | None, bits: int, province: str | None) -> bool:
        """Whether a member who shows this is among those who are left."""
        return (
            (not self.provinces or province in self.provinces)
            and (not self.kinds or kind in self.kinds)
            and (not self.positions or position in self.positions)
            and (not self.disciplines or bool(bits & self.mask))
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The members of one kind of organisation and one position; an empty word is for who does not show it.

    `chosen` counts those with any of the chosen disciplines, or all when none is chosen.
    """

    kind: str
    position: str
    members: int
    chosen: int
    by_discipline: Mapping[Discipline, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many members the selection leaves, and how many each choice would. What is not named leaves none."""

    total: int = 0
    disciplines: Mapping[Discipline, int] = field(default_factory=dict)
    kinds: Mapping[OrganisationKind, int] = field(default_factory=dict)
    positions: Mapping[Position, int] = field(default_factory=dict)
    # Counted only for who asks.
    provinces: Mapping[Province, int] = field(default_factory=dict)


# What the facets know of a member: kind of organisation, position, discipline bits, province.
Cell = tuple[str | None, str | None, int, str | None]


def group_cells(cells: Mapping[Cell, int], selection: Selection) -> list[Group]:
    """How many members show each combination, as groups; of those in the chosen provinces."""
    members: dict[tuple[str, str], int] = {}
    chosen: dict[tuple[str, str], int] = {}
    each: dict[tuple[str, str], dict[Discipline, int]] = {}
    mask = selection.mask
    for (kind, position, bits, province), number in cells.items():
        if selection.provinces and province not in selection.provinces:
            continue
        key = (kind or "", position or "")
        members[key] = members.get(key, 0) + number
        if not mask or bits & mask:
            chosen[key] = chosen.get(key, 0) + number
        by_discipline = each.setdefault(key, {})
        for discipline in disciplines_in(bits):
            by_discipline[discipline] = by_discipline.get(discipline, 0) + number
    return [Group(*key, number, chosen.get(key, 0), each[key]) for key, number in members.items()]


def count_provinces(cells: Mapping[Cell, int], selection: Selection) -> dict[Province, int]:
    """How many members of each province the other facets leave."""
    others = replace(selection, provinces=frozenset())
    found: dict[str | None, int] = {}
    for cell, number in cells.items():
        if others.fits(*cell):
            found[cell[-1]] = found.get(cell[-1], 0) + number
    return {province: found[province] for province in Province if found.get(province)}


STEPS = 4


def step(number: int | None, most: int) -> int:
    """How deep the colour of a number is among numbers up to `most`: 0 for nobody, else 1 to `STEPS`."""
    if number is None:
        return 1
    return 0 if not number else 1 + min(number * STEPS // max(most, 1), STEPS - 1)


def count(groups: Iterable[Group], selection: Selection) -> Counts:
    """Count the groups by what is selected."""
    total = 0
    disciplines: dict[Discipline, int] = {}
    kinds: dict[str, int] = {}
    positions: dict[str, int] = {}
    for group in groups:
        fits_kind = not selection.kinds or group.kind in selection.kinds
        fits_position = not selection.positions or group.position in selection.positions
        if fits_kind and fits_position:
            total += group.chosen
            for discipline, number in group.by_discipline.items():
                disciplines[discipline] = disciplines.get(discipline, 0) + number
        if fits_position:
            kinds[group.kind] = kinds.get(group.kind, 0) + group.chosen
        if fits_kind:
            positions[group.position] = positions.get(group.position, 0) + group.chosen
    return Counts(
        total,
        disciplines,
        {kind: kinds[kind] for kind in OrganisationKind if kinds.get(kind)},
        {position: positions[position] for position in Position if positions.get(position)},
    )
