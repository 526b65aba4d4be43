"""Which employer is meant, which look like what is typed, and who points to one?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from okprofs.kernel.db import Model, db
from okprofs.kernel.paging import Page, cut, window
from okprofs.kernel.search import asked_terms
from okprofs.kernel.words import begins_with
from okprofs.organisations.models import Organisation, OrganisationDomain, OrganisationWord
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.naming import comparable_name

MOST_CANDIDATES = 1_000
COUNTED_AT_MOST = 1_000
MOST_NAMES = 500


def named(name: str) -> Organisation | None:
    """The organisation with this name but for capitals, accents and punctuation; the one it was merged into, if so.

    Of several, one that still stands goes before one that was merged, and a confirmed one before a flagged one.
    """
    found = db.session.scalar(
        sa.select(Organisation)
        .where(Organisation.folded_name == comparable_name(name))
        .options(joinedload(Organisation.merged_into))
        .order_by(Organisation.merged_into_id.is_not(None), Organisation.is_confirmed.desc(), Organisation.id)
        .limit(1)
    )
    return found.merged_into or found if found else None


def suggestions(text: str, limit: int = 8, *, only_confirmed: bool = False) -> list[str]:
    """Names in which every typed word begins a word: confirmed ones first, then those that hold a typed word whole.

    Looks no further than `MOST_CANDIDATES` organisations with the rarest of the words.
    """
    asked = asked_terms(text)
    if not asked:
        return []
    rarest = _rarest(asked)
    candidates = (
        sa.select(OrganisationWord.organisation_id.label("id"))
        .where(begins_with(OrganisationWord.word, rarest))
        .order_by(OrganisationWord.word, OrganisationWord.organisation_id)
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    select = (
        sa.select(Organisation.name)
        .where(Organisation.id.in_(sa.select(candidates.c.id)), Organisation.merged_into_id.is_(None))
        .where(*(_has_word(begins_with(OrganisationWord.word, term)) for term in asked if term != rarest))
        .order_by(
            Organisation.is_confirmed.desc(),
            sa.case((_has_word(OrganisationWord.word == asked[-1]), 0), else_=1),
            Organisation.folded_name,
            Organisation.id,
        )
        .limit(limit)
    )
    if only_confirmed:
        select = select.where(Organisation.is_confirmed)
    return list(dict.fromkeys(db.session.scalars(select)))


def _rarest(asked: Sequence[str]) -> str:
    """The term that fewest organisations have a word with, counted no further than is looked at."""
    if len(asked) == 1:
        return asked[0]
    counts = [
        sa.select(sa.func.count())
        .select_from(sa.select(1).where(begins_with(OrganisationWord.word, term)).limit(MOST_CANDIDATES).subquery())
        .scalar_subquery()
        for term in asked
    ]
    found = db.session.execute(sa.select(*counts)).one()
    return min(zip(found, asked, strict=True), key=lambda pair: pair[0])[1]


def _has_word(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(OrganisationWord.organisation_id == Organisation.id, condition)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the office looks for in the list."""

    text: str = ""
    kind: OrganisationKind | None = None
    only_flagged: bool = False


def organisations(sought: Sought, number: int) -> Page[Organisation]:
    """Page `number` of the organisations that stand (were not merged into another), by name, with their domains."""
    select = (
        sa.select(Organisation)
        .where(Organisation.merged_into_id.is_(None))
        .where(*(_has_word(begins_with(OrganisationWord.word, term)) for term in asked_terms(sought.text)))
        .options(selectinload(Organisation.domains))
        .order_by(Organisation.folded_name, Organisation.id)
    )
    if sought.kind:
        select = select.where(Organisation.kind == sought.kind)
    if sought.only_flagged:
        select = select.where(sa.not_(Organisation.is_confirmed))
    limit, offset = window(number)
    return cut(db.session.scalars(select.limit(limit).offset(offset)).all(), number)


