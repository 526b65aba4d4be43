"""Does the page to sign in tell a stranger who has an account: by its words, its work or its time?"""

from datetime import UTC, datetime
from statistics import median
from time import process_time
from typing import Any

import argon2
import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.db import db, transaction
from okprofs.kernel.limits import limiter
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import PASSWORD, deeds, fill, fresh, letters_to, make_account

pytestmark = pytest.mark.usefixtures("database")


def without_tokens(text: str) -> str:
    for form in forms_of(text):
        for name in ("csrf_token", "once"):
            text = text.replace(str(form.values.get(name) or "\0"), "")
    return text


def seen(answer: Any, email: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Everything that a stranger can tell of an answer, apart from random tokens and what they typed."""
    headers = [
        (name, "" if name in ("Set-Cookie", "Content-Length", "Date") else value) for name, value in answer.headers
    ]
    return answer.status_code, without_tokens(answer.text).replace(email, ""), headers


@pytest.mark.parametrize("url", ["/inloggen", "/inloggen/link", "/wachtwoord-vergeten"])
def test_a_stranger_cannot_tell_who_has_an_account(app: Flask, url: str) -> None:
    make_account(email="bekend@barneveld.nl", password=PASSWORD)
    make_account(email="zonder@barneveld.nl")
    blocked = make_account(email="buiten@barneveld.nl", password=PASSWORD)
    with transaction():
        fresh(blocked).blocked_at = datetime(2026, 1, 1, tzinfo=UTC)
    answers = []
    for email in ("bekend@barneveld.nl", "zonder@barneveld.nl", "buiten@barneveld.nl", "niemand@barneveld.nl"):
        app.test_client_class = Browser
        browser: Any = app.test_client()
        values = {"password": "niet het wachtwoord"} if url == "/inloggen" else {}
        answers.append(seen(fill(browser, url, email=email, **values), email))
    assert answers[0] == answers[1] == answers[2] == answers[3]


def test_the_same_work_is_done_for_an_unknown_account(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(email="bekend@barneveld.nl", password=PASSWORD)
    make_account(email="zonder@barneveld.nl")
    entered: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, kept: str, password: str) -> bool:
        entered.append(kept.rsplit("$", 2)[0])
        return verify(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    for email in ("bekend@barneveld.nl", "zonder@barneveld.nl", "niemand@barneveld.nl"):
        assert fill(browser, "/inloggen", email=email, password="niet het wachtwoord").status_code == 422
    assert len(entered) == 3
    assert len(set(entered)) == 1, "one kind and cost of hash for all"


@pytest.mark.parametrize("url", ["/inloggen", "/inloggen/link", "/wachtwoord-vergeten"])
def test_the_time_does_not_tell_who_has_an_account(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setitem(app.config, "PASSWORD_MEMORY_KIB", 8192)
    monkeypatch.setattr(limiter, "enabled", False)
    make_account(email="bekend@barneveld.nl", password=PASSWORD)

    def seconds(email: str) -> float:
        values = forms_of(browser.get(url).text)[-1].values
        begun = process_time()
        browser.post(url, data={**values, "email": email, "password": "iets anders"})
        return process_time() - begun

    # Of work, not by the clock, and always one right after the other: what else the machine does is not measured.
    differences = [seconds("bekend@barneveld.nl") - seconds("niemand@barneveld.nl") for _ in range(21)]
    assert abs(median(differences)) < 0.010


@pytest.mark.parametrize("url", ["/inloggen/link", "/wachtwoord-vergeten"])
def test_the_database_is_asked_the_same_for_an_unknown_account(browser: Browser, url: str) -> None:
    make_account(email="bekend@barneveld.nl")
    blocked = make_account(email="buiten@barneveld.nl")
    with transaction():
        fresh(blocked).blocked_at = datetime(2026, 1, 1, tzinfo=UTC)
    asked: list[list[str]] = []

    def note(connection: Any, cursor: Any, statement: str, *arguments: Any) -> None:
        if "SAVEPOINT" not in statement:  # what is kept or taken back
            asked[-1].append(statement)

    for email in ("warmlopen@barneveld.nl", "bekend@barneveld.nl", "buiten@barneveld.nl", "niemand@barneveld.nl"):
        values = forms_of(browser.get(url).text)[-1].values
        asked.append([])
        sa.event.listen(db.engine, "before_cursor_execute", note)
        browser.post(url, data={**values, "email": email})
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert any("letters" in statement for statement in asked[1])
    assert asked[1] == asked[2] == asked[3]
    assert len(deeds()) == 3, "two accounts made, one link asked for"
    assert len(letters_to("bekend@barneveld.nl")) == 1
    assert letters_to("") == letters_to("buiten@barneveld.nl") == letters_to("niemand@barneveld.nl") == []
