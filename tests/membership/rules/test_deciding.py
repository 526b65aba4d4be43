"""Who decides on a membership, and for how long does a reason count?"""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.membership.rules.deciding import EXPLAINED_FOR, Member, may_decide_on
from okprofs.membership.rules.review import Reader

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("reader", "explained", "told", "code"),
    [
        (Reader(1, 7), None, None, "own_membership"),
        (Reader(1, 8), DAY, None, "own_membership"),
        (Reader(2, 8), None, None, None),
        (Reader(2, None), None, None, None),
        (Reader(2, 7), None, None, "own_colleague"),
        (Reader(2, 7), DAY, None, None),
        (Reader(2, 7), EXPLAINED_FOR, 40 * DAY, None),
        (Reader(2, 7), EXPLAINED_FOR + DAY, 40 * DAY, "own_colleague"),
        # It was about what had been told by then.
        (Reader(2, 7), 2 * DAY, DAY, "own_colleague"),
    ],
)
def test_a_colleague_decides_who_said_why(
    reader: Reader, explained: timedelta | None, told: timedelta | None, code: str | None
) -> None:
    member = Member(1, 7, NOW - told if told else None)
    found = may_decide_on(member, reader, explained_at=NOW - explained if explained else None, now=NOW)
    assert [refusal.code for refusal in found] == ([code] if code else [])


def test_where_nobody_knows_where_either_works_nothing_is_asked() -> None:
    assert may_decide_on(Member(1), Reader(2), explained_at=None, now=NOW) == ()
