"""What do reviewers keep among themselves about an application?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account

_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


class ApplicationNote(Model):
    """What a reviewer wrote for the other reviewers. It stands apart from the thread, and never reaches the applicant:
    no relationship leads from an application to its notes."""

    __tablename__ = "application_notes"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True, info=NOTHING)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), info=_ACTIVITY)
    text: Mapped[str] = mapped_column(sa.Text, info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)

    author: Mapped[Account] = relationship()
