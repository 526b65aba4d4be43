"""Holding an application against the founding definition, and keeping what was found."""

from okprofs.membership.models import Application, StoredAssessment
from okprofs.membership.rules.applying import Content
from okprofs.membership.rules.eligibility import Answers, Assessment, assess
from okprofs.membership.rules.progress import GivenAnswers, complete


def given_answers(application: Application) -> GivenAnswers:
    """What was answered so far."""
    return GivenAnswers(
        application.works_for_government,
        application.appointment,
        application.engagement,
        application.position,
        application.disciplines or frozenset(),
    )


def content_of(application: Application) -> Content:
    """What the rules ask to tell whether the application is whole."""
    return Content(
        answers=given_answers(application),
        has_organisation=bool(application.organisation_name),
        has_function_title=bool(application.function_title),
        has_dedication=bool(application.dedication),
        has_name=bool(application.name),
        has_address=bool(application.email),
        has_motivation=bool(application.motivation),
        wants_to_be_found=application.wants_to_be_found,
    )


def answers_of(application: Application) -> Answers:
    """The answers of an application that is whole. ValueError for one that is not: nobody can send that."""
    answers = complete(given_answers(application))
    if answers is None:
        raise ValueError("an application that is not whole cannot be assessed")
    return answers


def store_assessment(application: Application) -> Assessment:
    """Assess the application as it stands, and keep the advice with the answers that it stood on."""
    answers = answers_of(application)
    found = assess(answers)
    application.outcome = found.outcome
    application.assessments.append(
        StoredAssessment(
            rule_set=found.rule_set,
            outcome=found.outcome,
            answers=answers.to_dict(),
            reasons=[reason.to_dict() for reason in found.reasons],
        )
    )
    return found
