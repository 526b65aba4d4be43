"""How long does a question wait for its answer, and when is the applicant reminded?

Counted in days on a Dutch calendar, so that no change of the clock moves anything. Halfway the term comes a first
warning, and near its end a second; after the last day the application is withdrawn. It never is without both warnings,
and never sooner after one than was said in it: when the post was late, the term is longer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ALL_WARNINGS = 2
"""So many warnings come before an application is withdrawn."""


class Due(StrEnum):
    """What is to be done about a question that waits for its answer."""

    WARN = "warn"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer: when it was asked, how often the applicant was warned, and when last."""

    asked_on: date
    warnings: int = 0
    warned_on: date | None = None


def days_of_notice(term: int) -> int:
    """How long at least between a warning and what follows, in days, when one has `term` days to answer."""
    return max(1, term // 6)


def answer_until(question: OpenQuestion, *, term: int, today: date) -> date:
    """The last day on which the answer still counts, if everything still to be sent goes out today or in time."""
    notice = timedelta(days=days_of_notice(term))
    usual = question.asked_on + timedelta(days=term)
    if question.warnings >= ALL_WARNINGS:
        return max(usual, (question.warned_on or today) + notice)
    return max(usual, max(today, warn_on(question, term=term)) + notice * (ALL_WARNINGS - question.warnings))


def warn_on(question: OpenQuestion, *, term: int) -> date:
    """The day of the next warning, when there is one to come."""
    notice = timedelta(days=days_of_notice(term))
    if question.warnings == 0:
        return question.asked_on + timedelta(days=term // 2)
    return max(question.asked_on + timedelta(days=term) - notice, (question.warned_on or question.asked_on) + notice)


def due(question: OpenQuestion, *, term: int, today: date) -> Due | None:
    """What is to be done today; None when there is nothing yet."""
    if question.warnings < ALL_WARNINGS:
        return Due.WARN if today >= warn_on(question, term=term) else None
    return Due.WITHDRAW if today > answer_until(question, term=term, today=today) else None


def asked_before(term: int, warnings: int, today: date) -> date:
    """A question with so many warnings for which something is due today, was asked on this day or before."""
    days = (term // 2, term - days_of_notice(term), term + 1)[warnings]
    return today - timedelta(days=days)
