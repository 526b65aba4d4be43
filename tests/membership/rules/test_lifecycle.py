"""Where can an application go, and who may send it there?"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.applying import Content, Part, Standing, may_apply, may_send, unfinished_parts
from okprofs.membership.rules.eligibility import Appointment, Engagement, assess
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus, Step, may_take, status_after
from okprofs.membership.rules.progress import GivenAnswers, complete, is_dedication_asked, reasons_so_far
from okprofs.membership.rules.review import Case, Reader, may_ask, may_decide
from okprofs.people.rules.profession import Discipline, Position

GIVEN = st.builds(
    GivenAnswers,
    works_for_government=st.sampled_from([None, True, False]),
    appointment=st.sampled_from([None, *Appointment]),
    engagement=st.sampled_from([None, *Engagement]),
    position=st.sampled_from([None, *Position]),
    disciplines=st.frozensets(st.sampled_from(Discipline)),
)
WHOLE = Content(
    GivenAnswers(True, Appointment.PERMANENT, Engagement.FULL_TIME, Position.ADVISER, frozenset({Discipline.LEAN})),
    has_organisation=True,
    has_function_title=True,
    has_dedication=False,
    has_name=True,
    has_address=True,
    has_motivation=True,
    wants_to_be_found=False,
)


@pytest.mark.parametrize(("status", "step"), [*product(ApplicationStatus, Step)])
def test_a_step_is_either_refused_for_one_reason_or_leads_somewhere(status: ApplicationStatus, step: Step) -> None:
    refusals = may_take(status, step)
    if refusals:
        assert len(refusals) == 1
        with pytest.raises(KeyError):
            status_after(status, step)
    else:
        assert status_after(status, step) is not status


def test_what_is_over_stays_over() -> None:
    over = set(ApplicationStatus) - IN_REVIEW - {ApplicationStatus.DRAFT}
    back = {(status, step) for status in over for step in Step if not may_take(status, step)}
    assert back == {(ApplicationStatus.REJECTED, Step.OBJECT), (ApplicationStatus.MERGED, Step.SEPARATE)}


@given(st.sampled_from(ApplicationStatus), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_nobody_ever_handles_their_own_application(
    status: ApplicationStatus, applicant: int, reviewer: int, version: int, seen: int
) -> None:
    case = Case(status, applicant, version)
    for rule in (may_ask, may_decide):
        codes = {refusal.code for refusal in rule(case, reader=Reader(reviewer), seen_version=seen)}
        assert ("own_application" in codes) == (applicant == reviewer)
        if status in IN_REVIEW and version != seen:
            assert "application_changed" in codes
        if status not in IN_REVIEW:
            assert codes & {"application_closed", "application_not_sent"}


def test_a_case_without_an_account_is_nobody_s_own() -> None:
    assert may_decide(Case(ApplicationStatus.SUBMITTED, None, 1), reader=Reader(1), seen_version=1) == ()


@given(GIVEN)
def test_what_is_said_along_the_way_is_what_the_whole_assessment_says(given: GivenAnswers) -> None:
    answers = complete(given)
    if answers is not None:
        said = reasons_so_far(given)
        whole = assess(answers).reasons
        # Only naming no discipline at all is not spoken of before everything is answered.
        assert said == (whole if given.disciplines else whole[:2])


@given(GIVEN)
def test_an_applicant_is_asked_for_a_story_exactly_when_a_person_must_judge_the_function(
    given: GivenAnswers,
) -> None:
    answers = complete(given)
    if answers is not None and given.disciplines:
        assert is_dedication_asked(given) == (assess(answers).reasons[2].finding == "needs_look")


def test_a_whole_application_may_be_sent() -> None:
    assert may_send(WHOLE) == ()


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("has_organisation", Part.WORK),
        ("has_function_title", Part.PROFESSION),
        ("has_name", Part.PERSON),
        ("has_address", Part.PERSON),
        ("has_motivation", Part.PERSON),
    ],
)
def test_each_missing_answer_names_its_step(column: str, part: Part) -> None:
    from dataclasses import replace

    lacking = replace(WHOLE, **{column: False})
    assert unfinished_parts(lacking) == (part,)
    assert [refusal.code for refusal in may_send(lacking)] == ["application_unfinished"]


def test_an_empty_application_lacks_every_part() -> None:
    assert unfinished_parts(Content(GivenAnswers())) == tuple(Part)


def test_all_reasons_why_not_to_apply_are_given_together() -> None:
    codes = [refusal.code for refusal in may_apply(Standing(True, True, True))]
    assert codes == ["already_member", "already_applied", "applicant_blocked"]
    assert may_apply(Standing()) == ()
