"""Which codes open a hidden ticket type, or take something off the price?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event, TicketType
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING


class Code(Model):
    """A code that the organiser hands out. `uses` counts attendees; it is raised and lowered under the event's lock."""

    __tablename__ = "event_codes"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.CheckConstraint("uses >= 0", name="uses_not_negative"),
        sa.CheckConstraint("most_uses IS NULL OR uses <= most_uses", name="uses_within_most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    # As it is compared: capitals and digits.
    code: Mapped[str] = mapped_column(sa.String(30), info=NOTHING)
    note: Mapped[str] = mapped_column(sa.String(100), default="", info=NOTHING)
    discount_cents: Mapped[int] = mapped_column(default=0, info=NOTHING)
    discount_percentage: Mapped[int] = mapped_column(default=0, info=NOTHING)
    most_uses: Mapped[int | None] = mapped_column(info=NOTHING)
    uses: Mapped[int] = mapped_column(default=0, info=NOTHING)
    ends_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    is_stopped: Mapped[bool] = mapped_column(default=False, info=NOTHING)

    event: Mapped[Event] = relationship()
    # For which it holds; none means all that anyone can see.
    ticket_types: Mapped[list[TicketType]] = relationship(
        secondary="event_code_ticket_types", order_by="TicketType.place, TicketType.id"
    )

    @property
    def uses_left(self) -> int | None:
        return None if self.most_uses is None else self.most_uses - self.uses


class CodeTicketType(Model):
    """That a code holds for a ticket type."""

    __tablename__ = "event_code_ticket_types"

    code_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event_codes.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    ticket_type_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket_types.id", ondelete="CASCADE"), primary_key=True, index=True, info=NOTHING
    )
