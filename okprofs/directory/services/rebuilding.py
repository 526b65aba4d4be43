"""Making the directory anew from the profiles."""

import sqlalchemy as sa

from okprofs.directory.models import (
    DirectoryBlock,
    DirectoryCell,
    DirectoryEntry,
    DirectoryProvinceCell,
    DirectorySpelling,
    DirectoryTopic,
    DirectoryVocabulary,
    DirectoryWord,
)
from okprofs.directory.services.entries import begin_edition, entries_for, put
from okprofs.directory.services.topics import forget_topics
from okprofs.kernel.db import db
from okprofs.membership.queries import members_after

_TABLES = (
    DirectoryWord,
    DirectoryEntry,
    DirectoryCell,
    DirectoryProvinceCell,
    DirectoryBlock,
    DirectorySpelling,
    DirectoryVocabulary,
)


def rebuild() -> int:
    """Throw the directory away and write it anew from the profiles; returns how many members it shows.

    For after a change of labels or rules. Meanwhile the directory can be read as it was, and changes wait.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.text("LOCK TABLE directory_entries IN EXCLUSIVE MODE"))
    for table in _TABLES:
        db.session.execute(sa.delete(table))
    # How subjects are spelled stays.
    db.session.execute(sa.update(DirectoryTopic).values(members=0))
    begin_edition()
    shown = last = 0
    while ids := members_after(last):
        entries = entries_for(ids)
        put({}, entries, is_news=False)
        shown += len(entries)
        last = ids[-1]
    forget_topics()
    return shown
