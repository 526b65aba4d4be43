"""Where does what people decide differ from what the rules say?"""

from datetime import date
from enum import StrEnum

from okprofs.membership.rules.eligibility import Outcome


class Decision(StrEnum):
    """What people decided: first on the application, then perhaps on an objection."""

    ADMITTED = "admitted"
    REJECTED = "rejected"
    OVERTURNED = "overturned"
    UPHELD = "upheld"


_ADMITTING = frozenset({Decision.ADMITTED, Decision.OVERTURNED})


def is_otherwise(outcome: Outcome, decision: Decision) -> bool:
    """Whether people decided otherwise than the rules said. Where these left it to them, nothing is otherwise."""
    if outcome is Outcome.NEEDS_JUDGEMENT:
        return False
    return (outcome is Outcome.ELIGIBLE) != (decision in _ADMITTING)


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)
