"""How a letter leaves the house, to a real mail server that behaves or does not."""

import socket
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail import delivery, transport
from okprofs.mail.models import Letter, LetterState, MailedLink
from okprofs.mail.queries import good_link
from okprofs.mail.services import forget_letters, write
from okprofs.mail.transport import Away, connect
from tests.mail.conftest import CERTIFICATE, Receiver, Start
from tests.mail.makers import BROKEN, CERTAIN, HELD, Something, letter, make_letter, states

HOSTILE = 'Jan\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script> https://evil.example/ "\u2028\x1c\x00'


def secret_in(message: object) -> str:
    line = next(line for line in str(message).splitlines() if "/inloggen/" in line or "token=" in line)
    return line.strip().replace("token=", "/").rpartition("/")[2]


def test_a_letter_arrives_with_subject_text_html_and_attachment(app: Flask, receiver: Receiver) -> None:
    public_id = make_letter()
    assert delivery.deliver_due() == 1
    [message] = receiver.taken
    assert message["Subject"] == "Dag Jan"
    assert message["To"] == "jan@gemeente.nl"
    assert message["Message-ID"] == f"<{public_id}@localhost>"
    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/plain",
    ]
    assert [part.get_filename() for part in message.iter_attachments()] == ["bijlage.txt"]
    assert letter(public_id).state is LetterState.SENT
    assert letter(public_id).attempts == 1


