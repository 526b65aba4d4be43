"""Whoever is divided over workshops gets the least of ranks together, within what the organiser asked."""

import random
import time
from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okprofs.events.rules.allocation import (
    UNCHOSEN,
    UNPLACED,
    AllocationRefusal,
    ParticipantFacts,
    Problem,
    WorkshopFacts,
    contradictions,
    in_turn,
    lot,
    tally,
)
from okprofs.events.rules.optimum import allocate, shortages
from tests import tries


def workshop(name: str, round_: str = "1", capacity: int = 2, hosts: tuple[str, ...] = ()) -> WorkshopFacts:
    return WorkshopFacts(name + round_, name.upper(), round_, name, capacity, frozenset(hosts))


def person(name: str, *choices: str, rounds: str = "1", **values: Any) -> ParticipantFacts:
    return ParticipantFacts(name, name.title(), tuple(rounds), choices, **values)


LEAN, KLANT = workshop("lean"), workshop("klant")


def codes(problem: Problem) -> list[str]:
    return [refusal.code for refusal in allocate(problem).conflicts]


def test_everybody_gets_the_first_choice_when_that_can_be() -> None:
    answer = allocate(Problem((LEAN, KLANT), (person("an", "lean1"), person("bo", "klant1", "lean1"))))
    assert (set(answer.places), answer.cost, answer.is_proven) == ({("an", "lean1"), ("bo", "klant1")}, 2, True)


def test_a_second_choice_of_one_spares_the_fifth_of_another() -> None:
    small = replace(LEAN, capacity=1)
    people = (person("an", "lean1", "klant1"), person("bo", "lean1"))
    answer = allocate(Problem((small, KLANT), people, seed="a"))
    assert set(answer.places) == {("an", "klant1"), ("bo", "lean1")}
    assert answer.cost == 3
    assert tally(Problem((small, KLANT), people), answer.places).by_rank == (1, 1, 0, 0, 0)


def test_between_equals_the_lot_decides_and_anybody_can_draw_it_again() -> None:
    one = replace(LEAN, capacity=1)
    for seed in ("rood", "groen", "blauw", "geel"):
        people = (person("an", "lean1", "klant1"), person("bo", "lean1", "klant1"))
        first = min(("an", "bo"), key=lambda name: lot(seed, name))
        assert (first, "lean1") in allocate(Problem((one, KLANT), people, seed=seed)).places


def test_who_chose_nothing_goes_where_there_is_room_and_counts_for_nothing() -> None:
    people = (person("an", "lean1"), person("bo", "lean1"), person("cor"), person("dirk"))
    answer = allocate(Problem((LEAN, KLANT), people))
    assert {("cor", "klant1"), ("dirk", "klant1")} < set(answer.places)
    assert answer.cost == 2


def test_nobody_is_twice_in_the_same_workshop() -> None:
    rounds = (workshop("lean"), workshop("klant"), workshop("lean", "2"), workshop("klant", "2"))
    answer = allocate(Problem(rounds, (person("an", "lean1", "lean2", rounds="12"),)))
    assert {place[:-1] for _, place in answer.places} == {"lean", "klant"}
    assert answer.cost == 1 + UNCHOSEN


def test_a_host_hosts_takes_no_place_and_is_no_guest_of_their_own() -> None:
    hosted = (workshop("lean", capacity=1, hosts=("an",)), workshop("lean", "2"), workshop("klant", "2"))
    people = (person("an", "lean2", "klant2", rounds="12"), person("bo", "lean1", rounds="1"))
    answer = allocate(Problem(hosted, people))
    assert set(answer.places) == {("bo", "lean1"), ("an", "klant2")}


COLLEAGUES = tuple(person(name, "lean1", "klant1", organisation="gemeente Ede") for name in ("an", "bo", "cor"))
ROOMY = (workshop("lean", capacity=9), workshop("klant", capacity=9))


def test_at_most_so_many_of_one_organisation_in_a_group() -> None:
    hard = allocate(Problem(ROOMY, COLLEAGUES, most_from_one=2, limit_is_hard=True))
    assert Counter(place for _, place in hard.places) == {"lean1": 2, "klant1": 1}


