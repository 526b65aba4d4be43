"""Who is signed in stands in a table; the browser holds only a secret."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from config import from_environment
from okprofs.app import create_app
from okprofs.kernel.db import db, transaction
from okprofs.people.models import Account, SignInSession
from okprofs.people.services.sessions import forget_old_sessions
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import PASSWORD, deeds, fill, make_account, sign_out

pytestmark = pytest.mark.usefixtures("database")
COOKIE = "session"
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def another(app: Flask) -> Browser:
    app.test_client_class = Browser
    return app.test_client()  # type: ignore[return-value]


def sign_in(browser: Browser, account: Account, **headers: str) -> Any:

    page = browser.get("/inloggen")
    data = {**forms_of(page.text)[-1].values, "email": account.email, "password": PASSWORD}
    return browser.post("/inloggen", data=data, headers=headers)


def cookie_of(browser: Browser) -> str:
    cookie = browser.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def is_in(browser: Browser) -> bool:
    return browser.get("/mijn/sessies").status_code == 200


def test_a_secret_from_before_signing_in_is_worth_nothing_after(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    browser.set_cookie(COOKIE, "door-een-ander-gekozen")
    assert sign_in(browser, account).status_code == 303
    assert cookie_of(browser) != "door-een-ander-gekozen"
    thief = another(app)
    thief.set_cookie(COOKIE, "door-een-ander-gekozen")
    assert not is_in(thief)
    assert is_in(browser)


def test_signing_in_again_gives_a_new_secret_and_kills_the_old_one(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    browser.sign_in(account)
    old = cookie_of(browser)
    answer = fill(browser, "/mijn/bevestiging", password=PASSWORD)
    assert answer.status_code == 303
    assert cookie_of(browser) != old
    thief = another(app)
    thief.set_cookie(COOKIE, old)
    assert not is_in(thief)


def test_the_form_token_of_a_stranger_is_worth_nothing_after_signing_in(browser: Browser) -> None:

    account = make_account(password=PASSWORD)
    before = forms_of(browser.get("/inloggen").text)[-1].values["csrf_token"]
    sign_in(browser, account)
    assert browser.post("/uitloggen", data={"csrf_token": before}).status_code == 400
    assert is_in(browser)


def test_a_saved_cookie_is_dead_after_signing_out(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    sign_in(browser, account)
    saved = cookie_of(browser)
    answer = sign_out(browser)
    assert answer.location == "/"
    assert browser.get_cookie(COOKIE) is None
    thief = another(app)
    thief.set_cookie(COOKIE, saved)
    assert thief.get("/mijn/sessies").status_code == 303
    assert deeds()[-1] == "signed_out"


def test_signing_out_twice_is_no_error(browser: Browser) -> None:
    make_account(password=PASSWORD)
    values = {"csrf_token": re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/inloggen").text)[0]}
    assert browser.post("/uitloggen", data=values).status_code == 303


def test_the_cookie_holds_a_secret_of_which_only_the_digest_is_kept(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    answer = sign_in(browser, account)
    secret = cookie_of(browser)
    assert len(secret) >= 43
    kept = db.session.scalars(sa.select(SignInSession.digest)).all()
    assert kept
    assert secret not in kept
    header = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(COOKIE + "="))
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header
    assert "Domain" not in header
    assert "Expires" not in header
    assert "Max-Age" not in header


def test_over_https_every_cookie_is_bound_to_this_host_and_secure(app: Flask) -> None:
    account = make_account(password=PASSWORD)
    settings = {
        "OKPROFS_ENV": "production",
        "BASE_URL": "https://okprofs.example",
        "SECRET_KEY": "t" * 40,
        "MAIL_SERVER": "127.0.0.1",
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "PASSWORD_MEMORY_KIB": "64",
    }
    secure = create_app({**from_environment(settings), "TESTING": True})
    secure.test_client_class = Browser
    browser: Any = secure.test_client()

    base = "https://okprofs.example"
    page = browser.get("/inloggen", base_url=base)
    data = {**forms_of(page.text)[-1].values, "email": account.email, "password": PASSWORD}
    answer = browser.post("/inloggen", data=data, base_url=base, headers={"Referer": base + "/inloggen"})
    assert answer.status_code == 303
    cookies = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert attribute in cookie
        assert "Domain" not in cookie
    with secure.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("offices", "minutes"), [((), 180), (("reviewer",), 30)])
def test_a_session_ends_when_it_is_not_used(browser: Browser, offices: tuple[str, ...], minutes: int) -> None:
    account = make_account(offices=offices)
    with time_machine.travel(MORNING, tick=False) as clock:
        browser.sign_in(account)
        clock.shift(timedelta(minutes=minutes, seconds=-1))
        assert is_in(browser)
        clock.shift(timedelta(minutes=minutes, seconds=-1))
        assert is_in(browser), "each use counts"
        clock.shift(timedelta(minutes=minutes))
        assert not is_in(browser)


@pytest.mark.parametrize("offices", [(), ("administrator",)])
def test_a_session_ends_after_twelve_hours_however_busy(browser: Browser, offices: tuple[str, ...]) -> None:
    account = make_account(offices=offices)
    with time_machine.travel(MORNING, tick=False) as clock:
        browser.sign_in(account)
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(browser)
        clock.shift(timedelta(minutes=20))
        assert not is_in(browser)


def test_use_is_noted_at_most_every_five_minutes(browser: Browser) -> None:
    account = make_account()

    def seen_at() -> datetime:
        db.session.rollback()
        return db.session.scalars(sa.select(SignInSession.seen_at)).one()

    with time_machine.travel(MORNING, tick=False) as clock:
        browser.sign_in(account)
        clock.shift(timedelta(minutes=4, seconds=59))
        assert is_in(browser)
        assert seen_at() == MORNING
        clock.shift(timedelta(seconds=1))
        assert is_in(browser)
        assert seen_at() == MORNING + timedelta(minutes=5)


def test_one_sees_where_one_is_signed_in_and_ends_it_there(app: Flask, browser: Browser) -> None:
    account, stranger = make_account(password=PASSWORD), make_account()
    elsewhere, strangers = another(app), another(app).sign_in(stranger)
    sign_in(elsewhere, account, **{"User-Agent": FIREFOX})
    sign_in(browser, account)
    page = browser.get("/mijn/sessies").text
    assert "Firefox op Windows" in page
    assert page.count("Deze browser") == 1
    with app.app_context():
        ids = {
            row.account_id: row.public_id
            for row in db.session.scalars(sa.select(SignInSession).order_by(SignInSession.begun_at.desc()))
        }
    assert ids[stranger.id] not in page

    theirs = f"/mijn/sessies/{ids[stranger.id]}"
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]
    assert browser.post(theirs, data={"csrf_token": token}).status_code == 404
    assert is_in(strangers), "nobody ends the session of another"

    assert browser.fill_in("/mijn/sessies", form=f"/mijn/sessies/{ids[account.id]}").status_code == 303
    assert not is_in(elsewhere)
    assert is_in(browser)
    assert "nergens anders ingelogd" in browser.get("/mijn/sessies").text


def test_one_signs_out_everywhere_else_at_once(app: Flask, browser: Browser) -> None:
    account, stranger = make_account(), make_account()
    others = [another(app).sign_in(account) for _ in range(3)]
    strangers = another(app).sign_in(stranger)
    browser.sign_in(account)
    assert browser.fill_in("/mijn/sessies", form="/mijn/sessies/andere").status_code == 303
    assert "3 andere apparaten" in browser.get("/mijn/sessies").text
    assert not any(is_in(other) for other in others)
    assert is_in(browser)
    assert is_in(strangers)


def test_a_session_that_ran_out_is_not_shown(app: Flask, browser: Browser) -> None:
    account = make_account()
    with time_machine.travel(MORNING, tick=False) as clock:
        another(app).sign_in(account)
        clock.shift(timedelta(hours=4))
        browser.sign_in(account)
        assert "nergens anders ingelogd" in browser.get("/mijn/sessies").text


def test_sessions_are_forgotten_thirty_days_after_their_last_use() -> None:
    account = make_account()
    moments = [MORNING - timedelta(days=31), MORNING - timedelta(days=29)]
    with transaction() as session:
        session.add_all(
            SignInSession(digest=str(number), account_id=account.id, begun_at=moment, seen_at=moment)
            for number, moment in enumerate(moments)
        )
    with time_machine.travel(MORNING, tick=False), transaction():
        forget_old_sessions()
    assert db.session.scalars(sa.select(SignInSession.digest)).all() == ["1"]


def test_two_clicks_on_signing_out_are_one(app: Flask, browser: Browser) -> None:
    """The second comes from a page of who was still signed in, and finds nobody: it goes where the first went."""
    browser.sign_in(make_account())
    values = next(form for form in forms_of(browser.get("/mijn/sessies").text) if form.action == "/uitloggen").values
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in browser._cookies.values())
    another = app.test_client(use_cookies=False)
    answers = [another.post("/uitloggen", data=values, headers={"Cookie": cookies}) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/")] * 2
