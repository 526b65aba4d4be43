"""May an applicant add something without being asked?"""

import pytest

from okprofs.membership.rules.adding import MOST_IN_A_ROW, may_add
from okprofs.membership.rules.lifecycle import ApplicationStatus

WHY_NOT = {
    ApplicationStatus.DRAFT: ["application_not_sent"],
    ApplicationStatus.SUBMITTED: [],
    ApplicationStatus.MORE_INFO_NEEDED: ["answer_instead"],
    ApplicationStatus.OBJECTED: ["objection_is_read"],
    ApplicationStatus.ADMITTED: ["application_closed"],
    ApplicationStatus.REJECTED: ["application_closed"],
    ApplicationStatus.WITHDRAWN: ["application_closed"],
    ApplicationStatus.MERGED: ["application_closed"],
}


@pytest.mark.parametrize("status", ApplicationStatus)
def test_one_adds_something_only_while_the_reviewers_read(status: ApplicationStatus) -> None:
    assert [refusal.code for refusal in may_add(status, said_since=0)] == WHY_NOT[status]


def test_after_so_many_messages_in_a_row_one_waits_for_the_reviewers() -> None:
    assert may_add(ApplicationStatus.SUBMITTED, said_since=MOST_IN_A_ROW - 1) == ()
    [refusal] = may_add(ApplicationStatus.SUBMITTED, said_since=MOST_IN_A_ROW)
    assert (refusal.code, dict(refusal.facts)) == ("messages_used_up", {"most": MOST_IN_A_ROW})
