"""Who signed up for what?"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.codes import Code
from okprofs.events.models.events import Event, TicketType
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, db
from okprofs.kernel.ids import new_public_id, new_ticket_code
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.kernel.search import fold
from okprofs.people.models import Account

_CONTACT = personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_IDENTITY = personal(Kind.IDENTITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class Order(Model):
    """A sign-up: one contact, one or more attendees."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    contact_name: Mapped[str] = mapped_column(
        sa.String(100), info=personal(Kind.IDENTITY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.EVENT_12_MONTHS)
    )
    contact_email: Mapped[str] = mapped_column(sa.String(254), index=True, info=_CONTACT)
    language: Mapped[str] = mapped_column(
        sa.String(2), default="nl", info=personal(Kind.CHOICE, kept=Term.EVENT_12_MONTHS)
    )
    invoice_reference: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.MONEY, Reader.TREASURER, kept=Term.BOOK_YEAR_7_YEARS)
    )
    made_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    cancelled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # Until when it has to be paid, and its places are held; empty: it does not lapse.
    pay_until: Mapped[datetime | None] = mapped_column(index=True, info=_ACTIVITY)
    # When they are reminded of that; empty: not, or not any more.
    pay_reminder_at: Mapped[datetime | None] = mapped_column(index=True, info=_ACTIVITY)

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
    def is_late(self) -> bool:
        """Whether the time in which it had to be paid is over, and it was not."""
        return self.pay_until is not None and self.pay_until <= now()

    @property
    def total_cents(self) -> int:
        """What is sure: the tickets of who comes, and what cancelling cost."""
        return sum(registration.due_cents for registration in self.registrations)


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
        sa.Index("uq_registrations_ticket_code", "ticket_code", unique=True),
        # The office reads them event by event, the newest first.
        sa.Index("ix_registrations_list", "event_id", "id"),
        # The figures of an event count them by day.
        sa.Index("ix_registrations_tally", "event_id", "cancelled_at", "made_at"),
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
    # What had to be paid all the same, by who cancelled late.
    cancellation_cents: Mapped[int] = mapped_column(
        default=0, info=personal(Kind.MONEY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.BOOK_YEAR_7_YEARS)
    )
    # Why it cost that: the one reason that won.
    price_reason: Mapped[str] = mapped_column(sa.String(20), default="ordinary", info=_ACTIVITY)
    # The code that this ticket, or its price, was had by: one of its uses.
    code_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event_codes.id"), info=NOTHING)
    # Why this ticket was theirs to hold: open, member, invited.
    ground: Mapped[str] = mapped_column(sa.String(20), default="open", info=_ACTIVITY)
    made_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    cancelled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # What the ticket shows at the door; who comes instead gets another.
    ticket_code: Mapped[str] = mapped_column(
        sa.String(30), default=new_ticket_code, info=personal(Kind.CREDENTIAL, kept=Term.EVENT_12_MONTHS)
    )
    # Since when it is theirs, where somebody else had it before: who was let in until then was not they.
    held_since: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # How often anything of this changed: what a telephone at the door holds of it is then of before.
    edition: Mapped[int] = mapped_column(default=0, server_default="0", info=NOTHING)
    # Name, address and organisation as the organiser's search reads them: folded.
    search_text: Mapped[str] = mapped_column(sa.Text, default=_inserted_search_text, info=_CONTACT)

    order: Mapped[Order] = relationship(back_populates="registrations")
    ticket_type: Mapped[TicketType] = relationship()
    code: Mapped[Code | None] = relationship()

    @property
    def due_cents(self) -> int:
        return self.price_cents if self.cancelled_at is None else self.cancellation_cents


@sa.event.listens_for(Registration, "before_update")
def _keep_up(mapper: Any, connection: Any, registration: Registration) -> None:
    if db.session.is_modified(registration):
        registration.edition = Registration.edition + 1
    registration.search_text = _search_text(registration.name, registration.email, registration.organisation_name)
