"""May this attendee say which workshops they want, and can these be their choices?

The ticket decides which rounds someone is in: a closed round needs a ticket for what is closed. Choosing is over at the
moment that the organiser set, when the division is published, or when the event begins; that moment itself is too late.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.allocation import MOST_CHOICES, Place, Problem, tally
from okprofs.events.rules.cancellation import ActorFacts, ChangeRefusal
from okprofs.kernel.refusals import Refusal


class ChoiceRefusal(StrEnum):
    """Why not."""

    NO_WORKSHOPS = "no_workshops"
    CHOOSING_CLOSED = "choosing_closed"
    DIVISION_PUBLISHED = "division_published"
    CHOSEN_TWICE = "chosen_twice"
    TOO_MANY_CHOICES = "too_many_choices"
    WORKSHOP_GONE = "workshop_gone"


class MoveRefusal(StrEnum):
    """Why somebody cannot be put there by hand."""

    WORKSHOP_FULL = "workshop_full"
    SAME_WORKSHOP_TWICE = "same_workshop_twice"
    IS_HOST = "is_host"
    TOO_MANY_COLLEAGUES = "too_many_colleagues"


class WorkshopRefusal(StrEnum):
    """Why the organiser cannot make the workshops, or their division, like this."""

    ROUND_GONE = "round_gone"
    TOO_MANY_WORKSHOPS = "too_many_workshops"
    TOO_MANY_SPEAKERS = "too_many_speakers"
    WORKSHOP_TITLE_TAKEN = "workshop_title_taken"
    WORKSHOP_IN_USE = "workshop_in_use"
    SESSION_HAS_WORKSHOPS = "session_has_workshops"
    CHOICES_CLOSE_AFTER_START = "choices_close_after_start"
    COMPOSED_MEANWHILE = "composed_meanwhile"
    NOTHING_TO_DIVIDE = "nothing_to_divide"
    NOT_COMPOSED = "not_composed"
    NOTHING_NEW_TO_TELL = "nothing_new_to_tell"
    NOT_PLACED_THERE = "not_placed_there"
    COMPOSING_FAILED = "composing_failed"


@dataclass(frozen=True, slots=True)
class ChoosingFacts:
    """A registration at this moment, as choosing workshops looks at it."""

    rounds: int
    is_cancelled: bool
    event_is_cancelled: bool
    event_starts_at: datetime
    closes_at: datetime | None
    is_published: bool


def is_in_round(audience: Audience, round_is_closed: bool) -> bool:
    """Whether a ticket for this audience includes a round."""
    return not round_is_closed or audience is not Audience.EVERYONE


def may_choose(actor: ActorFacts, facts: ChoosingFacts, now: datetime) -> tuple[Refusal, ...]:
    """Everything that keeps this person from choosing workshops on this registration; nothing means: they may."""
    if not actor.is_proven:
        return (Refusal(ChangeRefusal.CHANGE_NOT_PROVEN),)
    if not (actor.is_attendee or actor.is_contact):
        return (Refusal(ChangeRefusal.NOT_YOUR_REGISTRATION),)
    reasons = {
        ChoiceRefusal.NO_WORKSHOPS: facts.rounds == 0,
        ChangeRefusal.REGISTRATION_CANCELLED: facts.is_cancelled,
        ChangeRefusal.EVENT_CANCELLED: facts.event_is_cancelled,
        ChangeRefusal.EVENT_STARTED: now >= facts.event_starts_at,
        ChoiceRefusal.DIVISION_PUBLISHED: facts.is_published,
        ChoiceRefusal.CHOOSING_CLOSED: facts.closes_at is not None and now >= facts.closes_at,
    }
    return tuple(Refusal(code) for code, holds in reasons.items() if holds)


def choice_refusals(chosen: Mapping[str, Sequence[str]], offered: Mapping[str, Collection[str]]) -> tuple[Refusal, ...]:
    """What is wrong with these choices, the best first, by round; `offered` are the workshops of each round.

    Refuses a workshop that is not there, one twice in a round, and more than five a round.
    """
    refusals = []
    for round_, workshops in chosen.items():
        if not set(workshops) <= set(offered.get(round_, ())):
            refusals.append(Refusal(ChoiceRefusal.WORKSHOP_GONE))
        if max(Counter(workshops).values(), default=0) > 1:
            refusals.append(Refusal(ChoiceRefusal.CHOSEN_TWICE))
        if len(workshops) > MOST_CHOICES:
            refusals.append(Refusal(ChoiceRefusal.TOO_MANY_CHOICES, (("maximum", MOST_CHOICES),)))
    return tuple(dict.fromkeys(refusals))


def may_move(problem: Problem, places: Collection[Place], person: str, place: str) -> tuple[Refusal, ...]:
    """What keeps the organiser from putting somebody in a workshop by hand, out of where they are in that round."""
    workshop = problem.workshop[place]
    others = _without(problem, places, person, workshop.round)
    inside = [one for one, where in others if where == place]
    organisation = problem.participant[person].organisation
    colleagues = sum(problem.participant[one].organisation == organisation for one in inside)
    limit = problem.most_from_one if problem.limit_is_hard and organisation else None
    reasons = {
        MoveRefusal.WORKSHOP_FULL: len(inside) >= workshop.capacity,
        MoveRefusal.SAME_WORKSHOP_TWICE: any(
            one == person and problem.workshop[where].subject == workshop.subject for one, where in others
        ),
        MoveRefusal.IS_HOST: not problem.may_sit(person, workshop) or (person, workshop.round) in problem.hosting,
        MoveRefusal.TOO_MANY_COLLEAGUES: limit is not None and colleagues >= limit,
    }
    facts = (("workshop", workshop.title), ("person", problem.participant[person].name))
    return tuple(Refusal(code, facts) for code, holds in reasons.items() if holds)


def costs_of_moving(problem: Problem, places: Collection[Place], person: str, round_: str) -> dict[str, int]:
    """What all together costs more when this person goes to each workshop of a round, by its id, or to none, by "";
    less than 0 when it costs less."""
    others = _without(problem, places, person, round_)
    now = tally(problem, places).cost
    there = [workshop.id for workshop in problem.workshops if workshop.round == round_]
    return {
        "": tally(problem, others).cost - now,
        **{place: tally(problem, [*others, (person, place)]).cost - now for place in there},
    }


def _without(problem: Problem, places: Collection[Place], person: str, round_: str) -> list[Place]:
    return [(one, where) for one, where in places if not (one == person and problem.workshop[where].round == round_)]
