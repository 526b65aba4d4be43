"""May this person apply, and is their application whole?"""

from dataclasses import dataclass
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.categories import Category, Right, may
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus
from okprofs.membership.rules.progress import GivenAnswers, is_appointment_answered, is_dedication_asked


@dataclass(frozen=True, slots=True)
class Standing:
    """How someone stands towards the club."""

    is_member: bool = False
    has_open_application: bool = False
    is_blocked: bool = False


def may_apply(standing: Standing) -> tuple[Refusal, ...]:
    """Refusals: `already_member`, `already_applied`, `applicant_blocked`."""
    codes = [
        (standing.is_member, "already_member"),
        (standing.has_open_application, "already_applied"),
        (standing.is_blocked, "applicant_blocked"),
    ]
    return tuple(Refusal(code) for holds, code in codes if holds)


def can_become_professional(category: Category | None) -> bool:
    """Whether there is still something to apply for, for this kind of member; None is who is no member."""
    return category is None or may(category, Right.APPLY)


def is_told(status: ApplicationStatus, category: Category | None) -> bool:
    """Whether someone's own page tells of their last application besides which kind of member they are: while it runs,
    and when it was rejected and they can object or apply anew. To who is no member, always."""
    is_news = status in IN_REVIEW or (status is ApplicationStatus.REJECTED and can_become_professional(category))
    return category is None or is_news


def goes_along(standing: Standing, *, has_own_draft: bool, typed_address: str, proven_address: str) -> bool:
    """Whether a draft that was begun in a browser becomes that of who signs in there.

    Only of who may apply and has no draft already. Not when another address was typed in it: somebody else may have
    sat at this machine.
    """
    return not may_apply(standing) and not has_own_draft and typed_address in ("", proven_address)


class Part(StrEnum):
    """The steps in which one answers."""

    WORK = "work"
    PROFESSION = "profession"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in an application, as far as it is told whether it is whole."""

    answers: GivenAnswers
    has_organisation: bool = False
    has_function_title: bool = False
    has_dedication: bool = False
    has_name: bool = False
    has_address: bool = False
    has_motivation: bool = False
    wants_to_be_found: bool | None = None


def unfinished_parts(content: Content) -> tuple[Part, ...]:
    """The steps that are not whole yet, in their order; none when the application can be sent."""
    answers = content.answers
    work = answers.works_for_government is not None and is_appointment_answered(answers) and content.has_organisation
    profession = (
        answers.position is not None
        and answers.engagement is not None
        and bool(answers.disciplines)
        and content.has_function_title
        and (content.has_dedication or not is_dedication_asked(answers))
    )
    person = (
        content.has_name and content.has_address and content.has_motivation and content.wants_to_be_found is not None
    )
    whole = [(Part.WORK, work), (Part.PROFESSION, profession), (Part.PERSON, person)]
    return tuple(part for part, is_whole in whole if not is_whole)


def may_send(content: Content) -> tuple[Refusal, ...]:
    """Refusals: `application_unfinished`."""
    return (Refusal("application_unfinished"),) if unfinished_parts(content) else ()
