"""Which events are there, with which programme and ticket types?"""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.rules.admission import Audience
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING

if TYPE_CHECKING:
    from okprofs.events.models.quotas import Quota


class EventStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Event(Model):
    """A seminar or meeting."""

    __tablename__ = "events"
    __table_args__ = (sa.Index("ix_events_agenda", "status", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    slug: Mapped[str] = mapped_column(sa.String(100), unique=True, info=NOTHING)
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    # Raised with every change that a calendar should follow (RFC 5545, SEQUENCE).
    calendar_sequence: Mapped[int] = mapped_column(default=0, info=NOTHING)
    status: Mapped[EventStatus] = mapped_column(choice(EventStatus), default=EventStatus.DRAFT, info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(200), info=NOTHING)
    summary: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)
    description: Mapped[str] = mapped_column(sa.Text, default="", info=NOTHING)
    venue: Mapped[str] = mapped_column(sa.String(200), default="", info=NOTHING)
    address: Mapped[str] = mapped_column(sa.String(200), default="", info=NOTHING)
    organiser_name: Mapped[str] = mapped_column(sa.String(100), default="", info=NOTHING)
    doors_open_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    starts_at: Mapped[datetime] = mapped_column(info=NOTHING)
    ends_at: Mapped[datetime] = mapped_column(info=NOTHING)
    sign_up_opens_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    sign_up_closes_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    # Until when someone may change or cancel by themselves; empty: as long as one may sign up.
    changes_close_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    # Until when cancelling costs nothing, and which part of the price it costs afterwards.
    free_until: Mapped[datetime | None] = mapped_column(info=NOTHING)
    late_percentage: Mapped[int] = mapped_column(default=0, info=NOTHING)
    # Within how many days a new order has to be paid; empty: it never lapses.
    pay_within_days: Mapped[int | None] = mapped_column(info=NOTHING)
    # How many days before the sign-up closes who was invited and did not answer is reminded; empty: never.
    invitations_reminded_days: Mapped[int | None] = mapped_column(info=NOTHING)
    has_food: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    # How many days after it attendees see who else was there, of who lets them; empty: they never do.
    attendee_list_days: Mapped[int | None] = mapped_column(default=30, info=NOTHING)
    changed_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    cancellation_reason: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)

    sessions: Mapped[list["ProgrammeSession"]] = relationship(
        order_by="ProgrammeSession.starts_at, ProgrammeSession.id", cascade="all, delete-orphan"
    )
    ticket_types: Mapped[list["TicketType"]] = relationship(
        back_populates="event", order_by="TicketType.place, TicketType.id", cascade="all, delete-orphan"
    )
    quotas: Mapped[list["Quota"]] = relationship(
        back_populates="event", order_by="Quota.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def last_change_at(self) -> datetime:
        """Until when someone may change or cancel by themselves."""
        return self.changes_close_at or self.sign_up_closes_at or self.starts_at

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return sum(ticket_type.taken for ticket_type in self.ticket_types)


class SessionKind(StrEnum):
    PLENARY = "plenary"
    CASE = "case"
    BREAK = "break"
    WORKSHOP = "workshop"


class ProgrammeSession(Model):
    """One item of the programme."""

    __tablename__ = "programme_sessions"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    kind: Mapped[SessionKind] = mapped_column(choice(SessionKind), info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(200), info=NOTHING)
    text: Mapped[str] = mapped_column(sa.String(1000), default="", info=NOTHING)
    room: Mapped[str] = mapped_column(sa.String(100), default="", info=NOTHING)
    is_closed: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    starts_at: Mapped[datetime] = mapped_column(info=NOTHING)
    ends_at: Mapped[datetime | None] = mapped_column(info=NOTHING)


class TicketType(Model):
    """What one signs up for. `taken` is raised under the event's lock and never passes `capacity`."""

    __tablename__ = "ticket_types"
    __table_args__ = (
        sa.CheckConstraint("taken >= 0", name="taken_not_negative"),
        sa.CheckConstraint("capacity IS NULL OR taken <= capacity", name="taken_within_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    place: Mapped[int] = mapped_column(default=0, info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(100), info=NOTHING)
    text: Mapped[str] = mapped_column(sa.String(300), default="", info=NOTHING)
    audience: Mapped[Audience] = mapped_column(choice(Audience), info=NOTHING)
    price_cents: Mapped[int] = mapped_column(info=NOTHING)
    member_price_cents: Mapped[int | None] = mapped_column(info=NOTHING)
    early_price_cents: Mapped[int | None] = mapped_column(info=NOTHING)
    early_ends_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    colleague_price_cents: Mapped[int | None] = mapped_column(info=NOTHING)
    speaker_price_cents: Mapped[int | None] = mapped_column(info=NOTHING)
    # The event's own period of sale binds too.
    sales_open_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    sales_close_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    least_per_order: Mapped[int] = mapped_column(default=1, info=NOTHING)
    most_per_order: Mapped[int | None] = mapped_column(info=NOTHING)
    # Only for who has a code that opens it.
    is_hidden: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    capacity: Mapped[int | None] = mapped_column(info=NOTHING)
    taken: Mapped[int] = mapped_column(default=0, info=NOTHING)
    # Kept aside for who stands first in the waiting list and needs more than is free yet.
    saved: Mapped[int] = mapped_column(default=0, server_default="0", info=NOTHING)
    # How many came, once it is forgotten who; until then the scans say so.
    came: Mapped[int | None] = mapped_column(info=NOTHING)

    event: Mapped[Event] = relationship(back_populates="ticket_types")
    quotas: Mapped[list["Quota"]] = relationship(
        secondary="ticket_type_quotas", back_populates="ticket_types", order_by="Quota.id"
    )

    @property
    def draws_on(self) -> list["TicketType | Quota"]:
        """All that one place counts in: the ticket type itself, and the quotas it shares with others."""
        return [self, *self.quotas]

    @property
    def left(self) -> int | None:
        """How many of its own places can be had: not taken, nor kept aside; None without limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken - self.saved)

    @property
    def scarcest(self) -> "TicketType | Quota | None":
        """Of all that it draws on, the one with the fewest places left; None without limit."""
        limited = [counted for counted in self.draws_on if counted.left is not None]
        return min(limited, key=lambda counted: counted.left or 0, default=None)

    @property
    def places_left(self) -> int | None:
        """The least of all that it draws on; None without limit."""
        return min((counted.left for counted in self.draws_on if counted.left is not None), default=None)
