"""Dividing people over workshops: working it out, moving somebody by hand, locking, and telling everybody.

Two organisers may be at it at once. Each sends along the version of the division that they saw; who comes second is
told so, and nothing is changed. What is worked out takes a moment, and that happens before anything is locked.
"""

from dataclasses import asdict

from okprofs.events.letters_of_workshops import WORKSHOPS_TOLD, division_facts, place_facts
from okprofs.events.models import Event, Registration, WorkshopPlace, WorkshopPlan
from okprofs.events.queries.division import Division, division_of
from okprofs.events.queries.own_calendar import appointment_in_round
from okprofs.events.rules.allocation import Allocation, in_turn, why
from okprofs.events.rules.choosing import WorkshopRefusal, may_move
from okprofs.events.services.organising import held, refuse_fixed
from okprofs.events.services.solving import refusals_from, solved
from okprofs.events.services.workshops import held_plan
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write


def worked_out(division: Division, seen: int) -> Allocation:
    """The division that costs least, around what is locked; nothing is changed.

    Refused when it is no longer version `seen`, when there is nobody to place, and when it cannot be worked out.
    """
    if division.plan.version != seen:
        raise Refused(Refusal(WorkshopRefusal.COMPOSED_MEANWHILE))
    if not division.problem.sittings:
        raise Refused(Refusal(WorkshopRefusal.NOTHING_TO_DIVIDE))
    return solved(division.problem)


def keep_division(event: Event, seen: int, answer: Allocation) -> None:
    """Make this the division. Refuses when anything that it is made of was changed since version `seen`.

    When what is locked contradicts itself there is no division: everything stays, and the plan says why.
    """
    event, plan = _held(event, seen)
    division = division_of(event)
    plan.conflicts = [asdict(conflict) for conflict in answer.conflicts]
    plan.version += 1
    if answer.places or not answer.conflicts:
        _place_all(division, answer)
        plan.composed_at, plan.is_proven = now(), answer.is_proven
        plan.in_turn_cost = in_turn(division.problem).cost
    record("workshops_divided", event, proven=answer.is_proven, cost=answer.cost, conflicts=len(answer.conflicts))


def move(event: Event, seen: int, person: str, round_id: str, workshop_id: str, *, is_locked: bool) -> None:
    """Put somebody somewhere by hand, or nowhere (no workshop), and lock that or not.

    Refuses by `may_move`, and when the division was changed meanwhile. Who stays where they are is not judged anew.
    """
    event, plan = _held(event, seen)
    division = division_of(event)
    sitting = (person, round_id)
    workshop = division.workshops.get(workshop_id)
    is_here = workshop is not None and division.problem.workshop[workshop_id].round == round_id
    if sitting not in division.problem.sittings or (workshop_id and not is_here):
        raise Refused(Refusal(WorkshopRefusal.NOT_PLACED_THERE))
    if workshop is not None and (person, workshop_id) not in division.places:
        refuse(may_move(division.problem, division.places, person, workshop_id))
    row = _row(division, person, round_id)
    row.workshop_id = workshop.id if workshop else None
    row.is_locked = is_locked and workshop is not None
    plan.version += 1
    record("workshop_place_moved", division.registrations[person], item=workshop_id or None, locked=row.is_locked)


def unlock_all(event: Event, seen: int) -> None:
    """Let the next run place everybody anew. Refuses when the division was changed meanwhile."""
    event, plan = _held(event, seen)
    for row in division_of(event).rows.values():
        row.is_locked = False
    plan.version += 1
    record("workshop_places_unlocked", event)


def publish_division(event: Event, seen: int) -> int:
    """Tell everybody where they go, one letter each, and only to whom it is news; lock what was told.

    Returns how many letters. Refuses when nothing was divided yet, when nobody has anything new to hear, and when the
    division was changed meanwhile: so it is never told twice.
    """
    event, plan = _held(event, seen)
    if plan.composed_at is None:
        raise Refused(Refusal(WorkshopRefusal.NOT_COMPOSED))
    division = division_of(event)
    people = division.changed
    if not people:
        raise Refused(Refusal(WorkshopRefusal.NOTHING_NEW_TO_TELL))
    moment = now()
    is_again = plan.published_at is not None
    for registration in people:
        _tell(event, division, registration, is_again=is_again)
    for row in division.rows.values():
        row.told_at, row.told_workshop_id, row.is_locked = moment, row.workshop_id, row.workshop_id is not None
    plan.published_at = moment
    plan.version += 1
    record("workshops_published", event, told=len(people))
    return len(people)


def _held(event: Event, seen: int) -> tuple[Event, WorkshopPlan]:
    event = held(event)
    refuse_fixed(event)
    plan = held_plan(event)
    if plan.version != seen:
        raise Refused(Refusal(WorkshopRefusal.COMPOSED_MEANWHILE))
    return event, plan


def _place_all(division: Division, answer: Allocation) -> None:
    of = {(person, division.problem.workshop[where].round): where for person, where in answer.places}
    workshops = division.workshops
    for person, round_id in division.problem.sittings:
        place = of.get((person, round_id))
        _row(division, person, round_id).workshop_id = workshops[place].id if place else None
    gone = set(division.rows) - set(division.problem.sittings)
    for key in gone:
        # Who came to host in that round, or whose ticket no longer includes it.
        db.session.delete(division.rows[key])


def _row(division: Division, person: str, round_id: str) -> WorkshopPlace:
    found = division.rows.get((person, round_id))
    if found is None:
        session = next(one.session for one in division.rounds if one.session.public_id == round_id)
        found = WorkshopPlace(registration_id=division.registrations[person].id, session_id=session.id)
        db.session.add(found)
    return found


def _tell(event: Event, division: Division, registration: Registration, *, is_again: bool) -> None:
    """Write to one attendee where they go in each round and how that came about, and keep what was said."""
    workshops = {workshop.id: workshop for workshop in division.workshops.values()}
    told = []
    for one in division.rounds:
        row = division.rows.get((registration.public_id, one.session.public_id))
        if row is not None:
            workshop = workshops.get(row.workshop_id or 0)
            place = workshop.public_id if workshop else None
            row.told_why = asdict(why(division.problem, registration.public_id, one.session.public_id, place))
            attendee = registration.public_id
            appointment = appointment_in_round(one.session, workshop, attendee, event, event.sessions, now())
            told.append(place_facts(one.session, workshop, row.told_why, appointment))
    order = registration.order
    facts = division_facts(event, registration, told, division, is_again=is_again)
    to = registration.email or order.contact_email
    write(WORKSHOPS_TOLD, to=to, language=order.language, about=registration, facts=facts)


def kept_conflicts(plan: WorkshopPlan) -> tuple[Refusal, ...]:
    """Why the last run could not place everybody."""
    return refusals_from(plan.conflicts or [])
