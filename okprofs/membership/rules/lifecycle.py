"""Where can an application go from where it stands?

draft → submitted ↔ more_info_needed → admitted or rejected, or withdrawn. Whoever never answers a question must not
wait for ever, so a reviewer may also decide while one is open. A draft is not withdrawn but thrown away, row and all.

rejected → objected → admitted or rejected, once: rules.objecting says when and by whom.

submitted or more_info_needed ↔ merged, when one person applied twice: rules.merging says into what, and how it is
undone.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MORE_INFO_NEEDED = "more_info_needed"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Step(StrEnum):
    """What someone does to an application."""

    SUBMIT = "submit"
    ASK = "ask"
    ANSWER = "answer"
    ADMIT = "admit"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    OVERTURN = "overturn"
    UPHOLD = "uphold"
    MERGE = "merge"
    SEPARATE = "separate"


IN_REVIEW = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.MORE_INFO_NEEDED, ApplicationStatus.OBJECTED})
"""It waits for the reviewers or for an answer: the applicant has an application running."""

DECIDED = frozenset({ApplicationStatus.ADMITTED, ApplicationStatus.REJECTED})

KEPT_AFTER = timedelta(days=92)
"""How long after the end of an application the files and the words of others that went with it are kept."""

_NEXT: Mapping[tuple[ApplicationStatus, Step], ApplicationStatus] = {
    (ApplicationStatus.DRAFT, Step.SUBMIT): ApplicationStatus.SUBMITTED,
    (ApplicationStatus.SUBMITTED, Step.ASK): ApplicationStatus.MORE_INFO_NEEDED,
    (ApplicationStatus.SUBMITTED, Step.ADMIT): ApplicationStatus.ADMITTED,
    (ApplicationStatus.SUBMITTED, Step.REJECT): ApplicationStatus.REJECTED,
    (ApplicationStatus.SUBMITTED, Step.WITHDRAW): ApplicationStatus.WITHDRAWN,
    (ApplicationStatus.MORE_INFO_NEEDED, Step.ANSWER): ApplicationStatus.SUBMITTED,
    (ApplicationStatus.MORE_INFO_NEEDED, Step.ADMIT): ApplicationStatus.ADMITTED,
    (ApplicationStatus.MORE_INFO_NEEDED, Step.REJECT): ApplicationStatus.REJECTED,
    (ApplicationStatus.MORE_INFO_NEEDED, Step.WITHDRAW): ApplicationStatus.WITHDRAWN,
    (ApplicationStatus.REJECTED, Step.OBJECT): ApplicationStatus.OBJECTED,
    (ApplicationStatus.OBJECTED, Step.OVERTURN): ApplicationStatus.ADMITTED,
    (ApplicationStatus.OBJECTED, Step.UPHOLD): ApplicationStatus.REJECTED,
    (ApplicationStatus.OBJECTED, Step.WITHDRAW): ApplicationStatus.WITHDRAWN,
    (ApplicationStatus.SUBMITTED, Step.MERGE): ApplicationStatus.MERGED,
    (ApplicationStatus.MORE_INFO_NEEDED, Step.MERGE): ApplicationStatus.MERGED,
    # A question that was open then is open again: the one who separates them takes that step too.
    (ApplicationStatus.MERGED, Step.SEPARATE): ApplicationStatus.SUBMITTED,
}


def status_after(status: ApplicationStatus, step: Step) -> ApplicationStatus:
    """Where the step leads. KeyError when it cannot be taken from here, as `may_take` says in words."""
    return _NEXT[status, step]


def may_take(status: ApplicationStatus, step: Step) -> tuple[Refusal, ...]:
    """Refusals: `application_not_sent` (a draft is nobody's business yet), `application_closed`,
    `application_already_sent`, `question_already_open`, `no_open_question`, `objection_open`,
    `nothing_to_object_to`, `no_open_objection`, `not_merged`."""
    if (status, step) in _NEXT:
        return ()
    if status is ApplicationStatus.DRAFT:
        return (Refusal("application_not_sent"),)
    if status not in IN_REVIEW:
        return (Refusal("application_closed"),)
    if status is ApplicationStatus.OBJECTED:
        return (Refusal("objection_open"),)
    code = {
        Step.SUBMIT: "application_already_sent",
        Step.ASK: "question_already_open",
        Step.ANSWER: "no_open_question",
        Step.OBJECT: "nothing_to_object_to",
        Step.OVERTURN: "no_open_objection",
        Step.UPHOLD: "no_open_objection",
        Step.SEPARATE: "not_merged",
    }[step]
    return (Refusal(code),)
