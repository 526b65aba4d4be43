"""Which way to divide people over workshops costs least, and when not everybody has a place, what stands in the way?

An integer programme: for everybody and each workshop they could be in a variable that is 0 or 1. HiGHS finds the least
cost and proves that there is none less. Costs are whole numbers; the lots come after them, together always less than
one, so that they decide between equals only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from okprofs.events.rules.allocation import (
    OVER_ORGANISATION,
    SAME_DISCIPLINE,
    UNCHOSEN,
    UNPLACED,
    Allocation,
    AllocationRefusal,
    Place,
    Problem,
    Sitting,
    contradictions,
    half_of,
    in_turn,
    tally,
)
from okprofs.kernel.refusals import Refusal

SECONDS = 5.0
"""How long we look for a proof; what was found until then is the answer, and says that it is not proven."""

_MANY = 10_000
_CAPACITY = AllocationRefusal.TOO_FEW_PLACES
_ORGANISATION = AllocationRefusal.TOO_MANY_OF_ONE_ORGANISATION
_REPEAT = AllocationRefusal.ONLY_TWICE_THE_SAME
_LOCK = AllocationRefusal.LOCKS_STAND_IN_THE_WAY
_CONSTRAINTS = (_CAPACITY, _ORGANISATION, _REPEAT, _LOCK)
_MOST_NAMED = 5


@dataclass
class _Model:
    """An integer programme, row by row."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)
    highest: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def column(self, cost: float, upper: float = 1) -> int:
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def at_most(self, most: int, columns: list[int], slack: int | None = None) -> None:
        """The sum of these columns is no more than `most` and the slack."""
        if len(columns) > most:
            self.row(-_MANY, most, columns, slack)

    def row(self, low: float, high: float, columns: list[int], minus: int | None = None) -> None:
        """The sum of these columns, without one, lies between two bounds."""
        self.columns += columns
        self.values += [1.0] * len(columns)
        if minus is not None:
            self.columns.append(minus)
            self.values.append(-1.0)
        self.starts.append(len(self.columns))
        self.lowest.append(low)
        self.highest.append(high)

    def solve(self, seconds: float, start: Mapping[int, float] | None = None) -> tuple[list[float] | None, bool]:
        """The value of each column, None when there is no answer; and whether that is proven."""
        # Here and not above: numpy comes along, which no web worker needs.
        import highspy

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        settings = {"threads": 1, "random_seed": 0, "time_limit": seconds, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-4}
        for name, value in settings.items():
            solver.setOptionValue(name, value)
        lp: Any = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.lowest)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self.costs, [0.0] * len(self.costs), self.uppers
        lp.row_lower_, lp.row_upper_ = self.lowest, self.highest
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.costs)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = self.starts, self.columns, self.values
        solver.passModel(lp)
        if start:
            known: Any = highspy.HighsSolution()
            known.col_value = [start.get(column, 0.0) for column in range(len(self.costs))]
            solver.setSolution(known)
        solver.run()
        status = solver.getModelStatus()
        if solver.getInfo().primal_solution_status != 2:
            return None, status == highspy.HighsModelStatus.kInfeasible
        return list(solver.getSolution().col_value), status == highspy.HighsModelStatus.kOptimal


@dataclass
class _Written:
    """The programme of a problem, and which column says what."""

    model: _Model
    sits: dict[Place, int]
    slacks: dict[AllocationRefusal, list[tuple[tuple[str, ...], int]]]

    def places(self, values: list[float]) -> tuple[Place, ...]:
        return tuple(place for place, column in self.sits.items() if values[column] > 0.5)


def allocate(problem: Problem, seconds: float = SECONDS) -> Allocation:
    """The answer that costs least; never one that costs more than choosing in turn.

    When hosts and locks contradict each other there is none, and its conflicts say which. When somebody is left
    without a place, they say which wishes would have to give way, each with by how much.
    """
    refusals = contradictions(problem)
    if refusals:
        return Allocation((), tally(problem, ()).cost, is_proven=False, conflicts=refusals)
    if not problem.sittings:
        return Allocation((), 0, is_proven=True)
    turn = in_turn(problem)
    written = _write(problem, elastic=None)
    start = {column: float(place in turn.places) for place, column in written.sits.items()} if turn.places else None
    values, is_proven = written.model.solve(seconds, start)
    found = turn
    if values is not None:
        places = written.places(values)
        found = Allocation(places, tally(problem, places).cost, is_proven)
        if found.cost > turn.cost:
            found = turn
    if tally(problem, found.places).unplaced:
        return Allocation(found.places, found.cost, found.is_proven, shortages(problem))
    return found


def shortages(problem: Problem) -> tuple[Refusal, ...]:
    """Why not everybody can have a place: each wish that, if it alone gave way, would let everybody in, and by how
    much; when none alone is enough, what has to give way together."""
    alone = [refusal for kind in _CONSTRAINTS for refusal in _relaxed(problem, {kind})]
    return tuple(alone or _relaxed(problem, set(_CONSTRAINTS)))


