"""Does the office's clock count what the office had, and nothing else?"""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.clock import Handover, Turn, UsualDuration, time_at_office, usual_duration

MONDAY = datetime(2026, 3, 23, 9, tzinfo=UTC)
HOURS = st.integers(0, 2_000).map(lambda hours: timedelta(hours=hours))
HANDOVERS = st.lists(st.builds(Handover, HOURS.map(lambda after: MONDAY + after), st.sampled_from(Turn)), max_size=8)


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def test_waiting_for_an_answer_does_not_count() -> None:
    said = [
        Handover(day(0), Turn.OFFICE),
        Handover(day(3), Turn.APPLICANT),
        Handover(day(10), Turn.OFFICE),
    ]
    assert time_at_office(said, day(2)) == timedelta(days=2)
    assert time_at_office(said, day(8)) == timedelta(days=3)
    assert time_at_office(said, day(12)) == timedelta(days=5)


def test_a_second_question_before_the_answer_changes_nothing() -> None:
    said = [Handover(day(0), Turn.OFFICE), Handover(day(1), Turn.APPLICANT), Handover(day(2), Turn.APPLICANT)]
    assert time_at_office(said, day(9)) == timedelta(days=1)


def test_an_addition_without_a_question_does_not_start_the_clock_again() -> None:
    said = [Handover(day(0), Turn.OFFICE), Handover(day(4), Turn.OFFICE)]
    assert time_at_office(said, day(9)) == timedelta(days=9)


@given(HANDOVERS, HOURS)
def test_the_order_in_which_it_is_told_does_not_matter_and_time_never_runs_back(
    said: list[Handover], after: timedelta
) -> None:
    until = MONDAY + after
    moments = {one.at: one for one in said}.values()
    waited = time_at_office(moments, until)
    assert waited == time_at_office(reversed(list(moments)), until)
    assert timedelta() <= waited <= after
    assert waited <= time_at_office(moments, until + timedelta(hours=1)) <= waited + timedelta(hours=1)


def test_fewer_than_five_cases_say_nothing() -> None:
    assert usual_duration([timedelta(days=3)] * 4) is None
    assert usual_duration([timedelta(days=3)] * 5) == UsualDuration(3, 3)


def test_half_and_nine_in_ten_are_counted_in_whole_days() -> None:
    days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    assert usual_duration([timedelta(days=number) for number in days]) == UsualDuration(5, 9)
    assert usual_duration([timedelta(hours=1)] * 9 + [timedelta(days=4, hours=1)]) == UsualDuration(1, 1)
    assert usual_duration([timedelta(hours=1)] * 4 + [timedelta(days=4, hours=1)]) == UsualDuration(1, 5)