def organisation(public_id: str) -> Organisation | None:
    """The organisation with this public id, merged or not, with its domains and the one it went up in."""
    return db.session.scalar(
        sa.select(Organisation)
        .where(Organisation.public_id == public_id)
        .options(selectinload(Organisation.domains), joinedload(Organisation.merged_into))
    )


def likely_targets(merging: Organisation, text: str, limit: int = 10) -> Sequence[Organisation]:
    """Into which organisations `merging` may be merged: those with every word of `text`, confirmed ones first."""
    asked = asked_terms(text)
    if not asked:
        return []
    return db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.merged_into_id.is_(None), Organisation.id != merging.id)
        .where(*(_has_word(begins_with(OrganisationWord.word, term)) for term in asked))
        .order_by(Organisation.is_confirmed.desc(), Organisation.folded_name, Organisation.id)
        .limit(limit)
    ).all()


def taken_domains(domains: Iterable[str], but_of: int | None) -> Sequence[tuple[str, str]]:
    """Which of these domains another organisation has, each with that one's name."""
    rows = db.session.execute(
        sa.select(OrganisationDomain.domain, Organisation.name)
        .join(Organisation, Organisation.id == OrganisationDomain.organisation_id)
        .where(OrganisationDomain.domain.in_(list(domains)), OrganisationDomain.organisation_id != (but_of or 0))
        .order_by(OrganisationDomain.domain)
    )
    return [(domain, name) for domain, name in rows]


def namesake(name: str, but: int | None) -> Organisation | None:
    """Another organisation that stands under the same name, or None."""
    return db.session.scalar(
        sa.select(Organisation)
        .where(
            Organisation.folded_name == comparable_name(name),
            Organisation.merged_into_id.is_(None),
            Organisation.id != (but or 0),
        )
        .limit(1)
    )


def references() -> list[sa.Column[int]]:
    """Every column in the house that points to an organisation, whichever room has it: what a merge takes along.

    Read off the foreign keys, so that a new table cannot be forgotten. The words stay behind.
    """
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if table is not OrganisationWord.__table__
        and any(key.column is Organisation.__table__.c.id for key in column.foreign_keys)
    ]


def referring(organisation_id: int) -> dict[str, int]:
    """How many rows of each table point to this organisation; tables with none are left out.

    Counted no further than `COUNTED_AT_MOST` + 1 each.
    """
    counts = {
        column.table.name: sa.select(sa.func.count())
        .select_from(sa.select(1).where(column == organisation_id).limit(COUNTED_AT_MOST + 1).subquery())
        .scalar_subquery()
        for column in references()
    }
    found = db.session.execute(sa.select(*(count.label(name) for name, count in counts.items()))).one()
    return {name: number for name, number in zip(counts, found, strict=True) if number}


def names_of(public_ids: Collection[str]) -> dict[str, str]:
    """The names behind at most 500 public ids of organisations; an unknown id is left out."""
    query = sa.select(Organisation.public_id, Organisation.name)
    rows = db.session.execute(query.where(Organisation.public_id.in_(sorted(public_ids)[:MOST_NAMES])))
    return {row.public_id: row.name for row in rows}


def whereabouts(names: Collection[str]) -> dict[str, tuple[OrganisationKind, str]]:
    """Of which kind the organisations with these names are, and in which province they stand (empty: in none); by
    comparable name. Of at most 500 names; one that we do not know, or that nobody confirmed, is left out."""
    asked = sorted({comparable_name(name) for name in names})[:MOST_NAMES]
    merged = sa.orm.aliased(Organisation)
    query = (
        sa.select(
            Organisation.folded_name,
            sa.func.coalesce(merged.kind, Organisation.kind, type_=Organisation.kind.type),
            sa.func.coalesce(merged.province, Organisation.province),
        )
        .outerjoin(merged, merged.id == Organisation.merged_into_id)
        .where(Organisation.folded_name.in_(asked), sa.or_(Organisation.is_confirmed, merged.is_confirmed))
    )
    return {name: (OrganisationKind(kind), province) for name, kind, province in db.session.execute(query)}
