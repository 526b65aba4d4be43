"""Reviewing: asking, answering and adding something, admitting, rejecting, withdrawing."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NoReturn

from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.models import MailedLink
from okprofs.mail.rules.untrusted import in_pieces
from okprofs.mail.services import revoke, spend
from okprofs.membership import letters
from okprofs.membership.facts import ApplicationEnded
from okprofs.membership.models import Application, ApplicationMessage, ApplicationVote, Membership, MessageSide
from okprofs.membership.queries.cases import desk_of, vote_of
from okprofs.membership.rules.adding import may_add
from okprofs.membership.rules.answering import OpenQuestion, answer_until
from okprofs.membership.rules.attachments import Attached
from okprofs.membership.rules.eligibility import QUOTES, Clause
from okprofs.membership.rules.judging import Decision
from okprofs.membership.rules.lifecycle import Step, may_take, status_after
from okprofs.membership.rules.objecting import objection_until
from okprofs.membership.rules.review import may_ask, may_decide
from okprofs.membership.rules.texts import TextKey
from okprofs.membership.rules.votes import Verdict, decision
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.attachments import attach
from okprofs.membership.services.case import applicant_of, held, write_to_applicant, write_to_holder
from okprofs.membership.services.judging import count_decision
from okprofs.membership.services.memberships import begin_membership
from okprofs.membership.services.profiles import show_as_chosen
from okprofs.membership.services.texts import text_for
from okprofs.people.models import Account


def ask(
    public_id: str, question: str, *, reviewer: Account, seen_version: int, attached: Sequence[Attached] = ()
) -> Application:
    """Ask the applicant something, with these files; their answer comes into the same thread.

    Refused: `own_application`, `own_organisation`, `case_held`, `application_changed`, `application_closed`,
    `question_already_open`, `attachments_quota`.
    """
    application = held(public_id)
    desk = desk_of(application)
    refuse(may_ask(desk.case, reader=desk.reader(reviewer.id), seen_version=seen_version))
    _take(application, Step.ASK)
    if application.holder_id is None:
        # Who asks is who waits for the answer.
        application.holder_id, application.held_since = reviewer.id, now()
    attach(_say(application, MessageSide.OFFICE, reviewer, question), attached)
    revoke(letters.ANSWER_PURPOSE, application.public_id)
    record("application_question_asked", application, actor=reviewer, attachments=len(attached) or None)
    term = current_app.config["ANSWER_DAYS"]
    until = answer_until(OpenQuestion(today()), term=term, today=today())
    write_to_applicant(letters.QUESTION, application, until=until.isoformat())
    return application


def answer(public_id: str, text: str, *, account: Account, attached: Sequence[Attached] = ()) -> Application:
    """The applicant answers the open question, signed in, with these files.

    Refused: `no_open_question`, `application_closed`, `attachments_quota`.
    """
    application = held(public_id)
    if application.account_id != account.id:
        _nobodys(application)
    return _answer(application, text, attached)


def answer_by_link(link: MailedLink | None, text: str, *, attached: Sequence[Attached] = ()) -> Application:
    """The applicant answers the open question by the link in the letter, which then is used up. None is a bad link.

    Refused: `link_used`, `no_open_question`, `application_closed`, `attachments_quota`.
    """
    if link is None:
        raise Refused(Refusal("link_used"))
    application = held(link.about)
    if application.account is None or application.account.email != link.address:
        raise Refused(Refusal("link_used"))
    spend(link)
    return _answer(application, text, attached)


def _answer(application: Application, text: str, attached: Sequence[Attached]) -> Application:
    refuse(may_take(application.status, Step.ANSWER))
    _take(application, Step.ANSWER)
    applicant = applicant_of(application)
    attach(_say(application, MessageSide.APPLICANT, applicant, text), attached)
    revoke(letters.ANSWER_PURPOSE, application.public_id)
    record("application_question_answered", application, actor=applicant, attachments=len(attached) or None)
    write_to_holder(letters.APPLICANT_WROTE, application, is_answer=True)
    return application


def add_message(public_id: str, text: str, *, account: Account, attached: Sequence[Attached] = ()) -> Application:
    """The applicant says something without being asked, with these files. Nothing else changes, but that whoever has
    the case open is told that there is more to read.

    Refused: `application_closed`, `answer_instead`, `objection_is_read`, `messages_used_up`, `attachments_quota`.
    """
    application = held(public_id)
    if application.account_id != account.id:
        _nobodys(application)
    refuse(why_not_add(application))
    application.changed_at = now()
    attach(_say(application, MessageSide.APPLICANT, account, text), attached)
    record("application_message_added", application, actor=account, attachments=len(attached) or None)
    write_to_holder(letters.APPLICANT_WROTE, application, is_answer=False)
    return application


def why_not_add(application: Application) -> tuple[Refusal, ...]:
    """Why the applicant cannot add something now; nothing when they can."""
    since = takewhile(_is_added, reversed(application.messages))
    return may_add(application.status, said_since=sum(1 for _ in since))


def _is_added(message: ApplicationMessage) -> bool:
    """Whether the applicant wrote it: the one without words holds the files of the application itself."""
    return message.side is MessageSide.APPLICANT and message.text != ""


def admit(public_id: str, *, reviewer: Account, seen_version: int, sentence: str = "") -> Membership | None:
    """Vote to admit. When that decides, the applicant is a member from today, found by others only if they chose to be;
    else None. `sentence` says why, where more votes than one are needed.

    Refused: `own_application`, `own_organisation`, `case_held`, `application_changed`, `application_closed`,
    `vote_without_sentence`, `already_member`.
    """
    application = held(public_id)
    if not _vote(application, Verdict.ADMIT, sentence, None, reviewer, seen_version):
        return None
    _decide(application, Step.ADMIT, reviewer)
    applicant = applicant_of(application)
    show_as_chosen(applicant, wants_to_be_found=bool(application.wants_to_be_found))
    membership = begin_membership(applicant)
    record("application_admitted", application, actor=reviewer, membership=membership.public_id)
    text = text_for(application, TextKey.ADMISSION).body
    write_to_applicant(letters.ADMITTED, application, number=membership.number, text=in_pieces(text))
    count_decision(application, Decision.ADMITTED)
    return membership


def reject(
    public_id: str, reason: str, clause: Clause | None, *, reviewer: Account, seen_version: int, change: str = ""
) -> Application:
    """Vote to say no, with a reason in words, the clause it rests on when it rests on one, and what would change it.
    When that decides, the applicant hears so, in those words.

    Refused: `own_application`, `own_organisation`, `case_held`, `application_changed`, `application_closed`,
    `vote_without_sentence`.
    """
    application = held(public_id)
    if not _vote(application, Verdict.REJECT, reason, clause, reviewer, seen_version):
        return application
    _decide(application, Step.REJECT, reviewer)
    application.decision_reason = reason
    application.decision_clause = clause
    application.decision_change = change
    record("application_rejected", application, actor=reviewer, reason_code=clause.value if clause else "other")
    write_to_applicant(letters.REJECTED, application, **rejection_facts(reason, clause, change))
    count_decision(application, Decision.REJECTED)
    announce(ApplicationEnded(application.id, applicant_of(application).id))
    return application


def rejection_facts(reason: str, clause: Clause | None, change: str) -> dict[str, Any]:
    """What the letter of a rejection of today tells besides the name."""
    return {
        "reason": in_pieces(reason),
        "clause": in_pieces(QUOTES[clause]) if clause else [],
        "change": in_pieces(change),
        "until": objection_until(today(), current_app.config["OBJECTION_DAYS"]).isoformat(),
    }


def _vote(
    application: Application,
    verdict: Verdict,
    sentence: str,
    clause: Clause | None,
    reviewer: Account,
    seen_version: int,
) -> bool:
    """Cast or change the vote. Returns whether it decides; what is decided is then what this reviewer voted."""
    desk = desk_of(application)
    is_shared = desk.poll.needed > 1
    reader = desk.reader(reviewer.id)
    refuse(may_decide(desk.case, reader=reader, seen_version=seen_version, is_shared=is_shared))
    if is_shared and not sentence:
        raise Refused(Refusal("vote_without_sentence"))
    vote = vote_of(application.id, reviewer.id)
    if vote is None:
        vote = ApplicationVote(application_id=application.id, reviewer_id=reviewer.id)
        db.session.add(vote)
    vote.verdict, vote.clause, vote.sentence, vote.at = verdict, clause, sentence, now()
    # Whoever has the page open is told: the next vote may be the one that decides.
    application.changed_at = now()
    db.session.flush()
    is_decided = decision(desk.poll.with_vote(reviewer.id, verdict)) is not None
    if not is_decided:
        record("application_vote_cast", application, actor=reviewer, verdict=verdict.value)
    return is_decided


def withdraw(public_id: str, *, account: Account) -> Application:
    """The applicant takes the application back. Refused: `application_closed`."""
    application = held(public_id)
    if application.account_id != account.id:
        _nobodys(application)
    _take(application, Step.WITHDRAW)
    application.holder_id = application.held_since = None
    revoke(letters.ANSWER_PURPOSE, application.public_id)
    record("application_withdrawn", application, actor=account)
    write_to_applicant(letters.WITHDRAWN, application)
    announce(ApplicationEnded(application.id, account.id))
    return application


def _nobodys(application: Application) -> NoReturn:
    raise PermissionError(f"application {application.public_id} is not this person's")


def _take(application: Application, step: Step) -> None:
    refuse(may_take(application.status, step))
    application.status = status_after(application.status, step)


def _decide(application: Application, step: Step, reviewer: Account) -> None:
    store_assessment(application)
    _take(application, step)
    application.decided_at = now()
    application.decided_by_id = reviewer.id
    application.holder_id = application.held_since = None
    revoke(letters.ANSWER_PURPOSE, application.public_id)
    db.session.flush()


def _say(application: Application, side: MessageSide, author: Account, text: str) -> ApplicationMessage:
    message = ApplicationMessage(side=side, author_id=author.id, text=text)
    application.messages.append(message)
    return message
