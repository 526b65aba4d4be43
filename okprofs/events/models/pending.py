"""What waits for a decision on an application, and under which terms? What was paid for an order?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event, TicketType
from okprofs.events.models.orders import Order, Registration
from okprofs.events.rules.pending import Outcome
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account

_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_MONEY = personal(Kind.MONEY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.BOOK_YEAR_7_YEARS)


class PendingTerms(Model):
    """That an applicant may ask for a closed ticket type: which open one stands meanwhile, and how long a place is held
    (0: none is). A table of its own, so that who is no applicant never waits for it."""

    __tablename__ = "pending_terms"

    ticket_type_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket_types.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    open_ticket_type_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket_types.id", ondelete="CASCADE"), index=True, info=NOTHING
    )
    hold_hours: Mapped[int] = mapped_column(default=0, info=NOTHING)


class PendingTicket(Model):
    """A closed ticket that an applicant asked for beside the open one they hold.

    While `holds_place`, what the closed ticket draws on beyond the open one is counted as taken.
    """

    __tablename__ = "pending_tickets"
    __table_args__ = (
        # Nobody waits twice: the second line behind the rule.
        sa.Index(
            "uq_pending_tickets_waiting",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        ),
        sa.CheckConstraint("outcome IS NULL OR NOT holds_place", name="nothing_held_when_over"),
        sa.Index("ix_pending_tickets_event", "event_id", "outcome"),
        sa.Index("ix_pending_tickets_account", "account_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True, info=NOTHING)
    ticket_type_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket_types.id"), index=True, info=NOTHING)
    # The open one that they held when they asked; with another one they wait no longer.
    open_ticket_type_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket_types.id"), index=True, info=NOTHING)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), info=_ACTIVITY)
    # What was promised when they asked; what it cost in the end stands with the ticket.
    price_cents: Mapped[int] = mapped_column(
        info=personal(Kind.MONEY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.EVENT_12_MONTHS)
    )
    # Why it is that: the one reason that won.
    price_reason: Mapped[str] = mapped_column(
        sa.String(20), default="ordinary", server_default="ordinary", info=_ACTIVITY
    )
    # What the open one cost, and why: to it they go back when the difference is not paid in time. Empty before it was
    # confirmed, and from when nothing of it can lapse.
    open_price_cents: Mapped[int | None] = mapped_column(
        info=personal(Kind.MONEY, Reader.ORGANISERS, Reader.TREASURER, kept=Term.EVENT_12_MONTHS)
    )
    open_price_reason: Mapped[str | None] = mapped_column(sa.String(20), info=_ACTIVITY)
    asked_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    held_until: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    holds_place: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    settled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome), info=_ACTIVITY)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration] = relationship()
    ticket_type: Mapped[TicketType] = relationship(foreign_keys=ticket_type_id)
    open_ticket_type: Mapped[TicketType] = relationship(foreign_keys=open_ticket_type_id)
    account: Mapped[Account] = relationship()


class OrderPayment(Model):
    """What someone of the office noted as received for an order, or paid back (below zero)."""

    __tablename__ = "order_payments"
    __table_args__ = (sa.CheckConstraint("cents != 0", name="not_nothing"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    order_id: Mapped[int] = mapped_column(sa.ForeignKey("orders.id"), index=True, info=NOTHING)
    cents: Mapped[int] = mapped_column(info=_MONEY)
    noted_at: Mapped[datetime] = mapped_column(default=now, info=_MONEY)
    noted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_MONEY)

    order: Mapped[Order] = relationship()
    noted_by: Mapped[Account | None] = relationship()
