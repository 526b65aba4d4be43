"""What do reviewers keep among themselves about an application?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.rules.eligibility import Clause
from okprofs.membership.rules.votes import Verdict
from okprofs.people.models import Account

_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


class ApplicationNote(Model):
    """What a reviewer wrote for the other reviewers. It stands apart from the thread, and never reaches the applicant:
    no relationship leads from an application to its notes."""

    __tablename__ = "application_notes"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True, info=NOTHING)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    text: Mapped[str] = mapped_column(sa.Text, info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)

    author: Mapped[Account] = relationship()


class ApplicationVote(Model):
    """What one reviewer thinks should happen, and why. The vote that decides is also the decision."""

    __tablename__ = "application_votes"
    __table_args__ = (sa.UniqueConstraint("application_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), info=NOTHING)
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict), info=_ACTIVITY)
    clause: Mapped[Clause | None] = mapped_column(choice(Clause), info=_ACTIVITY)
    sentence: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)

    reviewer: Mapped[Account] = relationship()


class Disclosure(Model):
    """Why a reviewer opened an application from their own organisation; without it, it stays closed to them."""

    __tablename__ = "disclosures"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, info=NOTHING)
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, index=True, info=_ACTIVITY)
    reason: Mapped[str] = mapped_column(sa.Text, info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
