"""What does this ticket cost this person, and why?

Source: "Alleen het ochtendgedeelte incl. lunch: EUR 60,-" and "Hele dag … totaal EUR 100,-": one price a ticket
type. A ticket type may also have a lower price for members. That one is for who has proven to be a member on the
date of the event; a colleague whose name was typed pays the ordinary price. All amounts are whole cents.
"""

from dataclasses import dataclass
from enum import StrEnum

from okprofs.events.rules.admission import STRANGER, PersonFacts


class PriceReason(StrEnum):
    """Why this is the price."""

    FREE = "free"
    ORDINARY = "ordinary"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class TicketPrice:
    """What a ticket type costs, and what it costs a member if that differs. Raises ValueError below zero."""

    price_cents: int
    member_price_cents: int | None = None

    def __post_init__(self) -> None:
        if self.price_cents < 0 or (self.member_price_cents is not None and self.member_price_cents < 0):
            raise ValueError(f"a price is not below zero: {self}")


@dataclass(frozen=True, slots=True)
class Price:
    """What someone pays, in cents, and why."""

    cents: int
    reason: PriceReason


def price_for(ticket_price: TicketPrice, person: PersonFacts = STRANGER) -> Price:
    """The price of a ticket for this person: free if it is free for all, else theirs, else the ordinary price.

    A price for members that is not lower than the ordinary one is passed over: membership never costs extra.
    """
    if ticket_price.price_cents == 0:
        return Price(0, PriceReason.FREE)
    is_proven_member = person.is_proven and person.is_member_on_event_date
    member_price_cents = ticket_price.member_price_cents
    if is_proven_member and member_price_cents is not None and member_price_cents < ticket_price.price_cents:
        return Price(member_price_cents, PriceReason.MEMBER)
    return Price(ticket_price.price_cents, PriceReason.ORDINARY)


def price_in_order(ticket_price: TicketPrice, contact: PersonFacts, *, attendee_is_contact: bool) -> Price:
    """The price of one line of an order: the contact's own price for themself, the ordinary one for colleagues."""
    return price_for(ticket_price, contact if attendee_is_contact else STRANGER)
