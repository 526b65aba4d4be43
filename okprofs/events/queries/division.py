"""Who is to be divided over which workshops, and who goes where at this moment?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import (
    Event,
    Order,
    Registration,
    Workshop,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.queries.workshops import Round, plan_of, rounds_of
from okprofs.events.rules.allocation import ParticipantFacts, Place, Problem, WorkshopFacts
from okprofs.kernel.db import db
from okprofs.kernel.search import fold
from okprofs.people.queries import profiles_of
from okprofs.people.rules.visibility import Audience, Field

MOST_PARTICIPANTS = 2_000
_PROFILES_AT_ONCE = 1_000


@dataclass(frozen=True)
class Division:
    """Everything about the division of one event at this moment; people and workshops by public id."""

    plan: WorkshopPlan
    rounds: tuple[Round, ...]
    registrations: Mapping[str, Registration]
    rows: Mapping[tuple[str, str], WorkshopPlace]
    problem: Problem
    places: tuple[Place, ...]

    @property
    def workshops(self) -> dict[str, Workshop]:
        return {workshop.public_id: workshop for round_ in self.rounds for workshop in round_.workshops}

    @property
    def changed(self) -> list[Registration]:
        """Who has to be told something else than they know."""
        of = {registration.id: registration for registration in self.registrations.values()}
        differing = {
            row.registration_id
            for row in self.rows.values()
            if row.told_at is None or row.workshop_id != row.told_workshop_id
        }
        return [registration for id_, registration in of.items() if id_ in differing]


def division_of(event: Event) -> Division:
    """The division of this event, and the problem that it answers. Seven queries, whatever the number of people."""
    plan = plan_of(event.id)
    rounds = tuple(rounds_of(event.id))
    people = [one for one in _participants(event.id) if any(round_.admits(one) for round_ in rounds)]
    by_id = {registration.id: registration for registration in people}
    names = {round_.session.id: round_.session.public_id for round_ in rounds}
    rows = {
        (by_id[row.registration_id].public_id, names[row.session_id]): row
        for row in _places(event.id)
        if row.registration_id in by_id and row.session_id in names
    }
    of = {workshop.id: workshop.public_id for round_ in rounds for workshop in round_.workshops}
    placed = {key: of[row.workshop_id] for key, row in rows.items() if row.workshop_id in of}
    problem = Problem(
        workshops=tuple(
            _workshop_facts(round_, workshop, people) for round_ in rounds for workshop in round_.workshops
        ),
        participants=tuple(_participant_facts(event.id, rounds, people, of)),
        locks=tuple((person, where) for (person, round_), where in placed.items() if rows[person, round_].is_locked),
        most_from_one=plan.most_from_one,
        limit_is_hard=plan.limit_is_hard,
        mixes_disciplines=plan.mixes_disciplines,
        seed=plan.seed or "",
    )
    places = tuple((person, where) for (person, _), where in placed.items())
    return Division(plan, rounds, {one.public_id: one for one in people}, rows, problem, places)


def _participants(event_id: int) -> Sequence[Registration]:
    query = (
        sa.select(Registration)
        .where(Registration.event_id == event_id, Registration.cancelled_at.is_(None))
        .options(joinedload(Registration.ticket_type), joinedload(Registration.order).load_only(*_OF_ORDER))
        .order_by(Registration.id)
        .limit(MOST_PARTICIPANTS)
    )
    return db.session.scalars(query).all()


_OF_ORDER = (Order.contact_email, Order.contact_name, Order.language)


def _places(event_id: int) -> Sequence[WorkshopPlace]:
    query = sa.select(WorkshopPlace).join(WorkshopPlace.registration).where(Registration.event_id == event_id)
    return db.session.scalars(query).all()


def _workshop_facts(round_: Round, workshop: Workshop, people: Sequence[Registration]) -> WorkshopFacts:
    accounts = {host.account_id for host in workshop.hosts if host.account_id is not None}
    return WorkshopFacts(
        id=workshop.public_id,
        title=workshop.title,
        round=round_.session.public_id,
        subject=fold(workshop.title),
        capacity=workshop.capacity,
        hosts=frozenset(one.public_id for one in people if one.account_id in accounts),
    )


def _participant_facts(
    event_id: int, rounds: Sequence[Round], people: Sequence[Registration], of: Mapping[int, str]
) -> list[ParticipantFacts]:
    chosen = defaultdict(list)
    query = (
        sa.select(WorkshopPreference.registration_id, WorkshopPreference.workshop_id)
        .join(Registration, Registration.id == WorkshopPreference.registration_id)
        .where(Registration.event_id == event_id)
        .order_by(WorkshopPreference.rank)
    )
    for registration_id, workshop_id in db.session.execute(query):
        if workshop_id in of:
            chosen[registration_id].append(of[workshop_id])
    disciplines = _disciplines(people)
    # However it is spelled, an organisation is one, and called as the first of them wrote it.
    spelled: dict[str, str] = {}
    return [
        ParticipantFacts(
            id=one.public_id,
            name=one.name,
            rounds=tuple(round_.session.public_id for round_ in rounds if round_.admits(one)),
            choices=tuple(chosen[one.id]),
            organisation=spelled.setdefault(fold(one.organisation_name), one.organisation_name),
            discipline=disciplines.get(one.account_id, "") if one.account_id else "",
        )
        for one in people
    ]


def _disciplines(people: Sequence[Registration]) -> dict[int, str]:
    """One discipline of everybody who shows theirs to others; of several the first by its word."""
    accounts = sorted({one.account_id for one in people if one.account_id is not None})
    found: dict[int, str] = {}
    for start in range(0, len(accounts), _PROFILES_AT_ONCE):
        for account_id, _, profile in profiles_of(accounts[start : start + _PROFILES_AT_ONCE]):
            is_shown = dict(profile.audiences)[Field.DISCIPLINES] is not Audience.NOBODY
            if is_shown and profile.content.disciplines:
                found[account_id] = min(discipline.value for discipline in profile.content.disciplines)
    return found
