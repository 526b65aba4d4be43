"""Which two may go on as one, who may say so, and until when can it be undone?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.lifecycle import DECIDED, IN_REVIEW, ApplicationStatus
from okprofs.membership.rules.merging import Member, may_merge, may_separate
from okprofs.membership.rules.review import Case, Reader

READER = Reader(9, organisation_id=3)
CASE = Case(ApplicationStatus.SUBMITTED, applicant_id=1, version=4, organisation_id=5)
OTHER = Case(ApplicationStatus.MORE_INFO_NEEDED, applicant_id=2, version=7, organisation_id=6)


def merging(case: Case, into: Case | Member, seen: int = 4, seen_other: int = 7) -> list[str]:
    found = may_merge(case, into, reader=READER, seen_version=seen, seen_other_version=seen_other)
    return [refusal.code for refusal in found]


def separating(case: Case, other: ApplicationStatus | None, *, may_apply: bool = True) -> list[str]:
    found = may_separate(case, reader=READER, other_status=other, may_apply=may_apply)
    return [refusal.code for refusal in found]


def test_two_open_applications_go_on_as_one() -> None:
    assert merging(CASE, OTHER) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"applicant_id": 9}, "own_application"),
        ({"organisation_id": 3}, "own_organisation"),
    ],
)
def test_who_may_not_read_either_of_them_does_not_merge_them(changed: dict[str, int], code: str) -> None:
    assert merging(replace(CASE, **changed), OTHER) == [code]
    assert merging(CASE, replace(OTHER, **changed)) == [code]


def test_nobody_merges_what_they_have_not_seen_or_what_another_holds() -> None:
    assert merging(CASE, OTHER, seen=3) == ["application_changed"]
    assert merging(CASE, OTHER, seen_other=6) == ["other_case_changed"]
    assert merging(replace(CASE, holder_id=8), OTHER) == ["case_held"]


@given(st.sampled_from(ApplicationStatus), st.sampled_from(ApplicationStatus))
def test_only_what_is_open_is_merged_and_only_into_what_is_open(
    status: ApplicationStatus, other: ApplicationStatus
) -> None:
    codes = merging(replace(CASE, status=status), replace(OTHER, status=other))
    can_close = status in IN_REVIEW and status is not ApplicationStatus.OBJECTED
    assert (codes == []) == (can_close and other in IN_REVIEW)


@pytest.mark.parametrize("category", [*Category, None])
def test_it_goes_up_in_a_membership_only_when_there_is_nothing_left_to_apply_for(category: Category | None) -> None:
    is_enough = category in (Category.PROFESSIONAL, Category.HONORARY)
    assert merging(CASE, Member(2, category)) == ([] if is_enough else ["no_member_to_merge_with"])
    assert merging(CASE, Member(1, category)) == ["same_person_already"]
    assert merging(CASE, Member(9, category)) == ["own_application"]


@pytest.mark.parametrize("other", [*ApplicationStatus, None])
def test_it_is_undone_until_the_other_is_decided(other: ApplicationStatus | None) -> None:
    merged = replace(CASE, status=ApplicationStatus.MERGED)
    assert separating(merged, other) == (["other_case_decided"] if other in DECIDED else [])
    assert separating(merged, None, may_apply=False) == ["applied_meanwhile"]
    assert separating(CASE, other) == ["not_merged"]
    assert separating(replace(merged, applicant_id=9), None) == ["own_application"]
