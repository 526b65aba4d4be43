"""Which member put which colleague forward, and in what words?"""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

if TYPE_CHECKING:
    from okprofs.membership.models import Application

_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)


class Nomination(Model):
    """A member vouches for a colleague. It goes with the application that the colleague begins from the mailed link."""

    __tablename__ = "nominations"
    __table_args__ = (
        sa.Index("ix_nominations_nominator", "nominator_id", "at"),
        sa.Index("ix_nominations_address", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    nominator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), info=_ACTIVITY)
    # As it was: whatever becomes of the member or the name, this is who vouched.
    nominator_name: Mapped[str] = mapped_column(
        sa.String(100), info=personal(Kind.IDENTITY, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    address: Mapped[str] = mapped_column(
        sa.String(254), info=personal(Kind.CONTACT, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    # Empty once the colleague would rather not.
    words: Mapped[str] = mapped_column(
        sa.Text, info=personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    declined_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # A draft that is thrown away leaves it as it was.
    application_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("applications.id", ondelete="SET NULL"), index=True, info=_ACTIVITY
    )

    application: Mapped["Application | None"] = relationship(back_populates="nominations")
