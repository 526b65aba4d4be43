"""Recording a deed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import has_request_context, request
from flask_login import current_user

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db

BATCH = 2_000
# No 24 months are longer; what is younger the database itself does not let go.
KEPT = timedelta(days=732)


def record(action: str, subject: Any, *, actor: Any = None, **details: str | int | bool | None) -> None:
    """Write down that `actor` (the person signed in, when not named) did `action` to `subject`.

    `subject` is a record with a `public_id`; its table says what kind of thing it is. `details` are codes and public
    ids, never what someone wrote.
    """
    if actor is None and has_request_context() and current_user.is_authenticated:
        actor = current_user
    db.session.add(
        JournalEntry(
            actor=getattr(actor, "public_id", None),
            action=action,
            subject_kind=subject.__tablename__,
            subject_id=subject.public_id,
            origin=request.remote_addr or "" if has_request_context() else "",
            details=details,
        )
    )


def record_each(action: str, subjects: str, public_ids: Iterable[str]) -> None:
    """Write down that the house itself did `action` to each of these records of the table `subjects`."""
    rows = [{"action": action, "subject_kind": subjects, "subject_id": public_id} for public_id in public_ids]
    if rows:
        db.session.execute(sa.insert(JournalEntry), rows)


def forget_entries() -> bool:
    """Throw away a part of what was written down more than 24 months ago; for the worker, every day. Returns whether
    there may be more."""
    old = sa.select(JournalEntry.id).where(JournalEntry.at < now() - KEPT).order_by(JournalEntry.at, JournalEntry.id)
    ids = db.session.scalars(old.limit(BATCH)).all()
    gone = sa.delete(JournalEntry).where(JournalEntry.id.in_(ids))
    db.session.execute(gone.execution_options(synchronize_session=False))
    return len(ids) == BATCH
