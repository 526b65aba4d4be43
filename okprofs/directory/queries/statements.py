"""How is each question put to the database?

A statement is made once for each shape of question and kept; what is asked goes along as its values. Putting together a
statement costs more than answering it. They are written on the tables, for no one changes what is read here.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import (
    DirectoryBlock,
    DirectoryCell,
    DirectoryEdition,
    DirectoryEntry,
    DirectoryProvinceCell,
    DirectorySpelling,
    DirectoryVocabulary,
    DirectoryWord,
)
from okprofs.directory.rules.facets import Selection, method_bits_of, willing_bits_of
from okprofs.directory.rules.reading import Term
from okprofs.kernel.words import BEYOND

_ENTRIES = sa.inspect(DirectoryEntry).local_table
_ENTRY = _ENTRIES.c
_SHOWN = (
    _ENTRY.public_id,
    _ENTRY.name,
    _ENTRY.function_title,
    _ENTRY.position,
    _ENTRY.organisation_name,
    _ENTRY.discipline_bits,
    _ENTRY.has_photo,
)
_WORD = sa.inspect(DirectoryWord).local_table
_CELL = sa.inspect(DirectoryCell).local_table.c
_BLOCK = sa.inspect(DirectoryBlock).local_table.c
_PROVINCE_CELL = sa.inspect(DirectoryProvinceCell).local_table.c
_EDITION = sa.inspect(DirectoryEdition).local_table.c
_SPELLING = sa.inspect(DirectorySpelling).local_table.c
_VOCABULARY = sa.inspect(DirectoryVocabulary).local_table.c

# How much further back someone stands who has a word that only begins with what was asked, or resembles it.
RESEMBLES = 5
# After a word as it stands; before it with any letter more, for no letter comes before a space.
_END = " "
_LOOKED_AT = 1_000


# As many as there are shapes that people ask for.
_kept = lru_cache(maxsize=500)


class Order(StrEnum):
    """In which order members are listed. The best first when there are words to be good at, else by name."""

    BEST = "beste"
    NAME = "naam"
    NAME_BACKWARDS = "naam-aflopend"
    ORGANISATION = "organisatie"


class Road(StrEnum):
    """How those who come into question are found."""

    ALONG = "along"  # along the list in its order, until the page is full
    ALONG_WORD = "along_word"  # the same, along those who have the first word
    BY_WORD = "by_word"  # from the rarest word to its members
    BY_CHOICE = "by_choice"  # from the combinations of choices to their members
    AMONG_ALL = "among_all"  # by looking at everybody


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a question but its values: how many words, with how many readings each, which facets, the order, the road.

    Someone has each of the `terms`; the `preferred` ones come after them and only put someone further ahead.
    """

    terms: tuple[int, ...]
    preferred: tuple[int, ...]
    has_kinds: bool
    has_positions: bool
    has_disciplines: bool
    has_provinces: bool
    has_methods: bool
    has_willing: bool
    order: Order
    road: Road

    @classmethod
    def of(
        cls, terms: tuple[Term, ...], selection: Selection, order: Order, road: Road, preferred: tuple[Term, ...] = ()
    ) -> "Shape":
        return cls(
            terms=readings(terms),
            preferred=readings(preferred),
            has_kinds=bool(selection.kinds),
            has_positions=bool(selection.positions),
            has_disciplines=bool(selection.disciplines),
            has_provinces=bool(selection.provinces),
            has_methods=bool(selection.methods),
            has_willing=bool(selection.willing_to),
            order=order,
            road=road,
        )


def readings(terms: tuple[Term, ...]) -> tuple[int, ...]:
    """How many readings each term has; rounded up, so that there are few shapes."""
    return tuple(1 << len(term.also).bit_length() for term in terms)


