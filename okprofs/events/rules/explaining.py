"""Which rule decides about this ticket for this person, and what did the others say?

The rules of admission say only what refuses. Here every question that they ask is told with its answer, also where it
is yes: does it go through, is the sign-up open, is there a place, is it for me? And of the prices: each that the
organiser set, whether it holds for this person, and which one they pay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from okprofs.events.rules.admission import Admission, AdmissionRefusal, PersonFacts
from okprofs.events.rules.pricing import Buying, Price, PriceReason, TicketPrice, price_for, reductions
from okprofs.kernel.refusals import Refusal


class Question(StrEnum):
    """What the rules of admission ask."""

    EVENT = "event"
    PERIOD = "period"
    PLACES = "places"
    AUDIENCE = "audience"


_ASKED_BY: Mapping[str, Question] = {
    AdmissionRefusal.EVENT_NOT_PUBLISHED: Question.EVENT,
    AdmissionRefusal.EVENT_CANCELLED: Question.EVENT,
    AdmissionRefusal.EVENT_STARTED: Question.EVENT,
    AdmissionRefusal.SALES_NOT_OPEN: Question.PERIOD,
    AdmissionRefusal.SALES_CLOSED: Question.PERIOD,
    AdmissionRefusal.SOLD_OUT: Question.PLACES,
    AdmissionRefusal.NOT_ENOUGH_PLACES: Question.PLACES,
}
_DECIDES_FIRST = (Question.EVENT, Question.AUDIENCE, Question.PERIOD, Question.PLACES)


@dataclass(frozen=True, slots=True)
class Finding:
    """One question, and what refuses there; nothing means yes."""

    question: Question
    refusals: tuple[Refusal, ...]

    @property
    def is_yes(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Weighed:
    """A price that the organiser set for a reason: does it hold for this person, and is it the one they pay?"""

    reason: PriceReason
    cents: int
    holds: bool
    is_paid: bool


def findings(admission: Admission) -> list[Finding]:
    """Every question with its answer."""
    return [
        Finding(question, tuple(refusal for refusal in admission.refusals if _question_of(refusal) is question))
        for question in Question
    ]


def deciding(admission: Admission) -> Finding:
    """The one that decides. No: what holds for everyone, else that it is not for this person, else the period or the
    places. Yes: that it is for them."""
    by_question = {finding.question: finding for finding in findings(admission)}
    first_no = next((question for question in _DECIDES_FIRST if not by_question[question].is_yes), None)
    return by_question[first_no or Question.AUDIENCE]


def weighed_prices(ticket_price: TicketPrice, person: PersonFacts, buying: Buying) -> list[Weighed]:
    """Every price of a ticket type, that of its audience first; a voucher only when one was brought."""
    paid, holding = price_for(ticket_price, person, buying), reductions(ticket_price, person, buying)
    everyone = PriceReason.ORDINARY if ticket_price.price_cents else PriceReason.FREE
    set_prices = {
        everyone: ticket_price.price_cents,
        PriceReason.EARLY: ticket_price.early_price_cents,
        PriceReason.MEMBER: ticket_price.member_price_cents,
        PriceReason.COLLEAGUE: ticket_price.colleague_price_cents,
        PriceReason.SPEAKER: ticket_price.speaker_price_cents,
        PriceReason.VOUCHER: next((price.cents for price in holding if price.reason is PriceReason.VOUCHER), None),
    }
    held = {everyone, *(price.reason for price in holding)}
    return [
        Weighed(reason, cents, reason in held, paid == Price(cents, reason))
        for reason, cents in set_prices.items()
        if cents is not None
    ]


def _question_of(refusal: Refusal) -> Question:
    return _ASKED_BY.get(refusal.code, Question.AUDIENCE)
