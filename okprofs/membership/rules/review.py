"""May this reviewer handle this application now?

Nobody handles their own application, and nobody decides on what they have not seen: the version that stood on the
reviewer's screen must be the one that stands now. Who has taken a case has it to themselves until they release it, or
until another takes it over, having been asked whether they are sure.
"""

from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus, Step, may_take


@dataclass(frozen=True, slots=True)
class Case:
    """An application, as far as it is told who may handle it. Persons are account numbers."""

    status: ApplicationStatus
    applicant_id: int | None
    version: int
    holder_id: int | None = None


def is_own(case: Case, reviewer_id: int) -> bool:
    """Whether the reviewer is the applicant."""
    return case.applicant_id is not None and case.applicant_id == reviewer_id


def is_held_by_another(case: Case, reviewer_id: int) -> bool:
    """Whether another reviewer has it in hands."""
    return case.holder_id is not None and case.holder_id != reviewer_id


def may_handle(case: Case, step: Step, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer ask, admit or reject?

    Refusals: `own_application`; `case_held` (another reviewer has it in hands); `application_changed` (someone,
    reviewer or applicant, was first); or that of `lifecycle.may_take`. One that someone else closed says only so, for
    its version follows from that.
    """
    refusals = [Refusal("own_application")] if is_own(case, reviewer_id) else []
    out_of_turn = may_take(case.status, step)
    if case.status in IN_REVIEW and is_held_by_another(case, reviewer_id):
        return (*refusals, Refusal("case_held"))
    if case.version != seen_version and (not out_of_turn or case.status in IN_REVIEW):
        return (*refusals, Refusal("application_changed"))
    return (*refusals, *out_of_turn)


def may_decide(case: Case, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer admit or reject? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ADMIT, reviewer_id=reviewer_id, seen_version=seen_version)


def may_ask(case: Case, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer ask the applicant something? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ASK, reviewer_id=reviewer_id, seen_version=seen_version)


def may_pick_up(case: Case, *, reviewer_id: int) -> tuple[Refusal, ...]:
    """May the reviewer take the case? Refusals: `own_application`, `application_closed`, `case_held`."""
    if case.status not in IN_REVIEW:
        return (Refusal("application_closed"),)
    refusals = [Refusal("own_application")] if is_own(case, reviewer_id) else []
    if is_held_by_another(case, reviewer_id):
        refusals.append(Refusal("case_held"))
    return tuple(refusals)


def may_take_over(case: Case, *, reviewer_id: int, from_id: int | None) -> tuple[Refusal, ...]:
    """May the reviewer take the case over from the one whom their page named?

    Refusals: `own_application`, `application_closed`; `case_changed_hands` when that one has it no more.
    """
    if case.status not in IN_REVIEW:
        return (Refusal("application_closed"),)
    refusals = [Refusal("own_application")] if is_own(case, reviewer_id) else []
    if case.holder_id not in (from_id, reviewer_id):
        refusals.append(Refusal("case_changed_hands"))
    return tuple(refusals)


def may_release(case: Case, *, reviewer_id: int) -> tuple[Refusal, ...]:
    """May the reviewer put the case back? Refusals: `case_not_yours`."""
    return () if case.holder_id == reviewer_id else (Refusal("case_not_yours"),)