def values_of(terms: tuple[Term, ...], selection: Selection) -> dict[str, Any]:
    """The values of a question, under the names that the statements have for them."""
    values: dict[str, Any] = {}
    for number, (term, room) in enumerate(zip(terms, readings(terms), strict=True)):
        values[f"term{number}"], values[f"exact{number}"] = term.text, term.text + _END
        values[f"end{number}"] = term.text + (BEYOND if term.may_go_on else _END)
        for place in range(1, room):
            word = term.also[min(place, len(term.also)) - 1]
            values |= {f"also{number}_{place}": word, f"beyond{number}_{place}": word + _END}
    if selection.kinds:
        values["kinds"] = sorted(selection.kinds)
    if selection.positions:
        values["positions"] = sorted(selection.positions)
    if selection.disciplines:
        values["mask"] = selection.mask
    if selection.provinces:
        values["provinces"] = sorted(selection.provinces)
    if selection.methods:
        values["methods"] = method_bits_of(selection.methods)
    if selection.willing_to:
        values["willing"] = willing_bits_of(selection.willing_to)
    return values


def _between(column: sa.ColumnElement[str], first: str, end: str) -> sa.ColumnElement[bool]:
    return sa.and_(column >= sa.bindparam(first, type_=sa.String), column < sa.bindparam(end, type_=sa.String))


def _readings_of(column: sa.ColumnElement[str], number: int, room: int, end: str = "end") -> list[Any]:
    """The ranges of words that a term may be read as."""
    also = [_between(column, f"also{number}_{place}", f"beyond{number}_{place}") for place in range(1, room)]
    return [_between(column, f"term{number}", f"{end}{number}"), *also]


def _has_word(number: int, room: int, of: sa.FromClause = _ENTRIES) -> sa.ColumnElement[bool]:
    """Whether someone has a word for this term; asked of one at a time."""
    word = _WORD.alias()
    return _is_there(word, [sa.or_(*_readings_of(word.c.word, number, room))], of)


def _is_there(
    table: sa.FromClause, conditions: list[sa.ColumnElement[bool]], of: sa.FromClause
) -> sa.ColumnElement[bool]:
    """Whether something like this stands in the table about the same person."""
    found = sa.select(sa.literal(1)).where(table.c.account_id == of.c.account_id, *conditions)
    # As a value, not as EXISTS: PostgreSQL would turn that into a join over everyone.
    return found.limit(1).correlate(of).scalar_subquery().is_not(None)


def _rank(number: int, room: int) -> sa.ColumnElement[int]:
    """How well an entry answers this term: the lower, the better."""
    word = _WORD.alias()
    is_it = word.c.word == sa.bindparam(f"term{number}", type_=sa.String)
    best = sa.select(sa.func.min(word.c.rank + sa.case((is_it, 0), else_=RESEMBLES)))
    best = best.where(word.c.account_id == _ENTRY.account_id, sa.or_(*_readings_of(word.c.word, number, room)))
    return best.correlate(_ENTRIES).scalar_subquery()


def _with(number: int, room: int, *others: sa.ColumnElement[bool], of: Any, most: Any, end: str = "end") -> Any:
    """Whose words are read as this term, in `of`, no more than `most`. Range by range: an OR would be read whole."""
    ranges = _readings_of(of.c.word, number, room, end)
    each = [sa.select(of.c.account_id).where(one, *others) for one in ranges]
    return (each[0] if len(each) == 1 else sa.union_all(*each)).limit(most)


def _chosen(entry: Any, shape: Shape) -> list[sa.ColumnElement[bool]]:
    """The choices, as conditions on an entry."""
    conditions = _chosen_cells(entry, shape)
    if shape.has_methods:
        conditions.append(entry.method_bits.bitwise_and(sa.bindparam("methods", type_=sa.Integer)) != 0)
    if shape.has_willing:
        conditions.append(entry.willing_bits.bitwise_and(sa.bindparam("willing", type_=sa.Integer)) != 0)
    return conditions


