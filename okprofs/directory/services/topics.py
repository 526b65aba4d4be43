"""Counting the subjects that members show, and giving one subject one spelling."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import DirectoryTopic
from okprofs.kernel.db import db, insert_into
from okprofs.people.rules.expertise import spelling_key

Columns = Mapping[str, Any]


def shared_spellings(old: Mapping[int, Columns], named: Iterable[str]) -> dict[str, str]:
    """How each of these subjects is spelled, by key: as it stands, else as it comes first.

    Someone who alone shows a subject spells it as they like.
    """
    own = _count(old.values()) if len(old) == 1 else Counter[str]()
    spelled: dict[str, str] = {}
    for topic in named:
        spelled.setdefault(spelling_key(topic), topic)
    if spelled:
        query = sa.select(DirectoryTopic.key, DirectoryTopic.wording, DirectoryTopic.members)
        for row in db.session.execute(query.where(DirectoryTopic.key.in_(sorted(spelled)))):
            if not own[row.key] or row.members > own[row.key]:
                spelled[row.key] = row.wording
    return spelled


def put_topics(leaving: Sequence[Columns], coming: Sequence[Columns]) -> None:
    """Count who shows which subject, in the spelling that was shared out."""
    difference = _count(coming)
    difference.subtract(_count(leaving))
    wordings = {spelling_key(topic): topic for columns in (*leaving, *coming) for topic in _topics(columns)}
    rows = [{"key": key, "wording": wordings[key], "members": number} for key, number in sorted(difference.items())]
    if not rows:
        return
    insert = insert_into(DirectoryTopic)
    upsert = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={"members": DirectoryTopic.members + insert.excluded.members, "wording": insert.excluded.wording},
    )
    db.session.execute(upsert, rows)
    if leaving:
        forget_topics(DirectoryTopic.key.in_(sorted(wordings)))


def forget_topics(*which: sa.ColumnElement[bool]) -> None:
    """Forget the subjects, and their spelling, that nobody shows any more."""
    db.session.execute(sa.delete(DirectoryTopic).where(DirectoryTopic.members <= 0, *which))


def _count(entries: Collection[Columns]) -> Counter[str]:
    return Counter(spelling_key(topic) for columns in entries for topic in _topics(columns))


def _topics(columns: Columns) -> Sequence[str]:
    found: Sequence[str] = columns.get("topics", ())
    return found
