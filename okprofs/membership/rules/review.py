"""May this reviewer handle this application now?

Nobody handles their own application, and nobody decides on what they have not seen: the version that stood on the
reviewer's screen must be the one that stands now. Who has taken a case has it to themselves until they release it, or
until another takes it over, having been asked whether they are sure. And nobody reads or decides on a case of the
organisation they work for themselves, or of someone they put forward, unless they said why.
"""

from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus, Step, may_take


@dataclass(frozen=True, slots=True)
class Case:
    """An application, as far as it is told who may handle it. Persons are account numbers."""

    status: ApplicationStatus
    applicant_id: int | None
    version: int
    holder_id: int | None = None
    organisation_id: int | None = None
    # The reviewers who said why they open it although they stand near to it.
    explained_by: frozenset[int] = frozenset()
    # Those of them who put the applicant forward.
    vouched_by: frozenset[int] = frozenset()
    # The reviewers who applied in, and those who work for the organisation of, an application that went up in this one.
    applied_there: frozenset[int] = frozenset()
    works_there: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """A reviewer, as far as it is told what they may read."""

    id: int
    organisation_id: int | None = None


def is_own(case: Case, reader: Reader) -> bool:
    """Whether the reviewer is the applicant, here or in an application that went up in this one."""
    is_applicant = case.applicant_id is not None and case.applicant_id == reader.id
    return is_applicant or reader.id in case.applied_there


def is_held_by_another(case: Case, reader: Reader) -> bool:
    """Whether another reviewer has it in hands."""
    return case.holder_id is not None and case.holder_id != reader.id


def has_vouched(case: Case, reader: Reader) -> bool:
    """Whether the reviewer put the applicant forward."""
    return reader.id in case.vouched_by


def must_explain(case: Case, reader: Reader) -> bool:
    """Whether the reviewer works for the applicant's organisation or vouched for the applicant, and has yet to say why
    they open the case."""
    is_same = case.organisation_id is not None and case.organisation_id == reader.organisation_id
    is_same = is_same or reader.id in case.works_there
    return (is_same or has_vouched(case, reader)) and reader.id not in case.explained_by


def may_read(case: Case, reader: Reader) -> tuple[Refusal, ...]:
    """May the reviewer open the case?

    Refusals: `own_application`, for ever; `own_nomination` or `own_organisation`, until explained.
    """
    if is_own(case, reader):
        return (Refusal("own_application"),)
    if not must_explain(case, reader):
        return ()
    return (Refusal("own_nomination" if has_vouched(case, reader) else "own_organisation"),)


def may_handle(
    case: Case, step: Step, *, reader: Reader, seen_version: int, is_shared: bool = False
) -> tuple[Refusal, ...]:
    """May the reviewer ask, admit or reject? `is_shared`: several read it, each for themselves, whoever has it.

    Refusals: those of `may_read`; `case_held` (another reviewer has it in hands); `application_changed` (someone,
    reviewer or applicant, was first); or that of `lifecycle.may_take`. One that someone else closed says only so, for
    its version follows from that.
    """
    refusals = may_read(case, reader)
    out_of_turn = may_take(case.status, step)
    if case.status in IN_REVIEW and not is_shared and is_held_by_another(case, reader):
        return (*refusals, Refusal("case_held"))
    if case.version != seen_version and (not out_of_turn or case.status in IN_REVIEW):
        return (*refusals, Refusal("application_changed"))
    return (*refusals, *out_of_turn)


def may_decide(case: Case, *, reader: Reader, seen_version: int, is_shared: bool = False) -> tuple[Refusal, ...]:
    """May the reviewer admit or reject, or say that it should be so? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ADMIT, reader=reader, seen_version=seen_version, is_shared=is_shared)


def may_ask(case: Case, *, reader: Reader, seen_version: int) -> tuple[Refusal, ...]:
    """May the reviewer ask the applicant something? Refusals as those of `may_handle`."""
    return may_handle(case, Step.ASK, reader=reader, seen_version=seen_version)


def may_arrange(case: Case, *, reader: Reader) -> tuple[Refusal, ...]:
    """May the reviewer arrange something about the case, such as a second reader?

    Refusals: those of `may_read`, `application_closed`.
    """
    return may_read(case, reader) if case.status in IN_REVIEW else (Refusal("application_closed"),)


def may_pick_up(case: Case, *, reader: Reader) -> tuple[Refusal, ...]:
    """May the reviewer take the case? Refusals: those of `may_arrange`; `case_held`."""
    refusals = may_arrange(case, reader=reader)
    return refusals or ((Refusal("case_held"),) if is_held_by_another(case, reader) else ())


def may_take_over(case: Case, *, reader: Reader, from_id: int | None) -> tuple[Refusal, ...]:
    """May the reviewer take the case over from the one whom their page named?

    Refusals: those of `may_arrange`; `case_changed_hands` when that one has it no more.
    """
    refusals = may_arrange(case, reader=reader)
    return refusals or (() if case.holder_id in (from_id, reader.id) else (Refusal("case_changed_hands"),))


def may_release(case: Case, *, reader: Reader) -> tuple[Refusal, ...]:
    """May the reviewer put the case back? Refusals: `case_not_yours`."""
    return () if case.holder_id == reader.id else (Refusal("case_not_yours"),)
