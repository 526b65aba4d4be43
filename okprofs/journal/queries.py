"""What was done, by whom, to what, in which period?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window

MOST_TOLD = 200
# For `Sought.actor`: what the house did by itself, or someone without an account.
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines someone looks for; what is empty does not matter. `actor` and `subject` are public ids."""

    action: str = ""
    actor: str = ""
    subject_kind: str = ""
    subject: str = ""
    since: datetime | None = None
    before: datetime | None = None


def entries(sought: Sought, number: int) -> Page[JournalEntry]:
    """A page of the journal, newest first. Its cost does not grow with the journal: nothing is counted."""
    limit, offset = window(number)
    query = sa.select(JournalEntry).order_by(JournalEntry.at.desc(), JournalEntry.id.desc())
    for condition in _conditions(sought):
        query = query.where(condition)
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def told_of(subject_kind: str, subject: str, actions: Collection[str]) -> Sequence[JournalEntry]:
    """What was done to one thing, as far as it is one of these actions: the oldest first, of very many the last 200."""
    about = _conditions(Sought(subject_kind=subject_kind, subject=subject))
    query = sa.select(JournalEntry).where(*about, JournalEntry.action.in_(sorted(actions)))
    latest = query.order_by(JournalEntry.at.desc(), JournalEntry.id.desc()).limit(MOST_TOLD)
    return db.session.scalars(latest).all()[::-1]


def _conditions(sought: Sought) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if sought.action:
        conditions.append(JournalEntry.action == sought.action)
    if sought.actor == NOBODY:
        conditions.append(JournalEntry.actor.is_(None))
    elif sought.actor:
        conditions.append(JournalEntry.actor == sought.actor)
    kind: sa.ColumnElement[str] = sa.type_coerce(JournalEntry.subject_kind, sa.String)
    if sought.subject:
        conditions.append(JournalEntry.subject_id == sought.subject)
        # One thing is found by its public id. By its kind as well SQLite goes through all things of that kind, for
        # there is an index on that too; after adding nothing to the kind, the index is of no use.
        kind = kind.concat("")
    if sought.subject_kind:
        conditions.append(kind == sought.subject_kind)
    if sought.since:
        conditions.append(JournalEntry.at >= sought.since)
    if sought.before:
        conditions.append(JournalEntry.at < sought.before)
    return conditions
