"""Reporting a message, and what a moderator does with a report."""

from datetime import timedelta

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, insert_into, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.kinds import Kind
from okprofs.mail.services import write
from okprofs.membership.queries.memberships import left_before
from okprofs.messages import letters
from okprofs.messages.models import Message, MessageReport, Side, WritingBan
from okprofs.messages.rules.reporting import Reason, Reported, Sent, Verdict, may_open, may_report, may_settle
from okprofs.people.facts import AccountUnused
from okprofs.people.models import Account
from okprofs.people.rules.forgetting import KEPT_AFTER
from okprofs.people.services.forgetting import NEEDED

# So long after it was settled.
REPORTS_KEPT = timedelta(days=365)


def report_message(side: Side, message: Message, reason: Reason, note: str) -> MessageReport:
    """Show one received message to the moderators. Refused: `report_of_nothing`, `reported_already`."""
    held = db.session.scalar(locked(sa.select(Message).where(Message.id == message.id)))
    if held is None:
        raise Refused(Refusal("report_of_nothing"))
    known = db.session.scalar(sa.select(MessageReport.id).where(MessageReport.message_id == held.id))
    is_own = held.sender_id == side.account_id
    refuse(may_report(Sent(is_own=is_own, is_readable=not held.is_withheld, is_reported=known is not None)))
    report = MessageReport(
        message_id=held.id,
        reporter_id=side.account_id,
        writer_id=held.sender_id,
        reason=reason,
        note=note,
        text=held.text,
        sent_at=held.sent_at,
    )
    db.session.add(report)
    db.session.flush()
    record("message_reported", report, reason_code=reason)
    return report


def reported_to(report: MessageReport, moderator: Account) -> Reported:
    """The report as the rules see it, to this moderator."""
    return Reported(
        is_party=moderator.id in (report.reporter_id, report.writer_id),
        is_settled=report.settled_at is not None,
        has_opened=report.reader_id == moderator.id,
    )


def open_report(public_id: str, moderator: Account) -> None:
    """Let this moderator read the reported message; the journal keeps that they did. Refused: `own_report`."""
    report = _held(public_id)
    refuse(may_open(reported_to(report, moderator)))
    report.reader_id = moderator.id
    record("message_report_opened", report, actor=moderator)


def settle(public_id: str, verdict: Verdict, moderator: Account) -> MessageReport:
    """Decide on a report, once. Refused: `own_report`, `report_settled`, `report_unread`."""
    report = _held(public_id)
    refuse(may_settle(reported_to(report, moderator)))
    report.settled_at, report.verdict = now(), verdict
    record("message_report_settled", report, actor=moderator, verdict=verdict)
    _tell(letters.REPORT_SETTLED, report.reporter, report)
    if verdict is Verdict.WRITING_ENDED:
        ban = insert_into(WritingBan).values(account_id=report.writer_id, since_at=now()).on_conflict_do_nothing()
        if db.session.scalar(ban.returning(WritingBan.account_id)) is not None:
            record("writing_ended", report.writer, actor=moderator)
            _tell(letters.WRITING_ENDED, report.writer, report)
    return report


def give_back(public_id: str, moderator: Account) -> MessageReport:
    """Let the writer of a reported message write again; nothing happens when they can. Refused: `own_report`."""
    report = _held(public_id)
    refuse(may_open(reported_to(report, moderator)))
    lifted = sa.delete(WritingBan).where(WritingBan.account_id == report.writer_id).returning(WritingBan.account_id)
    if db.session.scalar(lifted) is not None:
        record("writing_returned", report.writer, actor=moderator)
        _tell(letters.WRITING_RETURNED, report.writer, report)
    return report


def _held(public_id: str) -> MessageReport:
    report = db.session.scalar(locked(sa.select(MessageReport).where(MessageReport.public_id == public_id)))
    if report is None:
        raise Refused(Refusal("report_settled"))
    return report


def _tell(kind: Kind, person: Account, report: MessageReport) -> None:
    write(kind, to=person.email, language=person.language, about=report, facts={"name": person.name})


def keep_who_is_in_a_report(fact: AccountUnused) -> None:
    """Refused: `account_needed` for who reported a message, or wrote it, while that waits for a moderator."""
    is_party = sa.or_(MessageReport.reporter_id == fact.account_id, MessageReport.writer_id == fact.account_id)
    if db.session.scalar(sa.select(sa.exists().where(is_party, MessageReport.settled_at.is_(None)))):
        raise Refused(NEEDED)


def forget_reports() -> None:
    """Throw away what was settled long ago."""
    db.session.execute(sa.delete(MessageReport).where(MessageReport.settled_at < now() - REPORTS_KEPT))


def forget_bans() -> None:
    """Forget who may not write, of those who left long ago."""
    long_ago = left_before(WritingBan.account_id, today() - KEPT_AFTER)
    db.session.execute(sa.delete(WritingBan).where(long_ago).execution_options(synchronize_session=False))
