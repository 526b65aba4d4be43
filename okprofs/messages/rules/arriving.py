"""What came in by mail: who says to have written it, and what?

Anything can come in. Nothing here trusts what it reads, and all that could grow is bounded.
"""

import hashlib
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from okprofs.messages.rules.replies import is_by_machine, words_of_html

LARGEST_BYTES = 10_000_000
MOST_PARTS = 200
MOST_TEXT = 500_000
# Besides those of one byte a letter. Python knows more that are none, and some that take for ever.
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "gb18030", "big5", "shift_jis", "koi8-r"})
_FAMILIES = ("iso-8859-", "windows-125", "cp125")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail, as far as we need it. `mark` is the same when the same mail is handed over twice."""

    sender: str
    is_by_machine: bool
    text: str
    mark: str


def arrived(raw: bytes) -> Arrived | None:
    """The mail in these bytes; None when it cannot be read: too large, or nested beyond all reason."""
    if len(raw) > LARGEST_BYTES:
        return None
    try:
        message = message_from_bytes(raw)
    except RecursionError:
        return None
    headers = [(name, str(value)) for name, value in message.items()]
    return Arrived(
        sender=_sender(message),
        is_by_machine=is_by_machine(headers, _sender(message), message.get_content_type()),
        text=_text(message),
        mark=hashlib.sha256(str(message["Message-ID"] or "").strip().encode("utf-8", "replace") or raw).hexdigest(),
    )


def _sender(message: Message) -> str:
    """The one address in From; empty when there is none, or more than one."""
    found = getaddresses([str(value) for value in message.get_all("From", [])])
    return found[0][1] if len(found) == 1 else ""


def _text(message: Message) -> str:
    """The first text of the mail, else the words of its first page; nothing of attachments and forwarded mails."""
    pages: list[Message] = []
    waiting: list[Message] = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart():
            waiting += [] if kind.startswith("message/") else _parts(part)
        elif part.get_content_disposition() == "attachment":
            continue
        elif kind == "text/plain":
            return _decoded(part)
        elif kind == "text/html":
            pages.append(part)
    return words_of_html(_decoded(pages[0])) if pages else ""


def _parts(message: Message) -> list[Message]:
    """What it is made of, the last first."""
    found = message.get_payload()
    return [part for part in reversed(found) if isinstance(part, Message)] if isinstance(found, list) else []


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    named = str(part.get_content_charset("utf-8")).lower()
    charset = named if named in _CHARSETS or named.startswith(_FAMILIES) else "utf-8"
    try:
        return content[:MOST_TEXT].decode(charset, "replace")
    except LookupError:
        return content[:MOST_TEXT].decode("utf-8", "replace")
