"""A series keeps its time on the wall, and a month later is the same weekday."""

from datetime import UTC, date, datetime

import pytest

from okprofs.events.rules.repeating import Repeat, RepeatRefusal, days_of, moved
from okprofs.kernel.refusals import Refused
from okprofs.kernel.wall_time import local

TUESDAY = date(2026, 10, 13)


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        (Repeat.ONCE, ["2026-10-13"]),
        (Repeat.WEEKLY, ["2026-10-13", "2026-10-20", "2026-10-27"]),
        (Repeat.FORTNIGHTLY, ["2026-10-13", "2026-10-27", "2026-11-10"]),
        (Repeat.MONTHLY, ["2026-10-13", "2026-11-10", "2026-12-08"]),
    ],
)
def test_an_event_comes_again_on_these_days(repeat: Repeat, days: list[str]) -> None:
    assert [day.isoformat() for day in days_of(TUESDAY, repeat, 3)] == days


def test_where_a_month_has_no_fifth_it_is_the_last() -> None:
    fifth_thursday = date(2026, 10, 29)
    assert days_of(fifth_thursday, Repeat.MONTHLY, 4)[1:] == (date(2026, 11, 26), date(2026, 12, 31), date(2027, 1, 28))


def test_a_weekly_evening_stays_at_seven_over_both_nights_of_the_clock() -> None:
    evening = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)
    shown = [local(moved(evening, 7 * week)) for week in range(30)]
    assert {(moment.hour, moment.minute) for moment in shown} == {(19, 0)}
    # Two nights lie in between: UTC itself is not what was kept.
    assert len({moved(evening, 7 * week).hour for week in range(30)}) == 2


@pytest.mark.parametrize(("days", "why"), [(25, "twice"), (179, "never")])
def test_a_time_in_the_night_of_the_clock_is_not_guessed_at(days: int, why: str) -> None:
    half_past_two = datetime(2026, 9, 30, 0, 30, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        moved(half_past_two, days)
    assert refused.value.refusals[0].code == RepeatRefusal.NO_SUCH_TIME, why


def test_a_series_has_an_end() -> None:
    with pytest.raises(ValueError, match="26"):
        days_of(TUESDAY, Repeat.WEEKLY, 27)
