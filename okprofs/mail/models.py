"""Which letters wait, went or failed, and which mailed links are good?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_RECIPIENT = personal(Kind.CONTACT, Reader.ADMINISTRATORS, kept=Term.MAIL_14_DAYS)


class LetterState(StrEnum):
    QUEUED = "queued"  # waits for its time
    CLAIMED = "claimed"  # a worker has it; until the dot it has certainly not arrived
    DOT = "dot"  # the last dot is about to be sent: whether it arrived is uncertain (RFC 1047)
    SENT = "sent"
    HELD = "held"  # uncertain, and of a kind that must not arrive twice: a person decides
    FAILED = "failed"  # refused for good, or given up after the last retry


class Letter(Model):
    """One mail to one person: its kind, and the facts from which it is rendered when it is sent."""

    __tablename__ = "letters"
    __table_args__ = (sa.Index("ix_letters_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    kind: Mapped[str] = mapped_column(sa.String(60), info=NOTHING)
    about: Mapped[str] = mapped_column(sa.String(40), index=True, info=NOTHING)
    # The same letter about the same thing to the same person is written once. A digest, for it holds an address.
    once_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True, info=NOTHING)
    recipient: Mapped[str] = mapped_column(sa.String(254), info=_RECIPIENT)
    language: Mapped[str] = mapped_column(sa.String(2), info=personal(Kind.CHOICE, kept=Term.MAIL_14_DAYS))
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, info=personal(Kind.ACTIVITY, kept=Term.MAIL_14_DAYS))
    state: Mapped[LetterState] = mapped_column(choice(LetterState), default=LetterState.QUEUED, info=NOTHING)
    written_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    due_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    # After this moment a try that fails is the last one.
    give_up_at: Mapped[datetime] = mapped_column(info=NOTHING)
    # While it is in a worker's hands: when that worker is taken for dead. It also tells one claim from the next.
    lease_until: Mapped[datetime | None] = mapped_column(info=NOTHING)
    attempts: Mapped[int] = mapped_column(default=0, info=NOTHING)
    sent_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    trouble: Mapped[str] = mapped_column(
        sa.String(300), default="", info=personal(Kind.CONTACT, Reader.ADMINISTRATORS, kept=Term.MAIL_14_DAYS)
    )


class MailedLink(Model):
    """The digest of a secret that was mailed: what it is for, about which record, to which address, until when."""

    __tablename__ = "mailed_links"
    __table_args__ = (sa.Index("ix_mailed_links_about", "purpose", "about"),)

    digest: Mapped[str] = mapped_column(
        sa.String(64), primary_key=True, info=personal(Kind.CREDENTIAL, kept=Term.LINK_30_DAYS)
    )
    purpose: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    about: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    address: Mapped[str] = mapped_column(sa.String(254), info=personal(Kind.CONTACT, kept=Term.LINK_30_DAYS))
    made_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    expires_at: Mapped[datetime] = mapped_column(index=True, info=NOTHING)
    used_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
