"""For how long do attendees see who else comes?"""

from datetime import UTC, datetime, timedelta

from okprofs.events.rules.listing import Shown, is_list_open

ENDS = datetime(2011, 11, 10, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_until_so_many_days_after_and_not_a_moment_longer() -> None:
    last = ENDS + timedelta(days=30)
    assert is_list_open(ENDS, 30, last - SECOND)
    assert not is_list_open(ENDS, 30, last)
    assert is_list_open(ENDS, 0, ENDS - SECOND)
    assert not is_list_open(ENDS, 0, ENDS)
    assert not is_list_open(ENDS, None, ENDS - SECOND)


def test_nobody_is_seen_by_itself() -> None:
    assert not Shown().is_seen
    assert Shown(for_fellows=True).is_seen
