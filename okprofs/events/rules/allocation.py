"""Who goes to which workshop: what is asked, what does an answer cost, and which wishes of the organiser cannot go
together?

Someone ranks at most five workshops a round. Every place costs its rank: the first choice 1, the fifth 5. A workshop
that was not chosen costs more than the fifth, nowhere to go costs far more than anything else, and who chose nothing in
a round costs nothing there. `okprofs/events/rules/optimum.py` finds the answer whose costs together are least.

Where two answers cost the same the lot decides. It is drawn from a seed that is shown to everybody, by SHA-256 over the
seed and the public id of the registration, so that anybody can draw it again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from okprofs.kernel.refusals import Refusal

MOST_CHOICES = 5
UNCHOSEN = 8
UNPLACED = 100
OVER_ORGANISATION = 4
"""What each person too many from one organisation costs in a group, where that limit is soft."""
SAME_DISCIPLINE = 1
"""The same for each person over half of the places with the same discipline, where disciplines are mixed."""

Place = tuple[str, str]
"""A participant and a workshop."""
Sitting = tuple[str, str]
"""A participant and a round."""


class AllocationRefusal(StrEnum):
    """What cannot go together."""

    HOSTS_TWO_AT_ONCE = "hosts_two_at_once"
    LOCKED_WHILE_HOSTING = "locked_while_hosting"
    LOCKED_IN_SAME_WORKSHOP = "locked_in_same_workshop"
    LOCKED_OVER_CAPACITY = "locked_over_capacity"
    LOCKED_OVER_ORGANISATION = "locked_over_organisation"
    TOO_FEW_PLACES = "too_few_places"
    TOO_MANY_OF_ONE_ORGANISATION = "too_many_of_one_organisation"
    ONLY_TWICE_THE_SAME = "only_twice_the_same"
    LOCKS_STAND_IN_THE_WAY = "locks_stand_in_the_way"


@dataclass(frozen=True, slots=True)
class WorkshopFacts:
    """A workshop in one round. What is given again in another round has the same subject. Hosts take no place."""

    id: str
    title: str
    round: str
    subject: str
    capacity: int
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """Someone whose ticket includes these rounds; `choices` are workshops, of each round the best first.

    No organisation or discipline means unknown: that counts for no limit.
    """

    id: str
    name: str
    rounds: tuple[str, ...]
    choices: tuple[str, ...] = ()
    organisation: str = ""
    discipline: str = ""


@dataclass(frozen=True)
class Problem:
    """All that is asked. `locks` are places that stand; no `most_from_one` means no limit on an organisation."""

    workshops: tuple[WorkshopFacts, ...]
    participants: tuple[ParticipantFacts, ...]
    locks: tuple[Place, ...] = ()
    most_from_one: int | None = None
    limit_is_hard: bool = False
    mixes_disciplines: bool = False
    seed: str = ""

    @cached_property
    def workshop(self) -> Mapping[str, WorkshopFacts]:
        return {workshop.id: workshop for workshop in self.workshops}

    @cached_property
    def participant(self) -> Mapping[str, ParticipantFacts]:
        return {participant.id: participant for participant in self.participants}

    @cached_property
    def hosting(self) -> Mapping[Sitting, WorkshopFacts]:
        """What somebody hosts in a round."""
        return {(host, workshop.round): workshop for workshop in self.workshops for host in workshop.hosts}

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        """Everybody for whom a place is sought, and in which round."""
        rounds = {workshop.round for workshop in self.workshops}
        return tuple(
            (person.id, round_)
            for person in self.participants
            for round_ in person.rounds
            if round_ in rounds and (person.id, round_) not in self.hosting
        )

    @cached_property
    def ranks(self) -> Mapping[Place, int]:
        """The rank of each choice within its round, counted from 1."""
        found: dict[Place, int] = {}
        for person in self.participants:
            seen: Counter[str] = Counter()
            for choice in person.choices:
                if choice in self.workshop:
                    seen[self.workshop[choice].round] += 1
                    found[person.id, choice] = seen[self.workshop[choice].round]
        return found

    @cached_property
    def wishing(self) -> frozenset[Sitting]:
        """Who chose anything, in which round."""
        return frozenset((person, self.workshop[choice].round) for person, choice in self.ranks)

    @cached_property
    def lots(self) -> Mapping[str, int]:
        """The place of everybody in the draw, from 0: the lower, the sooner they go before another."""
        drawn = sorted(self.participant, key=lambda person: lot(self.seed, person))
        return {person: place for place, person in enumerate(drawn)}

    def may_sit(self, person: str, workshop: WorkshopFacts) -> bool:
        """Whether this workshop is for them at all: nobody is a guest at what they host themself."""
        return not any(person in other.hosts for other in self.workshops if other.subject == workshop.subject)

    def price(self, person: str, workshop: str) -> int:
        """What it costs when this person sits here."""
        rank = self.ranks.get((person, workshop))
        if rank is not None:
            return rank
        return UNCHOSEN if (person, self.workshop[workshop].round) in self.wishing else 0


@dataclass(frozen=True, slots=True)
class Allocation:
    """An answer. `is_proven`: no answer costs less. `conflicts` say why somebody has no place, or why there is no
    answer at all (then nobody has one)."""

    places: tuple[Place, ...]
    cost: int
    is_proven: bool
    conflicts: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How an answer turns out. `by_rank` counts first to fifth choices; costs as this module counts them."""

    by_rank: tuple[int, ...]
    unchosen: int
    without_wish: int
    unplaced: int
    over_limit: int
    same_discipline: int
    cost: int


