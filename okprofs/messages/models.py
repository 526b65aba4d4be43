"""Who writes with whom, what they wrote, and what was reported of it?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.messages.rules.reporting import Reason, Verdict
from okprofs.people.models import Account

_BETWEEN_TWO = personal(Kind.ACTIVITY, kept=Term.MESSAGE_DAYS)
_REPORTED = personal(Kind.ACTIVITY, Reader.MODERATORS, kept=Term.REPORT_12_MONTHS)
_REPORTED_WORDS = personal(Kind.OWN_WORDS, Reader.MODERATORS, kept=Term.REPORT_12_MONTHS)


class Conversation(Model):
    """Two members who write with each other."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)


class Side(Model):
    """A conversation as one of the two has it."""

    __tablename__ = "conversation_sides"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "with_id"),
        sa.Index("ix_conversation_sides_newest", "account_id", "last_at", "conversation_id"),
    )

    conversation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=_BETWEEN_TWO
    )
    with_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True, info=_BETWEEN_TWO
    )
    # When the last message was written that this one can read.
    last_at: Mapped[datetime] = mapped_column(default=now, info=_BETWEEN_TWO)
    is_unread: Mapped[bool] = mapped_column(default=False, info=_BETWEEN_TWO)
    # Since when this one wants to hear nothing more of the other, who is not told.
    blocked_at: Mapped[datetime | None] = mapped_column(info=personal(Kind.CHOICE, kept=Term.UNTIL_CHANGED))

    conversation: Mapped[Conversation] = relationship()
    other: Mapped[Account] = relationship(foreign_keys=with_id)


class Message(Model):
    """What one of the two wrote. Withheld: the other had blocked the writer and never gets to see it."""

    __tablename__ = "messages"
    __table_args__ = (
        sa.Index("ix_messages_thread", "conversation_id", "id"),
        sa.Index("ix_messages_sent", "sender_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id", ondelete="CASCADE"), info=NOTHING)
    sender_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), info=_BETWEEN_TWO)
    text: Mapped[str] = mapped_column(sa.Text, info=personal(Kind.OWN_WORDS, kept=Term.MESSAGE_DAYS))
    sent_at: Mapped[datetime] = mapped_column(default=now, index=True, info=_BETWEEN_TWO)
    is_withheld: Mapped[bool] = mapped_column(default=False, info=_BETWEEN_TWO)
    # Of a message that came by mail, so that a mail server that hands it over twice is heard once.
    arrival: Mapped[str | None] = mapped_column(sa.String(64), unique=True, info=NOTHING)

    conversation: Mapped[Conversation] = relationship()
    sender: Mapped[Account] = relationship()


class MessageReport(Model):
    """One message that its receiver showed to the moderators; with a copy, for the message itself is not kept long."""

    __tablename__ = "message_reports"
    __table_args__ = (sa.Index("ix_message_reports_settled", "settled_at", "at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    message_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("messages.id", ondelete="SET NULL"), unique=True, info=NOTHING
    )
    reporter_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True, info=_REPORTED
    )
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True, info=_REPORTED)
    reason: Mapped[Reason] = mapped_column(choice(Reason), info=_REPORTED)
    note: Mapped[str] = mapped_column(sa.Text, default="", info=_REPORTED_WORDS)
    text: Mapped[str] = mapped_column(sa.Text, info=_REPORTED_WORDS)
    sent_at: Mapped[datetime] = mapped_column(info=_REPORTED)
    at: Mapped[datetime] = mapped_column(default=now, info=_REPORTED)
    # Which moderator opened it, and may read the message; the journal keeps who did before.
    reader_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="SET NULL"), index=True, info=_REPORTED
    )
    settled_at: Mapped[datetime | None] = mapped_column(info=_REPORTED)
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict), info=_REPORTED)

    reporter: Mapped[Account] = relationship(foreign_keys=reporter_id)
    writer: Mapped[Account] = relationship(foreign_keys=writer_id)


class WritingBan(Model):
    """Someone who may no longer write to other members."""

    __tablename__ = "writing_bans"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        info=personal(Kind.ACTIVITY, Reader.MODERATORS, kept=Term.MEMBERSHIP_6_MONTHS),
    )
    since_at: Mapped[datetime] = mapped_column(
        default=now, info=personal(Kind.ACTIVITY, Reader.MODERATORS, kept=Term.MEMBERSHIP_6_MONTHS)
    )
