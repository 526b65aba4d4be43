"""What stands in the mailbox of development? Only there: it shows everyone's mail to anyone."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from flask import current_app

from okprofs.kernel.ids import ALPHABET, PUBLIC_ID_LENGTH
from okprofs.mail.kinds import Attachment

NEWEST = 100


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as it went out. In `text`, each line comes with whether it is an address of this site."""

    public_id: str
    language: str
    subject: str
    to: str
    sent_at: datetime
    text: tuple[tuple[str, bool], ...]
    html: str
    attachments: tuple[Attachment, ...]


def newest() -> list[Mail]:
    """The last hundred messages, newest first."""
    paths = sorted(_folder().glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in paths[:NEWEST]]


def mail_with(public_id: str) -> Mail | None:
    """The message of the letter with this public id."""
    path = _folder() / f"{public_id}.eml"
    is_known = len(public_id) == PUBLIC_ID_LENGTH and set(public_id) <= set(ALPHABET) and path.is_file()
    return _read(path) if is_known else None


def _folder() -> Path:
    return Path(current_app.config["MAILBOX"])


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=SMTP)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    base = current_app.config["BASE_URL"] + "/"
    lines = text.get_content().splitlines() if text else []
    return Mail(
        public_id=path.stem,
        language=str(message["Content-Language"] or "nl"),
        subject=str(message["Subject"]),
        to=str(message["To"]),
        sent_at=message["Date"].datetime,
        text=tuple((line, line.startswith(base) and " " not in line) for line in lines),
        html=html.get_content() if html else "",
        attachments=tuple(
            Attachment(part.get_filename() or "", part.get_content_type(), _content(part))
            for part in message.iter_attachments()
        ),
    )


def _content(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
