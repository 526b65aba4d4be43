"""Which mails did organisers write to a selection of participants, and who got them?"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event
from okprofs.events.models.orders import Registration
from okprofs.events.models.waiting import WaitingParty
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_WRITTEN = personal(Kind.OWN_WORDS, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_DONE = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class Mailing(Model):
    """A mail to participants of one event, and to which of them."""

    __tablename__ = "mailings"
    __table_args__ = (sa.Index("ix_mailings_event", "event_id", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    # Raised with every change: what goes is what was looked at.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), info=NOTHING)
    subject: Mapped[str] = mapped_column(sa.String(150), info=_WRITTEN)
    text: Mapped[str] = mapped_column(sa.Text, info=_WRITTEN)
    # Which participants; see `queries/mailings.py`.
    selection: Mapped[dict[str, Any]] = mapped_column(sa.JSON, info=NOTHING)
    made_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    sent_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    sent_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_DONE)

    event: Mapped[Event] = relationship()


class MailingRecipient(Model):
    """Someone who got it. How it went stands with their letter, which is about this row."""

    __tablename__ = "mailing_recipients"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "registration_id"),
        sa.UniqueConstraint("mailing_id", "waiting_party_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailings.id", ondelete="CASCADE"), info=NOTHING)
    # Who comes, or who is on the waiting list.
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), index=True, info=_DONE
    )
    waiting_party_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("waiting_parties.id", ondelete="CASCADE"), index=True, info=_DONE
    )

    registration: Mapped[Registration | None] = relationship()
    waiting_party: Mapped[WaitingParty | None] = relationship()
