"""A term of payment is a promise of whole days, and only what nobody paid for lapses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from okprofs.events.rules.amounts import Amounts
from okprofs.events.rules.office_hours import is_office_day
from okprofs.events.rules.paying import (
    Lapse,
    TermRefusal,
    end_of,
    may_give_time,
    paid_until,
    reminded_at,
    term_after,
    what_lapses,
)
from okprofs.kernel.wall_time import local

# A Tuesday evening in summer time; the clock goes back in the night to Sunday 25 October 2026.
TUESDAY = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("asked_at", "days", "last"),
    [
        (TUESDAY, 1, date(2026, 10, 21)),
        (TUESDAY, 7, date(2026, 10, 27)),
        (datetime(2027, 3, 23, 9, tzinfo=UTC), 7, date(2027, 3, 30)),  # the other night of the clock
        (TUESDAY, 4, date(2026, 10, 26)),  # a Saturday
        (datetime(2026, 12, 23, 9, tzinfo=UTC), 2, date(2026, 12, 28)),  # Christmas and a weekend
        (datetime(2026, 10, 20, 22, 30, tzinfo=UTC), 1, date(2026, 10, 22)),  # it is Wednesday in the Netherlands
    ],
)
def test_the_last_day_is_a_whole_day_on_a_dutch_wall_and_people_are_at_work(
    asked_at: datetime, days: int, last: date
) -> None:
    until = paid_until(asked_at, days)
    assert local(until).date() == last
    assert f"{local(until):%H:%M}" == "23:59"
    assert local(until + MINUTE).date() == last + timedelta(days=1)
    assert is_office_day(last)


@pytest.mark.parametrize(("days", "reminded_on"), [(0, None), (1, 21), (2, 21), (3, 22), (6, 23), (7, 24), (14, 31)])
def test_who_has_to_pay_is_reminded_three_days_before_and_of_a_short_term_halfway(
    days: int, reminded_on: int | None
) -> None:
    until = end_of(local(TUESDAY).date() + timedelta(days=days))
    found = reminded_at(TUESDAY, until)
    assert (local(found).day if found else None) == reminded_on
    assert found is None or local(found).hour == 9


RUNS, LATER = paid_until(TUESDAY, 3), paid_until(TUESDAY, 7)


@pytest.mark.parametrize(
    ("until", "days", "amounts", "is_decided_later", "becomes"),
    [
        (None, 7, (6000, 6000), False, LATER),  # a new order
        (None, None, (6000, 6000), False, None),  # without a term
        (None, 7, (0, 0), False, None),  # free, or paid
        (RUNS, 7, (0, 0), False, None),
        (RUNS, 7, (4000, 0), False, RUNS),  # a part came in
        (RUNS, None, (6000, 0), False, RUNS),  # the organiser took the term away
        (RUNS, 7, (10000, 4000), False, RUNS),  # they change it themselves
        (RUNS, 7, (10000, 4000), True, LATER),  # they were admitted
        (RUNS, 1, (10000, 4000), True, RUNS),  # fewer days never shorten what was promised
        (RUNS, None, (10000, 4000), True, RUNS),
        (None, 7, (4000, 4000), True, LATER),  # admitted, and the rest is paid
        (None, 7, (1000, 4000), False, LATER),  # of what came on top a part was paid before
        (None, 7, (10000, 4000), True, None),  # the rest was promised none
        (None, 7, (6000, 0), False, None),
        (RUNS, 7, (5000, -1000), False, RUNS),
    ],
)
def test_a_term_begins_runs_on_or_is_over(
    until: datetime | None,
    days: int | None,
    amounts: tuple[int, int],
    is_decided_later: bool,
    becomes: datetime | None,
) -> None:
    still, added = amounts
    found = term_after(until, days, TUESDAY, open_cents=still, added_cents=added, is_decided_later=is_decided_later)
    assert found == becomes


@pytest.mark.parametrize(
    ("due", "paid", "added", "lapse"),
    [
        (6000, 0, 0, Lapse.EVERYTHING),
        (6000, 6000, 0, Lapse.NOTHING),
        (6000, 7000, 0, Lapse.NOTHING),
        (6000, 1, 0, Lapse.PAID_IN_PART),
        (10000, 6000, 4000, Lapse.DIFFERENCE),
        (10000, 0, 4000, Lapse.EVERYTHING),
        (4000, 0, 4000, Lapse.DIFFERENCE),  # what they had was free
        (10000, 5000, 4000, Lapse.PAID_IN_PART),
        (10000, 7000, 4000, Lapse.PAID_IN_PART),
        (20000, 12000, 8000, Lapse.DIFFERENCE),
        (20000, 16000, 8000, Lapse.PAID_IN_PART),  # which of the two was paid, people know
        (0, 0, 0, Lapse.NOTHING),
    ],
)
def test_only_what_is_not_paid_lapses_and_nothing_of_what_was_paid_in_part(
    due: int, paid: int, added: int, lapse: Lapse
) -> None:
    assert what_lapses(Amounts(due, due, paid), added) is lapse


@pytest.mark.parametrize(
    ("until", "day", "refused"),
    [
        (RUNS, 1, TermRefusal.TERM_NOT_LATER),
        (RUNS, 3, TermRefusal.TERM_NOT_LATER),
        (RUNS, 4, None),
        (TUESDAY - timedelta(days=9), -1, TermRefusal.TERM_NOT_LATER),
        (TUESDAY - timedelta(days=9), 0, None),
        (None, 4, TermRefusal.NO_TERM),
    ],
)
def test_more_time_is_more(until: datetime | None, day: int, refused: str | None) -> None:
    today = local(TUESDAY).date()
    found = [refusal.code for refusal in may_give_time(until, today + timedelta(days=day), today)]
    assert found == ([refused] if refused else [])
