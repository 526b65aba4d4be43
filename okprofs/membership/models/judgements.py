"""How often did the rules say this, and people decide that?

Counted as it happens, so that telling it costs the same after a hundred thousand applications. Nobody is named in it.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.db import Model, choice
from okprofs.kernel.privacy import NOTHING
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.judging import Decision


class Judgement(Model):
    """So many decisions of one kind, in one quarter, on what one rule set said."""

    __tablename__ = "judgements"

    rule_set: Mapped[str] = mapped_column(sa.String(40), primary_key=True, info=NOTHING)
    # The first day of the quarter.
    quarter_on: Mapped[date] = mapped_column(primary_key=True, info=NOTHING)
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome), primary_key=True, info=NOTHING)
    decision: Mapped[Decision] = mapped_column(choice(Decision), primary_key=True, info=NOTHING)
    number: Mapped[int] = mapped_column(info=NOTHING)