def _relaxed(problem: Problem, kinds: set[AllocationRefusal]) -> list[Refusal]:
    """What has to give way of these wishes, at the least; nothing when that is not enough."""
    written = _write(problem, elastic=kinds)
    values, _ = written.model.solve(SECONDS)
    if values is None:
        return []
    found = []
    for kind, slacks in written.slacks.items():
        stretched = [(names, round(values[column])) for names, column in slacks if values[column] > 0.5]
        if stretched:
            named = ", ".join(_name(kind, names, number) for names, number in stretched[:_MOST_NAMED])
            more = ", …" if len(stretched) > _MOST_NAMED else ""
            number = sum(number for _, number in stretched)
            found.append(Refusal(kind, (("number", number), ("which", named + more))))
    return found


def _name(kind: AllocationRefusal, names: tuple[str, ...], number: int) -> str:
    text = " – ".join(names)
    return f"{text} (+{number})" if kind in (_CAPACITY, _ORGANISATION) else text


def _write(problem: Problem, elastic: set[AllocationRefusal] | None) -> _Written:
    """The programme. With `elastic` everybody has a place, and only what these wishes give way by costs anything."""
    written = _Written(_Model(), {}, defaultdict(list))
    of_sitting: dict[Sitting, list[int]] = {sitting: [] for sitting in problem.sittings}
    by_round = defaultdict(list)
    for workshop in problem.workshops:
        by_round[workshop.round].append(workshop)
    unit = 1 + (UNCHOSEN + 1) * len(problem.sittings)
    people = max(1, len(problem.participants))
    for person, round_ in problem.sittings:
        weight = 1 - problem.lots[person] / people
        for workshop in by_round[round_]:
            if problem.may_sit(person, workshop) or (person, workshop.id) in problem.locks:
                price = problem.price(person, workshop.id)
                cost = 0.0 if elastic is not None else unit * price + weight * price
                column = written.sits[person, workshop.id] = written.model.column(cost)
                of_sitting[person, round_].append(column)
        if elastic is None:
            cost = unit * UNPLACED + weight * (UNCHOSEN + 1)
            written.model.row(1, 1, [*of_sitting[person, round_], written.model.column(cost)])
        else:
            written.model.row(1, 1, of_sitting[person, round_])
    _capacities(problem, written, elastic)
    _groups(problem, written, elastic, unit)
    _repeats(problem, written, elastic)
    _locks(problem, written, elastic)
    return written


def _slack(
    written: _Written, elastic: set[AllocationRefusal] | None, kind: AllocationRefusal, names: tuple[str, ...]
) -> int | None:
    """The column by which a wish may give way; None where it may not."""
    if elastic is None or kind not in elastic:
        return None
    column = written.model.column(1, upper=_MANY)
    written.slacks[kind].append((names, column))
    return column


def _capacities(problem: Problem, written: _Written, elastic: set[AllocationRefusal] | None) -> None:
    inside = _inside(written)
    for workshop in problem.workshops:
        slack = _slack(written, elastic, _CAPACITY, (workshop.title,))
        written.model.at_most(workshop.capacity, [column for _, column in inside[workshop.id]], slack)


def _groups(problem: Problem, written: _Written, elastic: set[AllocationRefusal] | None, unit: int) -> None:
    """At most so many from one organisation, and not too many with the same discipline."""
    for place, people in _inside(written).items():
        workshop = problem.workshop[place]
        if problem.most_from_one is not None and (problem.limit_is_hard or elastic is None):
            for name, columns in _by(problem, people, "organisation").items():
                slack = None
                if not problem.limit_is_hard:
                    slack = written.model.column(unit * OVER_ORGANISATION, upper=_MANY)
                elif len(columns) > problem.most_from_one:
                    slack = _slack(written, elastic, _ORGANISATION, (name, workshop.title))
                written.model.at_most(problem.most_from_one, columns, slack)
        if problem.mixes_disciplines and elastic is None:
            for columns in _by(problem, people, "discipline").values():
                slack = written.model.column(unit * SAME_DISCIPLINE, upper=_MANY)
                written.model.at_most(half_of(workshop), columns, slack)


def _repeats(problem: Problem, written: _Written, elastic: set[AllocationRefusal] | None) -> None:
    """Nobody twice in the same workshop."""
    same = defaultdict(list)
    for (person, place), column in written.sits.items():
        same[person, problem.workshop[place].subject].append((place, column))
    for (person, _), found in same.items():
        if len(found) > 1:
            names = (problem.participant[person].name, problem.workshop[found[0][0]].title)
            slack = _slack(written, elastic, _REPEAT, names)
            written.model.at_most(1, [column for _, column in found], slack)


def _locks(problem: Problem, written: _Written, elastic: set[AllocationRefusal] | None) -> None:
    """What stands, stands."""
    for person, place in problem.locks:
        if (person, place) in written.sits:
            names = (problem.participant[person].name, problem.workshop[place].title)
            slack = _slack(written, elastic, _LOCK, names)
            columns = [written.sits[person, place], *([] if slack is None else [slack])]
            written.model.row(1, _MANY, columns)


def _inside(written: _Written) -> dict[str, list[tuple[str, int]]]:
    """Who could be in each workshop."""
    found = defaultdict(list)
    for (person, place), column in written.sits.items():
        found[place].append((person, column))
    return found


def _by(problem: Problem, people: Iterable[tuple[str, int]], what: str) -> dict[str, list[int]]:
    """The columns of people by their organisation or discipline, where it is known."""
    found = defaultdict(list)
    for person, column in people:
        name = getattr(problem.participant[person], what)
        if name:
            found[name].append(column)
    return found
