"""Does this code open anything, and may there be so many places, sold like this?"""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.admission import STRANGER, Audience, OrderLine, TicketFacts, may_hold, may_order
from okprofs.events.rules.codes import CodeFacts, CodePlan, clean_code, may_have_code, may_use_code
from okprofs.events.rules.explaining import Question, deciding, findings
from okprofs.events.rules.places import CapacityChange, CapacityEffect, Terms, effect_of, may_sell, may_share
from okprofs.events.rules.pricing import TicketPrice

NOW = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def codes(refusals: object) -> list[str]:
    return [refusal.code for refusal in refusals]  # type: ignore[attr-defined]


def test_capitals_and_hyphens_make_no_difference() -> None:
    assert clean_code(" vroege-vogel 2026 ") == clean_code("VROEGEVOGEL2026") == "VROEGEVOGEL2026"
    assert clean_code("--") == ""


@pytest.mark.parametrize(
    ("code", "wanted", "refused"),
    [
        (CodeFacts(None, None, is_stopped=False), 10, []),
        (CodeFacts(2, LATER, is_stopped=False), 2, []),
        (CodeFacts(2, LATER, is_stopped=False), 3, ["code_not_enough"]),
        # What does not work gets one answer, whatever is wrong with it.
        (None, 1, ["code_unknown"]),
        (CodeFacts(0, LATER, is_stopped=False), 1, ["code_unknown"]),
        (CodeFacts(5, NOW, is_stopped=False), 1, ["code_unknown"]),
        (CodeFacts(5, LATER, is_stopped=True), 1, ["code_unknown"]),
    ],
)
def test_a_code_that_does_not_work_tells_nothing(code: CodeFacts | None, wanted: int, refused: list[str]) -> None:
    assert codes(may_use_code(code, wanted, NOW)) == refused


@pytest.mark.parametrize(
    ("plan", "refused"),
    [
        (CodePlan("VOGEL26", 1000, 0, False, None), []),
        (CodePlan("VOGEL26", 0, 0, True, 3), []),
        (CodePlan("VOGEL", 0, 10, False, None), ["code_too_short"]),
        (CodePlan("VOGEL26", 1000, 10, False, None), ["code_two_discounts"]),
        (CodePlan("VOGEL26", 0, 0, False, None), ["code_does_nothing"]),
        (CodePlan("VOGEL26", 1000, 0, False, 2), ["code_uses_below_used"]),
    ],
)
def test_a_code_is_hard_to_guess_and_for_something(plan: CodePlan, refused: list[str]) -> None:
    assert codes(may_have_code(plan, uses=3)) == refused


@pytest.mark.parametrize(
    ("before", "after", "effect", "left"),
    [
        (60, 80, CapacityEffect.MORE, 46),
        (60, 40, CapacityEffect.FEWER, 6),
        (None, 40, CapacityEffect.FEWER, 6),
        (60, 34, CapacityEffect.FULL, 0),
        (60, None, CapacityEffect.WITHOUT_LIMIT, 0),
        (60, 60, None, 26),
    ],
)
def test_another_number_of_places_says_what_it_does(
    before: int | None, after: int | None, effect: CapacityEffect | None, left: int
) -> None:
    change = CapacityChange(before, after, taken=34)
    assert (effect_of(change), change.left) == (effect, left)


def test_fewer_places_than_are_taken_and_a_room_for_nobody_are_refused() -> None:
    assert codes(may_share(10, 10, 1)) == []
    assert codes(may_share(9, 10, 0)) == ["quota_below_taken", "quota_for_nothing"]


def test_terms_that_contradict_themselves_are_all_named() -> None:
    wrong = Terms(TicketPrice(50_00, None, 50_00), True, 3, 2, LATER, NOW)
    assert codes(may_sell(wrong)) == [
        "least_above_most",
        "least_of_closed",
        "sales_close_before_opening",
        "early_half",
        "price_not_lower",
    ]
    assert may_sell(Terms(TicketPrice(50_00, 0, 40_00, LATER, 45_00, 0), False, 2, 4, NOW, LATER)) == ()


def ticket(**values: object) -> TicketFacts:
    facts = {
        "audience": Audience.EVERYONE,
        "places_left": None,
        "sales_open_at": None,
        "sales_close_at": None,
        "event_is_published": True,
        "event_is_cancelled": False,
        "event_starts_at": LATER,
        **values,
    }
    return TicketFacts(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("number", "refused"), [(1, {"too_few_together"}), (2, set()), (4, {"too_many_together"})])
def test_an_order_holds_as_many_of_a_kind_as_the_organiser_set(number: int, refused: set[str]) -> None:
    line = OrderLine("a", ticket(least_per_order=2, most_per_order=3), False)
    assert set(codes(may_order(STRANGER, [line] * number, NOW).refusals)) == refused


def test_what_is_shared_is_counted_over_all_lines() -> None:
    morning, day = ticket(places_left=2, shared=(("hall", 2),)), ticket(places_left=1, shared=(("hall", 2), ("pm", 1)))
    lines = [OrderLine("a", morning, False), OrderLine("a", morning, False), OrderLine("b", day, False)]
    assert may_order(STRANGER, lines[1:], NOW).is_allowed
    assert set(codes(may_order(STRANGER, lines, NOW).refusals)) == {"not_enough_places"}


def test_every_question_is_answered_and_one_decides() -> None:
    closed = ticket(audience=Audience.PROFESSIONALS_AND_INVITEES, places_left=0)
    admission = may_hold(STRANGER, closed, NOW)
    assert [(each.question, each.is_yes) for each in findings(admission)] == [
        (Question.EVENT, True),
        (Question.PERIOD, True),
        (Question.PLACES, False),
        (Question.AUDIENCE, False),
    ]
    assert deciding(admission).question is Question.AUDIENCE
    assert deciding(may_hold(STRANGER, ticket(event_is_cancelled=True, places_left=0), NOW)).question is Question.EVENT
    assert deciding(may_hold(STRANGER, ticket(), NOW)).is_yes
