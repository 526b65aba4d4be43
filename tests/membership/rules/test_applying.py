"""To whom is an application still open, and of whom does their own page tell that there is one?"""

import pytest

from okprofs.membership.rules.applying import can_become_professional, is_told
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.lifecycle import ApplicationStatus


@pytest.mark.parametrize(
    ("category", "can"),
    [(None, True), ("network", True), ("alumnus", True), ("seat", True), ("professional", False), ("honorary", False)],
)
def test_who_can_become_a_professional_is_told_of_their_application_and_others_while_it_runs(
    category: str | None, can: bool
) -> None:
    kind = Category(category) if category else None
    assert can_become_professional(kind) is can
    assert is_told(ApplicationStatus.SUBMITTED, kind)
    assert is_told(ApplicationStatus.REJECTED, kind) is can
    # What was taken back, or came to a membership, is news only to who has nothing else.
    assert is_told(ApplicationStatus.WITHDRAWN, kind) is (category is None)
    assert is_told(ApplicationStatus.ADMITTED, kind) is (category is None)
