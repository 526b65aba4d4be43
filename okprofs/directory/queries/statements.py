"""How is each question put to the database?

A statement is made once for each shape of question and kept; what is asked goes along as its values. Putting together a
statement costs more than answering it. They are written on the tables, for no one changes what is read here.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import DirectoryCell, DirectoryEdition, DirectoryEntry, DirectoryTally, DirectoryWord
from okprofs.directory.rules.facets import Selection
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
)
_WORD = sa.inspect(DirectoryWord).local_table
_CELL = sa.inspect(DirectoryCell).local_table.c
_TALLY = sa.inspect(DirectoryTally).local_table.c
_EDITION = sa.inspect(DirectoryEdition).local_table.c


class Order(StrEnum):
    """In which order members are listed."""

    NAME = "naam"
    NAME_BACKWARDS = "naam-aflopend"
    ORGANISATION = "organisatie"


class Road(StrEnum):
    """How those who come into question are found."""

    ALONG = "along"  # along the list in its order, until the page is full
    BY_WORD = "by_word"  # from the rarest word to its members
    BY_CHOICE = "by_choice"  # from the combinations of choices to their members
    AMONG_ALL = "among_all"  # by looking at everybody


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a question but its values: how many words, which facets, the order, the road."""

    terms: int
    has_kinds: bool
    has_positions: bool
    has_disciplines: bool
    order: Order
    road: Road

    @classmethod
    def of(cls, terms: int, selection: Selection, order: Order, road: Road) -> "Shape":
        chosen = (bool(selection.kinds), bool(selection.positions), bool(selection.disciplines))
        return cls(terms, *chosen, order, road)


def values_of(terms: tuple[str, ...], selection: Selection) -> dict[str, Any]:
    """The values of a question, under the names that the statements have for them."""
    values: dict[str, Any] = {}
    for number, term in enumerate(terms):
        values |= {f"term{number}": term, f"end{number}": term + BEYOND}
    if selection.kinds:
        values["kinds"] = sorted(selection.kinds)
    if selection.positions:
        values["positions"] = sorted(selection.positions)
    if selection.disciplines:
        values["mask"] = selection.mask
    return values


def _begins(column: sa.ColumnElement[str], number: int) -> sa.ColumnElement[bool]:
    first, beyond = sa.bindparam(f"term{number}", type_=sa.String), sa.bindparam(f"end{number}", type_=sa.String)
    return sa.and_(column >= first, column < beyond)


def _has_word(number: int) -> sa.ColumnElement[bool]:
    """Whether an entry has a word that begins with this term; asked of one entry at a time."""
    word = _WORD.alias()
    found = sa.select(sa.literal(1)).where(word.c.account_id == _ENTRY.account_id, _begins(word.c.word, number))
    # As a value, not as EXISTS: PostgreSQL would turn that into a join over every entry.
    return found.limit(1).correlate(_ENTRIES).scalar_subquery().is_not(None)


def _chosen(columns: Any, shape: Shape) -> list[sa.ColumnElement[bool]]:
    """The choices, as conditions on an entry or a cell."""
    conditions: list[sa.ColumnElement[bool]] = []
    if shape.has_kinds:
        conditions.append(columns.organisation_kind.in_(sa.bindparam("kinds", expanding=True)))
    if shape.has_positions:
        conditions.append(columns.position.in_(sa.bindparam("positions", expanding=True)))
    if shape.has_disciplines:
        conditions.append(columns.discipline_bits.bitwise_and(sa.bindparam("mask", type_=sa.Integer)) != 0)
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
        # As the plain words they are: nothing is to be made of them.
        sa.type_coerce(_ENTRY.organisation_kind, sa.String).label("organisation_kind"),
        sa.type_coerce(_ENTRY.position, sa.String).label("position"),
        _ENTRY.discipline_bits,
    )
    if shape.road is Road.BY_WORD:
        word = _WORD.alias()
        others = [
            sa.exists().where(other.c.account_id == word.c.account_id, _begins(other.c.word, number))
            for number in range(1, shape.terms)
            for other in (_WORD.alias(),)
        ]
        some = sa.select(word.c.account_id).where(_begins(word.c.word, 0), *others).limit(most).subquery()
        ids = sa.select(some.c.account_id).distinct().cte("ids").prefix_with("MATERIALIZED")
        entries = entries.join_from(ids, _ENTRIES, ids.c.account_id == _ENTRY.account_id)
    else:
        entries = entries.where(*map(_has_word, range(shape.terms))).limit(most)
        if shape.road is Road.BY_CHOICE:
            cells = sa.select(_CELL.id).where(_CELL.members > 0, *_chosen(_CELL, shape)).limit(most)
            entries = entries.where(_ENTRY.cell_id.in_(cells))
    return entries


