"""What do the answers that someone has given so far already say?

Each requirement speaks as soon as its own questions are answered, so that an applicant sees where they stand long
before the last step. What is said here is what the whole assessment will say of those requirements.
"""

from dataclasses import dataclass

from okprofs.membership.rules.eligibility import (
    Answers,
    Appointment,
    Engagement,
    Finding,
    Reason,
    about_engagement,
    about_function,
    about_government,
)
from okprofs.people.rules.profession import Discipline, Position


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """The answers so far; None where nothing was answered yet."""

    works_for_government: bool | None = None
    appointment: Appointment | None = None
    engagement: Engagement | None = None
    position: Position | None = None
    disciplines: frozenset[Discipline] = frozenset()


def reasons_so_far(given: GivenAnswers) -> tuple[Reason, ...]:
    """One reason for each requirement whose questions are answered, in the order of the definition."""
    reasons = []
    if given.works_for_government is not None and is_appointment_answered(given):
        reasons.append(about_government(given.works_for_government, given.appointment or Appointment.NONE))
    if given.engagement is not None:
        reasons.append(about_engagement(given.engagement))
    if given.position is not None and given.disciplines:
        reasons.append(about_function(given.position, given.disciplines))
    return tuple(reasons)


def is_appointment_answered(given: GivenAnswers) -> bool:
    """Whether the question about the appointment is answered, or does not arise."""
    return given.appointment is not None or given.works_for_government is False


def is_dedication_asked(given: GivenAnswers) -> bool:
    """Whether a person will have to judge the function, so that we need to hear how someone works at it."""
    return (
        given.position is not None
        and bool(given.disciplines)
        and about_function(given.position, given.disciplines).finding is Finding.NEEDS_LOOK
    )


def complete(given: GivenAnswers) -> Answers | None:
    """The answers as the whole assessment takes them, or None while a question is open.

    Naming no discipline is an answer. Who does not work for government has no appointment there.
    """
    if given.works_for_government is None or given.engagement is None or given.position is None:
        return None
    if not is_appointment_answered(given):
        return None
    return Answers(
        given.works_for_government,
        (given.appointment if given.works_for_government else None) or Appointment.NONE,
        given.engagement,
        given.position,
        given.disciplines,
    )
