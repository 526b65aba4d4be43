from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okprofs.mail.rules.retrying import BUDGET, give_up_time, next_try

START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_the_waits_are_1_5_15_and_60_minutes_and_then_hourly() -> None:
    waits = [next_try(attempts, START, give_up_time(START), 0.0) for attempts in range(1, 8)]
    assert [(wait - START).total_seconds() / 60 for wait in waits if wait] == [1, 5, 15, 60, 60, 60, 60]


def test_chance_makes_a_wait_a_little_longer_and_never_shorter() -> None:
    assert next_try(4, START, give_up_time(START), 1.0) == START + timedelta(minutes=66)


@given(st.floats(0, 1))
def test_it_is_tried_for_at_least_72_hours_and_then_given_up(chance: float) -> None:
    moment, attempts = START, 1
    while (following := next_try(attempts, moment, give_up_time(START), chance)) is not None:
        moment, attempts = following, attempts + 1
        assert attempts < 100
    assert moment >= START + BUDGET
