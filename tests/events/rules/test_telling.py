"""Whom does a change in the programme concern, and what of it is news to them?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.telling import Choice, News, Part, news_of

START = datetime(2011, 11, 10, 10, tzinfo=UTC)
OPEN = Part("Lean gemeentebreed", "Raadzaal", START, START + timedelta(hours=1), is_closed=False)
CLOSED = replace(OPEN, is_closed=True)
EVERYONE, INSIDERS = Audience.EVERYONE, Audience.PROFESSIONALS_AND_INVITEES


@pytest.mark.parametrize(
    ("values", "news"),
    [
        ({}, None),
        ({"title": "Lean overal"}, News(is_renamed=True)),
        ({"room": ""}, News(is_elsewhere=True)),
        ({"starts_at": START - timedelta(hours=1)}, News(is_moved=True)),
        ({"ends_at": None, "room": "Trouwzaal"}, News(is_moved=True, is_elsewhere=True)),
    ],
)
def test_what_is_otherwise_is_news_to_everybody_whose_ticket_includes_it(values: Any, news: News | None) -> None:
    assert [news_of(OPEN, replace(OPEN, **values), audience) for audience in (EVERYONE, INSIDERS)] == [news, news]
    assert news_of(CLOSED, replace(CLOSED, **values), INSIDERS) == news
    assert news_of(CLOSED, replace(CLOSED, **values), EVERYONE) is None


def test_what_is_closed_from_now_on_is_gone_for_an_open_ticket_and_tells_it_nothing_more() -> None:
    becomes = replace(CLOSED, title="Beraad", room="Trouwzaal")
    assert news_of(OPEN, becomes, EVERYONE) == News(is_closed=True)
    assert news_of(OPEN, becomes, INSIDERS) == News(is_renamed=True, is_elsewhere=True)
    # What opens is new to an open ticket: it knew nothing of it that could be otherwise.
    assert news_of(CLOSED, replace(OPEN, room="Trouwzaal"), EVERYONE) is None


def test_what_goes_is_told_to_whose_ticket_included_it() -> None:
    assert news_of(OPEN, None, EVERYONE) == news_of(CLOSED, None, INSIDERS) == News(is_gone=True)
    assert news_of(CLOSED, None, EVERYONE) is None


def test_of_workshops_hears_who_goes_there_or_chose_them_and_was_told_nothing_yet() -> None:
    assert Choice(chose=frozenset({1, 2})).concerns({2})
    assert not Choice(chose=frozenset({1})).concerns({2})
    assert Choice(was_told=True, goes_to=2).concerns({2})
    # Who was told that they go elsewhere, or nowhere, no longer waits for what they chose.
    assert not Choice(was_told=True, goes_to=1, chose=frozenset({2})).concerns({2})
    assert not Choice(was_told=True, chose=frozenset({2})).concerns({2})
    assert not Choice().concerns({2})


def test_a_part_is_over_at_its_end_or_without_one_when_it_has_begun() -> None:
    assert [OPEN.is_over(START + timedelta(minutes=minutes)) for minutes in (0, 60)] == [False, True]
    assert replace(OPEN, ends_at=None).is_over(START)
