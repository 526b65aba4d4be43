"""Remembering what is new of whom, for as long as somebody may yet be told."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.directory.models import DirectoryNews
from okprofs.directory.rules.facets import cell_in
from okprofs.directory.rules.newcomers import marks_of
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, insert_into

Columns = Mapping[str, Any]
# Longer than the worker is ever away.
KEPT = timedelta(days=14)


def note_news(
    old: Mapping[int, tuple[Columns, frozenset[str]]], new: Mapping[int, tuple[Columns, frozenset[str]]]
) -> None:
    """These entries, each with its words, changed: keep of each since when it shows what it shows."""
    moment = now()
    query = sa.select(DirectoryNews.account_id, DirectoryNews.first_at, DirectoryNews.marks)
    standing = {row.account_id: row for row in db.session.execute(query.where(DirectoryNews.account_id.in_(new)))}
    rows = []
    for key, entry in new.items():
        kept = standing.get(key)
        marks, before = _marks(*entry), _marks(*old[key]) if key in old else frozenset[str]()
        if key not in old:
            rows.append({"account_id": key, "at": moment, "first_at": moment, "marks": {}})
        elif kept or marks - before:
            # Only what stands there still: what someone hid is nobody's news.
            since = {mark: at for mark, at in kept.marks.items() if mark in marks} if kept else {}
            since |= dict.fromkeys(sorted(marks - before), moment.isoformat())
            rows.append({"account_id": key, "at": moment, "first_at": kept.first_at if kept else None, "marks": since})
    if rows:
        insert = insert_into(DirectoryNews)
        changed = {name: insert.excluded[name] for name in ("at", "first_at", "marks")}
        db.session.execute(insert.on_conflict_do_update(index_elements=["account_id"], set_=changed), rows)


def _marks(columns: Columns, words: frozenset[str]) -> frozenset[str]:
    return marks_of(words, cell_in(columns))


def forget_news() -> None:
    """Forget what is no news any more."""
    db.session.execute(sa.delete(DirectoryNews).where(DirectoryNews.at < now() - KEPT))
