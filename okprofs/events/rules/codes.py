"""Does this code open anything, and if not, what do we say?

A code lets hidden ticket types be seen and taken, or takes something off the price, or both; for the ticket types it
names, or for all when it names none. It may hold for so many attendees, and until a moment.

Whoever types a wrong code learns nothing: one that does not exist, one of another event, one that has ended and one
that is used up get the same answer. Only who types a code that works is told how often it still does.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.kernel.refusals import Refusal

SHORTEST, LONGEST = 6, 30
_SIGNS = re.compile(r"[^A-Z0-9]+")


class CodeRefusal(StrEnum):
    """Why not."""

    CODE_UNKNOWN = "code_unknown"
    CODE_NOT_ENOUGH = "code_not_enough"
    CODE_TOO_SHORT = "code_too_short"
    CODE_EXISTS = "code_exists"
    CODE_DOES_NOTHING = "code_does_nothing"
    CODE_TWO_DISCOUNTS = "code_two_discounts"
    CODE_USES_BELOW_USED = "code_uses_below_used"


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A code at this moment. `uses_left` None: without limit; `ends_at` None: until the sign-up closes."""

    uses_left: int | None
    ends_at: datetime | None
    is_stopped: bool


def clean_code(typed: str) -> str:
    """A code as it is compared: capitals and digits, whatever stood between them. Empty when nothing is left."""
    return _SIGNS.sub("", typed.upper())[:LONGEST]


def works(code: CodeFacts, now: datetime) -> bool:
    """Whether the code opens anything at this moment."""
    has_uses = code.uses_left is None or code.uses_left > 0
    return has_uses and not code.is_stopped and (code.ends_at is None or now < code.ends_at)


def may_use_code(code: CodeFacts | None, wanted: int, now: datetime) -> tuple[Refusal, ...]:
    """May so many attendees use this code (None: there is no such code)?

    Refused: `code_unknown` for all that does not work, `code_not_enough` when it works for fewer.
    """
    if code is None or not works(code, now):
        return (Refusal(CodeRefusal.CODE_UNKNOWN),)
    if code.uses_left is not None and code.uses_left < wanted:
        return (Refusal(CodeRefusal.CODE_NOT_ENOUGH, (("uses_left", code.uses_left), ("wanted", wanted))),)
    return ()


@dataclass(frozen=True, slots=True)
class CodePlan:
    """What an organiser wants a code to be, after `clean_code`."""

    code: str
    discount_cents: int
    discount_percentage: int
    opens_hidden: bool
    most_uses: int | None


def may_have_code(plan: CodePlan, uses: int = 0) -> tuple[Refusal, ...]:
    """What is wrong with a code as the organiser filled it in: easy to guess, for nothing, or used more often."""
    refusals = []
    if len(plan.code) < SHORTEST:
        refusals.append(Refusal(CodeRefusal.CODE_TOO_SHORT, (("shortest", SHORTEST),)))
    if plan.discount_cents and plan.discount_percentage:
        refusals.append(Refusal(CodeRefusal.CODE_TWO_DISCOUNTS))
    if not (plan.discount_cents or plan.discount_percentage or plan.opens_hidden):
        refusals.append(Refusal(CodeRefusal.CODE_DOES_NOTHING))
    if plan.most_uses is not None and plan.most_uses < uses:
        refusals.append(Refusal(CodeRefusal.CODE_USES_BELOW_USED, (("uses", uses),)))
    return tuple(refusals)