@cache
def page(shape: Shape) -> sa.Select[Any]:
    """The members on a page, in two steps: which they are, then what stands there of each. Values: limit, offset."""
    if shape.road is Road.ALONG:
        of: Any = _ENTRY
        conditions = list(map(_has_word, range(shape.terms)))
    else:
        # Made first, whatever the planner thinks.
        of, conditions = _coming(shape).cte("coming").prefix_with("MATERIALIZED").c, []
    keys = [of.account_id, of.sort_name, *([of.sort_organisation] if shape.order is Order.ORGANISATION else [])]
    ids = sa.select(*keys).where(*_chosen(of, shape), *conditions)
    ids = ids.order_by(*_in_order(of, shape.order))
    limit, offset = sa.bindparam("limit", type_=sa.Integer), sa.bindparam("offset", type_=sa.Integer)
    on_page = ids.limit(limit).offset(offset).cte("on_page").prefix_with("MATERIALIZED")
    return (
        sa.select(*_SHOWN)
        .join_from(on_page, _ENTRIES, on_page.c.account_id == _ENTRY.account_id)
        .order_by(*_in_order(on_page.c, shape.order))
    )


def _in_order(of: Any, order: Order) -> list[sa.ColumnElement[Any]]:
    """The columns of an order."""
    columns: list[Any] = [of.sort_name, of.account_id]
    if order is Order.ORGANISATION:
        columns.insert(0, of.sort_organisation)
    return [column.desc() for column in columns] if order is Order.NAME_BACKWARDS else columns


@cache
def weights(terms: int) -> sa.Select[Any]:
    """The edition of the tallies; and how many words of members begin with each term, counted no further than the value
    `weighed`."""
    numbers = []
    for number in range(terms):
        word = _WORD.alias()
        some = (
            sa.select(word.c.account_id)
            .where(_begins(word.c.word, number))
            .limit(sa.bindparam("weighed", type_=sa.Integer))
            .subquery()
        )
        numbers.append(sa.select(sa.func.count()).select_from(some).scalar_subquery())
    return sa.select(sa.select(_EDITION.name).scalar_subquery(), *numbers)


@cache
def matching(shape: Shape) -> sa.Select[Any]:
    """Everyone who comes into question, whatever the choices, with what stands in the list of each: to be counted, put
    in order and cut into pages."""
    return _coming(shape).add_columns(_ENTRY.public_id, _ENTRY.name, _ENTRY.function_title, _ENTRY.organisation_name)


TALLIES = sa.select(_TALLY.organisation_kind, _TALLY.position, _TALLY.discipline, _TALLY.members).where(
    _TALLY.members > 0
)

WITH_ANY = (
    sa.select(_CELL.organisation_kind, _CELL.position, sa.func.sum(_CELL.members))
    .where(_CELL.discipline_bits.bitwise_and(sa.bindparam("mask", type_=sa.Integer)) != 0)
    .group_by(_CELL.organisation_kind, _CELL.position)
)

EVERYBODY = sa.select(sa.func.sum(_TALLY.members)).where(_TALLY.discipline == "")
