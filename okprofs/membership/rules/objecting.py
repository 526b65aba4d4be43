"""May this person object to the rejection, until when, and who decides on it?

One objection, within a set number of days, the last of which counts whole. Who decided on the application, alone or as
one of several, does not decide on the objection. After that it is final.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.review import Case, Reader, is_held_by_another, may_read


class Ruling(StrEnum):
    """What was decided on an objection."""

    STANDS = "stands"
    ADMITTED = "admitted"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as far as it is told whether it can be objected to. `decided_on` is a date in the Netherlands."""

    status: ApplicationStatus
    decided_on: date | None
    has_objection: bool


def objection_until(decided_on: date, days: int) -> date:
    """The last day on which one may object."""
    return decided_on + timedelta(days=days)


def may_object(decided: Decided, *, today: date, days: int) -> tuple[Refusal, ...]:
    """Refusals: `objected_already`; `nothing_to_object_to`; `objection_too_late`."""
    if decided.has_objection:
        return (Refusal("objected_already"),)
    if decided.status is not ApplicationStatus.REJECTED or decided.decided_on is None:
        return (Refusal("nothing_to_object_to"),)
    return (Refusal("objection_too_late"),) if today > objection_until(decided.decided_on, days) else ()


def may_decide_objection(
    case: Case, *, reader: Reader, seen_version: int, first_decider_ids: Collection[int]
) -> tuple[Refusal, ...]:
    """May the reviewer decide on the objection?

    Refusals: `own_application`, `own_organisation`; `own_decision`; `no_open_objection`; `case_held`;
    `application_changed`.
    """
    refusals = [*may_read(case, reader)]
    if reader.id in first_decider_ids:
        refusals.append(Refusal("own_decision"))
    if case.status is not ApplicationStatus.OBJECTED:
        return (*refusals, Refusal("no_open_objection"))
    if is_held_by_another(case, reader):
        return (*refusals, Refusal("case_held"))
    if case.version != seen_version:
        return (*refusals, Refusal("application_changed"))
    return tuple(refusals)


def is_anyone_left(
    reviewer_ids: Collection[int], *, applicant_id: int | None, first_decider_ids: Collection[int]
) -> bool:
    """Whether there is a reviewer who can decide on the objection."""
    return bool(set(reviewer_ids) - set(first_decider_ids) - {applicant_id})
