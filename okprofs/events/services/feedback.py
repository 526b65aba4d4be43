"""Asking people what they thought, taking an answer without the person, and closing the form for good."""

from datetime import datetime

import sqlalchemy as sa

from okprofs.events.letters_of_voices import FEEDBACK_ASKED
from okprofs.events.models import (
    Event,
    EventStatus,
    FeedbackAnswer,
    FeedbackMark,
    FeedbackRound,
    Registration,
)
from okprofs.events.queries.feedback import address_of, answers_of, round_of, to_close, who_was_there
from okprofs.events.rules.feedback import OPEN_FOR, Answer, FeedbackRefusal, is_open, may_ask
from okprofs.events.rules.small_cells import told_groups
from okprofs.events.services.organising import held
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, insert_into, locked
from okprofs.kernel.jobs import one_of
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import Addressed, write_each


def ask(event: Event) -> int:
    """Mail everyone who was there a personal link to the questions, once. Returns how many; refused by `may_ask`."""
    event = held(event)
    people = who_was_there(event)
    is_cancelled = event.status is EventStatus.CANCELLED
    refuse(may_ask(event.ends_at, is_cancelled, round_of(event.id) is not None, len(people), now()))
    closes_at = now() + OPEN_FOR
    db.session.add(FeedbackRound(event_id=event.id, closes_at=closes_at, asked=len(people)))
    write_each(FEEDBACK_ASKED, [_letter(event, person, closes_at) for person in people])
    record("feedback_asked", event, rows=len(people))
    return len(people)


def _letter(event: Event, registration: Registration, closes_at: datetime) -> Addressed:
    facts = {
        "title": event.title,
        "starts_at": event.starts_at.isoformat(),
        "name": registration.name,
        "until": closes_at.isoformat(),
    }
    return Addressed(address_of(registration), registration.order.language, registration.public_id, facts)


def answer(registration: Registration, given: Answer) -> None:
    """Keep an answer, without whose it is; and apart from it that they answered. Nothing of it is in the journal.

    Refused when the form is closed, or when they answered before.
    """
    asked = _held_round(registration.event_id)
    if asked is None or not is_open(asked.closes_at, asked.closed_at, now()):
        raise Refused(Refusal(FeedbackRefusal.CLOSED))
    mark = insert_into(FeedbackMark).values(registration_id=registration.id, event_id=registration.event_id)
    first = db.session.scalar(mark.on_conflict_do_nothing().returning(FeedbackMark.registration_id))
    if first is None:
        raise Refused(Refusal(FeedbackRefusal.ANSWERED_ALREADY))
    db.session.add(
        FeedbackAnswer(
            event_id=registration.event_id,
            ticket_type_id=registration.ticket_type_id,
            **{question.value: grade for question, grade in given.grades.items()},
            best=given.best,
            better=given.better,
        )
    )


def close(event_id: int) -> None:
    """Take no more answers, and forget who answered: from now on nobody can find out whose an answer is. Of groups that
    are too small to tell, forget which group it was. Refused when it is closed."""
    asked = _held_round(event_id)
    if asked is None or asked.closed_at is not None:
        raise Refused(Refusal(FeedbackRefusal.CLOSED))
    asked.closed_at = now()
    db.session.execute(sa.delete(FeedbackMark).where(FeedbackMark.event_id == event_id))
    told = _told_groups(event_id)
    too_small = sa.update(FeedbackAnswer).where(
        FeedbackAnswer.event_id == event_id, FeedbackAnswer.ticket_type_id.not_in(told)
    )
    db.session.execute(too_small.values(ticket_type_id=None).execution_options(synchronize_session=False))
    record("feedback_closed", db.session.get_one(Event, event_id))


def _told_groups(event_id: int) -> list[int]:
    sizes: dict[int, int] = {}
    for one in answers_of(event_id):
        if one.group is not None:
            sizes[one.group] = sizes.get(one.group, 0) + 1
    return sorted(told_groups(sizes)[0])


def close_due() -> bool:
    """Close the next form whose time is over."""
    return one_of(to_close(), close)


def _held_round(event_id: int) -> FeedbackRound | None:
    return db.session.scalar(locked(sa.select(FeedbackRound).where(FeedbackRound.event_id == event_id)))
