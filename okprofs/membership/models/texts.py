"""Which texts did the office write?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.rules.texts import TextKey
from okprofs.people.models import Account


class OfficeText(Model):
    """One version of a text, in one language; the highest number is the one in use. Never changed, only followed."""

    __tablename__ = "office_texts"
    __table_args__ = (sa.UniqueConstraint("key", "language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    key: Mapped[TextKey] = mapped_column(choice(TextKey), info=NOTHING)
    language: Mapped[str] = mapped_column(sa.String(2), info=NOTHING)
    number: Mapped[int] = mapped_column(info=NOTHING)
    body: Mapped[str] = mapped_column(sa.Text, info=NOTHING)
    # Of a rejection: what would change it.
    change: Mapped[str] = mapped_column(sa.Text, default="", info=NOTHING)
    written_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("accounts.id"),
        index=True,
        info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS),
    )
    at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)

    written_by: Mapped[Account | None] = relationship()
