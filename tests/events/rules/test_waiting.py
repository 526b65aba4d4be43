"""Whose turn is it on the waiting list: whole groups, in order, never starved, never a place idle without an end?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.events.rules.office_hours import after_office_hours, easter_day, holidays, is_office_day
from okprofs.events.rules.waiting import (
    Chance,
    Past,
    Place,
    Turn,
    Waiter,
    WaitingState,
    is_only_full,
    may_go_first,
    may_take_offer,
    offer_until,
    outlook,
    place_of,
    rests_until,
    saves_until,
    turn,
)
from okprofs.kernel.refusals import Refusal

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)
HALL, BOTH = (("hall", 1),), (("hall", 1), ("afternoon", 1))


def group(number: int, size: int, **values: object) -> Waiter:
    return Waiter(number, (("hall", size),), **values)  # type: ignore[arg-type]


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),
        ("2026-11-27 16:00", 8, "2026-11-30 16:00"),  # Friday: the weekend does not count
        ("2026-11-28 22:00", 8, "2026-11-30 17:00"),
        ("2026-11-23 08:00", 8, "2026-11-23 17:00"),
        ("2026-11-23 17:00", 1, "2026-11-24 10:00"),
        ("2026-12-24 16:00", 2, "2026-12-28 10:00"),  # Christmas, Boxing Day (a Saturday), Sunday
        ("2026-10-23 16:00", 2, "2026-10-26 10:00"),  # the clock goes back on the 25th, and the wall still says 10
        ("2027-03-26 16:00", 2, "2027-03-30 10:00"),  # it goes forward on Easter Day; Easter Monday is free
        ("2026-10-25 02:30", 1, "2026-10-26 10:00"),
        ("2026-11-23 12:00", 0, "2026-11-23 12:00"),
    ],
)
def test_only_office_hours_count(start: str, hours: int, end: str) -> None:
    assert after_office_hours(wall(start), hours) == wall(end)


def test_the_free_days_of_a_year() -> None:
    assert [easter_day(year) for year in (2024, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]
    assert date(2025, 4, 26) in holidays(2025)  # the 27th is a Sunday
    assert date(2025, 5, 5) in holidays(2025)
    assert date(2026, 5, 5) not in holidays(2026)
    assert not is_office_day(date(2026, 5, 14))  # Ascension Day


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 100),
)
def test_an_offer_always_ends_in_an_office_and_hours_add_up(start: datetime, hours: int) -> None:
    end = after_office_hours(start, hours)
    shown = end.astimezone(ZONE)
    assert is_office_day(shown.date())
    assert 9 * 60 <= shown.hour * 60 + shown.minute + bool(shown.second or shown.microsecond) <= 17 * 60 + 1
    assert after_office_hours(after_office_hours(start, hours - 1), 1) == end


def test_an_offer_is_shorter_when_the_event_is_near_and_never_outlasts_the_sign_up() -> None:
    assert offer_until(NOW, NOW + timedelta(days=30)) == wall("2026-11-25 10:00")
    assert offer_until(NOW, NOW + timedelta(days=10)) == wall("2026-11-24 10:00")
    assert offer_until(NOW, NOW + timedelta(days=2)) == wall("2026-11-23 14:00")
    assert offer_until(NOW, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)


def offered(waiters: list[Waiter], **free: int) -> Turn:
    return turn(waiters, free, NOW)


def test_who_waits_longest_is_first_and_who_did_not_confirm_is_passed_over() -> None:
    waiters = [Waiter(3, HALL), Waiter(1, HALL, is_willing=False), Waiter(2, HALL)]
    assert offered(waiters, hall=1).offered == (2,)
    assert offered(waiters, hall=5).offered == (2, 3)


def test_a_group_gets_all_or_nothing_and_keeps_aside_what_there_is() -> None:
    found = offered([group(1, 3), group(2, 1)], hall=2)
    assert found == Turn((), frozenset({1}), frozenset(), {"hall": 2})
    assert offered([group(1, 3), group(2, 1)], hall=4).offered == (1, 2)


def test_after_its_patience_a_group_lets_those_behind_go_first() -> None:
    patient = group(1, 3, saves_until=NOW)
    assert offered([patient, group(2, 1)], hall=2) == Turn((2,), frozenset(), frozenset({1}), {"hall": 0})
    resting = group(1, 3, passes=1, rests_until=NOW + timedelta(hours=1))
    assert offered([resting, group(2, 1)], hall=1).offered == (2,)


def test_who_waits_for_the_whole_day_is_not_starved_by_who_waits_for_the_morning() -> None:
    found = offered([Waiter(1, BOTH), Waiter(2, HALL)], hall=1, afternoon=0)
    assert found.offered == ()
    assert found.saved == {"hall": 1, "afternoon": 0}


def test_only_the_first_for_a_number_keeps_aside() -> None:
    found = offered([group(1, 3, saves_until=NOW), group(2, 3), group(3, 1)], hall=2)
    assert found.offered == (3,)
    assert found.saving == frozenset()


def test_who_was_let_go_first_goes_first() -> None:
    assert offered([Waiter(1, HALL), Waiter(2, HALL, first_at=NOW)], hall=1).offered == (2,)


WAITERS = st.lists(
    st.builds(
        lambda hall, afternoon, willing, saves, rests: (hall, afternoon, willing, saves, rests),
        st.integers(1, 4),
        st.integers(0, 3),
        st.booleans(),
        st.sampled_from([None, -1, 1]),
        st.sampled_from([None, -1, 1]),
    ),
    max_size=8,
)


@given(WAITERS, st.integers(0, 8), st.integers(0, 8))
def test_never_too_many_never_part_of_a_group_never_idle_and_never_out_of_turn(
    shapes: list[tuple[int, int, bool, int | None, int | None]], hall: int, afternoon: int
) -> None:
    waiters = [
        Waiter(
            number,
            (("hall", needs), *([("afternoon", more)] if more else [])),
            is_willing,
            None,
            None if saves is None else NOW + timedelta(hours=saves),
            None if rests is None else NOW + timedelta(hours=rests),
        )
        for number, (needs, more, is_willing, saves, rests) in enumerate(shapes, 1)
    ]
    free = {"hall": hall, "afternoon": afternoon}
    found = turn(waiters, free, NOW)
    by_number = {each.number: each for each in waiters}
    left = dict(free)
    for number in found.offered:
        assert by_number[number].is_willing
        for name, places in by_number[number].needs:
            left[name] -= places
    # Never over, also with what is kept aside.
    assert all(left[name] - found.saved[name] >= 0 for name in left)
    # Nobody who fits in what is left beside what is kept aside goes without.
    for each in waiters:
        if each.is_willing and each.number not in found.offered:
            assert any(places > left[name] - found.saved[name] for name, places in each.needs)
    # Of two who need the same, the first in line is never behind.
    for one in waiters:
        for other in waiters:
            if one.needs == other.needs and one.number < other.number and one.is_willing:
                assert other.number not in found.offered or one.number in found.offered


@given(st.integers(2, 5), st.lists(st.integers(1, 90), min_size=5, max_size=5))
def test_the_oldest_group_is_served_however_rarely_places_come_free(size: int, gaps: list[int]) -> None:
    """One place comes free now and then, in gaps that repeat; behind the group there is always someone who would take
    it at once. Each time it is passed it may gather twice as long: so its turn comes, and it never holds up the others
    longer than it said."""
    moment, free, waiter, behind = NOW, 0, group(1, size), 2
    events = iter(gaps * 200)
    next_free = moment + timedelta(hours=next(events))
    for _ in range(5000):
        due = min(filter(None, (next_free, waiter.saves_until)))
        if due == next_free:
            free, next_free = free + 1, next_free + timedelta(hours=next(events))
        moment = due
        found = turn([waiter, group(behind, 1)], {"hall": free}, moment)
        if 1 in found.offered:
            break
        free -= len(found.offered)
        behind += len(found.offered)
        if 1 in found.passed:
            waiter = group(1, size, passes=waiter.passes + 1, rests_until=rests_until(moment))
        elif 1 in found.saving and waiter.saves_until is None:
            until = saves_until(moment, waiter.passes)
            waiter = group(1, size, passes=waiter.passes, rests_until=waiter.rests_until, saves_until=until)
    else:
        pytest.fail("the group was starved")
    # 5 times 90 hours is 19 days: five doublings of two working days are far more.
    assert waiter.passes <= 6


def test_where_someone_stands_counts_only_who_waits_for_the_same() -> None:
    waiters = [Waiter(1, HALL), Waiter(2, (("room", 1),)), group(4, 2), Waiter(7, HALL)]
    assert place_of(7, waiters) == Place(3, 4)
    assert place_of(2, waiters) == Place(1, 1)


@pytest.mark.parametrize(
    ("place", "past", "chance"),
    [
        (1, Past(100, 10), Chance.GOOD),
        (8, Past(100, 10), Chance.FAIR),
        (20, Past(100, 10), Chance.SMALL),
        (40, Past(100, 10), Chance.VERY_SMALL),
        (1, Past(100, 0), Chance.VERY_SMALL),
        (1, Past(29, 9), Chance.UNKNOWN),
    ],
)
def test_chances_follow_from_what_happened_before(place: int, past: Past, chance: Chance) -> None:
    assert outlook(Place(place, place), 80, past).chance is chance


def test_what_may_be_done_with_a_place_in_the_list() -> None:
    assert may_take_offer(WaitingState.OFFERED, NOW + timedelta(hours=1), NOW) == ()
    assert may_take_offer(WaitingState.OFFERED, NOW, NOW)
    assert may_take_offer(WaitingState.TAKEN, None, NOW)
    assert may_go_first(WaitingState.WAITING, is_confirmed=True) == ()
    assert may_go_first(WaitingState.WAITING, is_confirmed=False)
    assert may_go_first(WaitingState.OFFERED, is_confirmed=True)


def test_waiting_helps_only_when_it_is_full() -> None:
    full, closed = Refusal(AdmissionRefusal.SOLD_OUT), Refusal(AdmissionRefusal.IDENTITY_NOT_PROVEN)
    assert is_only_full([full])
    assert not is_only_full([full, closed])
    assert not is_only_full([])
