"""What is due for an order now, what will it come to, and what of that was paid?

Due is what is sure: the ticket that each attendee holds. What waits is due only when it is confirmed, and nobody pays
for it before. Of what was called off nothing is due. What was paid beyond what is due is theirs: it is shown, it goes
towards what is confirmed later, and it can be paid back. All amounts are whole cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from okprofs.kernel.refusals import Refusal

MOST_AT_ONCE = 1_000_000
"""More than ten thousand euros in one payment is a slip of the finger."""


class PaymentRefusal(StrEnum):
    """Why a payment is not noted."""

    AMOUNT_NOT_POSITIVE = "payment_not_positive"
    AMOUNT_TOO_HIGH = "payment_too_high"
    MORE_THAN_OVERPAID = "payback_more_than_overpaid"


@dataclass(frozen=True, slots=True)
class Line:
    """An attendee who comes: the price of what they hold, and of what they hold instead if what waits is confirmed."""

    price_cents: int
    waiting_price_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """In cents: due now, in total if all that waits is confirmed, and paid."""

    due_cents: int
    total_cents: int
    paid_cents: int

    @property
    def difference_cents(self) -> int:
        """What comes on top of what is due now, if all that waits is confirmed; below zero when it becomes cheaper."""
        return self.total_cents - self.due_cents

    @property
    def open_cents(self) -> int:
        """What is still to be paid now."""
        return max(self.due_cents - self.paid_cents, 0)

    @property
    def overpaid_cents(self) -> int:
        """What was paid and is not due."""
        return max(self.paid_cents - self.due_cents, 0)


def amounts_of(lines: Iterable[Line], paid_cents: int = 0, *, takes_place: bool = True) -> Amounts:
    """The amounts of an order with these attendees, for an event that takes place or was called off."""
    due = total = 0
    for line in lines if takes_place else ():
        due += line.price_cents
        total += line.price_cents if line.waiting_price_cents is None else line.waiting_price_cents
    return Amounts(due, total, paid_cents)


def may_note(amounts: Amounts, cents: int, *, is_payback: bool) -> tuple[Refusal, ...]:
    """May this amount be noted as received, or as paid back? What came in is noted also when it is more than is due.

    Refuses nothing and less; more than ten thousand euros; paying back more than was paid too much.
    """
    if cents <= 0:
        return (Refusal(PaymentRefusal.AMOUNT_NOT_POSITIVE),)
    if cents > MOST_AT_ONCE:
        return (Refusal(PaymentRefusal.AMOUNT_TOO_HIGH),)
    if is_payback and cents > amounts.overpaid_cents:
        return (Refusal(PaymentRefusal.MORE_THAN_OVERPAID),)
    return ()
