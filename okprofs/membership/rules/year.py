"""What is due in the year of a membership, and when?

Once a year a professional confirms that the definition still fits, on the day of the year on which the membership
began: who began on 29 February confirms on the 28th in other years, and on the 29th again in a leap year.

    ask       some weeks before that day, by mail
    remind    on the day itself; from here the grace period runs
    suspend   when the grace period is over
    end       when the suspension has lasted long enough

Each step counts from the day on which the one before was really taken. So nobody loses time when we were late, and
nothing happens twice or all at once after a long silence of ours. Everything is about dates in the Netherlands: an hour
more or less in March or October changes nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.categories import CONFIRMS_YEARLY, Category, Right, may
from okprofs.membership.rules.eligibility import Outcome


class YearStep(StrEnum):
    """What the house does by itself when a membership is not confirmed."""

    ASK = "ask"
    REMIND = "remind"
    SUSPEND = "suspend"
    END = "end"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long before the day we ask, how long the grace period is after it, and how long a suspension lasts."""

    asked: timedelta
    grace: timedelta
    suspended: timedelta


@dataclass(frozen=True, slots=True)
class Due:
    """A step, and the day from which it is to be taken."""

    step: YearStep
    on: date


@dataclass(frozen=True, slots=True)
class Year:
    """How the year of a membership stands: confirmed when, to be confirmed again by when, and what comes next. Both
    are None for who need not confirm."""

    confirmed_on: date
    confirm_by: date | None
    due: Due | None


def anniversary(since_on: date, year: int) -> date:
    """The day in `year` on which a membership that began on `since_on` has its birthday."""
    try:
        return since_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def next_anniversary(since_on: date, after: date) -> date:
    """The first birthday of the membership later than `after`, and later than its beginning."""
    later = max(after, since_on)
    this_year = anniversary(since_on, later.year)
    return this_year if this_year > later else anniversary(since_on, later.year + 1)


def year_from(since_on: date, confirmed_on: date, category: Category, terms: Terms) -> Year:
    """The year that begins with a confirmation. The next one is never asked for at once: a birthday so near that we
    would have to ask for it already is passed over."""
    if category not in CONFIRMS_YEARLY:
        return Year(confirmed_on, None, None)
    confirm_by = next_anniversary(since_on, confirmed_on + terms.asked)
    return Year(confirmed_on, confirm_by, Due(YearStep.ASK, confirm_by - terms.asked))


def due_after(step: YearStep, taken_on: date, terms: Terms) -> Due | None:
    """What follows on a step that was taken on this day, when nobody confirms; nothing follows on the end."""
    if step is YearStep.ASK:
        return Due(YearStep.REMIND, taken_on + terms.asked)
    if step is YearStep.REMIND:
        return Due(YearStep.SUSPEND, taken_on + terms.grace)
    if step is YearStep.SUSPEND:
        return Due(YearStep.END, taken_on + terms.suspended)
    return None


IS_ASKED = frozenset({YearStep.REMIND, YearStep.SUSPEND, YearStep.END})
"""When one of these comes next, we have asked, and a confirmation is open."""

IN_GRACE = YearStep.SUSPEND
"""When this comes next, the day has passed and the grace period runs."""


def may_confirm(category: Category, next_step: YearStep | None) -> tuple[Refusal, ...]:
    """May someone confirm that nothing changed? Refused: `nothing_to_confirm`, also while a reviewer looks."""
    is_open = category in CONFIRMS_YEARLY and next_step in IS_ASKED
    return () if is_open else (Refusal("nothing_to_confirm"),)


def may_tell_change(category: Category, *, is_ended: bool, is_looked_at: bool) -> tuple[Refusal, ...]:
    """May someone tell that their work changed? At any time, and an alumnus to return.

    Refused: `membership_ended`; `recheck_already_open`; `nothing_to_confirm` for who is measured by no definition.
    """
    if is_ended:
        return (Refusal("membership_ended"),)
    if is_looked_at:
        return (Refusal("recheck_already_open"),)
    has_use = category in CONFIRMS_YEARLY or may(category, Right.RETURN)
    return () if has_use else (Refusal("nothing_to_confirm"),)


def may_be_made(category: Category, new: Category, told: Outcome | None) -> tuple[Refusal, ...]:
    """May the office make this kind of member that kind? `told` is what the rules say of changed work that waits for a
    reviewer, if any does.

    Refused: `professional_by_application` for who is not one and becomes that by applying, unless what they told may
    fit; so nobody is one by way of another kind.
    """
    has_to_apply = new is Category.PROFESSIONAL and category is not Category.PROFESSIONAL
    fits = told is not None and told is not Outcome.NOT_ELIGIBLE
    return (Refusal("professional_by_application"),) if has_to_apply and not fits else ()


def year_end(since_on: date, confirm_by: date | None, today: date) -> date | None:
    """The last day to which someone can stay who leaves at the end of the year; it is the first on which they are no
    member. None when that is no choice: the year is over and was not confirmed."""
    if confirm_by is not None and confirm_by <= today:
        return None
    return next_anniversary(since_on, today)


def valid_until(year: Year, ends_on: date | None) -> date | None:
    """The first day on which the membership no longer stands, as far as we know today: when it was left, or when it is
    not confirmed. None: without end."""
    if ends_on is not None:
        return ends_on
    if year.due is not None and year.due.step is IN_GRACE:
        return year.due.on
    return year.confirm_by


def is_card_valid(*, is_active: bool, is_blocked: bool, ends_on: date | None, today: date) -> bool:
    """Whether a card is valid today. It is not from the day of leaving on, also when we have yet to end the membership,
    nor while the account is blocked."""
    return is_active and not is_blocked and (ends_on is None or today < ends_on)
