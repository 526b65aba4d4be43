"""To whom does someone want to hand over a closed ticket, and did they take it?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event
from okprofs.events.models.orders import Registration
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_CONTACT = personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_IDENTITY = personal(Kind.IDENTITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class Handover(Model):
    """A closed ticket that is offered to a colleague, who has to prove that it may be theirs. One at a time."""

    __tablename__ = "handovers"
    __table_args__ = (
        sa.Index(
            "uq_handovers_open",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True, info=NOTHING)
    # Whose ticket it was when it was offered: of somebody else it is not theirs to give.
    from_email: Mapped[str] = mapped_column(sa.String(254), default="", info=_CONTACT)
    name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    email: Mapped[str] = mapped_column(sa.String(254), info=_CONTACT)
    offered_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    settled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    was_taken: Mapped[bool] = mapped_column(default=False, info=_ACTIVITY)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration] = relationship()
