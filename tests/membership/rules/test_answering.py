"""When is an applicant warned, and when is it over?"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.answering import (
    Due,
    OpenQuestion,
    answer_until,
    asked_before,
    days_of_notice,
    due,
)

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
# How many days the worker is away before each time that it looks.
PAUSES = st.lists(st.integers(1, 30), min_size=1, max_size=60)


def lived(term: int, pauses: list[int]) -> list[tuple[Due, date, date]]:
    """What is done, on which day, and what was said to be the last day to answer."""
    question, today, done = OpenQuestion(MONDAY), MONDAY, []
    for pause in [*pauses, *([1] * 400)]:
        today += pause * DAY
        step = due(question, term=term, today=today)
        if step is None:
            continue
        if step is Due.WARN:
            question = replace(question, warnings=question.warnings + 1, warned_on=today)
        done.append((step, today, answer_until(question, term=term, today=today)))
        if step is Due.WITHDRAW:
            return done
    raise AssertionError("it waits for ever")


def test_in_time_it_is_halfway_a_week_before_and_the_day_after() -> None:
    assert lived(42, [1] * 50) == [
        (Due.WARN, MONDAY + 21 * DAY, MONDAY + 42 * DAY),
        (Due.WARN, MONDAY + 35 * DAY, MONDAY + 42 * DAY),
        (Due.WITHDRAW, MONDAY + 43 * DAY, MONDAY + 42 * DAY),
    ]


@given(st.integers(1, 120), PAUSES)
def test_there_are_always_two_warnings_with_notice_and_no_promise_is_broken(term: int, pauses: list[int]) -> None:
    (first, first_on, first_until), (second, second_on, second_until), (last, last_on, _) = lived(term, pauses)
    assert (first, second, last) == (Due.WARN, Due.WARN, Due.WITHDRAW)
    notice = days_of_notice(term) * DAY
    assert second_on >= first_on + notice
    assert last_on > second_on + notice
    assert last_on > second_until >= first_until >= MONDAY + term * DAY


@given(st.integers(1, 120), st.integers(0, 2), st.integers(0, 200), st.integers(0, 200))
def test_whatever_is_due_is_found(term: int, warnings: int, asked: int, warned: int) -> None:
    today = MONDAY + 200 * DAY
    question = OpenQuestion(MONDAY + asked * DAY, warnings, today - warned * DAY if warnings else None)
    if due(question, term=term, today=today):
        assert question.asked_on <= asked_before(term, warnings, today)