def _chosen_cells(columns: Any, shape: Shape) -> list[sa.ColumnElement[bool]]:
    """Those of the choices that a cell knows of, as conditions on one."""
    conditions: list[sa.ColumnElement[bool]] = []
    if shape.has_kinds:
        conditions.append(columns.organisation_kind.in_(sa.bindparam("kinds", expanding=True)))
    if shape.has_positions:
        conditions.append(columns.position.in_(sa.bindparam("positions", expanding=True)))
    if shape.has_disciplines:
        conditions.append(columns.discipline_bits.bitwise_and(sa.bindparam("mask", type_=sa.Integer)) != 0)
    if shape.has_provinces:
        conditions.append(columns.province.in_(sa.bindparam("provinces", expanding=True)))
    return conditions


def _coming(shape: Shape) -> sa.Select[Any]:
    """Those who come into question, with what they are put in order and counted by.

    Values: `most`, a number that they do not exceed; the planner then knows how few they are.
    """
    most = sa.bindparam("most", type_=sa.Integer)
    entries = sa.select(
        _ENTRY.account_id,
        _ENTRY.sort_name,
        *([_ENTRY.sort_organisation] if shape.order is Order.ORGANISATION else []),
        *(_ranks(shape) if shape.order is Order.BEST else []),
        # As the plain words they are: nothing is to be made of them.
        sa.type_coerce(_ENTRY.organisation_kind, sa.String).label("organisation_kind"),
        sa.type_coerce(_ENTRY.position, sa.String).label("position"),
        _ENTRY.discipline_bits,
        sa.type_coerce(_ENTRY.province, sa.String).label("province"),
        _ENTRY.method_bits,
        _ENTRY.willing_bits,
    )
    if shape.road is Road.BY_WORD:
        word = _WORD.alias()
        others = [
            sa.exists().where(
                other.c.account_id == word.c.account_id, sa.or_(*_readings_of(other.c.word, number, room))
            )
            for number, room in enumerate(shape.terms)
            if number
            for other in (_WORD.alias(),)
        ]
        some = _with(0, shape.terms[0], *others, of=word, most=most).subquery()
        ids = sa.select(some.c.account_id).distinct().cte("ids").prefix_with("MATERIALIZED")
        entries = entries.join_from(ids, _ENTRIES, ids.c.account_id == _ENTRY.account_id)
    else:
        entries = entries.where(*(_has_word(*term) for term in enumerate(shape.terms))).limit(most)
        if shape.road is Road.BY_CHOICE:
            of, by = (_PROVINCE_CELL, _ENTRY.province_cell_id) if shape.has_provinces else (_CELL, _ENTRY.cell_id)
            cells = sa.select(of.id).where(of.members > 0, *_chosen_cells(of, shape)).limit(most)
            entries = entries.where(by.in_(cells))
    return entries


def _ranks(shape: Shape) -> list[sa.ColumnElement[int]]:
    return [_rank(*term) for term in enumerate((*shape.terms, *shape.preferred))]


@_kept
def page(shape: Shape) -> sa.Select[Any]:
    """The members on a page, in two steps: which they are, then what stands there of each. Values: limit, offset."""
    if shape.road is Road.ALONG:
        of: Any = _ENTRY
        conditions = [*_chosen(of, shape), *(_has_word(*term) for term in enumerate(shape.terms))]
    elif shape.road is Road.ALONG_WORD:
        of, conditions = _with_first_word(shape)
    else:
        # Made first, whatever the planner thinks.
        of = _coming(shape).cte("coming").prefix_with("MATERIALIZED").c
        conditions = _chosen(of, shape)
    keys = [of.account_id, of.sort_name, *([of.sort_organisation] if shape.order is Order.ORGANISATION else [])]
    ids = sa.select(*keys).where(*conditions)
    ids = ids.order_by(*_in_order(of, shape.order))
    limit, offset = sa.bindparam("limit", type_=sa.Integer), sa.bindparam("offset", type_=sa.Integer)
    on_page = ids.limit(limit).offset(offset).cte("on_page").prefix_with("MATERIALIZED")
    return (
        sa.select(*_SHOWN)
        .join_from(on_page, _ENTRIES, on_page.c.account_id == _ENTRY.account_id)
        .order_by(*_in_order(on_page.c, shape.order))
    )


