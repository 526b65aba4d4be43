"""Who may object, until when, and who decides on it?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import from_environment
from okprofs.kernel.wall_time import local, moment_at
from okprofs.membership.rules.lifecycle import KEPT_AFTER, ApplicationStatus
from okprofs.membership.rules.objecting import (
    Decided,
    is_anyone_left,
    may_decide_objection,
    may_object,
    objection_until,
)
from okprofs.membership.rules.review import Case, Reader

REJECTED = Decided(ApplicationStatus.REJECTED, date(2026, 3, 2), has_objection=False)
OPEN = Case(ApplicationStatus.OBJECTED, applicant_id=1, version=4)


def codes(refusals: tuple[object, ...]) -> list[str]:
    return [refusal.code for refusal in refusals]  # type: ignore[attr-defined]


@given(st.dates(date(2011, 11, 10), date(2100, 1, 1)), st.integers(1, 400), st.integers(0, 800))
def test_the_last_day_counts_whole(decided_on: date, days: int, after: int) -> None:
    rejected = Decided(ApplicationStatus.REJECTED, decided_on, has_objection=False)
    today = decided_on + timedelta(days=after)
    assert bool(may_object(rejected, today=today, days=days)) == (after > days)
    assert objection_until(decided_on, days) - decided_on == timedelta(days=days)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 23))
def test_what_was_answered_is_kept_for_as_long_as_a_setting_lets_one_object(day: date, hour: int) -> None:
    decided_at = datetime.combine(day, time(hour), UTC)
    days = from_environment({"OKPROFS_ENV": "development", "OBJECTION_DAYS": "90"})["OBJECTION_DAYS"]
    too_late = objection_until(local(decided_at).date(), days) + timedelta(days=1)
    assert moment_at(too_late, time()) <= decided_at + KEPT_AFTER


def test_a_setting_that_lets_one_object_to_what_is_forgotten_is_refused() -> None:
    with pytest.raises(ValueError, match="OBJECTION_DAYS: 91 is more than 90"):
        from_environment({"OKPROFS_ENV": "development", "OBJECTION_DAYS": "91"})


def test_one_objects_once_and_only_to_a_rejection() -> None:
    again = Decided(ApplicationStatus.REJECTED, date(2026, 3, 2), has_objection=True)
    assert codes(may_object(again, today=date(2026, 3, 3), days=28)) == ["objected_already"]
    for status in set(ApplicationStatus) - {ApplicationStatus.REJECTED}:
        decided = Decided(status, date(2026, 3, 2), has_objection=False)
        assert codes(may_object(decided, today=date(2026, 3, 3), days=28)) == ["nothing_to_object_to"]
    assert codes(may_object(REJECTED, today=date(2026, 3, 31), days=28)) == ["objection_too_late"]


@given(st.integers(1, 4), st.frozensets(st.integers(1, 4)), st.integers(3, 5))
def test_neither_the_applicant_nor_who_decided_before_decides(reviewer: int, first: frozenset[int], seen: int) -> None:
    refused = codes(may_decide_objection(OPEN, reader=Reader(reviewer), seen_version=seen, first_decider_ids=first))
    assert ("own_application" in refused) == (reviewer == 1)
    assert ("own_decision" in refused) == (reviewer in first)
    assert ("application_changed" in refused) == (seen != 4)


def test_what_is_decided_is_not_decided_again() -> None:
    for status in set(ApplicationStatus) - {ApplicationStatus.OBJECTED}:
        case = Case(status, applicant_id=1, version=4)
        found = may_decide_objection(case, reader=Reader(2), seen_version=3, first_decider_ids=())
        assert codes(found) == ["no_open_objection"]


@given(st.frozensets(st.integers(1, 5)), st.frozensets(st.integers(1, 5)), st.integers(1, 5))
def test_someone_is_left_exactly_when_someone_may_decide(
    reviewers: frozenset[int], first: frozenset[int], applicant: int
) -> None:
    case = Case(ApplicationStatus.OBJECTED, applicant_id=applicant, version=1)
    may = [
        person
        for person in reviewers
        if not may_decide_objection(case, reader=Reader(person), seen_version=1, first_decider_ids=first)
    ]
    assert is_anyone_left(reviewers, applicant_id=applicant, first_decider_ids=first) == bool(may)
