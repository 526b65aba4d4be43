"""Which page of members is asked for, and which counts go with it?

Each question is answered along one of a few roads, whichever is shortest: from a word to its members, from a
combination of choices to its members, or along the list in its order until the page is full. No road grows with the
directory: what would have to be counted for long is not counted, and the page says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry, DirectoryVocabulary
from okprofs.directory.queries import statements
from okprofs.directory.queries.census import Everyone, everyone
from okprofs.directory.queries.statements import Order, Road, Shape, readings, values_of
from okprofs.directory.rules.facets import Counts, Selection, census_of, count, disciplines_in
from okprofs.directory.rules.reading import Reading, Term, alternatives, exactly, generously, literally
from okprofs.directory.rules.spelling import all_asked
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.profession import Discipline, Position

PER_PAGE = 25
# Further than 1,000 members nobody leafs: they narrow the search.
FURTHEST = 40
# So few are found that one may have meant something else.
HARDLY_ANYONE = 4
# How far back someone stands who lacks a word that would put them ahead.
NOT_AT_ALL = 10
LOOKED_UP = 12
ASKED = 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far is looked: matches are counted one by one up to `counted`, words are weighed up to `weighed`.

    Counting four hundred cost a third of the page; what so many have in common is better narrowed than counted. A word
    that fewer than `few` have is read generously.
    """

    counted: int = 250
    weighed: int = 5_000
    few: int = PER_PAGE


USUAL = Bounds()


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the directory: words that a member has all of, choices, order and page."""

    terms: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)
    order: Order = Order.BEST
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
    has_photo: bool

    @classmethod
    def of(cls, entry: DirectoryEntry) -> "Listed":
        """How an entry stands in a list."""
        return cls(
            entry.public_id,
            entry.name,
            entry.function_title,
            entry.position,
            entry.organisation_name,
            disciplines_in(entry.discipline_bits),
            entry.has_photo,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A page of members. Without `counts` there were too many to count; `present` says what there is at all.

    `alternatives` are other words that someone may have meant who found hardly anyone.
    """

    page: Page[Listed]
    counts: Counts | None
    present: Counts
    road: Road
    reading: Reading = field(default_factory=Reading)
    alternatives: Sequence[str] = ()


def find(search: Search, bounds: Bounds = USUAL) -> Found:
    """The page of members that `search` asks for, with its counts when there are no more than can be counted."""
    edition, reading, weights = _understood(search, bounds)
    all_of_them = everyone(edition)
    present, selection = all_of_them.present, search.selection
    if not reading.terms:
        counts = count(all_of_them.census, selection) if selection else present
        come = _come(all_of_them, selection)
        road = _shortest(search, {}, None, come, present.total, bounds)
        return Found(_page(search, (), road, come[1]), counts, present, road)
    # The rarest word first: the road from it begins there.
    terms = tuple(sorted(reading.terms, key=lambda term: (weights[term.text].readings, term.text)))
    rarest = weights[terms[0].text].readings
    if min(rarest, present.total) > bounds.counted:
        return _too_many(search, terms, weights, all_of_them, bounds)
    matches: Sequence[_Match] = ()
    road = Road.BY_WORD if rarest <= present.total else Road.AMONG_ALL
    if rarest:
        shape = Shape.of(terms, Selection(), search.order, road, reading.preferred)
        values = {**values_of((*terms, *reading.preferred), Selection()), "most": min(rarest, present.total)}
        # Few enough to be counted, so they are fetched once and counted here.
        matches = db.session.execute(statements.matching(shape), values).all()
    census = census_of(enumerate(map(_cell_of, matches)))
    counts = count(census, selection)
    left = census.chosen(selection)
    fitting = [match for place, match in enumerate(matches) if left >> place & 1]
    # Whoever was read generously and found someone was understood.
    is_understood = bool(matches and reading.instead)
    others = _alternatives(search.terms, reading.near) if len(matches) <= HARDLY_ANYONE and not is_understood else ()
    return Found(_page_of(search, fitting), counts, present, road, reading, others)


def count_by_province(search: Search) -> Mapping[Province, int] | None:
    """How many members of each province the words and the other choices leave; None when they are too many to count."""
    if not search.terms:
        edition, _ = _weights((), USUAL)
        return count(everyone(edition).census, search.selection).provinces
    found = find(search)
    return found.counts.provinces if found.counts else None


