"""When are those who signed up reminded, what do they read before they come, and which reminders went?"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.events.rules.reminding import LONGEST_INSTRUCTIONS
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.privacy import NOTHING


class ReminderPlan(Model):
    """How many days before an event people are reminded (empty: not), and what they should know before they come."""

    __tablename__ = "reminder_plans"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    first_days: Mapped[int | None] = mapped_column(info=NOTHING)
    last_days: Mapped[int | None] = mapped_column(info=NOTHING)
    # When the days were set otherwise than usual, or again; what was due before that does not go.
    set_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    instructions: Mapped[str] = mapped_column(sa.String(LONGEST_INSTRUCTIONS), default="", info=NOTHING)

    @property
    def steps(self) -> tuple[int, ...]:
        return tuple(days for days in (self.first_days, self.last_days) if days is not None)


class ReminderRun(Model):
    """A reminder that went, for an event on that day: once, whichever worker was first."""

    __tablename__ = "reminder_runs"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    event_on: Mapped[date] = mapped_column(primary_key=True, info=NOTHING)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=NOTHING)
    run_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    told: Mapped[int] = mapped_column(default=0, info=NOTHING)
