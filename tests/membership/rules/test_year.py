"""What is due in the year of a membership, on whatever day it began and however late we are?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.categories import CONFIRMS_YEARLY, WHO_MAY, Category, Right, may, rights_of
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.year import (
    Due,
    Terms,
    Year,
    YearStep,
    anniversary,
    due_after,
    is_card_valid,
    may_be_made,
    may_confirm,
    may_tell_change,
    next_anniversary,
    valid_until,
    year_end,
    year_from,
)

TERMS = Terms(asked=timedelta(days=30), grace=timedelta(days=60), suspended=timedelta(days=90))
DAYS = st.dates(date(2004, 1, 1), date(2044, 12, 31))
PERIODS = st.integers(1, 120).map(lambda days: timedelta(days=days))
ALL_TERMS = st.builds(Terms, asked=PERIODS, grace=PERIODS, suspended=PERIODS)
ORDER = [YearStep.ASK, YearStep.REMIND, YearStep.SUSPEND, YearStep.END]


def test_a_leap_day_has_its_birthday_on_the_28th_but_on_the_29th_when_there_is_one() -> None:
    began = date(2024, 2, 29)
    assert [anniversary(began, year) for year in (2025, 2026, 2027, 2028)] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]
    assert next_anniversary(began, date(2028, 2, 28)) == date(2028, 2, 29)


@given(began=DAYS, after=DAYS)
def test_the_next_birthday_is_later_and_no_other_lies_between(began: date, after: date) -> None:
    found = next_anniversary(began, after)
    assert found > max(began, after)
    assert found == anniversary(began, found.year)
    assert anniversary(began, found.year - 1) <= max(began, after)


@given(began=DAYS, confirmed=DAYS, terms=ALL_TERMS)
def test_who_confirmed_is_asked_later_on_a_birthday_and_within_a_year_and_a_bit(
    began: date, confirmed: date, terms: Terms
) -> None:
    confirmed = max(began, confirmed)
    year = year_from(began, confirmed, Category.PROFESSIONAL, terms)
    assert year.confirm_by is not None
    assert year.due is not None
    assert year.confirm_by == anniversary(began, year.confirm_by.year)
    assert year.due.step is YearStep.ASK
    assert confirmed < year.due.on <= confirmed + timedelta(days=366)
    assert year.confirm_by - year.due.on == terms.asked


@given(began=DAYS, years=st.integers(1, 10), early=st.integers(0, 29), terms=st.just(TERMS))
def test_who_confirms_every_year_keeps_their_day(began: date, years: int, early: int, terms: Terms) -> None:
    year = year_from(began, began, Category.PROFESSIONAL, terms)
    for number in range(1, years + 1):
        assert year.confirm_by == anniversary(began, began.year + number)
        year = year_from(began, year.confirm_by - timedelta(days=early), Category.PROFESSIONAL, terms)


@given(began=DAYS, late=st.lists(st.integers(0, 400), min_size=4, max_size=4), terms=ALL_TERMS)
def test_however_late_we_are_every_step_comes_once_in_order_and_leaves_all_its_time(
    began: date, late: list[int], terms: Terms
) -> None:
    due = year_from(began, began, Category.PROFESSIONAL, terms).due
    taken: list[tuple[YearStep, date]] = []
    for days in late:
        assert due is not None
        taken.append((due.step, due.on + timedelta(days=days)))
        due = due_after(*taken[-1], terms)
    assert due is None
    assert [step for step, _ in taken] == ORDER
    between = [later - earlier for (_, earlier), (_, later) in pairwise(taken)]
    for waited, least in zip(between, (terms.asked, terms.grace, terms.suspended), strict=True):
        assert waited >= least


@given(began=DAYS, terms=ALL_TERMS)
def test_on_time_the_reminder_comes_on_the_day_itself(began: date, terms: Terms) -> None:
    year = year_from(began, began, Category.PROFESSIONAL, terms)
    assert year.due is not None
    following = due_after(YearStep.ASK, year.due.on, terms)
    assert following is not None
    assert (following.step, following.on) == (YearStep.REMIND, year.confirm_by)


@pytest.mark.parametrize("category", [category for category in Category if category not in CONFIRMS_YEARLY])
def test_who_is_measured_by_no_definition_is_never_asked(category: Category) -> None:
    year = year_from(date(2020, 5, 1), date(2026, 11, 23), category, TERMS)
    assert (year.confirm_by, year.due) == (None, None)
    assert [refusal.code for refusal in may_confirm(category, None)] == ["nothing_to_confirm"]


@pytest.mark.parametrize(
    ("next_step", "is_open"),
    [(None, False), (YearStep.ASK, False), (YearStep.REMIND, True), (YearStep.SUSPEND, True), (YearStep.END, True)],
)
def test_a_confirmation_is_open_from_the_question_to_the_end(next_step: YearStep | None, is_open: bool) -> None:
    assert (may_confirm(Category.PROFESSIONAL, next_step) == ()) is is_open


def test_a_change_is_told_by_a_professional_and_by_an_alumnus_who_returns() -> None:
    def codes(category: Category, *, is_ended: bool = False, is_looked_at: bool = False) -> list[str]:
        return [found.code for found in may_tell_change(category, is_ended=is_ended, is_looked_at=is_looked_at)]

    assert codes(Category.PROFESSIONAL) == codes(Category.ALUMNUS) == []
    assert codes(Category.HONORARY) == codes(Category.NETWORK) == ["nothing_to_confirm"]
    assert codes(Category.PROFESSIONAL, is_looked_at=True) == ["recheck_already_open"]
    assert codes(Category.PROFESSIONAL, is_ended=True) == ["membership_ended"]


def test_nobody_is_made_a_professional_who_can_apply_unless_they_told_work_that_may_fit() -> None:
    def codes(category: Category, new: Category, told: Outcome | None = None) -> list[str]:
        return [found.code for found in may_be_made(category, new, told)]

    for category in WHO_MAY[Right.APPLY]:
        assert codes(category, Category.PROFESSIONAL) == ["professional_by_application"]
        assert codes(category, Category.PROFESSIONAL, Outcome.NOT_ELIGIBLE) == ["professional_by_application"]
        assert codes(category, Category.PROFESSIONAL, Outcome.NEEDS_JUDGEMENT) == []
        assert codes(category, Category.HONORARY) == codes(category, Category.NETWORK) == []
    assert codes(Category.PROFESSIONAL, Category.PROFESSIONAL) == codes(Category.PROFESSIONAL, Category.ALUMNUS) == []
    # Else a network member would be one in two steps.
    assert codes(Category.HONORARY, Category.PROFESSIONAL) == ["professional_by_application"]


@given(began=DAYS, today=DAYS)
def test_the_end_of_the_year_is_to_come_and_is_no_choice_when_the_year_was_not_confirmed(
    began: date, today: date
) -> None:
    found = year_end(began, None, max(began, today))
    assert found is not None
    assert max(began, today) < found <= max(began, today) + timedelta(days=366)
    assert year_end(began, max(began, today), max(began, today)) is None


def test_a_card_is_valid_until_the_day_or_in_grace_until_the_suspension_or_until_one_leaves() -> None:
    began, today = date(2020, 5, 1), date(2026, 5, 2)
    year = year_from(began, today, Category.PROFESSIONAL, TERMS)
    assert valid_until(year, None) == date(2027, 5, 1)
    assert valid_until(year, date(2026, 8, 1)) == date(2026, 8, 1)
    in_grace = Year(began, date(2026, 5, 1), Due(YearStep.SUSPEND, date(2026, 6, 30)))
    assert valid_until(in_grace, None) == date(2026, 6, 30)
    assert valid_until(year_from(began, today, Category.HONORARY, TERMS), None) is None


@pytest.mark.parametrize(
    ("is_active", "is_blocked", "days_left", "is_valid"),
    [
        (True, False, None, True),
        (True, False, 1, True),
        (True, False, 0, False),
        (True, False, -1, False),
        (True, True, None, False),
        (False, False, None, False),
    ],
)
def test_a_card_is_valid_of_an_open_account_whose_membership_stands_today(
    is_active: bool, is_blocked: bool, days_left: int | None, is_valid: bool
) -> None:
    today = date(2026, 5, 2)
    ends_on = None if days_left is None else today + timedelta(days=days_left)
    assert is_card_valid(is_active=is_active, is_blocked=is_blocked, ends_on=ends_on, today=today) is is_valid


# Written down a second time, on purpose: right by right, who has it.
TABLE = {
    "open_parts": "professional network honorary alumnus seat",
    "public_cases": "professional network honorary alumnus seat",
    "closed_parts": "professional honorary",
    "search_directory": "professional honorary",
    "be_found": "professional honorary",
    "nominate": "professional honorary",
    "apply": "network alumnus seat",
    "return": "alumnus",
}


def test_the_table_of_rights_says_what_was_agreed() -> None:
    assert {right.value: {kind.value for kind in kinds} for right, kinds in WHO_MAY.items()} == {
        right: set(kinds.split()) for right, kinds in TABLE.items()
    }
    assert set(WHO_MAY) == set(Right)
    for category in Category:
        assert set(rights_of(category)) == {right for right in Right if may(category, right)}
