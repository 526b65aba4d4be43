"""Seats of an organisation: how many, for whom, and what is left without one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules import seats as rules
from okprofs.membership.rules.categories import CONFIRMS_YEARLY, WHO_MAY, Category, Right, rights_of
from okprofs.membership.rules.seats import Seats


def codes(refusals: object) -> list[str]:
    return [refusal.code for refusal in refusals]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("seats", "is_known", "refused"),
    [
        (Seats(3), False, []),
        (Seats(3, {1, 3}), False, []),
        (Seats(3, {1, 2, 3}), False, ["no_seat_free"]),
        (Seats(3, {1, 2, 3}), True, ["no_seat_free", "seat_given_already"]),
        (Seats(3, {1}), True, ["seat_given_already"]),
        (Seats(3, is_over=True), False, ["seats_ended"]),
    ],
)
def test_a_seat_is_handed_out_while_one_is_free(seats: Seats, is_known: bool, refused: list[str]) -> None:
    assert codes(rules.may_hand_out(seats, is_known=is_known)) == refused


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 8), st.randoms())
def test_however_seats_come_and_go_no_number_is_given_twice_nor_one_too_high(
    handing_out: list[bool], number: int, chance: object
) -> None:
    taken: set[int] = set()
    for hands_out in handing_out:
        if not hands_out and taken:
            taken.remove(chance.choice(sorted(taken)))  # type: ignore[attr-defined]
        elif not rules.may_hand_out(Seats(number, taken), is_known=False):
            new = Seats(number, taken).next_number
            assert new not in taken
            taken.add(new)
        assert len(taken) <= number
        assert max(taken, default=0) <= number


def test_a_seat_that_passes_to_a_successor_takes_no_other() -> None:
    assert rules.may_pass_on(is_over=False, is_known=False) == ()
    assert codes(rules.may_pass_on(is_over=False, is_known=True)) == ["seat_given_already"]
    assert codes(rules.may_pass_on(is_over=True, is_known=False)) == ["seats_ended"]


def test_one_person_has_one_seat() -> None:
    assert rules.may_accept(is_over=False, has_seat=False, is_blocked=False) == ()
    assert codes(rules.may_accept(is_over=False, has_seat=True, is_blocked=False)) == ["has_seat_already"]
    assert codes(rules.may_accept(is_over=False, has_seat=True, is_blocked=True)) == ["applicant_blocked"]
    assert codes(rules.may_accept(is_over=True, has_seat=False, is_blocked=False)) == ["seats_ended"]


@pytest.mark.parametrize(
    ("number", "taken", "refused"),
    [
        (1, 0, []),
        (100, 0, []),
        (3, 3, []),
        (2, 3, ["seats_taken"]),
        (0, 0, ["number_of_seats"]),
        (101, 0, ["number_of_seats"]),
    ],
)
def test_there_are_never_fewer_seats_than_people_in_them(number: int, taken: int, refused: list[str]) -> None:
    assert codes(rules.may_number(number, taken)) == refused


def test_who_is_a_member_in_their_own_right_stays_what_they_are() -> None:
    assert rules.category_with_seat(None) is Category.SEAT
    for category in Category:
        assert rules.category_with_seat(category) is category
        assert rules.rests_on_seat(category) is (category is Category.SEAT)


def test_a_seat_gives_what_a_network_member_has_and_makes_nobody_a_professional() -> None:
    assert rights_of(Category.SEAT) == rights_of(Category.NETWORK)
    assert Category.SEAT not in WHO_MAY[Right.CLOSED_PARTS]
    assert Category.SEAT in WHO_MAY[Right.APPLY]
    assert Category.SEAT not in CONFIRMS_YEARLY


@pytest.mark.parametrize(
    ("works_at", "works_for_government", "keeps"),
    [(7, True, True), (None, True, True), (8, True, False), (7, False, False), (None, False, False)],
)
def test_a_seat_stays_with_who_still_works_there(works_at: int | None, works_for_government: bool, keeps: bool) -> None:
    assert rules.keeps_seat(7, works_at, works_for_government=works_for_government) is keeps


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_the_contact_is_asked_once_a_year_and_never_just_after_confirming(since_on: date, days: int) -> None:
    confirmed_on = date.fromordinal(since_on.toordinal() + days)
    asked_on = rules.ask_on(since_on, confirmed_on)
    assert 0 < (asked_on - confirmed_on).days <= 366
    assert rules.ask_on(since_on, asked_on) > asked_on


def test_what_has_passed_ends_nothing() -> None:
    today = date(2026, 11, 23)
    assert rules.may_end_on(today, today) == ()
    assert codes(rules.may_end_on(date(2026, 11, 22), today)) == ["day_has_passed"]


@pytest.mark.parametrize(
    ("by_this_one", "to_this_one", "expected"),
    [(99, 2, []), (100, 0, ["links_used_up"]), (0, 3, ["address_has_links"]), (100, 3, ["links_used_up"])],
)
def test_links_are_mailed_so_often_a_day(by_this_one: int, to_this_one: int, expected: list[str]) -> None:
    found = rules.may_mail_link(by_this_one=by_this_one, to_this_one=to_this_one)
    assert [refusal.code for refusal in found] == expected
