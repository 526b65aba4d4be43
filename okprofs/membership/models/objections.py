"""What did an applicant bring in against a rejection, and what became of it?"""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.rules.objecting import Ruling
from okprofs.people.models import Account

if TYPE_CHECKING:
    from okprofs.membership.models import Application

_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


class Objection(Model):
    """Someone does not agree with a rejection. One an application, decided once, by somebody else than the first."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), unique=True, info=NOTHING)
    text: Mapped[str] = mapped_column(sa.Text, info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    verdict: Mapped[Ruling | None] = mapped_column(choice(Ruling), info=_ACTIVITY)
    reason: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    decided_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)

    application: Mapped["Application"] = relationship(back_populates="objection")
    decided_by: Mapped[Account | None] = relationship()
