"""May this member put a colleague forward, what does the colleague hear, and what does the member see of it afterwards?

Who nominates vouches in words, which reviewers read beside the application. That decides nothing: the assessment does
not know of it, and nobody becomes a member by it.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.applying import Standing
from okprofs.membership.rules.categories import Category, Right, may
from okprofs.membership.rules.lifecycle import ApplicationStatus

A_DAY = 5
"""How many colleagues one member may put forward in a day."""

LETTERS_TO_ONE = 3
"""How many letters one address gets in `VALID_FOR`, whoever put it forward."""

VALID_FOR = timedelta(days=60)
"""How long a colleague has to begin; after it the nomination is forgotten. So long, too, who would rather not is left
alone."""


@dataclass(frozen=True, slots=True)
class Nominator:
    """Who puts a colleague forward; without a category they are no member now."""

    category: Category | None
    address: str
    made_today: int = 0
    has_nominated_this_one: bool = False


def may_nominate(nominator: Nominator, address: str) -> tuple[Refusal, ...]:
    """Refusals: `may_not_nominate`; `nominated_oneself`; `nominated_already` (by this same member, not long ago);
    `nominations_used_up`. None of them tells whether anybody knows the address."""
    if nominator.category is None or not may(nominator.category, Right.NOMINATE):
        return (Refusal("may_not_nominate"),)
    codes = [
        (address == nominator.address, "nominated_oneself"),
        (nominator.has_nominated_this_one, "nominated_already"),
        (nominator.made_today >= A_DAY, "nominations_used_up"),
    ]
    return tuple(Refusal(code) for holds, code in codes if holds)


class Heard(StrEnum):
    """What the colleague hears."""

    INVITED = "invited"  # that one can apply, with a link
    KNOWN = "known"  # that there is nothing to do: member already, applied already, or shut out
    NOTHING = "nothing"  # enough was written, or they would rather not


def heard_by(standing: Standing, *, letters: int, would_rather_not: bool) -> Heard:
    """`letters` went to this address in the last `VALID_FOR`."""
    if would_rather_not or letters >= LETTERS_TO_ONE:
        return Heard.NOTHING
    is_known = standing.is_member or standing.has_open_application or standing.is_blocked
    return Heard.KNOWN if is_known else Heard.INVITED


def goes_with(*, typed_address: str, nominated_address: str, is_own: bool) -> bool:
    """Whether the nomination goes with the draft that is at hand. `is_own`: it is that of who is signed in. One that
    another began at this machine stays theirs."""
    return is_own or typed_address in ("", nominated_address)


class Progress(StrEnum):
    """What the member sees."""

    SENT = "sent"
    APPLIED = "applied"
    MEMBER = "member"


def progress(status: ApplicationStatus | None, *, is_findable: bool) -> Progress:
    """What became of it, from the application that was begun from it. A rejection is nobody else's business, and so it
    looks like waiting; who does not want to be found by members is not found here either."""
    if status in (None, ApplicationStatus.DRAFT):
        return Progress.SENT
    return Progress.MEMBER if status is ApplicationStatus.ADMITTED and is_findable else Progress.APPLIED
