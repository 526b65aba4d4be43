"""May this be published, and which address fits a title?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.programme import DayFacts, SessionFacts
from okprofs.events.rules.publication import (
    EventFacts,
    free_slug,
    is_slug,
    may_have_capacity,
    may_publish,
    slug_from,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STARTS = NOW + timedelta(days=30)


def event(**changes: object) -> EventFacts:
    values = {
        "is_draft": True,
        "is_cancelled": False,
        "has_place": True,
        "has_summary": True,
        "day": DayFacts(STARTS, STARTS + timedelta(hours=6)),
        "sessions": (SessionFacts("Ontvangst", STARTS),),
        "ticket_types": 1,
        **changes,
    }
    return EventFacts(**values)  # type: ignore[arg-type]


def codes(**changes: object) -> list[str]:
    return [str(refusal.code) for refusal in may_publish(event(**changes), NOW)]


def test_what_is_complete_may_be_published() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_draft": False}, "already_published"),
        ({"is_draft": False, "is_cancelled": True}, "was_cancelled"),
        ({"has_place": False}, "place_missing"),
        ({"has_summary": False}, "summary_missing"),
        ({"sessions": ()}, "programme_missing"),
        ({"ticket_types": 0}, "ticket_type_missing"),
        ({"sign_up_opens_at": STARTS, "sign_up_closes_at": STARTS}, "sign_up_closes_before_opening"),
        ({"sign_up_closes_at": STARTS + timedelta(minutes=1)}, "sign_up_closes_after_start"),
        ({"sign_up_opens_at": STARTS + timedelta(minutes=1)}, "sign_up_closes_after_start"),
        ({"sessions": (SessionFacts("Te vroeg", STARTS - timedelta(hours=1)),)}, "session_outside_event"),
    ],
)
def test_each_thing_that_is_wrong_is_named_alone(changes: dict[str, object], code: str) -> None:
    assert codes(**changes) == [code]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    day = DayFacts(NOW - timedelta(hours=1), NOW - timedelta(hours=2))
    found = codes(day=day, sessions=(), ticket_types=0, has_place=False, has_summary=False)
    assert set(found) == {
        "starts_in_the_past",
        "place_missing",
        "summary_missing",
        "programme_missing",
        "ticket_type_missing",
        "event_ends_before_start",
    }


def test_places_never_fall_below_what_is_taken() -> None:
    assert may_have_capacity(3, 3) == ()
    assert may_have_capacity(None, 300) == ()
    [refusal] = may_have_capacity(2, 3)
    assert dict(refusal.facts) == {"taken": 3, "capacity": 2}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lean: zaak voor de top", "lean-zaak-voor-de-top"),
        ("Één dag à la carte", "een-dag-a-la-carte"),
        ("  --  ", ""),
        ("日本", ""),
        ("a/b?c=d#e", "a-b-c-d-e"),
    ],
)
def test_an_address_fits_its_title(title: str, slug: str) -> None:
    assert slug_from(title) == slug


@given(st.text(max_size=300))
def test_every_title_makes_a_good_address_or_none(title: str) -> None:
    slug = slug_from(title)
    assert slug in ("", "nieuw") or is_slug(slug)


@pytest.mark.parametrize("slug", ["nieuw", "", "A", "a_b", "-a", "a-", "a--b", "a.b", "é", "a" * 81, "a\n"])
def test_what_is_no_address(slug: str) -> None:
    assert not is_slug(slug)


def test_a_taken_address_gets_a_number() -> None:
    assert free_slug("lean", []) == "lean"
    assert free_slug("lean", ["lean", "lean-2", "lean-en-meer"]) == "lean-3"
