"""What does this ticket cost this person, and why?"""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import STRANGER, PersonFacts
from okprofs.events.rules.pricing import (
    Price,
    PriceReason,
    TicketPrice,
    price_for,
    price_in_order,
)

PEOPLE = [
    PersonFacts(proven, member, invited, under_review, signed_in)
    for proven, member, invited, under_review, signed_in in product((True, False), repeat=5)
    if proven or not signed_in
]
MEMBER = PersonFacts(
    is_proven=True,
    is_member_on_event_date=True,
    is_invited=False,
    has_application_under_review=False,
    is_signed_in=True,
)
cents = st.integers(min_value=0, max_value=1_000_000)
ticket_prices = st.builds(TicketPrice, cents, st.none() | cents)


def test_the_founding_seminar_costs_everyone_sixty_and_a_hundred_euros() -> None:
    for person in PEOPLE:
        assert price_for(TicketPrice(60_00), person) == Price(60_00, PriceReason.ORDINARY)
        assert price_for(TicketPrice(100_00), person) == Price(100_00, PriceReason.ORDINARY)


@given(ticket_prices, st.sampled_from(PEOPLE))
def test_only_a_proven_member_pays_the_price_for_members(ticket_price: TicketPrice, person: PersonFacts) -> None:
    price = price_for(ticket_price, person)
    is_lower = (
        ticket_price.member_price_cents is not None and ticket_price.member_price_cents < ticket_price.price_cents
    )
    if person.is_proven and person.is_member_on_event_date and is_lower:
        assert price == Price(ticket_price.member_price_cents or 0, PriceReason.MEMBER)
    elif ticket_price.price_cents == 0:
        assert price == Price(0, PriceReason.FREE)
    else:
        assert price == Price(ticket_price.price_cents, PriceReason.ORDINARY)


@given(ticket_prices)
def test_being_a_member_never_costs_extra(ticket_price: TicketPrice) -> None:
    assert price_for(ticket_price, MEMBER).cents <= price_for(ticket_price).cents


@given(ticket_prices)
def test_a_members_address_that_was_only_typed_gives_no_lower_price(ticket_price: TicketPrice) -> None:
    typed = replace(MEMBER, is_proven=False, is_signed_in=False)
    assert price_for(ticket_price, typed) == price_for(ticket_price, STRANGER) == price_for(ticket_price)


def test_a_member_pays_the_ordinary_price_for_a_colleague() -> None:
    ticket_price = TicketPrice(60_00, 45_00)
    assert price_in_order(ticket_price, MEMBER, attendee_is_contact=True) == Price(45_00, PriceReason.MEMBER)
    assert price_in_order(ticket_price, MEMBER, attendee_is_contact=False) == Price(60_00, PriceReason.ORDINARY)


def test_a_member_can_come_for_nothing_where_others_pay() -> None:
    assert price_for(TicketPrice(60_00, 0), MEMBER) == Price(0, PriceReason.MEMBER)


@pytest.mark.parametrize(("price", "member_price"), [(-1, None), (100, -1)])
def test_a_price_is_not_below_zero(price: int, member_price: int | None) -> None:
    with pytest.raises(ValueError):
        TicketPrice(price, member_price)
