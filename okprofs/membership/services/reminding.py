"""Reminding who has a case too long: the office, and an applicant who was asked something.

For the worker, every hour; but what is sent, is sent by day. Each step is told apart by the day on a Dutch calendar, so
that it is done once however often, and by however many workers, it is looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.facts import announce
from okprofs.kernel.wall_time import local, moment_at
from okprofs.mail.services import revoke, write
from okprofs.membership import letters
from okprofs.membership.facts import ApplicationEnded
from okprofs.membership.models import Application, ApplicationMessage
from okprofs.membership.queries.cases import votes_on
from okprofs.membership.queries.durations import handovers_of
from okprofs.membership.queries.reminders import objected_before, open_questions, submitted_before, told_before
from okprofs.membership.rules.answering import ALL_WARNINGS, Due, OpenQuestion, answer_until, asked_before, due
from okprofs.membership.rules.clock import time_at_office
from okprofs.membership.rules.lifecycle import ApplicationStatus, Step, status_after
from okprofs.membership.services.case import applicant_of, held, write_to_applicant
from okprofs.membership.services.objections import first_deciders
from okprofs.people.models import Account, Office
from okprofs.people.queries import holders_of

FIRST_HOUR = 8
NAMED = 10
_DAY = timedelta(days=1)


def is_day() -> bool:
    """Whether it is late enough to write to people, as a Dutch wall shows it."""
    return local(now()).hour >= FIRST_HOUR


def remind_applicants() -> None:
    """Warn who has yet to answer, and withdraw what was not answered in time. At most 200 of each in one go."""
    if not is_day():
        return
    term = current_app.config["ANSWER_DAYS"]
    for warnings in (2, 1, 0):
        last_day = asked_before(term, warnings, today())
        for public_id in open_questions(warnings=warnings, asked_before=moment_at(last_day + _DAY, time())):
            _remind_applicant(held(public_id), term)


def _remind_applicant(application: Application, term: int) -> None:
    message = application.messages[-1]
    step = due(question_of(message), term=term, today=today())
    if application.status is not ApplicationStatus.MORE_INFO_NEEDED or step is None:
        return
    if step is Due.WITHDRAW:
        _withdraw(application, message)
        return
    message.warnings += 1
    message.warned_at = now()
    until = answer_until(question_of(message), term=term, today=today())
    record("application_answer_reminded", application, warning=message.warnings)
    write_to_applicant(
        letters.ANSWER_WARNING, application, until=until.isoformat(), is_last=message.warnings == ALL_WARNINGS
    )


def _withdraw(application: Application, message: ApplicationMessage) -> None:
    application.status = status_after(application.status, Step.WITHDRAW)
    message.lapsed_at = now()
    revoke(letters.ANSWER_PURPOSE, application.public_id)
    record("application_lapsed", application)
    write_to_applicant(letters.LAPSED, application)
    announce(ApplicationEnded(application.id, applicant_of(application).id))


def question_of(message: ApplicationMessage) -> OpenQuestion:
    """An open question as the rule asks for it."""
    warned_on = local(message.warned_at).date() if message.warned_at else None
    return OpenQuestion(local(message.at).date(), message.warnings, warned_on)


def last_day_to_answer(application: Application) -> date | None:
    """Until when the answer to the open question counts; None when no question is open."""
    if application.status is not ApplicationStatus.MORE_INFO_NEEDED or not application.messages:
        return None
    return answer_until(question_of(application.messages[-1]), term=current_app.config["ANSWER_DAYS"], today=today())


class Waits(StrEnum):
    """What it is that waits for the office."""

    APPLICATION = "application"
    OBJECTION = "objection"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Overdue:
    """What the office has had too long, by the public id of the application, or of the membership whose work changed;
    who may not handle it need not be reminded of it."""

    what: Waits
    public_id: str
    days: int
    not_for: frozenset[int | None]


def remind_office() -> None:
    """Write to each reviewer, once a day, what has waited too long. Nothing waits: no letter."""
    if not is_day():
        return
    overdue = sorted(_overdue(), key=lambda case: -case.days)
    if not overdue:
        return
    for reviewer in holders_of(Office.REVIEWER):
        theirs = [case for case in overdue if reviewer.id not in case.not_for]
        if theirs:
            _write_to(reviewer, theirs)


def _write_to(reviewer: Account, theirs: list[Overdue]) -> None:
    cases = [{"what": case.what.value, "public_id": case.public_id, "days": case.days} for case in theirs[:NAMED]]
    write(
        letters.OFFICE_REMINDER,
        to=reviewer.email,
        language=reviewer.language,
        about=reviewer,
        facts={"name": reviewer.name, "cases": cases, "further": len(theirs) - len(cases)},
        once=today().isoformat(),
    )


def _overdue() -> Iterator[Overdue]:
    allowed = timedelta(days=current_app.config["OFFICE_DAYS"])
    for application in submitted_before(now() - allowed):
        waited = time_at_office(handovers_of(application), now())
        if waited > allowed:
            not_for = frozenset({application.account_id})
            yield Overdue(Waits.APPLICATION, application.public_id, waited // _DAY, not_for)
    for application in objected_before(now() - allowed):
        if application.objection is not None:
            waited = now() - application.objection.at
            not_for = frozenset({application.account_id, *first_deciders(application, votes_on(application))})
            yield Overdue(Waits.OBJECTION, application.public_id, waited // _DAY, not_for)
    for recheck in told_before(now() - allowed):
        member, waited = recheck.membership, now() - recheck.at
        yield Overdue(Waits.CHANGE, member.public_id, waited // _DAY, frozenset({member.account_id}))
