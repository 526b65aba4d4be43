"""What does this ticket cost this person, and why?

Source: "Alleen het ochtendgedeelte incl. lunch: EUR 60,-" and "Hele dag … totaal EUR 100,-": one price a ticket
type, for its audience. Beside it there may be lower prices, each for one reason; each reason is a function here:

- early booking: until a moment;
- member: who has proven to be a member on the date of the event; a colleague whose name was typed is not;
- colleague: the second and further attendees from one organisation on one order, as it was when they signed up: who
  cancels later makes it no dearer for the others;
- speaker: on the organiser's word;
- voucher: a code with an amount or a percentage, off the price for the audience.

Which one wins: the lowest, and one only. Reductions are never added up, so that the price can be told in one reason.
Where two are as low, the first of the list above is named, and a voucher is not used up for nothing. What is no lower
than the price for the audience is passed over: no reason costs extra. All amounts are whole cents.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import STRANGER, PersonFacts


class PriceReason(StrEnum):
    """Why this is the price."""

    FREE = "free"
    ORDINARY = "ordinary"
    EARLY = "early"
    MEMBER = "member"
    COLLEAGUE = "colleague"
    SPEAKER = "speaker"
    VOUCHER = "voucher"


PERSONAL_REASONS = frozenset({PriceReason.MEMBER, PriceReason.SPEAKER})
"""What someone else who comes instead does not bring along."""


@dataclass(frozen=True, slots=True)
class TicketPrice:
    """What a ticket type costs, and what it costs for each reason if that differs; `early_ends_at` is too late itself.

    Raises ValueError below zero.
    """

    price_cents: int
    member_price_cents: int | None = None
    early_price_cents: int | None = None
    early_ends_at: datetime | None = None
    colleague_price_cents: int | None = None
    speaker_price_cents: int | None = None

    def __post_init__(self) -> None:
        prices = (self.price_cents, self.member_price_cents, self.early_price_cents)
        if any(cents is not None and cents < 0 for cents in (*prices, self.colleague_price_cents)) or (
            self.speaker_price_cents is not None and self.speaker_price_cents < 0
        ):
            raise ValueError(f"a price is not below zero: {self}")


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a code takes off the price: an amount in cents, or a percentage from 1 to 100. Raises ValueError else."""

    cents: int = 0
    percentage: int = 0

    def __post_init__(self) -> None:
        if self.cents < 0 or not 0 <= self.percentage <= 100 or bool(self.cents) == bool(self.percentage):
            raise ValueError(f"a voucher takes off an amount or a percentage: {self}")


@dataclass(frozen=True, slots=True)
class Buying:
    """How a ticket is bought: when (None: at no moment, so never early), and with what beside the person themself."""

    at: datetime | None = None
    is_further_colleague: bool = False
    is_speaker: bool = False
    voucher: Voucher | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What someone pays, in cents, and why."""

    cents: int
    reason: PriceReason


def price_for(ticket_price: TicketPrice, person: PersonFacts = STRANGER, buying: Buying | None = None) -> Price:
    """The price of a ticket for this person: the lowest of all that hold, with its reason."""
    for_audience = by_audience(ticket_price)
    if for_audience.reason is PriceReason.FREE:
        return for_audience
    found = reductions(ticket_price, person, buying or Buying())
    lower = [price for price in found if price.cents < for_audience.cents]
    return min(lower, key=lambda price: price.cents, default=for_audience)


def reductions(ticket_price: TicketPrice, person: PersonFacts, buying: Buying) -> list[Price]:
    """Every lower price that this person has a reason for, in the order in which they are named."""
    found = (
        early_booking(ticket_price, buying.at),
        for_member(ticket_price, person),
        for_colleague(ticket_price, is_further=buying.is_further_colleague),
        for_speaker(ticket_price, is_speaker=buying.is_speaker),
        with_voucher(ticket_price, buying.voucher),
    )
    return [price for price in found if price is not None]


def by_audience(ticket_price: TicketPrice) -> Price:
    """What it costs everyone whom the ticket type is for."""
    reason = PriceReason.ORDINARY if ticket_price.price_cents else PriceReason.FREE
    return Price(ticket_price.price_cents, reason)


def early_booking(ticket_price: TicketPrice, at: datetime | None) -> Price | None:
    """The price for who books before the set moment."""
    if ticket_price.early_price_cents is None or ticket_price.early_ends_at is None or at is None:
        return None
    return Price(ticket_price.early_price_cents, PriceReason.EARLY) if at < ticket_price.early_ends_at else None


def for_member(ticket_price: TicketPrice, person: PersonFacts) -> Price | None:
    """The price for who has proven to be a member on the date of the event."""
    if ticket_price.member_price_cents is None or not (person.is_proven and person.is_member_on_event_date):
        return None
    return Price(ticket_price.member_price_cents, PriceReason.MEMBER)


def for_colleague(ticket_price: TicketPrice, *, is_further: bool) -> Price | None:
    """The price for the second and further attendees from one organisation on one order."""
    if ticket_price.colleague_price_cents is None or not is_further:
        return None
    return Price(ticket_price.colleague_price_cents, PriceReason.COLLEAGUE)


def for_speaker(ticket_price: TicketPrice, *, is_speaker: bool) -> Price | None:
    """The price for who speaks or hosts, as the organiser says."""
    if ticket_price.speaker_price_cents is None or not is_speaker:
        return None
    return Price(ticket_price.speaker_price_cents, PriceReason.SPEAKER)


def with_voucher(ticket_price: TicketPrice, voucher: Voucher | None) -> Price | None:
    """The price for the audience with the code's amount or percentage off, never below zero; part of a cent is given
    away."""
    if voucher is None:
        return None
    off = voucher.cents or -(-ticket_price.price_cents * voucher.percentage // 100)
    return Price(max(0, ticket_price.price_cents - off), PriceReason.VOUCHER)


def price_in_order(
    ticket_price: TicketPrice, contact: PersonFacts, buying: Buying | None = None, *, attendee_is_contact: bool
) -> Price:
    """The price of one line of an order: what the contact is, counts for themself only."""
    return price_for(ticket_price, contact if attendee_is_contact else STRANGER, buying)


def further_colleagues(organisations: list[str]) -> list[bool]:
    """Of the attendees of one order, whose organisations these are, folded: who is the second or further of theirs."""
    return [bool(name) and name in organisations[:place] for place, name in enumerate(organisations)]


def price_for_another(paid: Price, ticket_price: TicketPrice, bought_at: datetime) -> Price:
    """What somebody else pays who comes instead: the same, but for a price that was theirs who stay away."""
    if paid.reason not in PERSONAL_REASONS:
        return paid
    return price_for(ticket_price, STRANGER, Buying(at=bought_at))


def price_for_taker(paid: Price, ticket_price: TicketPrice, taker: PersonFacts, bought_at: datetime) -> Price:
    """What a colleague pays who takes a ticket over and has proven who they are: the same, so that the invoice stands;
    but where it was a price for members, that they are one too or it becomes the ordinary one."""
    if paid.reason not in PERSONAL_REASONS:
        return paid
    return price_for(ticket_price, taker, Buying(at=bought_at))
