"""Reminding people of what they signed up for, and setting when that is done.

For the worker. One event at a time, under its lock: who writes the row of a reminder writes its letters in the same
transaction, so that two workers never remind twice, and one that dies half-way left nothing.
"""

from dataclasses import asdict, dataclass
from typing import Any, Self

import sqlalchemy as sa

from okprofs.events.letters_of_changes import has_own_letter
from okprofs.events.letters_of_reminders import ATTENDEE_REMINDED, REMINDED, reminder_facts
from okprofs.events.models import Event, EventStatus, ReminderPlan, ReminderRun
from okprofs.events.queries.reminding import coming_with_plans, reminder_plan_of, runs_of, signed_up_before
from okprofs.events.rules.publication import EditRefusal
from okprofs.events.rules.reminding import due_days, goes_at, may_remind
from okprofs.events.services.organising import Details, held, refuse_fixed
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.wall_time import local
from okprofs.mail.services import Addressed, write_each


@dataclass(frozen=True)
class ReminderDetails(Details):
    """How many days before people are reminded, and what they should know before they come."""

    first_days: int | None
    last_days: int | None
    instructions: str

    @classmethod
    def of(cls, plan: ReminderPlan) -> Self:
        return cls(**{name: getattr(plan, name) for name in cls.__dataclass_fields__})


def edit_reminders(event: Event, seen: str, details: ReminderDetails) -> None:
    """Set when people are reminded. Refuses when it was changed meanwhile, and what `may_remind` refuses."""
    event = held(event)
    refuse_fixed(event)
    plan = reminder_plan_of(event.id)
    if seen != ReminderDetails.of(plan).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    refuse(may_remind(details.first_days, details.last_days))
    if (plan.first_days, plan.last_days) != (details.first_days, details.last_days):
        plan.set_at = now()
    for name, value in asdict(details).items():
        setattr(plan, name, value)
    db.session.add(plan)
    record("reminders_set", event)


def remind_due() -> bool:
    """Send the next reminder that is due, of one event. Returns True when there may be more."""
    coming = coming_with_plans(now())
    done = {(run.event_id, run.event_on, run.days) for run in runs_of([event.id for event, _ in coming])}
    for event, plan in coming:
        days = due_days(plan.steps, event.starts_at, plan.set_at, now())
        if days is not None and (event.id, local(event.starts_at).date(), days) not in done:
            _remind(event.id)
            return True
    return False


def _remind(event_id: int) -> None:
    """Look again behind the lock: somebody may have moved the event, called it off, or been first."""
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == event_id))).one()
    plan = reminder_plan_of(event.id)
    days = due_days(plan.steps, event.starts_at, plan.set_at, now())
    if days is None or event.status is not EventStatus.PUBLISHED:
        return
    key: dict[str, Any] = {"event_id": event.id, "event_on": local(event.starts_at).date(), "days": days}
    if db.session.get(ReminderRun, key) is None:
        told = _write(event, days, plan.instructions if days == min(plan.steps) else "")
        db.session.add(ReminderRun(**key, told=told))
        record("event_reminded", event, told=told)


def _write(event: Event, days: int, instructions: str) -> int:
    """To each contact once, and to each attendee with another address once, if they signed up before it was due."""
    to_contacts: dict[str, Addressed] = {}
    to_attendees: dict[str, Addressed] = {}
    people = signed_up_before(event.id, goes_at(event.starts_at, days))
    for one in people:
        order = one.order
        facts = reminder_facts(event, order.contact_name, instructions)
        letter = Addressed(order.contact_email, order.language, order.public_id, facts)
        to_contacts.setdefault(order.contact_email.casefold(), letter)
    for one in people:
        key = one.email.casefold()
        if has_own_letter(one) and key not in to_contacts:
            facts = reminder_facts(event, one.name, instructions)
            to_attendees.setdefault(key, Addressed(one.email, one.order.language, one.public_id, facts))
    write_each(REMINDED, to_contacts.values())
    write_each(ATTENDEE_REMINDED, to_attendees.values())
    return len(to_contacts) + len(to_attendees)