def test_the_headers_are_ours_whatever_someone_calls_themselves(receiver: Receiver) -> None:
    make_letter(name=HOSTILE)
    make_letter(name="Jan")
    delivery.deliver_due()
    hostile, plain = receiver.taken
    assert set(hostile.keys()) == set(plain.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert len(hostile.keys()) == len(set(hostile.keys()))
    assert receiver.envelopes[0].rcpt_tos == ["jan@gemeente.nl"]
    assert hostile["Auto-Submitted"] == "auto-generated"


def test_what_someone_typed_is_no_link_and_no_html(app: Flask, receiver: Receiver) -> None:
    make_letter(name=HOSTILE)
    delivery.deliver_due()
    [message] = receiver.taken
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<script" not in html
    for part in (text, html, message["Subject"]):
        assert "evil.example" not in part
        assert "://evil" not in part
    links = [piece.split('"')[0] for piece in html.split('href="')[1:]]
    personal = next(line for line in text.splitlines() if line.startswith("http"))
    assert links == [personal, app.config["BASE_URL"] + "/"]


def test_a_line_that_begins_with_a_dot_arrives_whole(receiver: Receiver) -> None:
    make_letter()
    delivery.deliver_due()
    text = receiver.taken[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "\n.een regel die met een punt begint\n" in text.replace("\r\n", "\n")


def test_a_letter_is_written_in_the_language_of_its_reader(receiver: Receiver) -> None:
    make_letter(language="en")
    delivery.deliver_due()
    assert receiver.taken[0]["Content-Language"] == "en"


def test_the_secret_opens_and_stands_nowhere_in_the_database(receiver: Receiver) -> None:
    make_letter()
    delivery.deliver_due()
    secret = secret_in(receiver.taken[0].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert len(secret) >= 43
    assert good_link("tests", secret) is not None
    db.session.rollback()
    with db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                assert secret not in str(row), table.name


def test_a_link_counts_from_the_sending(receiver: Receiver) -> None:
    with time_machine.travel(now() - timedelta(hours=5), tick=False):
        make_letter()
    delivery.deliver_due()
    link = db.session.scalars(sa.select(MailedLink)).one()
    assert link.expires_at > now() + timedelta(minutes=59)


def test_the_same_letter_is_written_once(receiver: Receiver) -> None:
    about = Something("zelfde")
    with transaction():
        for _ in range(3):
            for to in ("jan@gemeente.nl", "an@gemeente.nl"):
                write(HELD, to=to, language="nl", about=about, facts={"name": "Jan"}, once="eerste")
    assert delivery.deliver_due() == 2


def test_a_transaction_that_fails_leaves_no_letter(receiver: Receiver) -> None:
    with pytest.raises(RuntimeError), transaction():  # noqa: PT012 (first written, then it goes wrong)
        write(HELD, to="jan@gemeente.nl", language="nl", about=Something("x"), facts={"name": "Jan"})
        raise RuntimeError
    assert delivery.deliver_due() == 0


def test_a_letter_for_later_waits(receiver: Receiver) -> None:
    make_letter(due_at=now() + timedelta(hours=1))
    assert delivery.deliver_due() == 0
    with time_machine.travel(now() + timedelta(hours=2)):
        assert delivery.deliver_due() == 1


@pytest.mark.parametrize("when", ["rcpt", "data"])
def test_a_refusal_for_good_fails_at_once_and_does_not_block_the_rest(receiver: Receiver, when: str) -> None:
    receiver.answers["weg@gemeente.nl"] = (when, "550 5.1.1 no such user")
    bad = make_letter(to="weg@gemeente.nl")
    good = make_letter(to="er@gemeente.nl")
    assert delivery.deliver_due() == 2
    assert letter(bad).state is LetterState.FAILED
    assert "550" in letter(bad).trouble
    assert letter(good).state is LetterState.SENT


@pytest.mark.parametrize("when", ["rcpt", "data"])
@pytest.mark.parametrize("code", ["421", "451"])
def test_a_refusal_for_now_is_tried_again_and_does_not_block_the_rest(receiver: Receiver, when: str, code: str) -> None:
    receiver.answers["later@gemeente.nl"] = (when, f"{code} 4.7.1 try again later")
    bad = make_letter(to="later@gemeente.nl")
    good = make_letter(to="er@gemeente.nl")
    delivery.deliver_due()
    assert letter(bad).state is LetterState.QUEUED
    assert now() + timedelta(seconds=50) < letter(bad).due_at < now() + timedelta(seconds=70)
    assert letter(good).state is LetterState.SENT
    del receiver.answers["later@gemeente.nl"]
    with time_machine.travel(now() + timedelta(minutes=2)):
        delivery.deliver_due()
    assert letter(bad).state is LetterState.SENT
    assert len(receiver.taken_by("later@gemeente.nl")) == 1


def test_after_three_days_of_trying_it_is_given_up_and_shown(receiver: Receiver) -> None:
    receiver.answers["later@gemeente.nl"] = ("rcpt", "451 try again later")
    public_id = make_letter(to="later@gemeente.nl")
    written = letter(public_id).written_at
    with time_machine.travel(now(), tick=False) as clock:
        tries = 0
        while letter(public_id).state is LetterState.QUEUED:
            clock.move_to(letter(public_id).due_at)
            assert delivery.deliver_due() == 1
            tries += 1
        assert now() >= written + timedelta(hours=72)
        assert now() <= written + timedelta(hours=74)
    assert letter(public_id).state is LetterState.FAILED
    assert 65 < tries < 80


def test_a_cut_before_the_dot_is_certain_and_tried_again(receiver: Receiver) -> None:
    for kind in (CERTAIN, HELD):
        receiver.answers["kabel@gemeente.nl"] = ("cut before the dot", "")
        public_id = make_letter(kind, to="kabel@gemeente.nl")
        delivery.deliver_due()
        assert letter(public_id).state is LetterState.QUEUED
        receiver.answers.clear()
        with time_machine.travel(now() + timedelta(minutes=2)):
            delivery.deliver_due()
        assert letter(public_id).state is LetterState.SENT
    assert len(receiver.taken) == 2


def test_a_cut_after_the_dot_sends_again_under_the_same_message_id(receiver: Receiver) -> None:
    receiver.answers["kabel@gemeente.nl"] = ("cut after the dot", "")
    public_id = make_letter(CERTAIN, to="kabel@gemeente.nl")
    delivery.deliver_due()
    assert letter(public_id).state is LetterState.QUEUED
    assert "twice" in letter(public_id).trouble
    receiver.answers.clear()
    with time_machine.travel(now() + timedelta(minutes=2)):
        delivery.deliver_due()
    first, second = receiver.taken
    assert first["Message-ID"] == second["Message-ID"]
    # Whichever of the two someone opens, its link works.
    for message in (first, second):
        assert good_link("tests", secret_in(message.get_body(("plain",)).get_content())) is not None


def test_a_cut_after_the_dot_holds_what_may_not_arrive_twice(receiver: Receiver) -> None:
    receiver.answers["kabel@gemeente.nl"] = ("cut after the dot", "")
    public_id = make_letter(HELD, to="kabel@gemeente.nl")
    delivery.deliver_due()
    assert letter(public_id).state is LetterState.HELD
    with time_machine.travel(now() + timedelta(days=2)):
        assert delivery.deliver_due() == 0
    assert len(receiver.taken) == 1
    # When nobody decides it is forgotten like any other.
    for days, recipient in ((13, "kabel@gemeente.nl"), (15, "")):
        with time_machine.travel(now() + timedelta(days=days)), transaction():
            forget_letters()
        assert letter(public_id).recipient == recipient


@pytest.mark.parametrize(
    ("kind", "left_in", "becomes"),
    [
        (CERTAIN, LetterState.CLAIMED, LetterState.SENT),
        (HELD, LetterState.CLAIMED, LetterState.SENT),
        (CERTAIN, LetterState.DOT, LetterState.QUEUED),
        (HELD, LetterState.DOT, LetterState.HELD),
    ],
)
def test_what_a_dead_worker_left_is_taken_up_after_its_lease(
    receiver: Receiver, kind: object, left_in: LetterState, becomes: LetterState
) -> None:
    public_id = make_letter(kind)  # type: ignore[arg-type]
    assert delivery.claim() is not None
    with transaction() as session:
        session.execute(sa.update(Letter).values(state=left_in))
    assert delivery.deliver_due() == 0
    assert letter(public_id).state is left_in
    with time_machine.travel(now() + delivery.LEASE + timedelta(seconds=1)):
        delivery.deliver_due()
        assert letter(public_id).state is becomes


def test_a_worker_that_lost_its_lease_does_not_send_the_dot(receiver: Receiver) -> None:
    public_id = make_letter()
    slow = delivery.claim()
    assert slow is not None
    with time_machine.travel(now() + delivery.LEASE + timedelta(seconds=1)):
        delivery.deliver_due()
        with connect() as line:
            delivery.deliver(slow, line)
    assert letter(public_id).state is LetterState.SENT
    assert len(receiver.taken) == 1


def test_a_moment_without_the_database_before_the_dot_costs_no_lease(receiver: Receiver) -> None:
    public_id = make_letter()
    failures = ["the dot cannot be noted"]

    def fail_once(*arguments: object) -> None:
        if failures and "mailed_links" in str(arguments[2]):
            raise OperationalError(failures.pop(), None, Exception("gone"))

    sa.event.listen(db.engine, "before_cursor_execute", fail_once)
    try:
        with pytest.raises(OperationalError):
            delivery.deliver_due()
        assert letter(public_id).state is LetterState.QUEUED
        assert delivery.deliver_due() == 1
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", fail_once)
    assert letter(public_id).state is LetterState.SENT
    assert len(receiver.taken) == 1


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_jumps_loses_no_letter_and_doubles_none(receiver: Receiver, hours: int) -> None:
    before = make_letter()
    assert delivery.claim() is not None
    with time_machine.travel(now() + timedelta(hours=hours)):
        after = make_letter()
        delivery.deliver_due()
    with time_machine.travel(now() + timedelta(hours=3)):
        delivery.deliver_due()
    assert {letter(name).state for name in (before, after)} == {LetterState.SENT}
    assert len(receiver.taken) == 2


def test_a_server_that_falls_silent_is_not_waited_for_without_end(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "SILENCE_SECONDS", 0.3)
    receiver.answers["stil@gemeente.nl"] = ("silence after the dot", "")
    silent, good = make_letter(to="stil@gemeente.nl"), make_letter(to="er@gemeente.nl")
    delivery.deliver_due()
    assert letter(silent).state is LetterState.QUEUED
    assert "twice" in letter(silent).trouble
    assert letter(good).state is LetterState.SENT


def test_two_workers_never_take_the_same_letter(receiver: Receiver) -> None:
    for _ in range(3):
        make_letter()
    claimed = [delivery.claim() for _ in range(4)]
    assert len({found.public_id for found in claimed if found}) == 3
    assert claimed[3] is None


def test_without_starttls_nothing_goes_in_clear_text(start_server: Start) -> None:
    receiver = start_server(wants_tls=True)
    public_id = make_letter()
    with pytest.raises(Away):
        delivery.deliver_due()
    assert receiver.commands == []
    assert letter(public_id).state is LetterState.QUEUED
    assert letter(public_id).attempts == 0
    assert "STARTTLS" in letter(public_id).trouble


def test_an_unknown_certificate_is_not_trusted(start_server: Start) -> None:
    receiver = start_server(offers_tls=True, wants_tls=True)
    make_letter()
    with pytest.raises(Away, match="certificate"):
        delivery.deliver_due()
    assert receiver.commands == []


def test_a_known_certificate_is(start_server: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    receiver = start_server(offers_tls=True, wants_tls=True)
    make_letter()
    assert delivery.deliver_due() == 1
    assert len(receiver.taken) == 1


def test_a_server_that_is_away_costs_no_tries(start_server: Start, app: Flask) -> None:
    receiver = start_server()
    state = app.extensions["mail"]
    port, state.port = state.port, free_port()
    names = [make_letter(to=f"{number}@gemeente.nl") for number in range(5)]
    for _ in range(3):
        with pytest.raises(Away):
            delivery.deliver_due()
    assert {letter(name).attempts for name in names} == {0}
    state.port = port
    assert delivery.deliver_due() == 5
    assert [message["To"] for message in receiver.taken] == [f"{number}@gemeente.nl" for number in range(5)]


def test_a_server_that_stays_away_is_not_waited_for_silently(start_server: Start, app: Flask) -> None:
    start_server()
    app.extensions["mail"].port = free_port()
    public_id = make_letter()
    with time_machine.travel(now() + timedelta(hours=73)), pytest.raises(Away):
        delivery.deliver_due()
    assert letter(public_id).state is LetterState.FAILED
    assert letter(public_id).trouble


def test_a_letter_that_cannot_be_written_does_not_block_the_rest(receiver: Receiver) -> None:
    broken, good = make_letter(BROKEN), make_letter()
    delivery.deliver_due()
    assert letter(broken).state is LetterState.QUEUED
    assert "UndefinedError" in letter(broken).trouble
    assert letter(good).state is LetterState.SENT


@pytest.mark.parametrize("address", ["geen adres", "jan@", "jan@x.nl\r\nRCPT TO:<an@x.nl>", "a@b@c", ""])
def test_an_address_that_is_none_fails_at_once(receiver: Receiver, address: str) -> None:
    public_id = make_letter(to=address)
    delivery.deliver_due()
    assert letter(public_id).state is LetterState.FAILED
    assert receiver.commands == []


def test_international_addresses_arrive(receiver: Receiver) -> None:
    make_letter(to="jan@gemeenté.nl")
    make_letter(to="josé@gemeente.nl")
    delivery.deliver_due()
    assert [envelope.rcpt_tos for envelope in receiver.envelopes] == [["jan@xn--gemeent-hya.nl"], ["josé@gemeente.nl"]]
    assert states() == {LetterState.SENT: 2}


def test_old_letters_are_forgotten_and_remembered_as_sent(receiver: Receiver) -> None:
    public_id = make_letter(once="ja")
    delivery.deliver_due()
    with time_machine.travel(now() + timedelta(days=15)):
        with transaction():
            forget_letters()
        old = letter(public_id)
        assert (old.recipient, old.facts, old.state) == ("", {}, LetterState.SENT)
    with time_machine.travel(now() + timedelta(days=181)):
        with transaction():
            forget_letters()
        assert states() == {}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
