"""With whom does someone write, what was written, and what was reported?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.queries import entry, takes_messages
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.access import has_right
from okprofs.membership.rules.categories import Right
from okprofs.messages.models import Conversation, Message, MessageReport, Side, WritingBan
from okprofs.messages.rules.writing import Writing
from okprofs.people.models import Account

A_DAY = timedelta(hours=24)
MOST_UNREAD = 99
MOST_REPORTS = 100


def addressee(public_id: str, writer_id: int) -> DirectoryEntry | None:
    """The member with this public id who lets the writer write; never oneself. None for every other reason alike."""
    found = entry(public_id)
    if found is None or found.account_id == writer_id:
        return None
    return found if takes_messages(found.account_id, writer_id) else None


def side_with(account_id: int, other_id: int) -> Side | None:
    """What someone has with this other member, if they wrote lately or blocked them."""
    query = sa.select(Side).where(Side.account_id == account_id, Side.with_id == other_id)
    return db.session.scalar(query.options(joinedload(Side.conversation)))


def side_of(account_id: int, public_id: str) -> Side | None:
    """The conversation with this public id, when it is one of theirs."""
    query = sa.select(Side).join(Side.conversation).options(contains_eager(Side.conversation), joinedload(Side.other))
    return db.session.scalar(query.where(Side.account_id == account_id, Conversation.public_id == public_id))


def conversations_of(account_id: int, number: int) -> Page[Side]:
    """A page of someone's conversations, the newest first."""
    limit, offset = window(number)
    query = sa.select(Side).where(Side.account_id == account_id)
    query = query.options(joinedload(Side.conversation), joinedload(Side.other))
    query = query.order_by(Side.last_at.desc(), Side.conversation_id.desc())
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def count_unread(account_id: int) -> int:
    """How many of the newest 100 conversations hold something new."""
    newest = sa.select(Side.is_unread).where(Side.account_id == account_id).order_by(Side.last_at.desc())
    some = newest.limit(MOST_UNREAD + 1).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some).where(some.c.is_unread)) or 0


def has_messages(conversation: Conversation) -> bool:
    """Whether anything is left of what the two wrote, readable or not."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Message.conversation_id == conversation.id))))


def _readable_by(account_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(Message.sender_id == account_id, Message.is_withheld.is_(False))


def messages_of(side: Side, number: int) -> Page[Message]:
    """A page of what this one of the two can read, the newest first."""
    limit, offset = window(number)
    query = sa.select(Message).where(Message.conversation_id == side.conversation_id, _readable_by(side.account_id))
    query = query.order_by(Message.id.desc())
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def reported_among(messages: Sequence[Message], account_id: int) -> frozenset[int]:
    """The ids of these messages that this person reported."""
    ids = [message.id for message in messages]
    query = sa.select(MessageReport.message_id).where(MessageReport.message_id.in_(ids))
    found = db.session.scalars(query.where(MessageReport.reporter_id == account_id)) if ids else ()
    return frozenset(message_id for message_id in found if message_id is not None)


def message_in(side: Side, public_id: str) -> Message | None:
    """One message of a conversation, when this one of the two can read it."""
    query = sa.select(Message).where(Message.public_id == public_id, _readable_by(side.account_id))
    return db.session.scalar(query.where(Message.conversation_id == side.conversation_id))


def writing_between(writer: Account, receiver: Account) -> Writing:
    """What stands between these two, for the rule. Their accounts are held, so that the numbers stay true."""
    own = side_with(writer.id, receiver.id)
    lately = sa.and_(Message.sender_id == writer.id, Message.sent_at > now() - A_DAY)
    mine = Message.conversation_id == (own.conversation_id if own else 0)
    count = sa.func.count()
    sent, sent_to_them = db.session.execute(sa.select(count, count.filter(mine)).where(lately)).one()
    return Writing(
        is_member=_may_write_at_all(writer),
        is_ended=is_ended(writer.id),
        takes_messages=_takes_messages(receiver, writer, own),
        has_blocked=own is not None and own.blocked_at is not None,
        sent=sent,
        sent_to_them=sent_to_them,
    )


def is_ended(account_id: int) -> bool:
    """Whether a moderator ended this person's right to write."""
    return db.session.get(WritingBan, account_id) is not None


def _may_write_at_all(account: Account) -> bool:
    return account.is_active and has_right(account, Right.SEARCH_DIRECTORY)


def _takes_messages(receiver: Account, writer: Account, own: Side | None) -> bool:
    if addressee(receiver.public_id, writer.id) is not None:
        return True
    if own is None or not _may_write_at_all(receiver):
        return False
    theirs = sa.select(Message.id).where(
        Message.conversation_id == own.conversation_id,
        Message.sender_id == receiver.id,
        Message.is_withheld.is_(False),
    )
    return db.session.scalar(theirs.limit(1)) is not None


def reports(reader_id: int, *, are_settled: bool, number: int) -> Page[MessageReport]:
    """A page of reports: those that wait, oldest first, or those that are settled, newest first. Who is reported never
    reads by whom, moderator or not."""
    limit, offset = window(number)
    query = _reports_for(reader_id)
    if are_settled:
        query = query.where(MessageReport.settled_at.is_not(None))
        query = query.order_by(MessageReport.settled_at.desc(), MessageReport.id.desc())
    else:
        query = query.where(MessageReport.settled_at.is_(None)).order_by(MessageReport.at, MessageReport.id)
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def report(public_id: str, reader_id: int) -> MessageReport | None:
    """The report with this public id, and who are in it; None also when it is about the reader."""
    return db.session.scalar(_reports_for(reader_id).where(MessageReport.public_id == public_id))


def _reports_for(reader_id: int) -> sa.Select[MessageReport]:
    query = sa.select(MessageReport).options(joinedload(MessageReport.reporter), joinedload(MessageReport.writer))
    return query.where(MessageReport.writer_id != reader_id)


def count_open_reports(reader_id: int) -> int:
    """How many reports wait for this moderator; counts no further than 100."""
    waits = (MessageReport.settled_at.is_(None), MessageReport.writer_id != reader_id)
    some = sa.select(MessageReport.id).where(*waits).limit(MOST_REPORTS).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


@dataclass(frozen=True, slots=True)
class ToMail:
    """A message as a letter tells it."""

    name: str
    sender: str
    text: str
    conversation: str


def receiver_of(message: Message) -> Account | None:
    """To whom it was written; None when they keep nothing of the conversation any more."""
    query = sa.select(Account).join(Side, Side.account_id == Account.id)
    theirs = (Side.conversation_id == message.conversation_id, Side.with_id == message.sender_id)
    return db.session.scalar(query.where(*theirs))


def message_to_mail(public_id: str) -> ToMail | None:
    """The message with this public id; None when it is no longer kept."""
    query = sa.select(Message).options(joinedload(Message.conversation), joinedload(Message.sender))
    message = db.session.scalar(query.where(Message.public_id == public_id))
    if message is None:
        return None
    receiver = receiver_of(message)
    if receiver is None:
        return None
    return ToMail(receiver.name, message.sender.name, message.text, message.conversation.public_id)


def kept_since(days: int) -> datetime:
    """What was written before this moment is thrown away."""
    return now() - timedelta(days=days)
