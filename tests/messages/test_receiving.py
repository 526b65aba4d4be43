"""An answer by mail goes to who wrote, and to nobody else, without an address of who answers."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest
from okprofs.mail.delivery import deliver_due
from okprofs.mail.models import MailedLink
from okprofs.messages.models import Message, Side
from okprofs.messages.services.writing import block, send
from okprofs.people.models import Account
from tests.directory.makers import make_member

ANNEKE, KEES = "anneke@ede.example", "kees@zwolle.example"


@pytest.fixture
def command(app: Flask, database: None) -> Iterator[FlaskCliRunner]:
    app.config["REPLY_DOMAIN"] = "post.okprofs.example"
    gone_out(app)
    yield app.test_cli_runner()
    app.config["REPLY_DOMAIN"] = ""


@pytest.fixture
def pair(command: FlaskCliRunner) -> tuple[Account, Account]:
    anneke, kees = make_member("Anneke Bakker", email=ANNEKE), make_member("Kees Kijker", email=KEES)
    with transaction():
        send("Mag ik eens kijken?", by=kees.id, to=anneke.id)
    return anneke, kees


def gone_out(app: Flask) -> list[EmailMessage]:
    """The mails that left, read back, and then forgotten."""
    deliver_due()
    found = []
    for path in app.config["MAILBOX"].glob("*.eml"):
        found.append(message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=SMTP))
        path.unlink()
    return found


def answer(to: str, text: str = "Kom gerust, op een maandag.", sender: str = ANNEKE, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = f"Anneke Bakker <{sender}>", to, f"<{abs(hash(text))}@ede.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"{text}\n\nOp 3 mei 2026 schreef OK-Profs <bureau@okprofs.example>:\n> Mag ik eens kijken?\n")
    return mail.as_bytes()


def texts() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Message.text).order_by(Message.id)))


def test_one_answers_by_mail_back_and_forth_and_no_header_tells_an_address(
    app: Flask, command: FlaskCliRunner, pair: tuple[Account, Account]
) -> None:
    (first,) = gone_out(app)
    address = str(first["Reply-To"])
    assert address.endswith("@post.okprofs.example")
    token = address.partition("+")[2].partition("@")[0]
    assert digest(token) in db.session.scalars(sa.select(MailedLink.digest)).all()
    assert "Schrijf dan boven deze regel" in first.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    done = command.invoke(args=["messages", "receive", address.upper()], input=answer(address))
    assert (done.exit_code, done.output) == (0, "")
    assert texts()[1:] == ["Kom gerust, op een maandag."]
    (back,) = gone_out(app)
    assert back["To"] == KEES
    assert not any("anneke" in str(value).lower() and "@ede" in str(value) for value in back.values())
    assert ANNEKE not in back.as_string()
    again = command.invoke(args=["messages", "receive", address], input=answer(address))
    assert again.exit_code == 0
    assert len(texts()) == 2, "handed over twice, heard once"
    mine = answer(str(back["Reply-To"]), "Tot maandag dan", sender=KEES)
    assert command.invoke(args=["messages", "receive", str(back["Reply-To"])], input=mine).exit_code == 0
    (third,) = gone_out(app)
    assert third["To"] == ANNEKE
    assert KEES not in third.as_string()


def test_what_is_no_answer_of_the_receiver_goes_nowhere(
    app: Flask, command: FlaskCliRunner, pair: tuple[Account, Account]
) -> None:
    address = str(gone_out(app)[0]["Reply-To"])
    guessed = "antwoord+" + "0" * 32 + "@post.okprofs.example"
    tries = [
        (guessed, answer(guessed), 67),
        ("bureau@okprofs.example", answer(address), 67),
        (address, answer(address, sender=KEES), 77),
        (address, answer(address, text=""), 77),
        (address, answer(address, text="x" * 5_001), 77),
        (address, answer(address, Auto_Submitted="auto-replied"), 0),
        (address, answer(address, List_Id="<club.example>"), 0),
        (address, b"", 0),
        (address, b"x" * 10_000_001, 65),
    ]
    for to, mail, code in tries:
        done = command.invoke(args=["messages", "receive", to], input=mail)
        assert done.exit_code == code, (mail[:200], done.output)
    assert len(texts()) == 1
    assert gone_out(app) == []


def test_who_is_blocked_sees_no_difference_and_who_has_another_address_does_not_answer_from_the_old_one(
    app: Flask, command: FlaskCliRunner, pair: tuple[Account, Account]
) -> None:
    anneke, kees = pair
    address = str(gone_out(app)[0]["Reply-To"])
    with transaction() as session:
        block(session.scalars(sa.select(Side).where(Side.account_id == kees.id)).one())
    assert command.invoke(args=["messages", "receive", address], input=answer(address)).exit_code == 0
    assert gone_out(app) == []
    assert len(texts()) == 2
    with transaction() as session:
        session.get_one(Account, anneke.id).email = "anneke@nieuw.example"
    mail = answer(address, "Nog iets", sender="anneke@nieuw.example")
    assert command.invoke(args=["messages", "receive", address], input=mail).exit_code == 67


def test_without_a_domain_nothing_is_promised(app: Flask, pair: tuple[Account, Account]) -> None:
    app.config["REPLY_DOMAIN"] = ""
    (mail,) = gone_out(app)
    assert mail["Reply-To"] is None
    assert "boven deze regel" not in mail.as_string()
    assert db.session.scalars(sa.select(MailedLink)).all() == []
