"""Which rooms and tables do ticket types share? The morning and the whole day sit in one hall."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event, TicketType
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING


class Quota(Model):
    """So many places, of which several ticket types draw. `taken` is raised under the event's lock with theirs."""

    __tablename__ = "quotas"
    __table_args__ = (
        sa.CheckConstraint("taken >= 0", name="taken_not_negative"),
        sa.CheckConstraint("taken <= capacity", name="taken_within_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(100), info=NOTHING)
    capacity: Mapped[int] = mapped_column(info=NOTHING)
    taken: Mapped[int] = mapped_column(default=0, info=NOTHING)
    # Kept aside for who stands first in the waiting list and needs more than is free yet.
    saved: Mapped[int] = mapped_column(default=0, server_default="0", info=NOTHING)

    event: Mapped[Event] = relationship(back_populates="quotas")
    ticket_types: Mapped[list[TicketType]] = relationship(
        secondary="ticket_type_quotas", back_populates="quotas", order_by="TicketType.place, TicketType.id"
    )

    @property
    def left(self) -> int:
        """How many places can be had: not taken, nor kept aside."""
        return max(0, self.capacity - self.taken - self.saved)


class TicketTypeQuota(Model):
    """That a ticket type draws on a quota."""

    __tablename__ = "ticket_type_quotas"

    ticket_type_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket_types.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    quota_id: Mapped[int] = mapped_column(
        sa.ForeignKey("quotas.id", ondelete="CASCADE"), primary_key=True, index=True, info=NOTHING
    )
