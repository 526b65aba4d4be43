"""What was said and decided about an application, in order of time; and what happened to it, in short?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import LazyString, gettext

from okprofs.journal.queries import told_of
from okprofs.membership.models import Application, ApplicationAttachment, ApplicationMessage, MessageSide
from okprofs.membership.rules.eligibility import QUOTES
from okprofs.membership.rules.judging import Decision
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.objecting import Ruling
from okprofs.membership.wording_of_thread import DECISION_TITLES, FILES_TITLE, OBJECTION_TITLE, OWN_HISTORY_SENTENCES
from okprofs.people.models import Account

_RULED = {Ruling.STANDS: Decision.UPHELD, Ruling.ADMITTED: Decision.OVERTURNED}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in the thread. `author` is its name for who reads; of the office an applicant is told no name."""

    at: datetime
    side: MessageSide
    author: str
    text: str
    # What it is, where it is no question, answer or message.
    title: LazyString | str = ""
    clause: str = ""
    change: str = ""
    application_id: str = ""
    attachments: list[ApplicationAttachment] = field(default_factory=list)


def thread_of(application: Application, *, to: MessageSide) -> list[Said]:
    """All that was said and decided, the oldest first, as this side reads it."""
    found = said_in(application.messages, to=to)
    objection, names = application.objection, to is MessageSide.OFFICE
    if application.decided_at is not None:
        is_rejected = objection is not None or application.status is ApplicationStatus.REJECTED
        clause = QUOTES[application.decision_clause] if application.decision_clause else ""
        found.append(
            Said(
                application.decided_at,
                MessageSide.OFFICE,
                _author(MessageSide.OFFICE, application.decided_by if names else None, to),
                application.decision_reason,
                DECISION_TITLES[Decision.REJECTED if is_rejected else Decision.ADMITTED],
                clause,
                application.decision_change,
            )
        )
    if objection is not None:
        author = _author(MessageSide.APPLICANT, application.account if names else None, to)
        found.append(Said(objection.at, MessageSide.APPLICANT, author, objection.text, OBJECTION_TITLE))
        if objection.verdict is not None and objection.decided_at is not None:
            author = _author(MessageSide.OFFICE, objection.decided_by if names else None, to)
            title = DECISION_TITLES[_RULED[objection.verdict]]
            found.append(Said(objection.decided_at, MessageSide.OFFICE, author, objection.reason, title))
    return sorted(found, key=lambda said: said.at)


def said_in(messages: Iterable[ApplicationMessage], *, to: MessageSide) -> list[Said]:
    """The questions, answers and messages among them, as this side reads them."""
    return [
        Said(
            message.at,
            message.side,
            _author(message.side, message.author, to),
            message.text,
            # Without words it holds what went with the application itself.
            "" if message.text or not message.attachments else FILES_TITLE,
            application_id=message.application.public_id,
            attachments=message.attachments,
        )
        for message in messages
    ]


def _author(side: MessageSide, account: Account | None, to: MessageSide) -> str:
    if to is MessageSide.OFFICE:
        return account.name if account else gettext("Ballotage")
    return gettext("Jij") if side is MessageSide.APPLICANT else gettext("Ballotage")


def own_history(application: Application) -> list[tuple[datetime, LazyString]]:
    """What happened to it, for who sent it: what they did, what came to them and what was decided, without a name."""
    return [
        (entry.at, OWN_HISTORY_SENTENCES[entry.action])
        for entry in told_of(application.__tablename__, application.public_id, OWN_HISTORY_SENTENCES)
    ]
