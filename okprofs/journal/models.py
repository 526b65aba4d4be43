"""What does a line of the journal hold?"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_ACTIVITY = personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=Term.JOURNAL_24_MONTHS)


class JournalEntry(Model):
    """One deed. Actor and subject are public ids, so that the names behind them can be forgotten."""

    __tablename__ = "journal_entries"
    # One for each way of reading it, newest first.
    __table_args__ = (
        sa.Index("ix_journal_entries_moment", "at", "id"),
        sa.Index("ix_journal_entries_actor", "actor", "at", "id"),
        sa.Index("ix_journal_entries_action", "action", "at", "id"),
        sa.Index("ix_journal_entries_subject", "subject_kind", "at", "id"),
        sa.Index("ix_journal_entries_about", "subject_id", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    actor: Mapped[str | None] = mapped_column(sa.String(20), info=_ACTIVITY)
    action: Mapped[str] = mapped_column(sa.String(60), info=_ACTIVITY)
    subject_kind: Mapped[str] = mapped_column(sa.String(30), info=NOTHING)
    subject_id: Mapped[str] = mapped_column(sa.String(40), info=_ACTIVITY)
    origin: Mapped[str] = mapped_column(sa.String(60), default="", info=_ACTIVITY)
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, info=_ACTIVITY)
