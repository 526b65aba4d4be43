"""May there be so many places, sold like this, and what does changing it do?

What is promised stays: nobody who has a place is put out by a smaller number. What a change does is told before it is
done, so that nobody opens or closes an event by a slip of the hand.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.pricing import TicketPrice
from okprofs.kernel.refusals import Refusal

MOST_QUOTAS = 20


class QuotaRefusal(StrEnum):
    """Why not."""

    QUOTA_BELOW_TAKEN = "quota_below_taken"
    QUOTA_FOR_NOTHING = "quota_for_nothing"
    TOO_MANY_QUOTAS = "too_many_quotas"
    LEAST_ABOVE_MOST = "least_above_most"
    LEAST_OF_CLOSED = "least_of_closed"
    SALES_CLOSE_BEFORE_OPENING = "sales_close_before_opening"
    EARLY_HALF = "early_half"
    PRICE_NOT_LOWER = "price_not_lower"


class CapacityEffect(StrEnum):
    """What another number of places does."""

    MORE = "more"
    FEWER = "fewer"
    FULL = "full"
    WITHOUT_LIMIT = "without_limit"


@dataclass(frozen=True, slots=True)
class CapacityChange:
    """The numbers of places before and after (None: without limit), and how many are taken."""

    before: int | None
    after: int | None
    taken: int

    @property
    def left(self) -> int:
        return 0 if self.after is None else max(0, self.after - self.taken)


def effect_of(change: CapacityChange) -> CapacityEffect | None:
    """What this change does; None when it changes nothing."""
    if change.before == change.after:
        return None
    if change.after is None:
        return CapacityEffect.WITHOUT_LIMIT
    if change.left == 0:
        return CapacityEffect.FULL
    is_more = change.before is not None and change.after > change.before
    return CapacityEffect.MORE if is_more else CapacityEffect.FEWER


def may_share(capacity: int, taken: int, ticket_types: int) -> tuple[Refusal, ...]:
    """May a quota have so many places, for so many ticket types, while so many are taken?"""
    refusals = []
    if capacity < taken:
        refusals.append(Refusal(QuotaRefusal.QUOTA_BELOW_TAKEN, (("taken", taken), ("capacity", capacity))))
    if not ticket_types:
        refusals.append(Refusal(QuotaRefusal.QUOTA_FOR_NOTHING))
    return tuple(refusals)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a ticket type is sold."""

    price: TicketPrice
    is_closed: bool
    least_per_order: int
    most_per_order: int | None
    sales_open_at: datetime | None
    sales_close_at: datetime | None


def may_sell(terms: Terms) -> tuple[Refusal, ...]:
    """Everything in the terms of a ticket type that contradicts itself. The price for members has a word of its own."""
    price, opens, closes = terms.price, terms.sales_open_at, terms.sales_close_at
    least, most = terms.least_per_order, terms.most_per_order
    lower = (price.early_price_cents, price.colleague_price_cents, price.speaker_price_cents)
    wrong = {
        QuotaRefusal.LEAST_ABOVE_MOST: most is not None and least > most,
        QuotaRefusal.LEAST_OF_CLOSED: terms.is_closed and least > 1,
        QuotaRefusal.SALES_CLOSE_BEFORE_OPENING: opens is not None and closes is not None and closes <= opens,
        QuotaRefusal.EARLY_HALF: (price.early_price_cents is None) != (price.early_ends_at is None),
        QuotaRefusal.PRICE_NOT_LOWER: any(cents is not None and cents >= price.price_cents for cents in lower),
    }
    return tuple(Refusal(code) for code, is_wrong in wrong.items() if is_wrong)
