"""What does this ticket cost this person, and why?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import STRANGER, PersonFacts
from okprofs.events.rules.explaining import weighed_prices
from okprofs.events.rules.pricing import (
    Buying,
    Price,
    PriceReason,
    TicketPrice,
    Voucher,
    by_audience,
    early_booking,
    for_colleague,
    for_member,
    for_speaker,
    further_colleagues,
    price_for,
    price_for_another,
    price_in_order,
    with_voucher,
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


ENDS = datetime(2027, 1, 1, tzinfo=UTC)
EVERYTHING = TicketPrice(100_00, 70_00, 80_00, ENDS, 75_00, 0)


def test_the_audience_pays_one_price() -> None:
    assert by_audience(EVERYTHING) == Price(100_00, PriceReason.ORDINARY)
    assert by_audience(TicketPrice(0)) == Price(0, PriceReason.FREE)


@pytest.mark.parametrize(("at", "is_early"), [(ENDS - timedelta(seconds=1), True), (ENDS, False), (None, False)])
def test_early_is_before_the_moment(at: datetime | None, is_early: bool) -> None:
    assert early_booking(EVERYTHING, at) == (Price(80_00, PriceReason.EARLY) if is_early else None)
    assert early_booking(TicketPrice(100_00), at) is None


def test_a_member_must_have_proven_it() -> None:
    assert for_member(EVERYTHING, MEMBER) == Price(70_00, PriceReason.MEMBER)
    assert for_member(EVERYTHING, replace(MEMBER, is_proven=False, is_signed_in=False)) is None
    assert for_member(EVERYTHING, STRANGER) is None


def test_the_second_and_further_from_one_organisation_pay_less() -> None:
    assert further_colleagues(["ede", "", "ede", "zwolle", "", "ede"]) == [False, False, True, False, False, True]
    assert for_colleague(EVERYTHING, is_further=True) == Price(75_00, PriceReason.COLLEAGUE)
    assert for_colleague(EVERYTHING, is_further=False) is None


def test_a_speaker_is_who_the_organiser_says() -> None:
    assert for_speaker(EVERYTHING, is_speaker=True) == Price(0, PriceReason.SPEAKER)
    assert for_speaker(EVERYTHING, is_speaker=False) is None


@pytest.mark.parametrize(
    ("voucher", "cents"),
    [(Voucher(cents=25_00), 75_00), (Voucher(cents=500_00), 0), (Voucher(percentage=100), 0)],
)
def test_a_voucher_takes_off_and_never_below_nothing(voucher: Voucher, cents: int) -> None:
    assert with_voucher(TicketPrice(100_00), voucher) == Price(cents, PriceReason.VOUCHER)
    assert with_voucher(TicketPrice(100_00), None) is None


def test_a_percentage_gives_part_of_a_cent_away() -> None:
    assert with_voucher(TicketPrice(99), Voucher(percentage=50)) == Price(49, PriceReason.VOUCHER)


@pytest.mark.parametrize(("cents", "percentage"), [(0, 0), (-1, 0), (0, 101), (1, 1)])
def test_a_voucher_is_an_amount_or_a_percentage(cents: int, percentage: int) -> None:
    with pytest.raises(ValueError):
        Voucher(cents, percentage)


@given(ticket_prices, st.sampled_from(PEOPLE), st.booleans(), st.none() | st.integers(1, 100))
def test_the_lowest_single_reason_wins_and_nothing_costs_extra(
    prices: TicketPrice, person: PersonFacts, is_further: bool, percentage: int | None
) -> None:
    prices = replace(prices, early_price_cents=80_00, early_ends_at=ENDS, colleague_price_cents=75_00)
    voucher = Voucher(percentage=percentage) if percentage else None
    buying = Buying(ENDS - timedelta(days=1), is_further, voucher=voucher)
    paid = price_for(prices, person, buying)
    weighed = weighed_prices(prices, person, buying)
    assert paid.cents == (min(price.cents for price in weighed if price.holds) if prices.price_cents else 0)
    assert [price.reason for price in weighed if price.is_paid] == [paid.reason]


def test_where_two_are_as_low_the_code_is_not_used_up() -> None:
    both = Buying(ENDS - timedelta(days=1), voucher=Voucher(cents=20_00))
    assert price_for(EVERYTHING, STRANGER, both) == Price(80_00, PriceReason.EARLY)


def test_who_comes_instead_keeps_the_early_price_but_not_the_members() -> None:
    early, member = Price(80_00, PriceReason.EARLY), Price(70_00, PriceReason.MEMBER)
    assert price_for_another(early, EVERYTHING, ENDS) == early
    assert price_for_another(member, EVERYTHING, ENDS) == Price(100_00, PriceReason.ORDINARY)
    assert price_for_another(member, EVERYTHING, ENDS - timedelta(days=1)) == early
