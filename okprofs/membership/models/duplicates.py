"""By what is someone recognised who applies again, and which application went on as which other?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.kernel.words import ordered
from okprofs.membership.rules.duplicates import LONGEST_KEY
from okprofs.membership.rules.lifecycle import ApplicationStatus

_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


class PersonKey(Model):
    """By this one looks up who applied or is a member: made from each name and address that they had here."""

    __tablename__ = "person_keys"
    __table_args__ = (sa.Index("ix_person_keys_account_id", "account_id"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(
        ordered(LONGEST_KEY),
        primary_key=True,
        info=personal(Kind.IDENTITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS),
    )
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )


class Merger(Model):
    """An application closed, because it goes on as another, or because the person is a member already."""

    __tablename__ = "application_mergers"
    __table_args__ = (sa.CheckConstraint("(into_id IS NULL) != (membership_id IS NULL)", name="into_one"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, info=NOTHING)
    into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"), index=True, info=_ACTIVITY)
    membership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("memberships.id"), index=True, info=_ACTIVITY)
    # Where it stood, so that it can be opened again as it was.
    status_before: Mapped[ApplicationStatus] = mapped_column(choice(ApplicationStatus), info=_ACTIVITY)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    merged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
