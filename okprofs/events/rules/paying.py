"""Until when does an order have to be paid, so that its places stay held? And what lapses when it is not?

The organiser says within how many days. The last day counts whole, until 23.59 on a Dutch wall, and is a day on which
people are at work: money does not move in a weekend, and somebody notes what came in. Most of all a term is a promise:
another number of days never shortens it, and an order that was promised none never lapses for what it had then.

Nothing is due for what is pending, so it has no term. When it is confirmed, the order has the time of a new one from
that day; not paid by then, only the difference lapses where the rest was paid. An order for which a part came in never
lapses by itself: whoever paid meant to come, and what is wrong with the amount is for people to find out.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from okprofs.events.rules.amounts import Amounts
from okprofs.events.rules.office_hours import is_office_day
from okprofs.kernel.refusals import Refusal
from okprofs.kernel.wall_time import local, moment_at

MOST_DAYS = 365
_REMINDED_DAYS = 3
_MORNING, _LAST_MINUTE = time(9), time(23, 59)


class TermRefusal(StrEnum):
    """Why an order is not given this time."""

    NO_TERM = "no_term_of_payment"
    TERM_NOT_LATER = "term_of_payment_not_later"


class Lapse(StrEnum):
    """What becomes of an order whose term has passed."""

    NOTHING = "nothing"
    EVERYTHING = "everything"  # the places of whoever costs something
    DIFFERENCE = "difference"  # what was confirmed after the rest was paid
    PAID_IN_PART = "paid_in_part"  # nothing by itself: for the office


def end_of(day: date) -> datetime:
    """The last minute of a day on a Dutch wall."""
    return moment_at(day, _LAST_MINUTE)


def paid_until(asked_at: datetime, days: int) -> datetime:
    """The end of the term of so many days that begins now."""
    day = local(asked_at).date() + timedelta(days=days)
    while not is_office_day(day):
        day += timedelta(days=1)
    return end_of(day)


def reminded_at(given_at: datetime, until: datetime) -> datetime | None:
    """When who has this term is reminded: three days before its last day at nine in the morning, of a short term
    halfway; None when that would be on the day on which it is given."""
    first, last = local(given_at).date(), local(until).date()
    day = last - timedelta(days=min(_REMINDED_DAYS, (last - first).days // 2))
    return moment_at(day, _MORNING) if day > first else None


def term_after(
    until: datetime | None,
    days: int | None,
    now: datetime,
    *,
    open_cents: int,
    added_cents: int,
    is_decided_later: bool = False,
) -> datetime | None:
    """Until when an order has to be paid, after what is due for it changed; None: it does not lapse.

    `until` is what was promised before, `open_cents` what is to be paid now, of which `added_cents` came on top just
    now (below zero: it became less). Who changes something themself gets no longer term than the one that runs; who
    was confirmed by somebody else's decision (`is_decided_later`) does.
    """
    if open_cents <= 0:
        return None
    was_promised_none = until is None and open_cents > added_cents
    if added_cents <= 0 or days is None or was_promised_none:
        return until
    if until is not None and not is_decided_later:
        return until
    return max(filter(None, (until, paid_until(now, days))))


def what_lapses(amounts: Amounts, added_cents: int) -> Lapse:
    """What lapses of an order whose term has passed, of which `added_cents` came on top by a later confirmation."""
    if not amounts.open_cents:
        return Lapse.NOTHING
    if added_cents > 0 and amounts.paid_cents == amounts.due_cents - added_cents:
        return Lapse.DIFFERENCE
    return Lapse.PAID_IN_PART if amounts.paid_cents > 0 else Lapse.EVERYTHING


def may_give_time(until: datetime | None, day: date, today: date) -> tuple[Refusal, ...]:
    """May an order be paid until the end of this day? Refuses one without a term, and a day that is no later than what
    was promised, or over."""
    if until is None:
        return (Refusal(TermRefusal.NO_TERM),)
    return (Refusal(TermRefusal.TERM_NOT_LATER),) if end_of(day) <= until or day < today else ()
