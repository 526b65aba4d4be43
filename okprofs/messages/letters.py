"""Which letters do messages become? What was written is read when the letter is sent; the outbox holds none of it."""

from datetime import timedelta
from typing import Any

from flask import current_app

from okprofs.mail.kinds import Answers, Kind
from okprofs.mail.rules.untrusted import in_pieces
from okprofs.messages.queries import message_to_mail
from okprofs.messages.rules.replies import OUR_LINE

ANSWER_PURPOSE = "answer_message"


def _told(facts: dict[str, Any]) -> dict[str, Any] | None:
    message = message_to_mail(facts["message"])
    if message is None:
        return None
    return {
        "name": message.name,
        "sender": message.sender,
        "text": in_pieces(message.text),
        "conversation": message.conversation,
        "line": OUR_LINE if current_app.config["REPLY_DOMAIN"] else "",
    }


MESSAGE = Kind("messages/message", answers=Answers(ANSWER_PURPOSE, timedelta(days=30)), look_up=_told)
REPORT_SETTLED = Kind("messages/report_settled")
WRITING_ENDED = Kind("messages/writing_ended")
WRITING_RETURNED = Kind("messages/writing_returned")
