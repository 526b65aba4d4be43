"""Who may put a colleague forward, what does the colleague hear, and what does the member see of it?"""

import itertools

import pytest

from okprofs.membership.rules.applying import Standing
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.nominating import (
    A_DAY,
    LETTERS_TO_ONE,
    Heard,
    Nominator,
    Progress,
    goes_with,
    heard_by,
    may_nominate,
    progress,
)
from okprofs.membership.rules.review import Case, Reader, may_read, must_explain

OWN, COLLEAGUE = "anneke@barneveld.example", "mirjam@nijkerk.example"


def codes(nominator: Nominator, address: str = COLLEAGUE) -> list[str]:
    return [refusal.code for refusal in may_nominate(nominator, address)]


def test_professionals_and_honorary_members_nominate_and_nobody_else() -> None:
    allowed = {category for category in Category if not codes(Nominator(category, OWN))}
    assert allowed == {Category.PROFESSIONAL, Category.HONORARY}
    # Suspended, left or never a member: there is no category then.
    assert codes(Nominator(None, OWN)) == ["may_not_nominate"]


def test_nobody_vouches_for_themselves_twice_for_one_or_for_more_than_a_day_allows() -> None:
    member = Category.PROFESSIONAL
    assert codes(Nominator(member, OWN), OWN) == ["nominated_oneself"]
    assert codes(Nominator(member, OWN, has_nominated_this_one=True)) == ["nominated_already"]
    assert codes(Nominator(member, OWN, made_today=A_DAY - 1)) == []
    assert codes(Nominator(member, OWN, made_today=A_DAY)) == ["nominations_used_up"]


def test_only_who_can_apply_is_invited_and_nobody_is_pestered() -> None:
    for known in itertools.product([False, True], repeat=3):
        standing = Standing(*known)
        heard = Heard.KNOWN if any(known) else Heard.INVITED
        assert heard_by(standing, letters=LETTERS_TO_ONE - 1, would_rather_not=False) is heard
        assert heard_by(standing, letters=LETTERS_TO_ONE, would_rather_not=False) is Heard.NOTHING
        assert heard_by(standing, letters=0, would_rather_not=True) is Heard.NOTHING


@pytest.mark.parametrize("is_findable", [False, True])
def test_the_member_never_learns_of_a_no_nor_of_who_would_rather_not_be_found(is_findable: bool) -> None:
    sent = {ApplicationStatus.DRAFT, None}
    seen = {status: progress(status, is_findable=is_findable) for status in (*ApplicationStatus, None)}
    assert {status for status, shown in seen.items() if shown is Progress.SENT} == sent
    member = {status for status, shown in seen.items() if shown is Progress.MEMBER}
    assert member == ({ApplicationStatus.ADMITTED} if is_findable else set())


def test_it_goes_with_a_draft_unless_somebody_else_began_that_at_this_machine() -> None:
    def goes(typed: str, *, is_own: bool = False) -> bool:
        return goes_with(typed_address=typed, nominated_address=COLLEAGUE, is_own=is_own)

    assert goes("")
    assert goes(COLLEAGUE)
    assert not goes("iemand.anders@nijkerk.example")
    assert goes("mirjam@thuis.example", is_own=True)


def test_who_vouched_reads_the_case_only_after_saying_why() -> None:
    case = Case(ApplicationStatus.SUBMITTED, 1, 1, organisation_id=7, vouched_by=frozenset({5}))
    assert [refusal.code for refusal in may_read(case, Reader(5, 8))] == ["own_nomination"]
    assert may_read(case, Reader(6, 8)) == ()
    explained = Case(ApplicationStatus.SUBMITTED, 1, 1, vouched_by=frozenset({5}), explained_by=frozenset({5}))
    assert not must_explain(explained, Reader(5))
