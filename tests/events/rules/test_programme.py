"""Does this programme hold together, and which part of it is closed to whom?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.programme import (
    DayFacts,
    SessionFacts,
    audience_of,
    programme_refusals,
    sessions_for,
)
from okprofs.kernel.refusals import Refusal

NINE = datetime(2011, 11, 10, 8, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def session(
    title: str, starts: int, ends: int | None = None, *, is_workshop: bool = False, is_closed: bool = False
) -> SessionFacts:
    return SessionFacts(title, at(starts), None if ends is None else at(ends), is_workshop, is_closed)


# The founding seminar: doors at 9.30, start at 10.00, a closed afternoon that ends in workshops side by side.
DAY = DayFacts(starts_at=at(60), ends_at=at(480), doors_open_at=at(30))
SEMINAR = (
    session("Ontvangst", 30, 60),
    session("Barneveld", 60, 120),
    session("Rijkswaterstaat", 135, 210),
    session("Lunch", 210, 270),
    session("Beraad over het vak", 270, 330, is_closed=True),
    session("Concernkwaliteit", 330, 420, is_workshop=True, is_closed=True),
    session("Lean/Kaizen", 330, 420, is_workshop=True, is_closed=True),
)


def codes(day: DayFacts, *sessions: SessionFacts) -> set[str]:
    return {str(refusal.code) for refusal in programme_refusals(day, sessions)}


def test_a_session_is_open_and_no_workshop_unless_said() -> None:
    plain = SessionFacts("Lunch", at(210))
    assert (plain.ends_at, plain.is_workshop, plain.is_closed) == (None, False, False)


def test_the_programme_of_the_founding_seminar_holds_together() -> None:
    assert programme_refusals(DAY, SEMINAR) == ()


def test_a_programme_that_is_not_there_yet_is_no_mistake() -> None:
    assert programme_refusals(DAY, ()) == ()


@pytest.mark.parametrize("ends", [60, 59])
def test_an_event_ends_after_its_start(ends: int) -> None:
    assert codes(replace(DAY, ends_at=at(ends))) == {"event_ends_before_start"}


def test_the_doors_open_before_the_start_or_at_it() -> None:
    assert codes(replace(DAY, doors_open_at=at(60))) == set()
    assert codes(replace(DAY, doors_open_at=at(61))) == {"doors_open_after_start"}


@pytest.mark.parametrize("ends", [100, 99])
def test_a_session_ends_after_its_start(ends: int) -> None:
    assert programme_refusals(DAY, [session("Barneveld", 100, ends)]) == (
        Refusal("session_ends_before_start", (("session", "Barneveld"),)),
    )


@pytest.mark.parametrize(
    ("starts", "ends", "is_inside"),
    [
        (30, 60, True),
        (29, 60, False),
        (400, 480, True),
        (400, 481, False),
        (479, None, True),
        (480, None, False),
        (30, None, True),
        (500, 510, False),
    ],
)
def test_a_session_lies_between_the_doors_and_the_end(starts: int, ends: int | None, is_inside: bool) -> None:
    assert (codes(DAY, session("Barneveld", starts, ends)) == set()) == is_inside
    if not is_inside:
        assert codes(DAY, session("Barneveld", starts, ends)) == {"session_outside_event"}


def test_without_doors_the_programme_begins_at_the_start() -> None:
    day = replace(DAY, doors_open_at=None)
    assert codes(day, session("Ontvangst", 59, 70)) == {"session_outside_event"}
    assert codes(day, session("Ontvangst", 60, 70)) == set()


def test_sessions_stand_in_the_order_of_their_start() -> None:
    assert programme_refusals(DAY, [session("Lunch", 210, 270), session("Barneveld", 60, 120)]) == (
        Refusal("session_out_of_order", (("session", "Barneveld"), ("other", "Lunch"))),
    )


@pytest.mark.parametrize("starts", [60, 100, 119])
def test_nothing_runs_beside_a_plenary_session(starts: int) -> None:
    for is_workshop in (True, False):
        sessions = [session("Barneveld", 60, 120), session("Ander", starts, 150, is_workshop=is_workshop)]
        assert programme_refusals(DAY, sessions) == (
            Refusal("sessions_overlap", (("session", "Ander"), ("other", "Barneveld"))),
        )


def test_one_session_may_begin_when_another_ends() -> None:
    assert codes(DAY, session("Barneveld", 60, 120), session("Lunch", 120, 150)) == set()


def test_a_session_without_an_end_lasts_until_the_next() -> None:
    assert codes(DAY, session("Barneveld", 60), session("Lunch", 61)) == set()
    assert codes(DAY, session("Barneveld", 60), session("Lunch", 60)) == {"sessions_overlap"}


def test_workshops_may_run_side_by_side() -> None:
    sessions = [session(f"Workshop {number}", 330, 420, is_workshop=True) for number in range(4)]
    assert codes(DAY, *sessions) == set()


def test_a_long_session_is_held_against_all_that_follow() -> None:
    sessions = [session("Lang", 60, 300), session("Een", 90, 100), session("Twee", 120, 130)]
    assert [refusal.facts for refusal in programme_refusals(DAY, sessions)] == [
        (("session", "Een"), ("other", "Lang")),
        (("session", "Twee"), ("other", "Lang")),
    ]


minutes = st.integers(min_value=0, max_value=12)
drawn_sessions = st.lists(
    st.builds(
        session,
        st.sampled_from("abcdefgh"),
        minutes,
        st.none() | minutes,
        is_workshop=st.booleans(),
        is_closed=st.booleans(),
    ),
    max_size=5,
)


def minute(moment: datetime) -> int:
    return int((moment - NINE).total_seconds()) // 60


def minutes_of(found: SessionFacts) -> set[int]:
    """The minutes someone must be there: the first in any case, the last no more."""
    first = minute(found.starts_at)
    return {first} if found.ends_at is None else {first, *range(first, minute(found.ends_at))}


@given(drawn_sessions)
def test_sessions_overlap_exactly_when_someone_would_need_to_be_in_two_places(
    sessions: list[SessionFacts],
) -> None:
    found = [refusal.facts for refusal in programme_refusals(DAY, sessions) if refusal.code == "sessions_overlap"]
    expected = [
        (("session", other.title), ("other", one.title))
        for one, other in combinations(sessions, 2)
        if minutes_of(one) & minutes_of(other) and not (one.is_workshop and other.is_workshop)
    ]
    assert found == expected


@given(drawn_sessions)
def test_each_session_is_held_against_the_day_and_its_own_start(sessions: list[SessionFacts]) -> None:
    day = DayFacts(starts_at=at(1), ends_at=at(11))
    found = [
        (str(refusal.code), refusal.facts)
        for refusal in programme_refusals(day, sessions)
        if refusal.code in ("session_ends_before_start", "session_outside_event")
    ]
    expected = []
    for each in sessions:
        facts = (("session", each.title),)
        ends = minute(each.starts_at) if each.ends_at is None else minute(each.ends_at)
        if each.ends_at is not None and ends <= minute(each.starts_at):
            expected.append(("session_ends_before_start", facts))
        if not 1 <= minute(each.starts_at) <= 10 or ends > 11:
            expected.append(("session_outside_event", facts))
    assert found == expected


@given(drawn_sessions)
def test_sessions_are_out_of_order_exactly_when_they_are_not_sorted(sessions: list[SessionFacts]) -> None:
    starts = [found.starts_at for found in sessions]
    assert ("session_out_of_order" in codes(DAY, *sessions)) == (starts != sorted(starts))


@given(drawn_sessions)
def test_the_open_ticket_gives_entrance_to_nothing_closed(sessions: list[SessionFacts]) -> None:
    assert not any(found.is_closed for found in sessions_for(Audience.EVERYONE, sessions))
    assert sessions_for(Audience.PROFESSIONALS_AND_INVITEES, sessions) == tuple(sessions)
    assert [found for found in sessions if not found.is_closed] == list(sessions_for(Audience.EVERYONE, sessions))


def test_the_morning_is_for_everyone_and_the_afternoon_for_professionals_and_invitees() -> None:
    assert [audience_of(found) for found in SEMINAR] == [Audience.EVERYONE] * 4 + [
        Audience.PROFESSIONALS_AND_INVITEES
    ] * 3
    assert [found.title for found in sessions_for(Audience.EVERYONE, SEMINAR)][-1] == "Lunch"
