"""Objecting to a rejection, and deciding on that: once, by somebody else, and then it is final."""

from collections.abc import Iterable
from datetime import date

from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.wall_time import local
from okprofs.mail.models import MailedLink
from okprofs.mail.rules.untrusted import in_pieces
from okprofs.mail.services import revoke, spend
from okprofs.membership import letters, queries
from okprofs.membership.facts import ApplicationEnded
from okprofs.membership.models import Application, ApplicationVote, Membership, Objection
from okprofs.membership.queries.cases import desk_of
from okprofs.membership.rules.applying import may_apply
from okprofs.membership.rules.judging import Decision
from okprofs.membership.rules.lifecycle import Step, status_after
from okprofs.membership.rules.objecting import Decided, Ruling, may_decide_objection, may_object, objection_until
from okprofs.membership.rules.texts import TextKey
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.case import applicant_of, held, write_to_applicant
from okprofs.membership.services.judging import count_decision
from okprofs.membership.services.memberships import begin_membership
from okprofs.membership.services.profiles import show_as_chosen
from okprofs.membership.services.texts import text_for
from okprofs.people.models import Account


def decided_of(application: Application) -> Decided:
    """The decision as the rules ask for it."""
    decided_on = local(application.decided_at).date() if application.decided_at else None
    return Decided(application.status, decided_on, application.objection is not None)


def objectable_until(application: Application) -> date | None:
    """The last day on which the applicant can object; None when there is nothing to object to, or no more."""
    decided = decided_of(application)
    days = current_app.config["OBJECTION_DAYS"]
    if decided.decided_on is None or may_object(decided, today=today(), days=days):
        return None
    return objection_until(decided.decided_on, days)


def object_to(public_id: str, text: str, *, account: Account) -> Application:
    """The applicant objects, signed in.

    Refused: `objected_already`, `nothing_to_object_to`, `objection_too_late`; `already_member`, `already_applied` (who
    applied anew meanwhile), `applicant_blocked`.
    """
    application = held(public_id)
    if application.account_id != account.id:
        raise PermissionError(f"application {public_id} is not this person's")
    return _object(application, text)


def object_by_link(link: MailedLink | None, text: str) -> Application:
    """The applicant objects by the link in the letter, which then is used up. None is a bad link.

    Refused: `link_used`; or as `object_to`.
    """
    if link is None:
        raise Refused(Refusal("link_used"))
    application = held(link.about)
    if application.account is None or application.account.email != link.address:
        raise Refused(Refusal("link_used"))
    spend(link)
    return _object(application, text)


def _object(application: Application, text: str) -> Application:
    applicant = applicant_of(application)
    refuse(may_object(decided_of(application), today=today(), days=current_app.config["OBJECTION_DAYS"]))
    refuse(may_apply(queries.standing_of(applicant)))
    application.status = status_after(application.status, Step.OBJECT)
    application.objection = Objection(text=text)
    # Who had it in hands took the decision that is objected to.
    application.holder_id = application.held_since = None
    revoke(letters.OBJECT_PURPOSE, application.public_id)
    record("application_objected", application, actor=applicant)
    write_to_applicant(letters.OBJECTION_RECEIVED, application)
    return application


def uphold(public_id: str, reason: str, *, reviewer: Account, seen_version: int) -> Application:
    """The rejection stands, for this reason. There is nothing after it.

    Refused: `own_application`, `own_organisation`, `own_decision`, `no_open_objection`, `case_held`,
    `application_changed`.
    """
    application = _decided_by(public_id, Step.UPHOLD, Ruling.STANDS, reason, reviewer, seen_version)
    record("application_rejection_upheld", application, actor=reviewer)
    text = _text_for(application, TextKey.OBJECTION_DISMISSED)
    write_to_applicant(letters.REJECTION_UPHELD, application, reason=in_pieces(reason), text=text)
    count_decision(application, Decision.UPHELD)
    announce(ApplicationEnded(application.id, applicant_of(application).id))
    return application


def overturn(public_id: str, reason: str, *, reviewer: Account, seen_version: int) -> Membership:
    """The applicant is admitted after all, as if at once.

    Refused: as `uphold`; `already_member`.
    """
    application = _decided_by(public_id, Step.OVERTURN, Ruling.ADMITTED, reason, reviewer, seen_version)
    applicant = applicant_of(application)
    show_as_chosen(applicant, wants_to_be_found=bool(application.wants_to_be_found))
    membership = begin_membership(applicant)
    record("application_rejection_overturned", application, actor=reviewer, membership=membership.public_id)
    told = {"reason": in_pieces(reason), "number": membership.number}
    text = _text_for(application, TextKey.OBJECTION_UPHELD)
    write_to_applicant(letters.REJECTION_OVERTURNED, application, **told, text=text)
    count_decision(application, Decision.OVERTURNED)
    return membership


def _text_for(application: Application, key: TextKey) -> list[list[str]]:
    return in_pieces(text_for(application, key, application.decision_clause).body)


def _decided_by(
    public_id: str, step: Step, verdict: Ruling, reason: str, reviewer: Account, seen_version: int
) -> Application:
    application = held(public_id)
    desk = desk_of(application)
    refuse(
        may_decide_objection(
            desk.case,
            reader=desk.reader(reviewer.id),
            seen_version=seen_version,
            first_decider_ids=first_deciders(application, desk.votes),
        )
    )
    objection = application.objection
    if objection is None:
        raise Refused(Refusal("no_open_objection"))
    store_assessment(application)
    application.status = status_after(application.status, step)
    objection.verdict, objection.reason = verdict, reason
    application.holder_id = application.held_since = None
    objection.decided_at, objection.decided_by_id = now(), reviewer.id
    return application


def first_deciders(application: Application, votes: Iterable[ApplicationVote]) -> frozenset[int]:
    """Who took part in the decision that is objected to: by deciding, or by a vote before that."""
    voted = {vote.reviewer_id for vote in votes}
    return frozenset(voted | ({application.decided_by_id} if application.decided_by_id is not None else set()))
