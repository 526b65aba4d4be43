"""Who has an address at which calendars fetch what they signed up for?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.privacy import NOTHING, Kind, Term, personal

_ADDRESS = personal(Kind.CREDENTIAL, kept=Term.UNTIL_CHANGED)


class CalendarFeed(Model):
    """The address of somebody's own calendar. Its secret is made from `seed` and the key of the site, so that the
    person can read it again, and who has only the database cannot."""

    __tablename__ = "calendar_feeds"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    seed: Mapped[str] = mapped_column(sa.String(60), info=_ADDRESS)
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True, info=_ADDRESS)
    made_at: Mapped[datetime] = mapped_column(default=now, info=personal(Kind.ACTIVITY, kept=Term.UNTIL_CHANGED))
