"""How does it stand with signing up, whoever asks?"""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.admission import STRANGER, Audience, TicketFacts, may_hold
from okprofs.events.rules.standing import Standing, standing_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STARTS = NOW + timedelta(days=10)


def facts(**values: object) -> TicketFacts:
    defaults = {
        "audience": Audience.EVERYONE,
        "places_left": 5,
        "sales_open_at": None,
        "sales_close_at": None,
        "event_is_published": True,
        "event_is_cancelled": False,
        "event_starts_at": STARTS,
    }
    return TicketFacts(**{**defaults, **values})  # type: ignore[arg-type]


def standing(
    *tickets: TicketFacts, now: datetime = NOW, is_draft: bool = False, is_cancelled: bool = False
) -> Standing:
    admissions = [may_hold(STRANGER, ticket, now) for ticket in tickets]
    return standing_of(admissions, now, starts_at=STARTS, is_draft=is_draft, is_cancelled=is_cancelled)


def test_a_closed_part_that_is_closed_to_you_does_not_close_the_event() -> None:
    assert standing(facts(), facts(audience=Audience.PROFESSIONALS_AND_INVITEES)) is Standing.OPEN
    assert standing(facts(audience=Audience.PROFESSIONALS_AND_INVITEES)) is Standing.OPEN


def test_it_is_full_when_everything_is_gone_and_not_before() -> None:
    assert standing(facts(places_left=0), facts(places_left=1)) is Standing.OPEN
    gone = facts(places_left=0, audience=Audience.PROFESSIONALS_AND_INVITEES)
    assert standing(facts(places_left=0), gone) is Standing.FULL


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"sales_open_at": NOW + timedelta(hours=1)}, Standing.NOT_OPEN),
        ({"sales_close_at": NOW}, Standing.CLOSED),
        ({"sales_close_at": NOW, "places_left": 0}, Standing.CLOSED),
        ({"event_starts_at": NOW}, Standing.STARTED),
    ],
)
def test_the_first_reason_that_holds_for_all_is_named(values: dict[str, object], expected: Standing) -> None:
    assert standing(facts(**values)) is expected


def test_a_draft_and_a_cancelled_event_are_so_whatever_they_offer() -> None:
    assert standing(is_draft=True) is standing(facts(), is_draft=True) is Standing.DRAFT
    assert standing(is_cancelled=True) is standing(facts(), is_cancelled=True) is Standing.CANCELLED


def test_without_ticket_types_there_is_nothing_to_sign_up_for() -> None:
    assert standing() is Standing.NOTHING_OFFERED
    assert standing(now=STARTS) is Standing.STARTED
