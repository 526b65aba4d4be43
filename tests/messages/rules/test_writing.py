"""May this member write to that one, and if not, why?"""

from dataclasses import replace

import pytest

from okprofs.messages.rules.writing import Limits, Writing, may_write

FINE = Writing(is_member=True, is_ended=False, takes_messages=True, has_blocked=False, sent=0, sent_to_them=0)
LIMITS = Limits(a_day=20, to_one=10)


def codes(**changes: object) -> list[str]:
    return [refusal.code for refusal in may_write(replace(FINE, **changes), LIMITS)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "why_not"),
    [
        ({}, []),
        ({"is_member": False}, ["writers_are_members"]),
        ({"is_ended": True}, ["writing_ended"]),
        ({"takes_messages": False}, ["takes_no_messages"]),
        ({"has_blocked": True}, ["blocked_by_you"]),
        ({"takes_messages": False, "has_blocked": True}, ["takes_no_messages", "blocked_by_you"]),
        ({"sent": 19, "sent_to_them": 9}, []),
        ({"sent": 20}, ["messages_today"]),
        ({"sent": 10, "sent_to_them": 10}, ["messages_to_one_today"]),
        ({"sent": 20, "sent_to_them": 20}, ["messages_today"]),
        ({"is_member": False, "is_ended": True, "sent": 99}, ["writers_are_members"]),
    ],
)
def test_who_may_write_to_whom(changes: dict[str, object], why_not: list[str]) -> None:
    assert codes(**changes) == why_not


def test_that_the_other_blocked_the_writer_is_nothing_the_rule_knows() -> None:
    assert set(Writing.__slots__) == {  # type: ignore[attr-defined]
        "has_blocked",
        "is_ended",
        "is_member",
        "sent",
        "sent_to_them",
        "takes_messages",
    }