def _with_first_word(shape: Shape) -> tuple[Any, list[sa.ColumnElement[bool]]]:
    """The columns of those who have the first word; and that it is this word, with what else is asked of each."""
    word, entry = _WORD.alias(), _ENTRIES.alias()
    conditions = [word.c.word == sa.bindparam("term0", type_=sa.String)]
    if choices := _chosen(entry.c, shape):
        conditions.append(_is_there(entry, choices, word))
    others = [_has_word(number, room, word) for number, room in enumerate(shape.terms) if number]
    return word.c, [*conditions, *others]


def _in_order(of: Any, order: Order) -> list[sa.ColumnElement[Any]]:
    """The columns of an order."""
    columns: list[Any] = [of.sort_name, of.account_id]
    if order is Order.ORGANISATION:
        columns.insert(0, of.sort_organisation)
    return [column.desc() for column in columns] if order is Order.NAME_BACKWARDS else columns


@_kept
def weights(terms: tuple[int, ...]) -> sa.Select[Any]:
    """The edition of the tallies; and for each term how many words of members are read as it, counted no further than
    the value `weighed`, and how many are just that word, counted no further than `counted`.

    Of what more than `counted` are known to have, nothing is counted: both numbers are what is known.
    """
    numbers = []
    counted = sa.bindparam("counted", type_=sa.Integer)
    for number, room in enumerate(terms):
        known = _known(number, room)
        for end, most in (("end", sa.bindparam("weighed", type_=sa.Integer)), ("exact", counted)):
            some = _with(number, room, of=_WORD.alias(), most=most, end=end).subquery()
            one_by_one = sa.select(sa.func.count()).select_from(some).scalar_subquery()
            numbers.append(sa.case((known > counted, known), else_=one_by_one))
    return sa.select(sa.select(_EDITION.mark).scalar_subquery(), *numbers)


def _known(number: int, room: int) -> sa.ScalarSelect[int]:
    """How many words of members are just this term, as far as the vocabulary keeps count: never more than there are."""
    names = [f"term{number}", *(f"also{number}_{place}" for place in range(1, room))]
    found = sa.select(sa.func.sum(_VOCABULARY.members))
    return found.where(_VOCABULARY.word.in_([sa.bindparam(name, type_=sa.String) for name in names])).scalar_subquery()


# Words that have a remainder in common with what was asked, with how many members have each.
NEAR = sa.select(_VOCABULARY.word, _VOCABULARY.members).where(
    _VOCABULARY.members > 0,
    _VOCABULARY.word.in_(
        sa.select(_SPELLING.word)
        .where(_SPELLING.remainder.in_(sa.bindparam("remainders", type_=sa.String, expanding=True)))
        .limit(_LOOKED_AT)
    ),
)


@_kept
def anyone(number: int, words: int) -> sa.Select[Any]:
    """Of so many rows of so many words, whether someone has all of a row; among the first thousand with its first word.
    Values: `term0`, `end0` and so on, row after row."""
    answers = []
    for start in range(0, number * words, words):
        word = _WORD.alias()
        some = _with(start, 1, of=word, most=_LOOKED_AT).subquery()
        others = [
            sa.exists().where(other.c.account_id == some.c.account_id, *_readings_of(other.c.word, start + place, 1))
            for place in range(1, words)
            for other in (_WORD.alias(),)
        ]
        answers.append(sa.select(sa.literal(1)).select_from(some).where(*others).limit(1).scalar_subquery())
    return sa.select(*answers)


@_kept
def matching(shape: Shape) -> sa.Select[Any]:
    """Everyone who comes into question, whatever the choices, with what stands in the list of each: to be counted, put
    in order and cut into pages."""
    return _coming(shape).add_columns(
        _ENTRY.public_id, _ENTRY.name, _ENTRY.function_title, _ENTRY.organisation_name, _ENTRY.has_photo
    )


EVERYBODY = sa.select(sa.func.sum(_BLOCK.members))
