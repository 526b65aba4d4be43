"""Saying which workshops one would like, round by round."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from okprofs.events.models import (
    Event,
    EventStatus,
    Order,
    Registration,
    Workshop,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.queries.workshops import Round, plan_of, rounds_of
from okprofs.events.rules.cancellation import ActorFacts, ChangeRefusal
from okprofs.events.rules.choosing import ChoosingFacts, choice_refusals, may_choose
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse


def choosing_facts(
    event: Event, registration: Registration, rounds: Sequence[Round], plan: WorkshopPlan
) -> ChoosingFacts:
    """A registration as the rules of choosing look at it."""
    return ChoosingFacts(
        rounds=sum(bool(round_.workshops) and round_.admits(registration) for round_ in rounds),
        is_cancelled=registration.cancelled_at is not None,
        event_is_cancelled=event.status is EventStatus.CANCELLED,
        event_starts_at=event.starts_at,
        closes_at=plan.choices_close_at,
        is_published=plan.published_at is not None,
    )


def choose_workshops(
    order: Order, public_id: str, chosen: Mapping[str, Sequence[str]], actor: ActorFacts
) -> Registration:
    """Keep what this attendee would like: by round, workshops by public id, the best first.

    Refused by `may_choose` and `choice_refusals`; a round that their ticket does not include counts as gone.
    """
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == order.event_id))).one()
    query = sa.select(Registration).where(Registration.order_id == order.id, Registration.public_id == public_id)
    registration = db.session.scalars(locked(query)).one_or_none()
    if registration is None:
        raise Refused(Refusal(ChangeRefusal.NOT_YOUR_REGISTRATION))
    rounds, plan = rounds_of(event.id), plan_of(event.id)
    refuse(may_choose(actor, choosing_facts(event, registration, rounds, plan), now()))
    offered = {
        round_.session.public_id: {workshop.public_id: workshop.id for workshop in round_.workshops}
        for round_ in rounds
        if round_.admits(registration)
    }
    refuse(choice_refusals(chosen, offered))
    mine = WorkshopPreference.registration_id == registration.id
    db.session.execute(sa.delete(WorkshopPreference).where(mine))
    for round_id, workshops in chosen.items():
        for rank, workshop in enumerate(workshops, start=1):
            wanted = offered[round_id][workshop]
            db.session.add(WorkshopPreference(registration_id=registration.id, workshop_id=wanted, rank=rank))
    _divide_anew(event.id)
    record("workshops_chosen", registration, order=order.public_id)
    return registration


def forget_choices(registration: Registration, *, keeps_admitted: bool) -> None:
    """Somebody else comes, or with another ticket: what was chosen goes, but what `keeps_admitted` for the rounds that
    the ticket still includes. A place in a round that it does not include any more goes too. The event is held."""
    rounds = rounds_of(registration.event_id)
    closed = [one.session.id for one in rounds if not one.admits(registration)]
    gone = closed if keeps_admitted else [one.session.id for one in rounds]
    if not gone:
        return
    of_these = sa.select(Workshop.id).where(Workshop.session_id.in_(gone))
    mine = WorkshopPreference.registration_id == registration.id
    db.session.execute(sa.delete(WorkshopPreference).where(mine, WorkshopPreference.workshop_id.in_(of_these)))
    place = WorkshopPlace.registration_id == registration.id
    db.session.execute(sa.delete(WorkshopPlace).where(place, WorkshopPlace.session_id.in_(closed)))
    _divide_anew(registration.event_id)


def _divide_anew(event_id: int) -> None:
    """Who divides at this moment does so by what is chosen now, or is told to look again."""
    plans = sa.update(WorkshopPlan).where(WorkshopPlan.event_id == event_id)
    db.session.execute(plans.values(version=WorkshopPlan.version + 1))
