"""May two applications of one person go on as one, and may that be undone?

One closes and the other goes on as it was; or one closes because the person is a member already. Nothing is moved: what
was asked, answered and noted stays where it was written, so undoing it is opening the closed one again. That can be
done as long as nothing was decided on the other.
"""

from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.categories import WHO_MAY, Category, Right
from okprofs.membership.rules.lifecycle import DECIDED, IN_REVIEW, ApplicationStatus, Step, may_take
from okprofs.membership.rules.review import Case, Reader, may_handle, may_read


@dataclass(frozen=True, slots=True)
class Member:
    """Into whose membership an application goes up. `category` is None for a membership that ended."""

    account_id: int
    category: Category | None


Into = Case | Member


def may_merge(
    case: Case, into: Into, *, reader: Reader, seen_version: int, seen_other_version: int = 0
) -> tuple[Refusal, ...]:
    """May the reviewer close the case, because it goes on as the other?

    Refusals: those of `review.may_handle`; `own_application`, `own_organisation` of the other case too;
    `other_case_closed`, `other_case_changed`; `no_member_to_merge_with` when it ended, or is of a kind that has to
    apply; `same_person_already` for a membership of the applicant's own account.
    """
    refusals = may_handle(case, Step.MERGE, reader=reader, seen_version=seen_version)
    if isinstance(into, Case):
        found = (*refusals, *may_read(into, reader))
        if into.status not in IN_REVIEW:
            found = (*found, Refusal("other_case_closed"))
        elif into.version != seen_other_version:
            found = (*found, Refusal("other_case_changed"))
        return tuple(dict.fromkeys(found))
    if into.account_id == case.applicant_id:
        return (*refusals, Refusal("same_person_already"))
    if into.account_id == reader.id:
        # Their own membership: then the application is theirs too.
        return tuple(dict.fromkeys((*refusals, Refusal("own_application"))))
    return refusals if is_member(into) else (*refusals, Refusal("no_member_to_merge_with"))


def member_with(account_id: int, category: Category | None, *, has_ended: bool) -> Member:
    """A membership as the rules ask for it: one that ended is none."""
    return Member(account_id, None if has_ended else category)


def is_member(into: Member) -> bool:
    """Whether there is nothing left to apply for."""
    return into.category is not None and into.category not in WHO_MAY[Right.APPLY]


def may_separate(
    case: Case, *, reader: Reader, other_status: ApplicationStatus | None, may_apply: bool
) -> tuple[Refusal, ...]:
    """May the reviewer open the closed case again? `other_status` is that of the application it went on as; None when
    it went up in a membership. `may_apply`: the applicant became no member and has no other application running.

    Refusals: those of `review.may_read`; `not_merged`; `other_case_decided`; `applied_meanwhile`.
    """
    refusals = may_read(case, reader)
    if may_take(case.status, Step.SEPARATE):
        return (*refusals, Refusal("not_merged"))
    if other_status in DECIDED:
        return (*refusals, Refusal("other_case_decided"))
    return refusals if may_apply else (*refusals, Refusal("applied_meanwhile"))
