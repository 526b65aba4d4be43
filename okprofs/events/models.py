"""Which events are there, with which programme and ticket types, and who signed up?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.rules.admission import Audience
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.kernel.search import fold
from okprofs.people.models import Account

_CONTACT = personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_IDENTITY = personal(Kind.IDENTITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


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
    # Also the moment until which someone may change or cancel by themselves; empty: until the start.
    sign_up_closes_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    has_food: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    changed_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    cancellation_reason: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)

    sessions: Mapped[list["ProgrammeSession"]] = relationship(
        order_by="ProgrammeSession.starts_at, ProgrammeSession.id", cascade="all, delete-orphan"
    )
    ticket_types: Mapped[list["TicketType"]] = relationship(
        back_populates="event", order_by="TicketType.place, TicketType.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

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
    capacity: Mapped[int | None] = mapped_column(info=NOTHING)
    taken: Mapped[int] = mapped_column(default=0, info=NOTHING)

    event: Mapped[Event] = relationship(back_populates="ticket_types")

    @property
    def places_left(self) -> int | None:
        return None if self.capacity is None else self.capacity - self.taken


class Order(Model):
    """A sign-up: one contact, one or more attendees."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    contact_name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    contact_email: Mapped[str] = mapped_column(sa.String(254), index=True, info=_CONTACT)
    language: Mapped[str] = mapped_column(
        sa.String(2), default="nl", info=personal(Kind.CHOICE, kept=Term.EVENT_12_MONTHS)
    )
    invoice_reference: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.MONEY, Reader.TREASURER, kept=Term.BOOK_YEAR_7_YEARS)
    )
    made_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    cancelled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship()
    registrations: Mapped[list["Registration"]] = relationship(
        back_populates="order", order_by="Registration.id", cascade="all, delete-orphan"
    )

    @property
    def attendees(self) -> list["Registration"]:
        """Who still comes."""
        return [registration for registration in self.registrations if registration.cancelled_at is None]

    @property
    def total_cents(self) -> int:
        return sum(registration.price_cents for registration in self.attendees)


def _search_text(name: str | None, email: str | None, organisation_name: str | None) -> str:
    return fold(" ".join((name or "", email or "", organisation_name or "")))


def _inserted_search_text(context: Any) -> str:
    values = context.get_current_parameters()
    return _search_text(values["name"], values.get("email"), values.get("organisation_name"))


class Registration(Model):
    """One attendee with one ticket."""

    __tablename__ = "registrations"
    __table_args__ = (
        # Nobody twice at one event: the second line behind the rule.
        sa.Index(
            "uq_registrations_attendee",
            "event_id",
            "email",
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL AND email != ''"),
            postgresql_where=sa.text("cancelled_at IS NULL AND email != ''"),
        ),
        # The office reads them event by event, the newest first.
        sa.Index("ix_registrations_list", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"), index=True, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    ticket_type_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket_types.id"), index=True, info=NOTHING)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    email: Mapped[str] = mapped_column(sa.String(254), default="", info=_CONTACT)
    organisation_name: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.WORK, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
    )
    dietary_wishes: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.SPECIAL, Reader.ORGANISERS, kept=Term.EVENT_7_DAYS)
    )
    price_cents: Mapped[int] = mapped_column(
        info=personal(Kind.MONEY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.BOOK_YEAR_7_YEARS)
    )
    # Why this ticket was theirs to hold: open, member, invited.
    ground: Mapped[str] = mapped_column(sa.String(20), default="open", info=_ACTIVITY)
    made_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    cancelled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # Name, address and organisation as the organiser's search reads them: folded.
    search_text: Mapped[str] = mapped_column(sa.Text, default=_inserted_search_text, info=_CONTACT)

    order: Mapped[Order] = relationship(back_populates="registrations")
    ticket_type: Mapped[TicketType] = relationship()


@sa.event.listens_for(Registration, "before_update")
def _keep_search_text(mapper: Any, connection: Any, registration: Registration) -> None:
    registration.search_text = _search_text(registration.name, registration.email, registration.organisation_name)


class Invitation(Model):
    """Lets one named non-member take part in what is closed, at one event."""

    __tablename__ = "invitations"
    __table_args__ = (sa.UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    email: Mapped[str] = mapped_column(sa.String(254), info=_CONTACT)
    invited_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), info=_ACTIVITY)
    revoked_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"), info=_ACTIVITY)

    event: Mapped[Event] = relationship()
