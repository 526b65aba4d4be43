"""Which moment does a Dutch wall clock mean?"""

from datetime import UTC, date, datetime, time

import pytest

from okprofs.kernel.wall_time import NoSuchTime, TimeTwice, moment_at


def test_the_wall_clock_is_read_in_winter_and_in_summer() -> None:
    assert moment_at(date(2026, 11, 10), time(9, 30)) == datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
    assert moment_at(date(2026, 6, 10), time(9, 30)) == datetime(2026, 6, 10, 7, 30, tzinfo=UTC)


def test_the_hour_that_is_skipped_is_no_time() -> None:
    with pytest.raises(NoSuchTime):
        moment_at(date(2026, 3, 29), time(2, 30))
    assert moment_at(date(2026, 3, 29), time(3, 0)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_not_guessed() -> None:
    with pytest.raises(TimeTwice):
        moment_at(date(2026, 10, 25), time(2, 30))
    assert moment_at(date(2026, 10, 25), time(3, 0)) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
