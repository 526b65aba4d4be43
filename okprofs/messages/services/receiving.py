"""Taking in an answer that came by mail, to the address under which only its receiver got the message."""

import sqlalchemy as sa

from okprofs.kernel.db import db
from okprofs.kernel.forms import tidy_lines, typed
from okprofs.kernel.ids import digest
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.queries import good_link
from okprofs.mail.rules.replying import token_in
from okprofs.messages import letters, queries
from okprofs.messages.models import Message
from okprofs.messages.rules.arriving import Arrived
from okprofs.messages.rules.replies import LONGEST_MESSAGE, own_words, without_address
from okprofs.messages.services.writing import send
from okprofs.people.models import Account
from okprofs.people.queries import hold_accounts


def receive(mail: Arrived, address: str) -> None:
    """Send on what someone answered to this address. The same mail a second time does nothing more.

    Refused: `answer_unknown` when the address is none of ours or no longer; `answer_not_yours` when the mail names
    another than the receiver as its writer; `answer_empty`, `answer_too_long`; and as `send`.
    """
    answered, account = _answered(address)
    if mail.sender.lower() != account.email.lower():
        raise Refused(Refusal("answer_not_yours"))
    text = tidy_lines(typed(without_address(own_words(mail.text), account.email))) or ""
    if not text:
        raise Refused(Refusal("answer_empty"))
    if len(text) > LONGEST_MESSAGE:
        raise Refused(Refusal("answer_too_long"))
    hold_accounts([account.id, answered.sender_id])
    arrival = digest(f"{answered.public_id}:{account.public_id}:{mail.mark}")
    if db.session.scalar(sa.select(Message.id).where(Message.arrival == arrival)) is None:
        send(text, by=account.id, to=answered.sender_id, arrival=arrival)


def _answered(address: str) -> tuple[Message, Account]:
    """The message that is answered at this address, and who received it there."""
    token = token_in(address)
    link = good_link(letters.ANSWER_PURPOSE, token) if token else None
    message = db.session.scalar(sa.select(Message).where(Message.public_id == link.about)) if link else None
    if link is None or message is None:
        raise Refused(Refusal("answer_unknown"))
    receiver = queries.receiver_of(message)
    # Who has another address since, does not answer from the old one.
    if receiver is None or receiver.email != link.address:
        raise Refused(Refusal("answer_unknown"))
    return message, receiver
