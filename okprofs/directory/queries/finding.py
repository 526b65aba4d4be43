"""Which page of members is asked for, and which counts go with it?

Each question is answered along one of a few roads, whichever is shortest: from a word to its members, from a
combination of choices to its members, or along the list in its order until the page is full. No road grows with the
directory: what would have to be counted for long is not counted, and the page says so.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.queries import statements
from okprofs.directory.queries.statements import Order, Road, Shape, values_of
from okprofs.directory.rules.facets import Counts, Group, Selection, count, disciplines_in, group_cells
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.people.rules.profession import Discipline, Position

PER_PAGE = 25
# Further than 1,000 members nobody leafs: they narrow the search.
FURTHEST = 40
LOOKED_UP = 12
ASKED = 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far is looked: matches are counted one by one up to `counted`, words are weighed up to `weighed`.

    Counting four hundred cost a third of the page; what so many have in common is better narrowed than counted.
    """

    counted: int = 250
    weighed: int = 5_000


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the directory: words that must each begin a word of the member, choices, order and page."""

    terms: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)
    order: Order = Order.NAME
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A member in the list: what stands there may be read by every member."""

    public_id: str
    name: str
    function_title: str
    position: Position | None
    organisation_name: str
    disciplines: tuple[Discipline, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of members. Without `counts` there were too many to count; `present` says what there is at all."""

    page: Page[Listed]
    counts: Counts | None
    present: Counts
    road: Road


def find(search: Search, bounds: Bounds = USUAL) -> Found:
    """The page of members that `search` asks for, with its counts when there are no more than can be counted."""
    edition, weights = _weights(search.terms, bounds)
    groups = _groups(edition, search.selection)
    present = _tallies(edition).counts
    chosen = count(groups, search.selection) if search.selection else present
    if not search.terms:
        road = _shortest(search, (), chosen.total, present.total, bounds)
        return Found(_page(search, (), road, chosen.total), chosen, present, road)
    if not all(weights.values()):
        return Found(Page((), search.page, has_next=False), Counts(), present, Road.BY_WORD)
    # The rarest word first: the road from it begins there.
    terms = tuple(sorted(search.terms, key=lambda term: (weights[term], term)))
    rarest = weights[terms[0]]
    if min(rarest, present.total) > bounds.counted:
        road = _shortest(search, tuple(weights.values()), chosen.total, present.total, bounds)
        return Found(_page(search, terms, road, rarest if road is Road.BY_WORD else chosen.total), None, present, road)
    road = Road.BY_WORD if rarest <= present.total else Road.AMONG_ALL
    matches = _matches(terms, search.order, road, min(rarest, present.total))
    counts = count(group_cells(Counter(map(_cell_of, matches)), search.selection), search.selection)
    return Found(_page_of(search, matches), counts, present, road)


def entry(public_id: str) -> DirectoryEntry | None:
    """What members may see of one member; None for who is hidden, no member, or unknown: all the same from here."""
    return db.session.scalar(sa.select(DirectoryEntry).where(DirectoryEntry.public_id == public_id))


def findable_members() -> int:
    """How many members want to be found, for everyone to know."""
    return int(db.session.scalar(statements.EVERYBODY) or 0)


def _page(search: Search, terms: tuple[str, ...], road: Road, most: int) -> Page[Listed]:
    limit, offset = window(search.page, PER_PAGE)
    values = {**values_of(terms, search.selection), "limit": limit, "offset": offset}
    if road is not Road.ALONG:
        values["most"] = most
    statement = statements.page(Shape.of(len(terms), search.selection, search.order, road))
    return cut([_listed(row) for row in db.session.execute(statement, values)], search.page, PER_PAGE)


def _listed(row: Sequence[Any]) -> Listed:
    public_id, name, function_title, position, organisation_name, bits = row
    return Listed(public_id, name, function_title, position, organisation_name, disciplines_in(bits))


def _shortest(search: Search, weights: tuple[int, ...], chosen: int, members: int, bounds: Bounds) -> Road:
    """The shortest road to a page, by the rows that each would have to look at.

    A row along the list is read from an index in order; one by a word or a choice is looked up and sorted, which was
    measured to cost `LOOKED_UP` times as much; and each word asked of a row costs a look too.
    """
    limit, offset = window(search.page, PER_PAGE)
    share = chosen / max(members, 1)
    for weight in weights:
        share *= min(weight / members, 1)
    along = min((limit + offset) / max(share, 1e-9), members) * (1 + ASKED * len(weights))
    by_choice = chosen * (LOOKED_UP + ASKED * len(weights)) if search.selection else float("inf")
    # Of a word that is not rare we do not know how common it is.
    rarest = min(weights, default=bounds.weighed)
    by_word = rarest * (LOOKED_UP + ASKED * (len(weights) - 1)) if rarest < bounds.weighed else float("inf")
    roads = ((along, Road.ALONG), (by_choice, Road.BY_CHOICE), (by_word, Road.BY_WORD))
    return min(roads)[1]


def _weights(terms: tuple[str, ...], bounds: Bounds) -> tuple[str, Mapping[str, int]]:
    """The edition of the tallies, and how common each word is."""
    values = {**values_of(terms, Selection()), **({"weighed": bounds.weighed} if terms else {})}
    edition, *weights = db.session.execute(statements.weights(len(terms)), values).one()
    return edition or "", dict(zip(terms, weights, strict=True))


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many members there are of each kind and position, with each discipline; and all of them counted."""

    members: Mapping[tuple[str, str], int]
    by_discipline: Mapping[tuple[str, str], Mapping[Any, int]]
    counts: Counts


@lru_cache(maxsize=2)
def _tallies(edition: str) -> Tallies:
    """The tallies, read once for each edition: hundreds of rows, which change only when a member does. Read after their
    edition, so what is kept under its name is never older."""
    members: dict[tuple[str, str], int] = {}
    by_discipline: dict[tuple[str, str], dict[Any, int]] = {}
    for kind, position, discipline, number in db.session.execute(statements.TALLIES):
        if discipline:
            by_discipline.setdefault((kind, position), {})[discipline] = number
        else:
            members[kind, position] = number
    groups = [Group(*key, number, number, by_discipline.get(key, {})) for key, number in members.items()]
    return Tallies(members, by_discipline, count(groups, Selection()))


def _groups(edition: str, selection: Selection) -> list[Group]:
    """All members, from the tallies; a look at the cells as well, when more than one discipline is chosen."""
    tallies = _tallies(edition)
    chosen = tallies.members
    if len(selection.disciplines) == 1:
        (only,) = selection.disciplines
        chosen = {key: tallies.by_discipline.get(key, {}).get(only, 0) for key in tallies.members}
    elif selection.disciplines:
        rows = db.session.execute(statements.WITH_ANY, {"mask": selection.mask})
        chosen = {(kind, position): int(number) for kind, position, number in rows}
    return [
        Group(*key, number, chosen.get(key, 0), tallies.by_discipline.get(key, {}))
        for key, number in tallies.members.items()
    ]


# Of someone with all the words: account_id, sort_name, sort_organisation (in that order), kind, position, bits, and
# public_id, name, function_title, organisation_name.
_Match = Sequence[Any]
_cell_of = itemgetter(-7, -6, -5)


def _matches(terms: tuple[str, ...], order: Order, road: Road, most: int) -> Sequence[_Match]:
    """Everyone with all the words: few enough to be counted, so they are fetched once and counted here."""
    statement = statements.matching(Shape.of(len(terms), Selection(), order, road))
    return db.session.execute(statement, {**values_of(terms, Selection()), "most": most}).all()


def _page_of(search: Search, matches: Sequence[_Match]) -> Page[Listed]:
    """The page of those among the matches whom the choices leave."""
    selection = search.selection
    fitting = [match for match in matches if selection.fits(*_cell_of(match))] if selection else list(matches)
    fitting.sort(key=_ORDERS[search.order], reverse=search.order is Order.NAME_BACKWARDS)
    limit, offset = window(search.page, PER_PAGE)
    return cut([_listed_match(match) for match in fitting[offset : offset + limit]], search.page, PER_PAGE)


def _listed_match(match: _Match) -> Listed:
    position, bits, public_id, name, function_title, organisation_name = match[-6:]
    known = Position(position) if position else None
    return Listed(public_id, name, function_title, known, organisation_name, disciplines_in(bits))


_ORDERS: Mapping[Order, Callable[[_Match], Any]] = {
    Order.NAME: itemgetter(1, 0),
    Order.NAME_BACKWARDS: itemgetter(1, 0),
    Order.ORGANISATION: itemgetter(2, 1, 0),
}
