"""A reminder goes at nine in the morning so many days before, and not after the fact."""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.reminding import due_days, goes_at, may_remind
from okprofs.kernel.wall_time import local

# A Tuesday evening at 19.00 in winter time, two days after the clock went back.
STARTS = datetime(2026, 10, 27, 18, 0, tzinfo=UTC)
WEEK, DAY = goes_at(STARTS, 7), goes_at(STARTS, 1)
SECOND = timedelta(seconds=1)


def test_it_is_nine_in_the_morning_on_both_sides_of_the_night_of_the_clock() -> None:
    assert [local(moment).hour for moment in (WEEK, DAY)] == [9, 9]
    assert [moment.hour for moment in (WEEK, DAY)] == [7, 8]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (WEEK - SECOND, None),
        (WEEK, 7),
        (DAY - SECOND, 7),
        (DAY, 1),
        (STARTS - SECOND, 1),
        (STARTS, None),
    ],
)
def test_one_reminder_is_due_at_a_time(at: datetime, due: int | None) -> None:
    assert due_days((7, 1), STARTS, None, at) == due


def test_what_is_set_after_its_own_moment_does_not_go_after_all() -> None:
    assert due_days((14, 1), STARTS, WEEK, WEEK + SECOND) is None
    assert due_days((14, 1), STARTS, WEEK, DAY) == 1


def test_who_wants_no_reminders_gets_none() -> None:
    assert due_days((), STARTS, None, DAY) is None


def test_the_first_is_earlier_than_the_last() -> None:
    assert may_remind(7, 7)
    assert not may_remind(7, 1)
    assert not may_remind(None, 1)
