"""What becomes of what waits, in every order of events; and what is due meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.admission import STRANGER, Audience, TicketFacts
from okprofs.events.rules.amounts import Line, PaymentRefusal, amounts_of, may_note
from okprofs.events.rules.pending import (
    Happening,
    Outcome,
    PendingRefusal,
    Waiting,
    after,
    held_until,
    may_ask,
    may_wait_for,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAITS = Waiting(NOW + 10 * DAY, NOW + DAY, holds_place=True)
APPLICANT = replace(STRANGER, is_proven=True, is_signed_in=True, has_application_under_review=True)
WHOLE_DAY = TicketFacts(
    audience=Audience.PROFESSIONALS_AND_INVITEES,
    places_left=1,
    sales_open_at=None,
    sales_close_at=None,
    event_is_published=True,
    event_is_cancelled=False,
    event_starts_at=NOW + 10 * DAY,
)


def happens(waiting: Waiting, happening: Happening, *, has_place: bool = False, now: datetime = NOW) -> Waiting:
    return after(waiting, happening, has_place=has_place, now=now)


def test_a_place_is_held_as_long_as_the_organiser_set_and_never_past_the_deadline() -> None:
    assert held_until(NOW, 48, NOW + 10 * DAY) == NOW + 2 * DAY
    assert held_until(NOW, 48, NOW + DAY) == NOW + DAY
    assert held_until(NOW, 0, NOW + DAY) is None
    assert held_until(NOW, 48, NOW) is None


def test_who_is_admitted_gets_the_held_place_or_one_that_is_free_and_else_hears_that_it_is_full() -> None:
    assert happens(WAITS, Happening.ADMITTED).outcome is Outcome.CONFIRMED
    without = replace(WAITS, holds_place=False)
    assert happens(without, Happening.ADMITTED, has_place=True).outcome is Outcome.CONFIRMED
    assert happens(without, Happening.ADMITTED).outcome is Outcome.FULL


def test_who_accepts_an_invitation_by_name_is_confirmed_as_by_an_admission() -> None:
    assert happens(WAITS, Happening.INVITED).outcome is Outcome.CONFIRMED
    without = replace(WAITS, holds_place=False)
    assert happens(without, Happening.INVITED).outcome is Outcome.FULL
    assert happens(without, Happening.INVITED, has_place=True, now=WAITS.deadline_at).outcome is Outcome.TOO_LATE
    assert happens(without, Happening.OBTAINED).outcome is Outcome.CONFIRMED


def test_the_deadline_itself_is_too_late() -> None:
    for happening in (Happening.ADMITTED, Happening.DEADLINE_PASSED):
        assert happens(WAITS, happening, has_place=True, now=WAITS.deadline_at).outcome is Outcome.TOO_LATE
    assert happens(WAITS, Happening.DEADLINE_PASSED, now=WAITS.deadline_at - HOUR) == WAITS


def test_a_hold_ends_in_time_and_the_waiting_goes_on() -> None:
    assert happens(WAITS, Happening.HOLD_ENDED, now=NOW + DAY - HOUR) == WAITS
    ended = happens(WAITS, Happening.HOLD_ENDED, now=NOW + DAY)
    assert (ended.holds_place, ended.outcome) == (False, None)


def test_a_rejection_that_is_overturned_is_an_admission_while_there_is_time_and_place() -> None:
    rejected = happens(WAITS, Happening.REJECTED)
    assert happens(rejected, Happening.ADMITTED, has_place=True).outcome is Outcome.CONFIRMED
    assert happens(rejected, Happening.ADMITTED).outcome is Outcome.FULL
    assert happens(rejected, Happening.ADMITTED, has_place=True, now=WAITS.deadline_at) == rejected
    gone = happens(rejected, Happening.REGISTRATION_CANCELLED)
    assert happens(gone, Happening.ADMITTED, has_place=True) == gone
    assert happens(rejected, Happening.GIVEN_UP) == rejected


def test_what_is_over_holds_no_place_and_a_hold_has_an_end() -> None:
    with pytest.raises(ValueError, match="held"):
        replace(WAITS, outcome=Outcome.REJECTED)
    with pytest.raises(ValueError, match="held"):
        replace(WAITS, held_until=None)


STEPS = st.lists(st.tuples(st.sampled_from(Happening), st.booleans(), st.integers(0, 60)), max_size=12)


@given(STEPS)
def test_in_every_order_it_is_settled_once_and_confirmed_only_by_an_admission_in_time(
    steps: list[tuple[Happening, bool, int]],
) -> None:
    waiting, now = WAITS, NOW
    for happening, has_place, hours in steps:
        now += timedelta(hours=hours)
        before, waiting = waiting, after(waiting, happening, has_place=has_place, now=now)
        if before.outcome not in (None, Outcome.REJECTED):
            assert waiting == before
        if waiting.outcome is Outcome.CONFIRMED and before.outcome is not Outcome.CONFIRMED:
            assert happening in (Happening.ADMITTED, Happening.INVITED, Happening.OBTAINED)
            is_given = happening is not Happening.OBTAINED
            assert now < waiting.deadline_at or not is_given
            assert before.holds_place or has_place or not is_given
        assert waiting.holds_place <= before.holds_place
        assert (waiting.deadline_at, waiting.held_until) == (before.deadline_at, before.held_until)


def test_only_an_application_under_review_may_be_what_stands_between() -> None:
    assert may_wait_for(APPLICANT, WHOLE_DAY, NOW)
    assert not may_wait_for(APPLICANT, replace(WHOLE_DAY, places_left=0), NOW)
    assert not may_wait_for(replace(APPLICANT, is_member_on_event_date=True), WHOLE_DAY, NOW)
    assert not may_wait_for(STRANGER, WHOLE_DAY, NOW)


def test_who_has_the_morning_may_ask_for_the_day_once_and_beside_that_ticket_only() -> None:
    assert may_ask(APPLICANT, WHOLE_DAY, NOW, beside=[1], has=1, waits=False) == ()
    refused = may_ask(STRANGER, WHOLE_DAY, NOW, beside=[1], has=2, waits=True)
    assert {refusal.code for refusal in refused} >= set(PendingRefusal) - {
        PendingRefusal.TERMS_NOT_CLOSED,
        PendingRefusal.TERMS_NOT_OPEN,
        PendingRefusal.NOTHING_WAITS,
    }


CENTS = st.integers(0, 20_000)


@given(st.lists(st.builds(Line, CENTS, st.none() | CENTS), max_size=10), st.integers(-500, 50_000))
def test_amounts_add_up_and_what_waits_is_never_due(lines: list[Line], paid: int) -> None:
    amounts = amounts_of(lines, paid)
    assert amounts.due_cents == sum(line.price_cents for line in lines)
    assert amounts.due_cents + amounts.difference_cents == amounts.total_cents
    assert amounts.open_cents - amounts.overpaid_cents == amounts.due_cents - paid
    assert 0 in (amounts.open_cents, amounts.overpaid_cents)


def test_the_morning_is_due_and_the_day_only_when_it_is_confirmed() -> None:
    waits = amounts_of([Line(6000, 10000)], paid_cents=6000)
    assert (waits.due_cents, waits.total_cents, waits.difference_cents, waits.open_cents) == (6000, 10000, 4000, 0)
    assert amounts_of([Line(10000)], paid_cents=6000).open_cents == 4000
    assert amounts_of([], paid_cents=6000).overpaid_cents == 6000


def test_of_what_does_not_take_place_nothing_is_due() -> None:
    amounts = amounts_of([Line(6000, 10000), Line(3000)], paid_cents=9000, takes_place=False)
    assert (amounts.due_cents, amounts.total_cents, amounts.open_cents, amounts.overpaid_cents) == (0, 0, 0, 9000)
    assert may_note(amounts, 9000, is_payback=True) == ()


def test_what_came_in_is_noted_and_no_more_is_paid_back_than_was_too_much() -> None:
    amounts = amounts_of([Line(6000, 10000)], paid_cents=7000)
    assert may_note(amounts, 4000, is_payback=False) == ()
    assert may_note(amounts, 1000, is_payback=True) == ()
    codes = [
        may_note(amounts, cents, is_payback=is_payback)[0].code
        for cents, is_payback in ((0, False), (-1, True), (1_000_001, False), (1001, True))
    ]
    assert codes == [
        PaymentRefusal.AMOUNT_NOT_POSITIVE,
        PaymentRefusal.AMOUNT_NOT_POSITIVE,
        PaymentRefusal.AMOUNT_TOO_HIGH,
        PaymentRefusal.MORE_THAN_OVERPAID,
    ]
