"""When is what an event holds of people forgotten?"""

from datetime import date, datetime

import pytest

from okprofs.events.rules.forgetting import attended_before, booked_before, eaten_before
from okprofs.kernel.wall_time import AMSTERDAM


def late_on(text: str) -> datetime:
    """The last minute of that day in the Netherlands."""
    return datetime.fromisoformat(f"{text}T23:59").replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("ended", "kept", "gone"),
    [("2026-11-12", "2026-11-18", "2026-11-19"), ("2026-10-24", "2026-10-30", "2026-10-31")],
)
def test_diets_go_a_week_after(ended: str, kept: str, gone: str) -> None:
    assert late_on(ended) >= eaten_before(date.fromisoformat(kept))
    assert late_on(ended) < eaten_before(date.fromisoformat(gone))


@pytest.mark.parametrize(
    ("ended", "kept", "gone"),
    [
        ("2026-11-12", "2027-11-11", "2027-11-12"),
        ("2028-02-29", "2029-02-28", "2029-03-01"),
        ("2027-02-28", "2028-02-27", "2028-02-28"),
        ("2027-03-01", "2028-02-29", "2028-03-01"),
    ],
)
def test_who_came_goes_twelve_months_after(ended: str, kept: str, gone: str) -> None:
    assert late_on(ended) >= attended_before(date.fromisoformat(kept))
    assert late_on(ended) < attended_before(date.fromisoformat(gone))


def test_the_books_go_seven_years_after_their_year() -> None:
    assert late_on("2026-01-02") >= booked_before(date(2033, 12, 31))
    assert late_on("2026-12-31") < booked_before(date(2034, 1, 1))
    assert late_on("2027-01-01") >= booked_before(date(2034, 12, 31))
