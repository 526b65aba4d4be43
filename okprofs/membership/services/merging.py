"""Letting two applications of one person go on as one, and undoing that."""

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.kinds import Kind
from okprofs.mail.services import write
from okprofs.membership import letters, queries
from okprofs.membership.models import Application, Membership, MembershipStatus, Merger
from okprofs.membership.queries.cases import desk_of
from okprofs.membership.queries.duplicates import held_cases, member_to_merge_with, merger_of
from okprofs.membership.rules.answering import ALL_WARNINGS
from okprofs.membership.rules.applying import may_apply
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus, Step, status_after
from okprofs.membership.rules.merging import Into, Member, may_merge, may_separate, member_with
from okprofs.membership.services.case import applicant_of, write_to_applicant
from okprofs.people.models import Account


def member_of(membership: Membership) -> Member:
    """A membership as the rules ask for it."""
    has_ended = membership.status is MembershipStatus.ENDED
    return member_with(membership.account_id, membership.category, has_ended=has_ended)


def merge(
    public_id: str, into: str, *, reviewer: Account, seen_version: int, seen_other_version: int = 0
) -> Application:
    """Close the application, because the person goes on as `into`: another application, or a membership. Whoever wrote
    from either address hears so.

    Refused: `own_application`, `own_organisation`, `case_held`, `application_changed`, `application_closed`,
    `objection_open`; `other_case_closed`, `other_case_changed`; `no_member_to_merge_with`, `same_person_already`.
    """
    cases = held_cases([public_id, into])
    application, other = _present(cases.get(public_id)), cases.get(into)
    membership = member_to_merge_with(into) if other is None else None
    desk = desk_of(application)
    if other is not None:
        kept: Into = desk_of(other).case
    elif membership is not None:
        kept = member_of(membership)
    else:
        raise Refused(Refusal("other_case_closed"))
    reader = desk.reader(reviewer.id)
    refuse(may_merge(desk.case, kept, reader=reader, seen_version=seen_version, seen_other_version=seen_other_version))
    db.session.add(
        Merger(
            application_id=application.id,
            into_id=other.id if other else None,
            membership_id=membership.id if membership else None,
            status_before=application.status,
            merged_by_id=reviewer.id,
        )
    )
    application.status = status_after(application.status, Step.MERGE)
    application.holder_id = application.held_since = None
    if other is not None:
        # Whoever has the other open is told that there is more to read.
        other.changed_at = now()
        record("application_merged", application, actor=reviewer, other=other.public_id)
        record("application_merged_here", other, actor=reviewer, other=application.public_id)
    elif membership is not None:
        record("application_merged", application, actor=reviewer, membership=membership.public_id)
        record("application_merged_here", membership, actor=reviewer, other=application.public_id)
    _tell(letters.MERGED, application, other, membership)
    return application


def separate(public_id: str, *, reviewer: Account) -> Application:
    """Open the closed application again, as it was. Whoever wrote from either address hears so.

    Refused: `own_application`, `own_organisation`, `not_merged`, `answers_forgotten`, `other_case_decided`,
    `applied_meanwhile`.
    """
    before = merger_of(public_id)
    known = db.session.get(Application, before.into_id) if before and before.into_id else None
    # Both, and in one order: a decision on the other that comes at the same time is first, or comes after.
    cases = held_cases([public_id, known.public_id] if known else [public_id])
    found, other = _present(cases.get(public_id)), cases.get(known.public_id) if known else None
    merger = merger_of(public_id)
    if merger is None or merger.into_id != (other.id if other else None):
        raise Refused(Refusal("not_merged"))
    if not found.name:
        raise Refused(Refusal("answers_forgotten"))
    membership = db.session.get(Membership, merger.membership_id) if merger.membership_id else None
    desk = desk_of(found)
    refuse(
        may_separate(
            desk.case,
            reader=desk.reader(reviewer.id),
            other_status=other.status if other else None,
            may_apply=not may_apply(queries.standing_of(applicant_of(found))),
        )
    )
    found.status = status_after(found.status, Step.SEPARATE)
    if merger.status_before is ApplicationStatus.MORE_INFO_NEEDED:
        found.status = status_after(found.status, Step.ASK)
        # Nobody could answer meanwhile, so there is one more warning to come before it is too late.
        found.messages[-1].warnings = min(found.messages[-1].warnings, ALL_WARNINGS - 1)
    db.session.delete(merger)
    record("application_separated", found, actor=reviewer)
    if other is not None:
        other.changed_at = now()
        record("application_separated_here", other, actor=reviewer, other=found.public_id)
    elif membership is not None:
        record("application_separated_here", membership, actor=reviewer, other=found.public_id)
    _tell(letters.SEPARATED, found, other, membership)
    return found


def _present(application: Application | None) -> Application:
    if application is None:
        raise Refused(Refusal("application_closed"))
    return application


def _tell(kind: Kind, application: Application, other: Application | None, membership: Membership | None) -> None:
    """Both addresses are written to: should they be two people after all, then both can say so. Neither letter names
    the other address."""
    told = {"with_member": membership is not None}
    write_to_applicant(kind, application, **told, is_closed=True)
    if membership is not None:
        holder = membership.account
        facts = {"name": holder.name, **told, "is_closed": False}
        write(kind, to=holder.email, language=holder.language, about=membership, facts=facts)
    elif other is not None and other.status in IN_REVIEW:
        write_to_applicant(kind, other, **told, is_closed=False)
