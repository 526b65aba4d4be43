"""May this reviewer handle this application now?

Nobody handles their own application, and nobody decides on what they have not seen: the version that stood on the
reviewer's screen must be the one that stands now.
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


def is_own(case: Case, reviewer_id: int) -> bool:
    """Whether the reviewer is the applicant."""
    return case.applicant_id is not None and case.applicant_id == reviewer_id


def may_handle(case: Case, step: Step, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer ask, admit or reject?

    Refusals: `own_application`; `application_changed` (someone, reviewer or applicant, was first); or that of
    `lifecycle.may_take`. One that someone else closed says only so, for its version follows from that.
    """
    refusals = [Refusal("own_application")] if is_own(case, reviewer_id) else []
    out_of_turn = may_take(case.status, step)
    if case.version != seen_version and (not out_of_turn or case.status in IN_REVIEW):
        return (*refusals, Refusal("application_changed"))
    return (*refusals, *out_of_turn)


def may_decide(case: Case, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer admit or reject? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ADMIT, reviewer_id=reviewer_id, seen_version=seen_version)


def may_ask(case: Case, *, reviewer_id: int, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer ask the applicant something? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ASK, reviewer_id=reviewer_id, seen_version=seen_version)