def is_behind() -> bool:
    """Whether the directory was made before it knew how words are written otherwise."""
    has = [sa.select(model).exists() for model in (DirectoryEntry, DirectoryVocabulary)]
    return bool(db.session.scalar(sa.select(sa.and_(has[0], ~has[1]))))


def _too_many(
    search: Search,
    terms: tuple[Term, ...],
    weights: Mapping[str, "Weight"],
    all_of_them: Everyone,
    bounds: Bounds,
) -> Found:
    """A page of more members than can be counted. A word that so many have just as it is, is read as nothing else."""
    present = all_of_them.present
    read = tuple(exactly(term) if weights[term.text].exact > bounds.counted else term for term in terms)
    # Only who have one word as it is stand in order.
    ordered = next((term for term in read if not term.may_go_on and not term.also), None)
    numbers = {term: weights[term.text].readings for term in read}
    come = _come(all_of_them, search.selection)
    road = _shortest(search, numbers, ordered, come, present.total, bounds)
    terms = (ordered, *(term for term in read if term != ordered)) if ordered and road is Road.ALONG_WORD else read
    most = come[1]
    if road is Road.BY_WORD:
        # How many have a word as it is was perhaps not counted.
        most = numbers[read[0]] if read[0].may_go_on else present.total * sum(readings(read[:1]))
    return Found(_page(search, terms, road, most), None, present, road, Reading(read))


def findable_members() -> int:
    """How many members want to be found, for everyone to know."""
    return int(db.session.scalar(statements.EVERYBODY) or 0)


def _page(search: Search, terms: tuple[Term, ...], road: Road, most: int) -> Page[Listed]:
    limit, offset = window(search.page, PER_PAGE)
    values = {**values_of(terms, search.selection), "limit": limit, "offset": offset}
    if road not in (Road.ALONG, Road.ALONG_WORD):
        values["most"] = most
    statement = statements.page(Shape.of(terms, search.selection, _plain(search.order), road))
    return cut([_listed(row) for row in db.session.execute(statement, values)], search.page, PER_PAGE)


def _plain(order: Order) -> Order:
    """Who is best is seen among those who are fetched; of too many to fetch, the name gives the order."""
    return Order.NAME if order is Order.BEST else order


def _listed(row: Sequence[Any]) -> Listed:
    public_id, name, function_title, position, organisation_name, bits, has_photo = row
    return Listed(public_id, name, function_title, position, organisation_name, disciplines_in(bits), has_photo)


def _come(all_of_them: Everyone, selection: Selection) -> tuple[int, int]:
    """How many the choices leave; and how many come into question along the cells, which know nothing of methods and
    what members are willing to do."""
    census = all_of_them.census
    along_cells = replace(selection, methods=frozenset(), willing_to=frozenset())
    return census.chosen(selection).bit_count(), census.chosen(along_cells).bit_count()


def _shortest(
    search: Search,
    weights: Mapping[Term, int],
    ordered: Term | None,
    come: tuple[int, int],
    members: int,
    bounds: Bounds,
) -> Road:
    """The shortest road to a page, by the rows that each would have to look at. `ordered` is a word whose members stand
    in the order of their names, the rarest.

    A row along a list is read from an index in order; one by a word or a choice is looked up and sorted, which was
    measured to cost `LOOKED_UP` times as much; and each word asked of a row costs a look too.
    """
    limit, offset = window(search.page, PER_PAGE)
    chosen, in_cells = come
    share = chosen / max(members, 1)
    for weight in weights.values():
        share *= min(weight / members, 1)
    rows = min((limit + offset) / max(share, 1e-9), members)
    along = rows * (1 + ASKED * len(weights))
    along_word = float("inf")
    if ordered and search.order is not Order.ORGANISATION:
        # One word less is asked; the choices are, for they stand elsewhere.
        asked = len(weights) - 1 + bool(search.selection)
        along_word = rows * min(weights[ordered] / members, 1) * (1 + ASKED * asked)
    by_choice = in_cells * (LOOKED_UP + ASKED * len(weights)) if in_cells < members else float("inf")
    # Of a word that is not rare we do not know how common it is.
    rarest = min(weights.values(), default=bounds.weighed)
    by_word = rarest * (LOOKED_UP + ASKED * (len(weights) - 1)) if rarest < bounds.weighed else float("inf")
    roads = ((along_word, Road.ALONG_WORD), (along, Road.ALONG), (by_choice, Road.BY_CHOICE), (by_word, Road.BY_WORD))
    return min(roads)[1]


