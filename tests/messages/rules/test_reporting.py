"""What can be reported, who reads it, and who decides?"""

import pytest

from okprofs.messages.rules.reporting import Reported, Sent, may_open, may_read, may_report, may_settle


@pytest.mark.parametrize(
    ("sent", "why_not"),
    [
        (Sent(is_own=False, is_readable=True, is_reported=False), []),
        (Sent(is_own=True, is_readable=True, is_reported=False), ["report_of_nothing"]),
        (Sent(is_own=False, is_readable=False, is_reported=False), ["report_of_nothing"]),
        (Sent(is_own=False, is_readable=True, is_reported=True), ["reported_already"]),
    ],
)
def test_one_reports_what_one_received_and_once(sent: Sent, why_not: list[str]) -> None:
    assert [refusal.code for refusal in may_report(sent)] == why_not


@pytest.mark.parametrize(
    ("reported", "opens", "settles", "reads"),
    [
        (Reported(is_party=False, is_settled=False, has_opened=False), [], ["report_unread"], False),
        (Reported(is_party=False, is_settled=False, has_opened=True), [], [], True),
        (Reported(is_party=False, is_settled=True, has_opened=True), [], ["report_settled"], False),
        (
            Reported(is_party=True, is_settled=False, has_opened=False),
            ["own_report"],
            ["own_report", "report_unread"],
            0,
        ),
        (Reported(is_party=True, is_settled=False, has_opened=True), ["own_report"], ["own_report"], False),
    ],
)
def test_who_decides_has_read_it_and_is_no_party(
    reported: Reported, opens: list[str], settles: list[str], reads: bool
) -> None:
    assert [refusal.code for refusal in may_open(reported)] == opens
    assert [refusal.code for refusal in may_settle(reported)] == settles
    assert may_read(reported) is bool(reads)
