"""Who may choose workshops, what can be chosen, and what the organiser may do by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.allocation import ParticipantFacts, Problem, WorkshopFacts, why
from okprofs.events.rules.cancellation import ActorFacts, ChangeRefusal
from okprofs.events.rules.choosing import (
    ChoiceRefusal,
    ChoosingFacts,
    MoveRefusal,
    choice_refusals,
    costs_of_moving,
    is_in_round,
    may_choose,
    may_move,
)

NOW = datetime(2011, 11, 1, 12, tzinfo=UTC)
CONTACT = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
FACTS = ChoosingFacts(
    rounds=2,
    is_cancelled=False,
    event_is_cancelled=False,
    event_starts_at=NOW + timedelta(days=9),
    closes_at=NOW + timedelta(days=2),
    is_published=False,
)


def test_a_closed_round_needs_a_ticket_for_what_is_closed() -> None:
    assert not is_in_round(Audience.EVERYONE, True)
    assert is_in_round(Audience.EVERYONE, False)
    assert is_in_round(Audience.PROFESSIONALS_AND_INVITEES, True)


def test_one_may_choose_until_the_moment_set() -> None:
    assert may_choose(CONTACT, FACTS, NOW) == ()
    assert may_choose(CONTACT, replace(FACTS, closes_at=None), NOW) == ()


@pytest.mark.parametrize(
    ("actor", "facts", "code"),
    [
        (replace(CONTACT, is_proven=False), FACTS, ChangeRefusal.CHANGE_NOT_PROVEN),
        (replace(CONTACT, is_contact=False), FACTS, ChangeRefusal.NOT_YOUR_REGISTRATION),
        (CONTACT, replace(FACTS, rounds=0), ChoiceRefusal.NO_WORKSHOPS),
        (CONTACT, replace(FACTS, is_cancelled=True), ChangeRefusal.REGISTRATION_CANCELLED),
        (CONTACT, replace(FACTS, event_is_cancelled=True), ChangeRefusal.EVENT_CANCELLED),
        (CONTACT, replace(FACTS, event_starts_at=NOW), ChangeRefusal.EVENT_STARTED),
        (CONTACT, replace(FACTS, is_published=True), ChoiceRefusal.DIVISION_PUBLISHED),
        (CONTACT, replace(FACTS, closes_at=NOW), ChoiceRefusal.CHOOSING_CLOSED),
    ],
)
def test_and_else_hears_why_not(actor: ActorFacts, facts: ChoosingFacts, code: str) -> None:
    assert [refusal.code for refusal in may_choose(actor, facts, NOW)] == [code]


def test_choices_are_there_once_and_at_most_five() -> None:
    offered = {"1": list("abcdefg"), "2": list("xy")}
    assert choice_refusals({"1": list("abcde"), "2": ["y"]}, offered) == ()
    codes = [refusal.code for refusal in choice_refusals({"1": list("aabcdefg"), "2": ["a"]}, offered)]
    assert set(codes) == {ChoiceRefusal.CHOSEN_TWICE, ChoiceRefusal.TOO_MANY_CHOICES, ChoiceRefusal.WORKSHOP_GONE}
    assert [refusal.code for refusal in choice_refusals({"3": ["a"]}, offered)] == [ChoiceRefusal.WORKSHOP_GONE]


LEAN, KLANT = (WorkshopFacts(name, name, "1", name, 1) for name in ("lean", "klant"))
AGAIN = WorkshopFacts("lean2", "lean", "2", "lean", 1, frozenset({"cor"}))
PROBLEM = Problem(
    (LEAN, KLANT, AGAIN),
    (
        ParticipantFacts("an", "An", ("1", "2"), ("lean", "klant"), "Ede"),
        ParticipantFacts("bo", "Bo", ("1",), ("lean",), "Ede"),
        ParticipantFacts("cor", "Cor", ("1", "2"), ()),
    ),
)
PLACES = (("an", "lean"),)


def test_by_hand_nobody_goes_where_it_is_full_twice_the_same_or_their_own() -> None:
    assert may_move(PROBLEM, PLACES, "an", "klant") == ()
    codes = {
        (person, place): [refusal.code for refusal in may_move(PROBLEM, PLACES, person, place)]
        for person, place in (("bo", "lean"), ("an", "lean2"), ("cor", "lean2"))
    }
    assert codes == {
        ("bo", "lean"): [MoveRefusal.WORKSHOP_FULL],
        ("an", "lean2"): [MoveRefusal.SAME_WORKSHOP_TWICE],
        ("cor", "lean2"): [MoveRefusal.IS_HOST],
    }
    limited = replace(PROBLEM, workshops=(replace(LEAN, capacity=9), KLANT), most_from_one=1, limit_is_hard=True)
    assert [one.code for one in may_move(limited, PLACES, "bo", "lean")] == [MoveRefusal.TOO_MANY_COLLEAGUES]


def test_what_a_move_costs_is_the_difference_for_all_together() -> None:
    assert costs_of_moving(PROBLEM, PLACES, "an", "1") == {"": 99, "lean": 0, "klant": 1}
    assert costs_of_moving(PROBLEM, PLACES, "cor", "1") == {"": 0, "lean": -100, "klant": -100}
    # The second from one organisation, where one is enough.
    limited = replace(PROBLEM, most_from_one=1)
    assert costs_of_moving(limited, PLACES, "bo", "1") == {"": 0, "lean": 1 + 4 - 100, "klant": 8 - 100}


def test_everybody_can_read_how_they_came_where_they_are() -> None:
    assert (why(PROBLEM, "an", "1", "klant").rank, why(PROBLEM, "an", "1", "klant").wanted) == (2, 2)
    assert why(PROBLEM, "bo", "1", "klant").rank is None
    assert not why(PROBLEM, "cor", "1", "klant").chose
