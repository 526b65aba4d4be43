"""At which parts was someone, and does a certificate still hold?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.certificates import (
    CertificateRefusal,
    Part,
    Presence,
    attended,
    may_have,
    may_release,
    still_holds,
)

DAY, NEXT = date(2026, 11, 12), date(2026, 11, 13)
OPEN, CLOSED = Audience.EVERYONE, Audience.PROFESSIONALS_AND_INVITEES


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def part(key: str, hour: int, day: date = DAY, minutes: int = 60, *, is_closed: bool = False) -> Part:
    return Part(key, day, at(hour, day=day), is_closed, minutes)


PARTS = (
    part("lunch", 9, minutes=0),
    part("morning", 10),
    part("afternoon", 13, is_closed=True),
    part("tomorrow", 10, NEXT),
)


@pytest.mark.parametrize(
    ("presence", "keys"),
    [
        (Presence(OPEN), []),
        (Presence(OPEN, arrivals={DAY: at(9, 30)}), ["morning"]),
        (Presence(CLOSED, arrivals={DAY: at(9, 30)}), ["morning", "afternoon"]),
        # A quarter of an hour late still counts, a second more does not.
        (Presence(CLOSED, arrivals={DAY: at(10, 15)}), ["morning", "afternoon"]),
        (Presence(CLOSED, arrivals={DAY: at(10, 15) + timedelta(seconds=1)}), ["afternoon"]),
        (Presence(CLOSED, arrivals={DAY: at(14)}), []),
        # Every day has its own door.
        (Presence(OPEN, arrivals={NEXT: at(9, day=NEXT)}), ["tomorrow"]),
        # Only who had a place in a round was in it; before the division is told, the ticket decides.
        (Presence(CLOSED, arrivals={DAY: at(9)}, placed={"afternoon": False}), ["morning"]),
        (Presence(CLOSED, arrivals={DAY: at(9)}, placed={"afternoon": True}), ["morning", "afternoon"]),
        # The organiser knows better, both ways; but who cancelled was not there, and 0 minutes stay 0.
        (Presence(OPEN, corrections={"afternoon": True, "lunch": True}), ["afternoon"]),
        (Presence(OPEN, arrivals={DAY: at(9)}, corrections={"morning": False}), []),
        (Presence(OPEN, is_cancelled=True, arrivals={DAY: at(9)}, corrections={"morning": True}), []),
    ],
)
def test_a_part_counts_for_who_was_there(presence: Presence, keys: list[str]) -> None:
    assert [part.key for part in attended(PARTS, presence)] == keys


@pytest.mark.parametrize(
    ("printed", "name", "holds"),
    [
        (["morning"], "Anneke", True),
        (["morning", "afternoon"], "Anneke", True),
        ([], "Anneke", True),
        (["morning", "tomorrow"], "Anneke", False),
        (["morning"], "Bert", False),
    ],
)
def test_a_certificate_holds_while_all_on_it_was_attended_by_its_person(
    printed: list[str], name: str, *, holds: bool
) -> None:
    assert still_holds(printed, name, ["morning", "afternoon"], "Anneke") is holds


def test_certificates_come_after_the_event_and_once() -> None:
    assert may_release(at(16), False, 60, False, at(16)) == ()
    refused = may_release(at(16), True, 0, True, at(15))
    assert [refusal.code for refusal in refused] == [
        CertificateRefusal.EVENT_WAS_CANCELLED,
        CertificateRefusal.EVENT_NOT_OVER,
        CertificateRefusal.NO_HOURS_YET,
        CertificateRefusal.RELEASED_ALREADY,
    ]


def test_who_was_nowhere_has_none() -> None:
    assert may_have(True, PARTS) == ()
    assert [refusal.code for refusal in may_have(False, PARTS)] == [CertificateRefusal.CERTIFICATES_NOT_READY]
    assert [refusal.code for refusal in may_have(True, ())] == [CertificateRefusal.WAS_NOT_THERE]
