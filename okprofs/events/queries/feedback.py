"""Who was asked what they thought, who may still answer, and what may be told of it?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import SystemRandom

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import (
    Event,
    FeedbackAnswer,
    FeedbackMark,
    FeedbackRound,
    Order,
    Registration,
)
from okprofs.events.queries.doors import attendance_of
from okprofs.events.queries.office import attendees
from okprofs.events.rules.feedback import Answer, Question, Results, is_open, results
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.mail.queries import good_link

FEEDBACK = "feedback"
"""What the personal link to the questions is good for."""

MOST_ANSWERS = 5_000
MOST_TO_CLOSE = 50


def round_of(event_id: int) -> FeedbackRound | None:
    """The one time that people were asked about this event."""
    return db.session.get(FeedbackRound, event_id)


def address_of(registration: Registration) -> str:
    """Where the question goes: to who signed them up when they gave no address of their own."""
    return registration.email or registration.order.contact_email


def who_was_there(event: Event) -> list[Registration]:
    """Whom one can ask: who came in by a door, or, where nobody stood at one, everyone who had a place."""
    people = attendees(event)
    came = attendance_of(event)
    return [person for person in people if person.public_id in came] if came else people


@dataclass(frozen=True, slots=True)
class Asked:
    """Someone who opens their link: whether they can answer, or did."""

    registration: Registration
    event: Event
    is_open: bool
    has_answered: bool


def asked_by_link(token: str) -> Asked | None:
    """Who was mailed this secret, while the address is still theirs."""
    link = good_link(FEEDBACK, token)
    if link is None:
        return None
    order = joinedload(Registration.order)
    query = sa.select(Registration).where(Registration.public_id == link.about)
    registration = db.session.scalar(query.options(order.joinedload(Order.event)))
    if registration is None or link.address != address_of(registration):
        return None
    asked = round_of(registration.event_id)
    return Asked(
        registration,
        registration.order.event,
        asked is not None and is_open(asked.closes_at, asked.closed_at, now()),
        db.session.get(FeedbackMark, registration.id) is not None,
    )


def answered(event_id: int) -> int:
    """How many answered so far."""
    query = sa.select(sa.func.count()).select_from(FeedbackAnswer).where(FeedbackAnswer.event_id == event_id)
    return db.session.scalar(query) or 0


def answers_of(event_id: int) -> list[Answer]:
    """All answers, each time in another order; at most five thousand."""
    query = sa.select(FeedbackAnswer).where(FeedbackAnswer.event_id == event_id).limit(MOST_ANSWERS)
    found = [_answer(one) for one in db.session.scalars(query)]
    SystemRandom().shuffle(found)
    return found


def _answer(one: FeedbackAnswer) -> Answer:
    grades = {question: getattr(one, question.value) for question in Question}
    return Answer(grades, one.ticket_type_id, one.best, one.better)


def results_of(event_id: int) -> Results:
    """What may be told of them. The two kinds of words are mixed apart, so that they do not lie beside each other."""
    found = results(answers_of(event_id))
    return replace(found, best=_mixed(found.best), better=_mixed(found.better))


def _mixed(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(SystemRandom().sample(words, len(words)))


def to_close() -> Sequence[int]:
    """Events whose form should have been closed by now; at most fifty."""
    query = sa.select(FeedbackRound.event_id).where(FeedbackRound.closed_at.is_(None), FeedbackRound.closes_at <= now())
    return db.session.scalars(query.order_by(FeedbackRound.event_id).limit(MOST_TO_CLOSE)).all()