@dataclass(frozen=True, slots=True)
class Weight:
    """How many words of members are read as a term; and how many are just what was typed, or its plural.

    Of a common word both are what the vocabulary knows: no more than there are.
    """

    readings: int
    exact: int


def _understood(search: Search, bounds: Bounds) -> tuple[str, Reading, Mapping[str, Weight]]:
    """The edition of the tallies; what the words of the search are read as, and how common each is."""
    terms = literally(search.terms)
    edition, weights = _weights(terms, bounds)
    if all(weight.readings >= bounds.few for weight in weights.values()):
        return edition, Reading(terms), weights
    numbers = {term: weight.readings for term, weight in weights.items()}
    reading = generously(terms, numbers, _near(terms), bounds.few)
    if reading.terms != terms:
        edition, weights = _weights(reading.terms, bounds)
    return edition, reading, weights


def _weights(terms: tuple[Term, ...], bounds: Bounds) -> tuple[str, Mapping[str, Weight]]:
    limits = {"weighed": bounds.weighed, "counted": bounds.counted + 1} if terms else {}
    values = {**values_of(terms, Selection()), **limits}
    edition, *numbers = db.session.execute(statements.weights(readings(terms)), values).one()
    weights = map(Weight, numbers[::2], numbers[1::2])
    return edition or "", {term.text: weight for term, weight in zip(terms, weights, strict=True)}


def _near(terms: Iterable[Term]) -> Mapping[str, int]:
    """The words of members that come near any of these, with how many members have each."""
    remainders = sorted(all_asked(term.text for term in terms))
    found = db.session.execute(statements.NEAR, {"remainders": remainders}) if remainders else ()
    return {word: int(members) for word, members in found}


def _alternatives(words: tuple[str, ...], near: Mapping[str, int]) -> Sequence[str]:
    """What to ask instead, one word written otherwise; only what finds someone."""
    terms = literally(words)
    rows = alternatives(terms, near or _near(terms))
    if not rows:
        return ()
    # The word that is new comes first: from there is looked whether someone has the others too.
    sought = [sorted(row, key=lambda word: word in words) for row in rows]
    values = values_of(tuple(Term(word) for row in sought for word in row), Selection())
    finds = db.session.execute(statements.anyone(len(rows), len(terms)), values).one()
    return [" ".join(row) for row, does_find in zip(rows, finds, strict=True) if does_find]


# Of someone with all the words: account_id, sort_name; sort_organisation in that order, or in the order of the best how
# well each word is answered; the cell; public_id, name, function_title, organisation_name, has_photo.
_Match = Sequence[Any]
_cell_of = itemgetter(-11, -10, -9, -8, -7, -6)


def _page_of(search: Search, fitting: list[_Match]) -> Page[Listed]:
    """The page of those among the matches whom the choices leave."""
    fitting.sort(key=_ORDERS[search.order], reverse=search.order is Order.NAME_BACKWARDS)
    limit, offset = window(search.page, PER_PAGE)
    return cut([_listed_match(match) for match in fitting[offset : offset + limit]], search.page, PER_PAGE)


def _listed_match(match: _Match) -> Listed:
    position, bits, _, _, _, public_id, name, function_title, organisation_name, has_photo = match[-10:]
    known = Position(position) if position else None
    return Listed(public_id, name, function_title, known, organisation_name, disciplines_in(bits), has_photo)


def _how_good(match: _Match) -> tuple[int, str, int]:
    return sum(NOT_AT_ALL if rank is None else rank for rank in match[2:-11]), match[1], match[0]


_ORDERS: Mapping[Order, Callable[[_Match], Any]] = {
    Order.BEST: _how_good,
    Order.NAME: itemgetter(1, 0),
    Order.NAME_BACKWARDS: itemgetter(1, 0),
    Order.ORGANISATION: itemgetter(2, 1, 0),
}
