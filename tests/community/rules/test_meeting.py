"""May a group write down that it met like this?"""

from dataclasses import replace
from datetime import date

from okprofs.community.rules.meeting import Meeting, may_write_down

TODAY = date(2026, 11, 24)
GOOD = Meeting(TODAY, 120, there=2)


def codes(**changes: object) -> list[str]:
    return [refusal.code for refusal in may_write_down(replace(GOOD, **changes), TODAY)]  # type: ignore[arg-type]


def test_a_day_that_was_and_that_people_remember() -> None:
    assert codes() == codes(held_on=date(2025, 11, 24)) == []
    assert codes(held_on=date(2026, 11, 25)) == ["meeting_in_future"]
    assert codes(held_on=date(2025, 11, 22)) == ["meeting_too_long_ago"]


def test_quarters_of_an_hour_and_at_most_eight_hours() -> None:
    assert codes(minutes=15) == codes(minutes=480) == []
    assert codes(minutes=0) == codes(minutes=-15) == codes(minutes=50) == codes(minutes=495) == ["meeting_length"]


def test_one_alone_is_no_intervision() -> None:
    assert codes(there=1) == ["meeting_too_few"]


def test_who_can_name_nobody_writes_down_that_they_were_there_themselves() -> None:
    assert codes(there=1, may_be_alone=True) == []
    assert codes(there=0, may_be_alone=True) == ["meeting_too_few"]


def test_a_day_counts_once() -> None:
    assert codes(is_taken=True) == ["meeting_day_taken"]


def test_what_stands_there_may_be_put_right_for_ever_on_its_own_day() -> None:
    old = date(2025, 1, 1)
    assert codes(held_on=old, stood_on=old) == []
    assert codes(held_on=old, stood_on=TODAY) == ["meeting_too_long_ago"]
    assert codes(held_on=TODAY, stood_on=TODAY, is_taken=False) == []


def test_all_reasons_are_told_at_once() -> None:
    assert codes(held_on=date(2027, 1, 1), minutes=7, there=0, is_taken=True) == [
        "meeting_in_future",
        "meeting_length",
        "meeting_too_few",
        "meeting_day_taken",
    ]
