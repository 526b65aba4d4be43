"""Setting a password: with a fresh proof, or by a mailed link when it was forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from okprofs.people.letters import PASSWORD_CHANGED, PASSWORD_RESET, SIGN_IN_LINK
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import PASSWORD, deeds, fill, fresh, letters_to, mailed_secret, make_account

pytestmark = pytest.mark.usefixtures("database")
NEW = "kaars bezem stoel wolkbreuk"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def another(app: Flask) -> Any:
    app.test_client_class = Browser
    return app.test_client()


def is_in(browser: Any) -> bool:
    return bool(browser.get("/mijn/sessies").status_code == 200)


def test_a_forgotten_password_is_replaced_by_a_mailed_link(app: Flask, browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl", password=PASSWORD)
    thief = another(app).sign_in(account)
    assert fill(browser, "/wachtwoord-vergeten", email="Anneke@barneveld.nl").location == "/inloggen/link-verstuurd"
    assert letters_to(account.email) == [PASSWORD_RESET.name]
    url = "/wachtwoord-vergeten/" + mailed_secret(PASSWORD_RESET, account, account.email)
    sign_in_link = mailed_secret(SIGN_IN_LINK, account, account.email)
    other_reset = mailed_secret(PASSWORD_RESET, account, account.email)
    for _ in range(3):
        assert browser.get(url).status_code == 200
        assert browser.head(url).status_code == 200

    assert fill(browser, url, password=NEW).location == "/mijn"
    assert is_in(browser), "who has the mailbox need not sign in once more"
    assert not is_in(thief)
    assert letters_to(account.email) == [PASSWORD_RESET.name, PASSWORD_CHANGED.name]
    assert browser.get(url).status_code == 404
    assert browser.get("/wachtwoord-vergeten/" + other_reset).status_code == 404
    assert browser.get("/inloggen/link/" + sign_in_link).status_code == 404
    assert fill(another(app), "/inloggen", email=account.email, password=NEW).status_code == 303
    assert fill(another(app), "/inloggen", email=account.email, password=PASSWORD).status_code == 422


def test_a_link_whose_password_will_not_do_is_still_good(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    url = "/wachtwoord-vergeten/" + mailed_secret(PASSWORD_RESET, account, account.email)
    answer = fill(browser, url, password="kort")
    assert answer.status_code == 422
    assert "minstens 12 tekens" in answer.text
    assert fill(browser, url, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("kort", "minstens 12 tekens"),
        ("a1" * 65, "hoogstens 128 tekens"),
        ("wachtwoord2026", "te makkelijk te raden"),
        ("Anneke-Bakker-1", "te makkelijk te raden"),
        ("okprofs-barneveld", "te makkelijk te raden"),
        ("", "Vul een nieuw wachtwoord in"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(browser: Browser, password: str, words: str) -> None:
    account = make_account("Anneke Bakker", "anneke@barneveld.nl", password=PASSWORD)
    browser.sign_in(account)
    answer = fill(browser, "/mijn/wachtwoord", password=password)
    assert answer.status_code == 422
    assert words in answer.text
    assert PASSWORD_CHANGED.name not in letters_to(account.email)


@pytest.mark.parametrize(
    "password", [NEW, "  spaties voor en achter  ", "пароль кириллицей и ещё", "🚲" * 3 + "x7Kq9!vbn2"]
)
def test_a_password_is_taken_exactly_as_it_was_typed(app: Flask, browser: Browser, password: str) -> None:
    account = make_account()
    browser.sign_in(account)
    assert fill(browser, "/mijn/wachtwoord", password=password).status_code == 303
    assert fill(another(app), "/inloggen", email=account.email, password=password).status_code == 303
    assert fill(another(app), "/inloggen", email=account.email, password=password + " ").status_code == 422


def test_a_new_password_signs_out_everywhere_else_and_is_told_by_mail(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    thief = another(app).sign_in(account)
    link = mailed_secret(SIGN_IN_LINK, account, account.email)
    browser.sign_in(account)
    assert fill(browser, "/mijn/wachtwoord", password=NEW).status_code == 303
    assert is_in(browser)
    assert not is_in(thief)
    assert another(app).get("/inloggen/link/" + link).status_code == 404
    assert letters_to(account.email) == [PASSWORD_CHANGED.name]
    assert deeds()[-1] == "password_changed"


@pytest.mark.parametrize("url", ["/mijn/wachtwoord", "/mijn/e-mailadres"])
def test_a_sensitive_change_asks_for_a_proof_no_older_than_a_quarter(browser: Browser, url: str) -> None:
    account = make_account(password=PASSWORD)
    with time_machine.travel(MORNING, tick=False) as clock:
        browser.sign_in(account)
        clock.shift(timedelta(minutes=14, seconds=59))
        page = browser.get(url)
        assert page.status_code == 200
        clock.shift(timedelta(seconds=1))
        asked = browser.get(url)
        assert (asked.status_code, asked.location) == (303, f"/mijn/bevestiging?next={url}")
        values = forms_of(page.text)[-1].values
        late = browser.post(url, data={**values, "password": NEW, "email": "nieuw@barneveld.nl"})
        assert late.location == asked.location
        assert "nog niet bewaard" in browser.get(late.location).text
        assert letters_to(account.email) == letters_to("nieuw@barneveld.nl") == []

        wrong = fill(browser, asked.location, password="iets anders dan dat")
        assert wrong.status_code == 422
        assert "Dit wachtwoord klopt niet" in wrong.text
        right = fill(browser, asked.location, password=PASSWORD)
        assert right.location == url
        assert browser.get(url).status_code == 200


def test_who_has_no_password_proves_themself_by_mail_and_goes_on(browser: Browser) -> None:
    account = make_account()
    with time_machine.travel(MORNING, tick=False) as clock:
        browser.sign_in(account)
        clock.shift(timedelta(minutes=20))
        asked = browser.get("/mijn/wachtwoord").location
        page = browser.get(asked)
        assert 'type="password"' not in page.text
        answer = browser.fill_in(asked, form="/mijn/bevestiging/link?next=/mijn/wachtwoord")
        assert answer.location == "/inloggen/link-verstuurd"
        assert letters_to(account.email) == [SIGN_IN_LINK.name]
        link = "/inloggen/link/" + mailed_secret(SIGN_IN_LINK, account, account.email)
        assert fill(browser, link).location == "/mijn/wachtwoord"
        assert fill(browser, "/mijn/wachtwoord", password=NEW).status_code == 303


def test_guesses_at_the_proof_count_with_those_at_signing_in(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    browser.sign_in(account)
    for _ in range(10):
        assert fill(browser, "/mijn/bevestiging", password="een gok naar het wachtwoord").status_code == 422
    assert fill(browser, "/mijn/bevestiging", password=PASSWORD).status_code == 429
    elsewhere = another(app)
    elsewhere.environ_base = {"REMOTE_ADDR": "10.0.0.9"}
    assert fill(elsewhere, "/inloggen", email=account.email, password=PASSWORD).status_code == 429


def test_the_password_is_nowhere_in_what_we_keep(browser: Browser) -> None:
    import sqlalchemy as sa

    from okprofs.kernel.db import db

    account = make_account()
    browser.sign_in(account)
    assert fill(browser, "/mijn/wachtwoord", password=NEW).status_code == 303
    assert (fresh(account).password_hash or "").startswith("$argon2id$")
    for table in db.metadata.sorted_tables:
        assert NEW not in repr(db.session.execute(sa.select(table)).all())
