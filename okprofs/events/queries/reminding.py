"""When are people reminded of an event, which reminders went, and who is told?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import Event, EventStatus, Order, Registration, ReminderPlan, ReminderRun
from okprofs.events.rules.reminding import MOST_DAYS, USUAL
from okprofs.kernel.db import db

MOST_EVENTS = 300
MOST_TOLD = 5_000


def reminder_plan_of(event_id: int) -> ReminderPlan:
    """What the organiser set; of an event without, what is usual (not stored)."""
    return db.session.get(ReminderPlan, event_id, populate_existing=True) or _usual(event_id)


def _usual(event_id: int) -> ReminderPlan:
    return ReminderPlan(event_id=event_id, first_days=USUAL[0], last_days=USUAL[1], instructions="")


def instructions_of(event_id: int) -> str:
    """What people should know before they come."""
    return db.session.scalar(sa.select(ReminderPlan.instructions).where(ReminderPlan.event_id == event_id)) or ""


def coming_with_plans(moment: datetime) -> list[tuple[Event, ReminderPlan]]:
    """What is published and begins within the longest time before which one is reminded, each with its plan."""
    until = moment + timedelta(days=MOST_DAYS + 1)
    events = db.session.scalars(
        sa.select(Event)
        .where(Event.status == EventStatus.PUBLISHED, Event.starts_at > moment, Event.starts_at < until)
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_EVENTS)
    ).all()
    query = sa.select(ReminderPlan).where(ReminderPlan.event_id.in_([event.id for event in events]))
    plans = {plan.event_id: plan for plan in db.session.scalars(query)}
    return [(event, plans.get(event.id) or _usual(event.id)) for event in events]


def runs_of(event_ids: Sequence[int]) -> list[ReminderRun]:
    """The reminders of these events that went."""
    query = sa.select(ReminderRun).where(ReminderRun.event_id.in_(event_ids))
    return list(db.session.scalars(query.order_by(ReminderRun.run_at)))


def signed_up_before(event_id: int, moment: datetime) -> Sequence[Registration]:
    """Who has a place since that moment or longer, with their order and the others on it."""
    order = joinedload(Registration.order)
    query = (
        sa.select(Registration)
        .where(Registration.event_id == event_id, Registration.cancelled_at.is_(None), Registration.made_at <= moment)
        .options(joinedload(Registration.ticket_type), order.joinedload(Order.event))
        .order_by(Registration.id)
    )
    return db.session.scalars(query.limit(MOST_TOLD)).all()
