"""What can this person sign up for, at what price, and if not, why?"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from okprofs.events.models import Code, Event, EventStatus, Registration, TicketType
from okprofs.events.queries.codes import is_there, voucher_for
from okprofs.events.rules import standing
from okprofs.events.rules.admission import (
    STRANGER,
    Admission,
    Audience,
    PersonFacts,
    TicketFacts,
    may_be_given,
    may_hold,
)
from okprofs.events.rules.cancellation import CancellationTerms, RegistrationFacts
from okprofs.events.rules.pricing import Buying, Price, TicketPrice, price_for
from okprofs.events.rules.standing import Standing
from okprofs.events.rules.waiting import is_only_full

if TYPE_CHECKING:
    from okprofs.events.queries.pending import Meanwhile


SCARCE = 20
"""With no more places than this, the form asks whether one wants to wait when it turns out to be full."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A ticket type to one person: may they hold it, may they take it for a colleague, and what does it cost them.

    `usual_price_cents` is what it costs without a reason for less, when that is more; `price_for_others` what a
    colleague pays whose name is typed. `meanwhile` is what an applicant can have of it now.
    """

    ticket_type: TicketType
    admission: Admission
    for_others: Admission
    price: Price
    usual_price_cents: int | None
    price_for_others: Price
    meanwhile: "Meanwhile | None" = None

    @property
    def is_personal(self) -> bool:
        return is_personal(self.ticket_type)

    @property
    def is_scarce(self) -> bool:
        """Whether it may be full before the form is sent in."""
        return self.admission.is_allowed and (self.ticket_type.places_left or SCARCE + 1) <= SCARCE

    @property
    def can_wait(self) -> bool:
        """Whether the contact can wait for it, for themself or for others: only places are wanting."""
        return is_only_full(self.admission.refusals) or is_only_full(self.for_others.refusals)


def ticket_facts(event: Event, ticket_type: TicketType) -> TicketFacts:
    """A ticket type as the rules look at it."""
    return TicketFacts(
        audience=ticket_type.audience,
        places_left=ticket_type.places_left,
        sales_open_at=max(_known(event.sign_up_opens_at, ticket_type.sales_open_at), default=None),
        sales_close_at=min(_known(event.sign_up_closes_at, ticket_type.sales_close_at), default=None),
        event_is_published=event.status is not EventStatus.DRAFT,
        event_is_cancelled=event.status is EventStatus.CANCELLED,
        event_starts_at=event.starts_at,
        shared=tuple((quota.public_id, quota.left) for quota in ticket_type.quotas),
        least_per_order=ticket_type.least_per_order,
        most_per_order=ticket_type.most_per_order,
    )


def _known(*moments: datetime | None) -> list[datetime]:
    return [moment for moment in moments if moment is not None]


def ticket_price(ticket_type: TicketType) -> TicketPrice:
    """What a ticket type costs, as the rules look at it."""
    return TicketPrice(
        ticket_type.price_cents,
        ticket_type.member_price_cents,
        ticket_type.early_price_cents,
        ticket_type.early_ends_at,
        ticket_type.colleague_price_cents,
        ticket_type.speaker_price_cents,
    )


def registration_facts(event: Event, registration: Registration, ticket_type: TicketType) -> RegistrationFacts:
    """A registration as the rules look at it."""
    return RegistrationFacts(
        audience=ticket_type.audience,
        is_cancelled=registration.cancelled_at is not None,
        event_is_cancelled=event.status is EventStatus.CANCELLED,
        event_starts_at=event.starts_at,
        change_deadline_at=event.changes_close_at or event.sign_up_closes_at,
    )


def cancellation_terms(event: Event) -> CancellationTerms:
    """What cancelling costs at this event, as the rules look at it."""
    return CancellationTerms(event.free_until, event.late_percentage)


def offers_for(
    event: Event, person: PersonFacts, at: datetime, code: Code | None = None, *, as_published: bool = False
) -> list[Offer]:
    """Every ticket type of the event that is there for who brings this code, in its order, as an answer to this person.

    The code must work (`working_code`). `as_published` gives the answer that a draft will give.
    """
    facts_of = _facts_once_published if as_published else ticket_facts
    there = [item for item in event.ticket_types if is_there(item, code)]
    return [_offer(facts_of(event, item), item, person, at, code) for item in there]


def _facts_once_published(event: Event, ticket_type: TicketType) -> TicketFacts:
    return replace(ticket_facts(event, ticket_type), event_is_published=True)


def _offer(facts: TicketFacts, ticket_type: TicketType, person: PersonFacts, at: datetime, code: Code | None) -> Offer:
    prices = ticket_price(ticket_type)
    buying = Buying(at, voucher=voucher_for(ticket_type, code))
    price = price_for(prices, person, buying)
    return Offer(
        ticket_type,
        may_hold(person, facts, at),
        may_be_given(facts, at),
        price,
        ticket_type.price_cents if price.cents < ticket_type.price_cents else None,
        price_for(prices, STRANGER, buying),
    )


_SHOWN = ("early_ends_at", "sales_open_at", "colleague_price_cents", "least_per_order", "most_per_order")


def content_of(offer: Offer) -> Hashable:
    """All that a page shows of an offer: alike for two offers that look alike."""
    ticket_type = offer.ticket_type
    return (
        ticket_type.public_id,
        ticket_type.title,
        ticket_type.text,
        ticket_type.audience,
        *((counted.capacity, counted.left) for counted in (ticket_type.scarcest,) if counted),
        offer.admission,
        offer.for_others,
        offer.price,
        offer.usual_price_cents,
        offer.price_for_others,
        *(getattr(ticket_type, name) for name in _SHOWN),
    )


def standing_of(event: Event, at: datetime, offers: Sequence[Offer] | None = None) -> Standing:
    """How it stands with signing up for this event, whoever asks."""
    if offers is None:
        offers = offers_for(event, STRANGER, at)
    return standing.standing_of(
        [offer.admission for offer in offers],
        at,
        starts_at=event.starts_at,
        is_draft=event.status is EventStatus.DRAFT,
        is_cancelled=event.status is EventStatus.CANCELLED,
    )


def is_for_members(event: Event) -> bool:
    """Whether all that can be had is for members and invitees."""
    shown = [ticket_type for ticket_type in event.ticket_types if not ticket_type.is_hidden]
    return bool(shown) and all(map(is_personal, shown))


def is_personal(ticket_type: TicketType) -> bool:
    """Whether a ticket is for who proved to be someone, so that no other name can be put on it."""
    return ticket_type.audience is not Audience.EVERYONE
