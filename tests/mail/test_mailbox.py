"""The mailbox of development: everyone's mail, for anyone; and in production it does not exist."""

from pathlib import Path

import pytest
from flask import Flask

from config import from_environment
from okprofs.app import create_app
from okprofs.kernel.db import transaction
from okprofs.mail import delivery
from okprofs.mail.mailbox import newest
from okprofs.mail.models import LetterState
from okprofs.people.letters import SIGN_IN_LINK
from okprofs.people.services.links import send_link
from tests.conftest import Browser
from tests.mail.makers import letter, make_letter
from tests.people.makers import make_account


@pytest.fixture(autouse=True)
def _empty_mailbox(app: Flask) -> None:
    for old in Path(app.config["MAILBOX"]).glob("*"):
        old.unlink()


def test_an_empty_mailbox_says_so(browser: Browser) -> None:
    assert "Nog geen mail" in browser.get("/post").text


def test_without_a_mail_server_mail_can_be_read_newest_first(browser: Browser) -> None:
    make_letter(name="Jan")
    last = make_letter(name="An", to="an@gemeente.nl")
    assert delivery.deliver_due() == 2
    assert letter(last).state is LetterState.SENT
    page = browser.get("/post").text
    assert page.index("Dag An") < page.index("Dag Jan")
    shown = browser.get(f"/post/{last}")
    assert shown.status_code == 200
    assert "an@gemeente.nl" in shown.text


def test_the_links_in_a_mail_can_be_followed(browser: Browser) -> None:
    account = make_account("Anneke Bakker")
    with transaction():
        send_link(SIGN_IN_LINK, account.email)
    delivery.deliver_due()
    [mail] = newest()
    page = browser.get(f"/post/{mail.public_id}").text
    link = next(piece.split('"')[0] for piece in page.split('href="') if "/inloggen/link/" in piece.split('"')[0])
    assert browser.get(link).status_code == 200
    assert browser.fill_in(link).status_code == 303
    assert "Anneke Bakker" in browser.get("/mijn").text


def test_the_html_of_a_mail_can_do_nothing(browser: Browser) -> None:
    public_id = make_letter(name="<script>alert(1)</script>")
    delivery.deliver_due()
    answer = browser.get(f"/post/{public_id}/opmaak")
    assert answer.mimetype == "text/html"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert len(answer.headers.getlist("Content-Security-Policy")) == 1
    assert "<script" not in answer.text


def test_an_attachment_is_downloaded(browser: Browser) -> None:
    public_id = make_letter(name="Jan")
    delivery.deliver_due()
    answer = browser.get(f"/post/{public_id}/bijlagen/1")
    assert answer.data == b"Jan"
    assert answer.headers["Content-Disposition"] == "attachment; filename=bijlage.txt"
    for number in (0, 2, 99999999999999999999):
        assert browser.get(f"/post/{public_id}/bijlagen/{number}").status_code == 404


@pytest.mark.parametrize("name", ["bcdfghjkmnpq", "..%2F..%2Fetc", "%2e%2e", "x" * 3000, "bcd\x00"])
def test_a_mail_that_is_not_there_is_not_found(browser: Browser, name: str) -> None:
    for path in (f"/post/{name}", f"/post/{name}/opmaak", f"/post/{name}/bijlagen/1"):
        assert browser.get(path).status_code in (400, 404)


def production(**more: str) -> Flask:
    settings = {
        "OKPROFS_ENV": "production",
        "BASE_URL": "https://okprofs.example",
        "SECRET_KEY": "p" * 64,
        "MAIL_SERVER": "127.0.0.1",
        "DATABASE_URL": "sqlite://",
        **more,
    }
    return create_app(from_environment(settings))


def test_production_has_no_mailbox() -> None:
    app = production()
    rules = [rule.rule for rule in app.url_map.iter_rules()]
    assert not [rule for rule in rules if rule == "/post" or rule.startswith("/post/")]
    assert app.test_client().get("/post", base_url="https://okprofs.example").status_code == 404


def test_production_does_not_start_without_a_mail_server() -> None:
    with pytest.raises(ValueError, match="MAIL_SERVER"):
        production(MAIL_SERVER="")
