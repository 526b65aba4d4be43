"""What did people think of it, told so that nobody is recognised; and when may they be asked?

What was answered is told when the form is closed, all at once: numbers that grow one by one would tell who came last.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from okprofs.events.rules.small_cells import LEAST, bins, told_groups
from okprofs.kernel.refusals import Refusal

OPEN_FOR = timedelta(days=14)
GRADES = (5, 4, 3, 2, 1)
"""From the best to the worst."""


class Question(StrEnum):
    """What is asked, each with a grade from 5 to 1."""

    OVERALL = "overall"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    RECOMMEND = "recommend"


class FeedbackRefusal(StrEnum):
    """Why people are not asked, or cannot answer."""

    TOO_EARLY = "feedback_too_early"
    CALLED_OFF = "feedback_called_off"
    ASKED_ALREADY = "feedback_asked_already"
    NOBODY_THERE = "feedback_nobody_there"
    CLOSED = "feedback_closed"
    ANSWERED_ALREADY = "feedback_answered_already"


def may_ask(ends_at: datetime, is_cancelled: bool, is_asked: bool, people: int, now: datetime) -> tuple[Refusal, ...]:
    """May everyone who was there be asked now? Once, after an event that took place and to which somebody came."""
    refusals = []
    if is_cancelled:
        refusals.append(Refusal(FeedbackRefusal.CALLED_OFF))
    elif now < ends_at:
        refusals.append(Refusal(FeedbackRefusal.TOO_EARLY))
    elif not people:
        refusals.append(Refusal(FeedbackRefusal.NOBODY_THERE))
    if is_asked:
        refusals.append(Refusal(FeedbackRefusal.ASKED_ALREADY))
    return tuple(refusals)


def is_open(closes_at: datetime, closed_at: datetime | None, now: datetime) -> bool:
    """Whether an answer is still taken."""
    return closed_at is None and now < closes_at


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, of nobody: a grade by question, the group they were in (None: not known), and their own words."""

    grades: dict[Question, int]
    group: int | None = None
    best: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """So many people gave one of these grades."""

    grades: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Result:
    """One question: what all answered, and what each group did. A group None is all smaller ones together."""

    question: Question
    bars: tuple[Bar, ...]
    groups: tuple[tuple[int | None, tuple[Bar, ...]], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What may be told of all answers. Nothing by question when fewer than five answered; words from five on."""

    answers: int
    questions: tuple[Result, ...] = ()
    best: tuple[str, ...] = ()
    better: tuple[str, ...] = ()


def _column(answers: Sequence[Answer], question: Question) -> list[int]:
    counted = Counter(answer.grades[question] for answer in answers)
    return [counted[grade] for grade in GRADES]


def _bars(column: Sequence[int], told: tuple[tuple[int, ...], ...]) -> tuple[Bar, ...]:
    return tuple(Bar(tuple(GRADES[at] for at in bin_), sum(column[at] for at in bin_)) for bin_ in told)


def results(answers: Sequence[Answer]) -> Results:
    """What may be told. The words keep the order in which they come: mixing them is for who asks."""
    if len(answers) < LEAST:
        return Results(len(answers))
    told, _ = told_groups(Counter(answer.group for answer in answers if answer.group is not None))
    parts: list[tuple[int | None, list[Answer]]] = [
        (group, [answer for answer in answers if answer.group == group]) for group in told
    ]
    others = [answer for answer in answers if answer.group not in told]
    if others and told:
        parts.append((None, others))
    # Of one group alone, and of a remainder that is too small to tell, the whole says it already.
    if len(parts) < 2 or any(len(part) < LEAST for _, part in parts):
        parts = []
    return Results(
        len(answers),
        tuple(_result(question, answers, parts) for question in Question),
        _words([answer.best for answer in answers]),
        _words([answer.better for answer in answers]),
    )


def _result(
    question: Question, answers: Sequence[Answer], parts: Sequence[tuple[int | None, Sequence[Answer]]]
) -> Result:
    whole = _column(answers, question)
    told = bins([whole])
    columns = [_column(part, question) for _, part in parts]
    # The same for all groups, and never finer than what is told of the whole.
    shared = bins(columns, told) if columns else told
    groups = tuple((group, _bars(column, shared)) for (group, _), column in zip(parts, columns, strict=True))
    return Result(question, _bars(whole, told), groups if len(shared) > 1 else ())


def _words(written: Sequence[str]) -> tuple[str, ...]:
    filled = tuple(text for text in written if text)
    return filled if len(filled) >= LEAST else ()
