"""Who waits for a place, in which order, and who was offered one?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event, TicketType
from okprofs.events.models.invitations import Invitation
from okprofs.events.models.orders import Order, Registration
from okprofs.events.rules.waiting import WaitingState
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account

_CONTACT = personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_IDENTITY = personal(Kind.IDENTITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class WaitingParty(Model):
    """One contact who waits, for themself and perhaps for others: what they filled in when they joined."""

    __tablename__ = "waiting_parties"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id"), info=_ACTIVITY)
    contact_name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    contact_email: Mapped[str] = mapped_column(sa.String(254), info=_CONTACT)
    language: Mapped[str] = mapped_column(
        sa.String(2), default="nl", info=personal(Kind.CHOICE, kept=Term.EVENT_12_MONTHS)
    )
    invoice_reference: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.MONEY, Reader.TREASURER, kept=Term.EVENT_12_MONTHS)
    )
    code: Mapped[str] = mapped_column(sa.String(60), default="", info=NOTHING)
    joined_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    # When they proved by the mailed link, or by being signed in, that the address is theirs and that they wait.
    confirmed_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)

    event: Mapped[Event] = relationship()
    account: Mapped[Account | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    entries: Mapped[list["WaitingEntry"]] = relationship(back_populates="party", order_by="WaitingEntry.number")


class WaitingEntry(Model):
    """One place in the queue, for one person or a group that stays together. `number` is given under the event's lock,
    so the order is the order in which they were committed. While it is offered, its places are counted as taken."""

    __tablename__ = "waiting_entries"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "number"),
        sa.CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offered_until_then"),
        sa.Index("ix_waiting_entries_queue", "event_id", "state", "number"),
        sa.Index("ix_waiting_entries_due", "state", "offered_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    party_id: Mapped[int] = mapped_column(sa.ForeignKey("waiting_parties.id"), index=True, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    number: Mapped[int] = mapped_column(info=NOTHING)
    state: Mapped[WaitingState] = mapped_column(choice(WaitingState), default=WaitingState.WAITING, info=_ACTIVITY)
    offered_until: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    settled_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # Why it ended, when nobody chose that: the code of a refusal.
    ended_why: Mapped[str] = mapped_column(sa.String(40), default="", info=_ACTIVITY)
    order_id: Mapped[int | None] = mapped_column(sa.ForeignKey("orders.id"), info=_ACTIVITY)
    saves_until: Mapped[datetime | None] = mapped_column(info=NOTHING)
    rests_until: Mapped[datetime | None] = mapped_column(info=NOTHING)
    passes: Mapped[int] = mapped_column(default=0, info=NOTHING)
    # Let go before the others, with a reason that those passed can read.
    first_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    first_reason: Mapped[str] = mapped_column(
        sa.String(300),
        default="",
        info=personal(Kind.OWN_WORDS, Reader.ORGANISERS, Reader.GROUP, kept=Term.EVENT_12_MONTHS),
    )
    first_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)

    party: Mapped[WaitingParty] = relationship(back_populates="entries")
    order: Mapped[Order | None] = relationship()
    attendees: Mapped[list["WaitingAttendee"]] = relationship(order_by="WaitingAttendee.id")

    @property
    def exchanged(self) -> "WaitingAttendee | None":
        """Who waits for another ticket in the place of the one they have; alone, for nobody waits together for that."""
        return next((attendee for attendee in self.attendees if attendee.registration_id is not None), None)


class WaitingAttendee(Model):
    """Who would come, and with which ticket."""

    __tablename__ = "waiting_attendees"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("waiting_entries.id"), index=True, info=NOTHING)
    ticket_type_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket_types.id"), index=True, info=NOTHING)
    is_contact: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(100), default="", info=_IDENTITY)
    email: Mapped[str] = mapped_column(sa.String(254), default="", index=True, info=_CONTACT)
    organisation_name: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.WORK, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
    )
    dietary_wishes: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.SPECIAL, Reader.ORGANISERS, kept=Term.EVENT_7_DAYS)
    )

    # The ticket that they have and keep until the other one comes in its place; and of which kind it was when they
    # joined, for with another one they wait no longer.
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"), index=True, info=NOTHING)
    held_ticket_type_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket_types.id"), index=True, info=NOTHING)

    ticket_type: Mapped[TicketType] = relationship(foreign_keys=ticket_type_id)
    registration: Mapped[Registration | None] = relationship()
    held_ticket_type: Mapped[TicketType | None] = relationship(foreign_keys=held_ticket_type_id)
