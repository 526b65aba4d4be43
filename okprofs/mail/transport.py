"""How is a message handed over, in two steps, so that we know what is certain and what is not?

`offer` does everything up to the last dot: when it fails, the message has certainly not arrived. `finish` sends the
dot and reads the answer: when the line breaks there, nobody can say (RFC 1047). Every reply code is looked at.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import flask_mail
from flask import current_app

SILENCE_SECONDS = 20
_CLOSING = 421


class Away(Exception):
    """The mail server cannot be reached, or not in a way that is safe. Says nothing about any letter."""


class Deferred(Exception):
    """Certainly not delivered, and worth another try."""


class Rejected(Exception):
    """Certainly not delivered, and never will be."""


class Uncertain(Exception):
    """The line broke after the dot: it may have arrived."""


class Line(Protocol):
    """Whatever takes messages: a mail server, or the mailbox of development."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def offer(self, message: EmailMessage) -> None: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def connect() -> Line:
    """The line that the settings ask for, not yet opened. Opening it raises Away."""
    if current_app.config["MAIL_SERVER"]:
        return ServerLine(current_app.extensions["mail"])
    if not current_app.config["IS_DEVELOPMENT"]:
        raise Away("no mail server is set")
    return MailboxLine(Path(current_app.config["MAILBOX"]))


class ServerLine(flask_mail.Connection):
    """A connection to the mail server, as Flask-Mail keeps it, with certificates checked and silence limited."""

    host: smtplib.SMTP | None

    def __enter__(self) -> Self:
        try:
            self.host = self.configure_host()
        except (OSError, smtplib.SMTPException) as error:
            raise Away(_words(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.host is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.host.quit()
            self._hang_up()

    def configure_host(self) -> smtplib.SMTP:
        server, port = self.mail.server, int(self.mail.port or 25)
        if self.mail.use_ssl:
            context = ssl.create_default_context()
            host: smtplib.SMTP = smtplib.SMTP_SSL(server, port, timeout=SILENCE_SECONDS, context=context)
        else:
            host = smtplib.SMTP(server, port, timeout=SILENCE_SECONDS)
        try:
            if self.mail.use_tls and not self.mail.use_ssl:
                # Raises when the server does not offer it: nothing goes in clear text by surprise.
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
            host.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException):
            host.close()
            raise
        return host

    def offer(self, message: EmailMessage) -> None:
        """Hand over all but the last dot. Raises Deferred or Rejected, or Away when a broken line cannot be mended."""
        if self.host is None:
            self.__enter__()
        try:
            self._offer(self._open(), message)
        except smtplib.SMTPNotSupportedError as error:
            raise Rejected("the mail server does not take international addresses") from error
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise Deferred(_words(error)) from error

    def _offer(self, host: smtplib.SMTP, message: EmailMessage) -> None:
        recipient = message["To"].addresses[0].addr_spec
        options = [] if recipient.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
        if options and not host.has_extn("smtputf8"):
            raise smtplib.SMTPNotSupportedError
        # A refusal of the sender is about us, not about this letter: worth another try once we mended it.
        self._check(host.mail(parseaddr(message["From"])[1], options), 250, "MAIL", is_about_us=True)
        self._check(host.rcpt(recipient), 250, "RCPT")
        self._check(host.docmd("data"), 354, "DATA")
        body = re.sub(rb"(?m)^\.", b"..", message.as_bytes())
        host.send(body if body.endswith(b"\r\n") else body + b"\r\n")

    def finish(self) -> None:
        """Send the dot and read the answer. Raises Uncertain, Deferred or Rejected."""
        host = self._open()
        try:
            host.send(b".\r\n")
            answer = host.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise Uncertain(_words(error)) from error
        self._check(answer, 250, "the message")

    def abandon(self) -> None:
        """Break off between `offer` and `finish`: without its dot the server drops the message."""
        self._hang_up()

    def _check(self, answer: tuple[int, bytes], wanted: int, what: str, *, is_about_us: bool = False) -> None:
        code, text = answer
        if code == wanted or (wanted == 250 and code == 251):
            return
        words = f"{code} {text.decode('utf-8', 'replace')} ({what})"
        if code in (_CLOSING, -1):
            self._hang_up()
        else:
            self._reset()
        if 500 <= code < 600 and not is_about_us:
            raise Rejected(words)
        raise Deferred(words)

    def _reset(self) -> None:
        """Clear the table for the next message; hang up when even that is refused."""
        try:
            if self._open().rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._hang_up()

    def _open(self) -> smtplib.SMTP:
        if self.host is None:
            raise smtplib.SMTPServerDisconnected("the line is not open")
        return self.host

    def _hang_up(self) -> None:
        if self.host is not None:
            self.host.close()
        self.host = None


class MailboxLine:
    """A folder that takes every message: what development has for a mail server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting: Path | None = None

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Away(_words(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()

    def offer(self, message: EmailMessage) -> None:
        name = message["Message-ID"].strip("<>").partition("@")[0]
        self.waiting = self.folder / f"{name}.part"
        try:
            self.waiting.write_bytes(message.as_bytes())
        except OSError as error:
            raise Deferred(_words(error)) from error

    def finish(self) -> None:
        if self.waiting is not None:
            self.waiting.rename(self.waiting.with_suffix(".eml"))
        self.waiting = None

    def abandon(self) -> None:
        if self.waiting is not None:
            self.waiting.unlink(missing_ok=True)
        self.waiting = None


def _words(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    return f"{type(error).__name__}: {error}"
