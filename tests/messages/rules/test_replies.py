"""What did someone write themselves, in whatever their mail program made of it?"""

from email.message import EmailMessage

import pytest

from okprofs.messages.rules.arriving import LARGEST_BYTES, arrived
from okprofs.messages.rules.replies import own_words, without_address, words_of_html


@pytest.mark.parametrize(
    "text",
    [
        "Graag.\n\nTot dinsdag",
        "Graag.\n\nTot dinsdag\n\n> Zullen we?\n> Kees",
        "Graag.\n\nTot dinsdag\n\nOp 3 mei 2026 om 9:00 schreef OK-Profs <x@y.example>:\n> Zullen we?",
        "Graag.\n\nTot dinsdag\n\nOn Mon, 3 May 2026 at 9:00, OK-Profs\n<x@y.example> wrote:\n\nZullen we?",
        "Graag.\n\nTot dinsdag\n-- \nAnneke Bakker\n06 12345678",
        "Graag.\n\nTot dinsdag\n\n-----Oorspronkelijk bericht-----\nZullen we?",
        "Graag.\n\nTot dinsdag\n\n________________________________\nVan: OK-Profs",
        "Graag.\n\nTot dinsdag\n\nVan: OK-Profs <x@y.example>\nVerzonden: maandag 3 mei\nAan: Anneke",
        "Graag.\n\nTot dinsdag\n\n#-#-#-#-# Antwoord je op deze mail? #-#-#-#-#\nDag Anneke",
    ],
)
def test_the_answer_is_left_and_what_it_answers_is_not(text: str) -> None:
    assert own_words(text) == "Graag.\n\nTot dinsdag"


def test_a_sentence_that_looks_a_little_like_a_head_stays() -> None:
    text = "Op maandag schreef ik je:\ndat ik kom.\nVan: Ede\nnaar Zwolle"
    assert own_words(text) == text


def test_a_page_gives_its_words_and_the_own_address_is_left_out() -> None:
    html = "<style>p{}</style><p>Graag &amp; snel</p><div>Tot<br>dinsdag</div><blockquote>Zullen we?</blockquote>"
    assert own_words(words_of_html(html)) == "Graag & snel\n\nTot\ndinsdag"
    assert without_address("Bel me\nAnneke@Ede.example", "anneke@ede.example") == "Bel me\n…"


def mail(text: str = "Graag", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Anneke <anneke@ede.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@pytest.mark.parametrize(
    ("headers", "by_machine"),
    [
        ({}, False),
        ({"Auto_Submitted": "no"}, False),
        ({"Auto_Submitted": "auto-replied; owner"}, True),
        ({"Precedence": "bulk"}, True),
        ({"List_Id": "<leden.example>"}, True),
        ({"Return_Path": "<>"}, True),
        ({"Return_Path": "<anneke@ede.example>"}, False),
    ],
)
def test_what_a_machine_wrote_is_known(headers: dict[str, str], by_machine: bool) -> None:
    found = arrived(mail(**headers).as_bytes())
    assert found is not None
    assert (found.is_by_machine, found.sender, found.text) == (by_machine, "anneke@ede.example", "Graag\n")


def test_a_bounce_and_a_mail_from_nobody_or_from_two_are_by_machines() -> None:
    report = b"From: MAILER-DAEMON@ede.example\nContent-Type: multipart/report; boundary=x\n\n--x\n\nweg\n--x--\n"
    for raw in (report, b"Subject: x\n\nhallo", b"From: a@b.example, c@d.example\n\nhallo", b"", b"\0\xff"):
        found = arrived(raw)
        assert found is not None
        assert found.is_by_machine


def test_nothing_that_comes_in_takes_long_or_breaks() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000))
    hostile = {
        "deep": f"From: a@b.example\n{nested}".encode(),
        "many parts": b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n\n" * 5_000,
        "long line": b"From: a@b.example\n\nop 1 " + b"schreef " * 100_000,
        "long head": b"From: a@b.example\nSubject: " + b"x" * 1_000_000 + b"\n\nhallo",
        "addresses": b"From: " + b"a@b.example, " * 5_000 + b"\n\nhallo",
        "tags": b"From: a@b.example\nContent-Type: text/html\n\n" + b"<p" * 100_000,
    }
    for name, raw in hostile.items():
        found = arrived(raw)
        assert found is None or len(own_words(found.text)) <= 500_000, name
    assert arrived(b"x" * (LARGEST_BYTES + 1)) is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_letters_come_over(charset: str) -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("Één café", charset=charset)
    found = arrived(message.as_bytes())
    assert found is not None
    assert found.text == "Één café\n"


@pytest.mark.parametrize("charset", ["punycode", "zlib", "unicode_escape", "bestaat-niet", "iso-8859-99", "'"])
def test_a_charset_that_is_none_is_read_as_utf_8(charset: str) -> None:
    found = arrived(f"From: a@b.example\nContent-Type: text/plain; charset={charset}\n\nEén".encode())
    assert found is not None
    assert found.text == "Eén"