def test_a_soft_limit_gives_way_where_keeping_it_would_cost_more() -> None:
    alone = (ROOMY[0], replace(ROOMY[1], capacity=0))
    soft = Problem(alone, COLLEAGUES, most_from_one=2)
    assert tally(soft, allocate(soft).places).over_limit == 1
    assert tally(soft, allocate(soft).places).unplaced == 0


def test_disciplines_are_mixed_by_choice() -> None:
    small = (workshop("lean", capacity=4), workshop("klant", capacity=4))
    same = tuple(person(name, "lean1", "klant1", discipline="lean") for name in ("an", "bo", "cor"))
    assert Counter(place for _, place in allocate(Problem(small, same)).places) == {"lean1": 3}
    mixed = Problem(small, (*same, person("eva", "klant1", "lean1", discipline="quality")), mixes_disciplines=True)
    assert tally(mixed, allocate(mixed).places).same_discipline <= 1


def test_what_is_locked_stays_and_the_rest_is_drawn_around_it() -> None:
    small = (replace(LEAN, capacity=1), KLANT)
    people = (person("an", "lean1", "klant1"), person("bo", "klant1", "lean1"))
    answer = allocate(Problem(small, people, locks=(("bo", "lean1"),)))
    assert set(answer.places) == {("bo", "lean1"), ("an", "klant1")}


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (
            Problem((workshop("lean", hosts=("an",)), workshop("klant", hosts=("an",))), (person("an"),)),
            AllocationRefusal.HOSTS_TWO_AT_ONCE,
        ),
        (
            Problem((workshop("lean", hosts=("an",)), KLANT), (person("an"),), locks=(("an", "klant1"),)),
            AllocationRefusal.LOCKED_WHILE_HOSTING,
        ),
        (
            Problem(
                (workshop("lean"), workshop("lean", "2")),
                (person("an", rounds="12"),),
                locks=(("an", "lean1"), ("an", "lean2")),
            ),
            AllocationRefusal.LOCKED_IN_SAME_WORKSHOP,
        ),
        (
            Problem(
                (replace(LEAN, capacity=1), KLANT),
                (person("an"), person("bo")),
                locks=(("an", "lean1"), ("bo", "lean1")),
            ),
            AllocationRefusal.LOCKED_OVER_CAPACITY,
        ),
        (
            Problem(
                ROOMY,
                COLLEAGUES,
                locks=tuple((one.id, "lean1") for one in COLLEAGUES),
                most_from_one=2,
                limit_is_hard=True,
            ),
            AllocationRefusal.LOCKED_OVER_ORGANISATION,
        ),
    ],
)
def test_what_is_fixed_and_contradicts_itself_is_named(problem: Problem, code: AllocationRefusal) -> None:
    assert [refusal.code for refusal in contradictions(problem)] == [code]
    assert allocate(problem).places == ()


def test_too_few_places_says_where_and_how_many() -> None:
    small = (replace(LEAN, capacity=1), replace(KLANT, capacity=1))
    answer = allocate(Problem(small, COLLEAGUES))
    assert answer.cost == 1 + 2 + UNPLACED
    assert [(refusal.code, dict(refusal.facts)["number"]) for refusal in answer.conflicts] == [("too_few_places", 1)]


def test_of_wishes_that_fight_each_is_named_by_what_it_would_have_to_give() -> None:
    tight = Problem(
        (replace(ROOMY[0], capacity=3), replace(ROOMY[1], capacity=1)),
        (*COLLEAGUES, person("dirk", organisation="gemeente Ede")),
        most_from_one=2,
        limit_is_hard=True,
    )
    told = {refusal.code: dict(refusal.facts)["which"] for refusal in shortages(tight)}
    assert told == {"too_few_places": "KLANT (+1)", "too_many_of_one_organisation": "gemeente Ede – LEAN (+1)"}


def test_with_only_the_same_workshop_left_that_is_what_stands_in_the_way() -> None:
    twice = Problem((workshop("lean"), workshop("lean", "2")), (person("an", rounds="12"),))
    assert codes(twice) == ["only_twice_the_same"]


