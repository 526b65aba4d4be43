"""A real mail server on loopback, which can be told to misbehave."""

import asyncio
import ssl
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server  # noqa: N811 (a class, next to the policy of the same name)
from aiosmtpd.smtp import Envelope, Session
from flask import Flask

HERE = Path(__file__).parent
CERTIFICATE = HERE / "certificate.pem"


class Receiver:
    """What the server took, and what it says to whom: `answers` maps a recipient to (when, answer)."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.commands: list[str] = []
        self.answers: dict[str, tuple[str, str]] = {}

    async def handle_MAIL(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: Server, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.commands.append("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: Server, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.commands.append("RCPT")
        when, answer = self.answers.get(address, ("", ""))
        if when == "rcpt":
            return answer
        if when == "cut before the dot":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: Server, session: Session, envelope: Envelope
    ) -> str:
        when, answer = self.answers.get(envelope.rcpt_tos[0], ("", ""))
        if when == "data":
            return answer
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=SMTP))
        self.envelopes.append(envelope)
        if when == "cut after the dot":
            server.transport.abort()
        if when == "silence after the dot":
            await asyncio.Event().wait()
        return "250 OK"

    def taken_by(self, address: str) -> list[EmailMessage]:
        return [message for message in self.taken if message["To"] == address]


class MailServer(Controller):
    def factory(self) -> Server:
        return Server(self.handler, **{**self.SMTP_kwargs, "hostname": "mail.example", "enable_SMTPUTF8": True})

    def _trigger_server(self) -> None:
        # The machine chose the port.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


Start = Callable[..., Receiver]


@pytest.fixture
def start_server(app: Flask, database: None) -> Iterator[Start]:
    """Start a mail server and have the application use it."""
    running: list[Controller] = []
    state, before = app.extensions["mail"], {}
    for name in ("server", "port", "use_tls", "use_ssl", "username", "password"):
        before[name] = getattr(state, name)

    def start(*, offers_tls: bool = False, wants_tls: bool = False) -> Receiver:
        receiver = Receiver()
        more: dict[str, Any] = {}
        if offers_tls:
            more["tls_context"] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            more["tls_context"].load_cert_chain(CERTIFICATE)
        controller = MailServer(receiver, hostname="127.0.0.1", port=0, ready_timeout=10, **more)
        controller.start()
        running.append(controller)
        state.server, state.use_tls, state.use_ssl = "127.0.0.1", wants_tls, False
        state.port = controller.port
        app.config["MAIL_SERVER"] = "127.0.0.1"
        return receiver

    yield start
    for controller in running:
        controller.stop()
    for name, value in before.items():
        setattr(state, name, value)
    app.config["MAIL_SERVER"] = ""


@pytest.fixture
def receiver(start_server: Start) -> Receiver:
    """A mail server that takes everything, in clear text."""
    return start_server()


@pytest.fixture(autouse=True)
def _templates_of_the_tests(app: Flask) -> Iterator[None]:
    paths = app.jinja_loader.searchpath  # type: ignore[union-attr]
    paths.append(str(HERE / "templates"))
    yield
    paths.remove(str(HERE / "templates"))
