"""When is someone forgotten?"""

from datetime import date

import pytest

from okprofs.people.rules.forgetting import forgotten_after, forgotten_when_told, looked_at_again


def test_six_months_are_never_less_and_hardly_more() -> None:
    assert forgotten_after(date(2026, 11, 24)) == date(2027, 5, 26)


@pytest.mark.parametrize(
    ("planned_on", "forgotten_on"),
    [
        (date(2026, 12, 8), date(2026, 12, 8)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        # The worker stood still meanwhile: who is told late has their week all the same.
        (date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_who_is_told_has_a_week_to_come_back(planned_on: date, forgotten_on: date) -> None:
    assert forgotten_when_told(planned_on, date(2026, 11, 24)) == forgotten_on


def test_who_is_needed_yet_is_looked_at_again_a_week_later_and_then_has_their_week() -> None:
    assert looked_at_again(date(2026, 11, 24)) == date(2026, 12, 8)
