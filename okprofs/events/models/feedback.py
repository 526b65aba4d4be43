"""What did people think of an event?

An answer stands here without a person, a moment or an order. That somebody answered is a mark elsewhere, which is gone
when the form is closed.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_GRADE = personal(Kind.CHOICE, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_WORDS = personal(Kind.OWN_WORDS, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class FeedbackRound(Model):
    """That people were asked what they thought, until when, and how many answered."""

    __tablename__ = "feedback_rounds"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    asked_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    closes_at: Mapped[datetime] = mapped_column(info=NOTHING)
    closed_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    asked: Mapped[int] = mapped_column(info=NOTHING)


class FeedbackMark(Model):
    """That someone answered, as long as the form is open: so that nobody answers twice."""

    __tablename__ = "feedback_marks"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(Kind.ACTIVITY, kept=Term.UNTIL_USED),
    )
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True, info=NOTHING)


class FeedbackAnswer(Model):
    """What somebody answered. Its key is drawn, and says nothing of when."""

    __tablename__ = "feedback_answers"
    __table_args__ = (
        *(
            sa.CheckConstraint(f"{name} BETWEEN 1 AND 5", name=f"{name}_of_five")
            for name in ("overall", "programme", "organisation", "recommend")
        ),
        {"sqlite_with_rowid": False},
    )

    public_id: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True, info=NOTHING)
    # Emptied when the form is closed, where so few held the same that it would tell who.
    ticket_type_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("ticket_types.id", ondelete="SET NULL"), index=True, info=_GRADE
    )
    overall: Mapped[int] = mapped_column(sa.SmallInteger, info=_GRADE)
    programme: Mapped[int] = mapped_column(sa.SmallInteger, info=_GRADE)
    organisation: Mapped[int] = mapped_column(sa.SmallInteger, info=_GRADE)
    recommend: Mapped[int] = mapped_column(sa.SmallInteger, info=_GRADE)
    best: Mapped[str] = mapped_column(sa.String(1000), default="", info=_WORDS)
    better: Mapped[str] = mapped_column(sa.String(1000), default="", info=_WORDS)