@dataclass(frozen=True, slots=True)
class Why:
    """How somebody came to their place in one round: the rank of it among what they chose (None: it was not among it),
    whether they chose at all, and of their first choice how many put it first and how many places there are."""

    rank: int | None
    chose: bool
    wanted: int = 0
    capacity: int = 0


def why(problem: Problem, person: str, round_: str, place: str | None) -> Why:
    """How this person came to this place, or to none."""
    first = next(
        (
            one
            for one in problem.participant[person].choices
            if problem.ranks.get((person, one)) == 1 and problem.workshop[one].round == round_
        ),
        None,
    )
    if first is None:
        return Why(None, chose=False)
    wanted = sum(workshop == first and rank == 1 for (_, workshop), rank in problem.ranks.items())
    rank = problem.ranks.get((person, place)) if place else None
    return Why(rank, True, wanted, problem.workshop[first].capacity)


def lot(seed: str, person: str) -> str:
    """What somebody draws: who has the lower goes before, where all else is alike."""
    return sha256(f"{seed}:{person}".encode()).hexdigest()


def tally(problem: Problem, places: Iterable[Place]) -> Tally:
    """Count an answer, also one that was changed by hand."""
    placed = {place for place in places if place[0] in problem.participant and place[1] in problem.workshop}
    ranks = Counter(problem.ranks.get(place) for place in placed)
    sittings = {(person, problem.workshop[workshop].round) for person, workshop in placed}
    unchosen = sum(place not in problem.ranks and problem.price(*place) > 0 for place in placed)
    unplaced = sum(sitting not in sittings for sitting in problem.sittings)
    over, same = over_limit(problem, placed), same_discipline(problem, placed)
    prices = sum(problem.price(*place) for place in placed)
    return Tally(
        by_rank=tuple(ranks[rank] for rank in range(1, MOST_CHOICES + 1)),
        unchosen=unchosen,
        without_wish=ranks[None] - unchosen,
        unplaced=unplaced,
        over_limit=over,
        same_discipline=same,
        cost=prices + unplaced * UNPLACED + over * OVER_ORGANISATION + same * SAME_DISCIPLINE,
    )


def over_limit(problem: Problem, places: Iterable[Place]) -> int:
    """How many sit with more from their organisation than the organiser wants."""
    most = problem.most_from_one
    if most is None:
        return 0
    groups = Counter((workshop, problem.participant[person].organisation) for person, workshop in places)
    return sum(max(0, number - most) for (_, organisation), number in groups.items() if organisation)


def half_of(workshop: WorkshopFacts) -> int:
    """How many with the same discipline a group has before it is one-sided."""
    return (workshop.capacity + 1) // 2


def same_discipline(problem: Problem, places: Iterable[Place]) -> int:
    """How many sit in a group that their own discipline fills for more than half."""
    if not problem.mixes_disciplines:
        return 0
    groups = Counter((workshop, problem.participant[person].discipline) for person, workshop in places)
    return sum(
        max(0, number - half_of(problem.workshop[workshop]))
        for (workshop, discipline), number in groups.items()
        if discipline
    )


