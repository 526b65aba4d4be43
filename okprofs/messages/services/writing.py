"""Writing to another member, having read it, and hearing nothing more of someone."""

import sqlalchemy as sa
from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.refusals import refuse
from okprofs.mail.services import write
from okprofs.messages import letters, queries
from okprofs.messages.models import Conversation, Message, Side
from okprofs.messages.rules.writing import Limits, may_write
from okprofs.people.models import Account
from okprofs.people.queries import hold_accounts


def send(text: str, *, by: int, to: int, arrival: str | None = None) -> Conversation:
    """Write this to another member: kept for both, and mailed to the other. `by` and `to` are ids of accounts.

    Blocked by the other it is kept for the writer alone, who sees no difference. `arrival` marks a message that came by
    mail. Refused: `writers_are_members`, `writing_ended`, `takes_no_messages`, `blocked_by_you`, `messages_today`,
    `messages_to_one_today`.
    """
    # Both, in one order: whoever of the two writes, and from however many windows, one comes after the other.
    hold_accounts([by, to])
    writer, receiver = (db.session.get_one(Account, key, populate_existing=True) for key in (by, to))
    config = current_app.config
    limits = Limits(a_day=config["MESSAGES_A_DAY"], to_one=config["MESSAGES_TO_ONE"])
    refuse(may_write(queries.writing_between(writer, receiver), limits))
    own, theirs = _sides(by, to)
    is_withheld = theirs.blocked_at is not None
    message = Message(
        conversation=own.conversation, sender_id=by, text=text, sent_at=now(), is_withheld=is_withheld, arrival=arrival
    )
    db.session.add(message)
    own.last_at, own.is_unread = message.sent_at, False
    if not is_withheld:
        theirs.last_at, theirs.is_unread = message.sent_at, True
        db.session.flush()
        facts = {"message": message.public_id}
        write(letters.MESSAGE, to=receiver.email, language=receiver.language, about=message, facts=facts)
    # Of whom, and not to whom: who writes with whom is nobody's business.
    record("message_sent", writer, actor=writer)
    return own.conversation


def _sides(one: int, other: int) -> tuple[Side, Side]:
    """The conversation as each of the two has it, made as far as it is not there. Both accounts are held."""
    pairs = sa.tuple_(Side.account_id, Side.with_id).in_([(one, other), (other, one)])
    found = {side.account_id: side for side in db.session.scalars(locked(sa.select(Side).where(pairs)))}
    if not found:
        conversation = Conversation()
    else:
        conversation = next(iter(found.values())).conversation
        if one not in found and not queries.has_messages(conversation):
            # To who comes back it is a new one, as it would be had the other not kept theirs.
            conversation.public_id = new_public_id()
    for account_id, with_id in ((one, other), (other, one)):
        if account_id not in found:
            found[account_id] = Side(conversation=conversation, account_id=account_id, with_id=with_id)
            db.session.add(found[account_id])
    return found[one], found[other]


def mark_read(side: Side) -> None:
    """The person has read what was new."""
    _held(side).is_unread = False


def block(side: Side) -> None:
    """From now on the person hears nothing more of the other, who is not told."""
    side = _held(side)
    if side.blocked_at is None:
        side.blocked_at = now()
        side.is_unread = False
        record("correspondent_blocked", db.session.get_one(Account, side.account_id))


def unblock(side: Side) -> None:
    """From now on the person hears the other again; what was written meanwhile stays unheard."""
    side = _held(side)
    if side.blocked_at is not None:
        side.blocked_at = None
        record("correspondent_unblocked", db.session.get_one(Account, side.account_id))


def _held(side: Side) -> Side:
    # In the order of whoever sends: a message is either heard before the block, or not at all.
    hold_accounts([side.account_id, side.with_id])
    mine = sa.and_(Side.account_id == side.account_id, Side.with_id == side.with_id)
    return db.session.scalars(locked(sa.select(Side).where(mine))).one()


def forget_messages() -> None:
    """Throw away what was written long ago, and what is left empty by it: for each of the two when they can read
    nothing any more, whatever the other has. Only who blocked the other keeps it, so that they stay blocked."""
    since = queries.kept_since(current_app.config["MESSAGE_DAYS"])
    db.session.execute(sa.delete(Message).where(Message.sent_at < since))
    db.session.execute(sa.delete(Side).where(Side.last_at < since, Side.blocked_at.is_(None)))
    db.session.execute(sa.delete(Conversation).where(~sa.exists().where(Side.conversation_id == Conversation.id)))
