"""Which attendees let others see that they come?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.orders import Registration
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_CHOICE = personal(Kind.CHOICE, Reader.GROUP, kept=Term.LISTED_DAYS)


class Listing(Model):
    """That an attendee chose to be seen: by everyone who comes as well, or by members of their own organisation and
    groups. Nobody is seen without such a row, and it goes when the event has been over for as long as was said."""

    __tablename__ = "attendee_listings"
    __table_args__ = (
        sa.CheckConstraint("for_attendees OR for_fellows", name="seen_by_somebody"),
        sa.Index("ix_attendee_listings_event", "event_id", "for_attendees"),
    )

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    for_attendees: Mapped[bool] = mapped_column(info=_CHOICE)
    for_fellows: Mapped[bool] = mapped_column(info=_CHOICE)
    chosen_at: Mapped[datetime] = mapped_column(default=now, info=_CHOICE)

    registration: Mapped[Registration] = relationship()
