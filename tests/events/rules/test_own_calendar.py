"""What of an event stands in somebody's own calendar?"""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.own_calendar import Item, closed_span, open_span, sequence_of, span_of


def at(hour: int) -> datetime:
    return datetime(2011, 11, 10, hour, tzinfo=UTC)


def item(hour: int, until: int | None = None, *, is_closed: bool = False) -> Item:
    return Item(at(hour), at(until) if until else None, is_closed)


# The founding seminar: an open morning with lunch, a closed afternoon.
DAY = [item(10), item(12), item(13, is_closed=True), item(15, is_closed=True)]


def test_the_morning_ends_where_the_closed_part_begins() -> None:
    assert open_span(DAY, at(9), at(17)) == (at(9), at(13))
    assert closed_span(DAY, at(9), at(17)) == (at(13), at(17))


@pytest.mark.parametrize(
    ("items", "of_open", "of_closed"),
    [
        ([], (9, 17), (9, 17)),
        ([item(10), item(12)], (9, 17), (9, 17)),
        ([item(10, is_closed=True)], (9, 17), (10, 17)),
        # Closed in between: who comes for what is open stays until the last open part.
        ([item(10), item(12, 13, is_closed=True), item(14)], (9, 17), (12, 13)),
        # Two side by side, of which one ends by itself.
        ([item(10, 12), item(10), item(13, is_closed=True)], (9, 13), (13, 17)),
    ],
)
def test_every_shape_of_a_day(items: list[Item], of_open: tuple[int, int], of_closed: tuple[int, int]) -> None:
    assert open_span(items, at(9), at(17)) == tuple(map(at, of_open))
    assert closed_span(items, at(9), at(17)) == tuple(map(at, of_closed))


def test_a_round_lasts_until_the_next_item_of_the_programme() -> None:
    assert span_of(DAY, 2, at(17)) == (at(13), at(15))
    assert span_of(DAY, 3, at(17)) == (at(15), at(17))


def test_the_number_grows_with_whichever_changed_last() -> None:
    first = sequence_of(at(9), at(8))
    assert sequence_of(at(9), at(9) + timedelta(seconds=1)) == first + 1
    assert 0 < sequence_of(datetime(2080, 1, 1, tzinfo=UTC)) < 2**31