def contradictions(problem: Problem) -> tuple[Refusal, ...]:
    """Which of the fixed things, hosts and locks, cannot both be: then there is no answer to look for."""
    return (*_of_hosts(problem), *_of_locked_people(problem), *_of_full_groups(problem))


def _of_hosts(problem: Problem) -> list[Refusal]:
    hosted: dict[Sitting, WorkshopFacts] = {}
    found = []
    for workshop in problem.workshops:
        for host in sorted(workshop.hosts):
            other = hosted.setdefault((host, workshop.round), workshop)
            if other is not workshop:
                name = problem.participant[host].name if host in problem.participant else host
                facts = (("person", name), ("workshop", other.title), ("other", workshop.title))
                found.append(Refusal(AllocationRefusal.HOSTS_TWO_AT_ONCE, facts))
    return found


def _of_locked_people(problem: Problem) -> list[Refusal]:
    found = []
    sits: dict[tuple[str, str], WorkshopFacts] = {}
    for person, place in problem.locks:
        workshop, name = problem.workshop[place], problem.participant[person].name
        hosted = problem.hosting.get((person, workshop.round))
        if hosted is not None:
            facts = (("person", name), ("workshop", workshop.title), ("other", hosted.title))
            found.append(Refusal(AllocationRefusal.LOCKED_WHILE_HOSTING, facts))
        if sits.setdefault((person, workshop.subject), workshop) is not workshop:
            told = (("person", name), ("workshop", workshop.title))
            found.append(Refusal(AllocationRefusal.LOCKED_IN_SAME_WORKSHOP, told))
    return found


def _of_full_groups(problem: Problem) -> list[Refusal]:
    found = []
    for workshop, number in Counter(place for _, place in problem.locks).items():
        facts = problem.workshop[workshop]
        if number > facts.capacity:
            told = (("workshop", facts.title), ("locked", number), ("capacity", facts.capacity))
            found.append(Refusal(AllocationRefusal.LOCKED_OVER_CAPACITY, told))
    if problem.most_from_one is not None and problem.limit_is_hard:
        groups = Counter((place, problem.participant[person].organisation) for person, place in problem.locks)
        for (place, organisation), number in groups.items():
            if organisation and number > problem.most_from_one:
                told_of = (
                    ("workshop", problem.workshop[place].title),
                    ("organisation", organisation),
                    ("locked", number),
                    ("maximum", problem.most_from_one),
                )
                found.append(Refusal(AllocationRefusal.LOCKED_OVER_ORGANISATION, told_of))
    return found


def in_turn(problem: Problem) -> Allocation:
    """The answer when everybody chooses in turn, in the order of the lot, what is still free: to compare with."""
    places = list(problem.locks)
    left = Counter({workshop.id: workshop.capacity for workshop in problem.workshops})
    left.subtract(place for _, place in places)
    groups = Counter((place, problem.participant[person].organisation) for person, place in places)
    seen = {(person, problem.workshop[place].subject) for person, place in places}
    done = {(person, problem.workshop[place].round) for person, place in places}
    for person, round_ in sorted(problem.sittings, key=lambda sitting: problem.lots[sitting[0]]):
        organisation = problem.participant[person].organisation
        free = [
            workshop
            for workshop in problem.workshops
            if workshop.round == round_
            and left[workshop.id] > 0
            and (person, workshop.subject) not in seen
            and problem.may_sit(person, workshop)
            and not (_is_limited(problem, organisation) and groups[workshop.id, organisation] >= _limit(problem))
        ]
        if (person, round_) in done or not free:
            continue
        best = min(free, key=lambda workshop: (problem.price(person, workshop.id), -left[workshop.id], workshop.id))
        places.append((person, best.id))
        left[best.id] -= 1
        groups[best.id, organisation] += 1
        seen.add((person, best.subject))
    return Allocation(tuple(places), tally(problem, places).cost, is_proven=False)


def _is_limited(problem: Problem, organisation: str) -> bool:
    return problem.limit_is_hard and problem.most_from_one is not None and bool(organisation)


def _limit(problem: Problem) -> int:
    return problem.most_from_one or 0