def test_a_lock_that_keeps_somebody_out_is_named() -> None:
    rounds = (workshop("lean", "1", 1), workshop("klant", "1", 1), workshop("lean", "2", 1))
    people = (person("an", rounds="12"), person("bo", rounds="1"))
    assert "locks_stand_in_the_way" in codes(Problem(rounds, people, locks=(("an", "lean1"),)))


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> Problem:
    names = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True))
    workshops = tuple(workshop(name, round_, draw(st.integers(0, 3))) for round_ in "12" for name in names)
    ids = [one.id for one in workshops]
    people = tuple(
        person(
            f"p{number}",
            *draw(st.lists(st.sampled_from(ids), max_size=5, unique=True)),
            rounds=draw(st.sampled_from(["1", "12"])),
            organisation=draw(st.sampled_from(["", "Ede", "Zwolle"])),
            discipline=draw(st.sampled_from(["", "lean"])),
        )
        for number in range(draw(st.integers(0, most)))
    )
    return Problem(
        workshops,
        people,
        most_from_one=draw(st.sampled_from([None, 1, 2])),
        limit_is_hard=draw(st.booleans()),
        mixes_disciplines=draw(st.booleans()),
        seed=draw(st.sampled_from("xyz")),
    )


def assert_keeps_to_what_was_asked(problem: Problem, places: tuple[tuple[str, str], ...]) -> None:
    inside = Counter(place for _, place in places)
    assert all(number <= problem.workshop[place].capacity for place, number in inside.items())
    for key in ("round", "subject"):
        seen = Counter((one, getattr(problem.workshop[place], key)) for one, place in places)
        assert max(seen.values(), default=0) <= 1
    if problem.limit_is_hard and problem.most_from_one is not None:
        assert tally(problem, places).over_limit == 0


@settings(max_examples=tries(30), deadline=None)
@given(problems())
def test_the_answer_keeps_to_what_was_asked_and_is_never_worse_than_choosing_in_turn(problem: Problem) -> None:
    answer, turn = allocate(problem), in_turn(problem)
    assert answer.is_proven
    assert answer.cost == tally(problem, answer.places).cost <= turn.cost
    assert_keeps_to_what_was_asked(problem, answer.places)
    assert_keeps_to_what_was_asked(problem, turn.places)
    assert bool(answer.conflicts) == bool(tally(problem, answer.places).unplaced)


@settings(max_examples=tries(15), deadline=None)
@given(problems(most=2))
def test_no_other_answer_costs_less(problem: Problem) -> None:
    options = [[None, *(one.id for one in problem.workshops if one.round == round_)] for _, round_ in problem.sittings]
    least = tally(problem, ()).cost
    for chosen in product(*options):
        places = tuple((sitting[0], place) for sitting, place in zip(problem.sittings, chosen, strict=True) if place)
        try:
            assert_keeps_to_what_was_asked(problem, places)
        except AssertionError:
            continue
        least = min(least, tally(problem, places).cost)
    assert allocate(problem).cost == least


def test_three_hundred_people_over_twelve_workshops_in_two_rounds_are_proven_within_five_seconds() -> None:
    chance = random.Random(2011)
    workshops = tuple(workshop(f"w{number}", round_, 26) for round_ in "12" for number in range(12))
    wanted = [1 / (number + 1) for number in range(12)]
    people = tuple(
        person(
            f"p{number}",
            *{f"w{chosen}{round_}": 0 for round_ in "12" for chosen in chance.choices(range(12), wanted, k=5)},
            rounds="12",
            organisation=f"o{chance.randrange(40)}",
            discipline=chance.choice("abcde"),
        )
        for number in range(300)
    )
    problem = Problem(workshops, people, (), 2, limit_is_hard=True, mixes_disciplines=True, seed="2011")
    began = time.process_time()
    answer = allocate(problem)
    assert time.process_time() - began <= 5
    assert answer.is_proven
    assert answer.cost < in_turn(problem).cost
    assert_keeps_to_what_was_asked(problem, answer.places)
