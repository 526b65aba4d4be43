"""Through which doors does one come in, and who was scanned there?

A scan is never changed. Who is inside follows from all scans together (`rules/arrival.py`), so it does not matter in
which order telephones send theirs, or how often.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event
from okprofs.events.rules.arrival import ScanKind
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class Door(Model):
    """One door of one event on one day. Who holds its link may receive people there, without an account."""

    __tablename__ = "doors"
    __table_args__ = (sa.Index("ix_doors_event", "event_id", "on_day"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(60), info=NOTHING)
    on_day: Mapped[date] = mapped_column(info=NOTHING)
    made_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    closed_at: Mapped[datetime | None] = mapped_column(info=NOTHING)

    event: Mapped[Event] = relationship()


class Scan(Model):
    """Someone was let in, or that was taken back: as the device that saw it wrote it down."""

    __tablename__ = "scans"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "content_digest"),
        # A telephone asks for what is new since the last one it knows.
        sa.Index("ix_scans_since", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True, info=_ACTIVITY)
    door_id: Mapped[int] = mapped_column(sa.ForeignKey("doors.id"), index=True, info=_ACTIVITY)
    kind: Mapped[ScanKind] = mapped_column(choice(ScanKind), info=_ACTIVITY)
    # Made by the device. To take back names the key of what it takes back.
    key: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    takes_back: Mapped[str] = mapped_column(sa.String(40), default="", info=NOTHING)
    # Of everything the device wrote: the same scan sent again is the same row, another is never mistaken for it.
    content_digest: Mapped[str] = mapped_column(sa.String(64), info=NOTHING)
    # By the clock of the device, put right with what it knew of ours; how far off it was, in seconds.
    scanned_at: Mapped[datetime] = mapped_column(info=_ACTIVITY)
    clock_off_seconds: Mapped[int] = mapped_column(default=0, info=NOTHING)
    received_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)

    door: Mapped[Door] = relationship()
