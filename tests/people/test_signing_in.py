"""Signing in, by password or by a mailed link, and signing out."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.delivery import deliver_due
from okprofs.mail.mailbox import newest
from okprofs.mail.services import mint
from okprofs.people.letters import PASSWORD_RESET, SIGN_IN_LINK
from okprofs.people.services.links import use_link
from okprofs.people.services.passwords import accept, change_password, hashed, prove
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import PASSWORD, deeds, fill, fresh, letters_to, mailed_secret, make_account, sign_out

pytestmark = pytest.mark.usefixtures("database")
COOKIE = "session"


def cookie_of(browser: Browser) -> str | None:
    cookie = browser.get_cookie(COOKIE)
    return cookie.value if cookie else None


def sign_in(browser: Browser, email: str, password: str = PASSWORD, url: str = "/inloggen") -> Any:
    return fill(browser, url, email=email, password=password)


def test_the_right_password_lets_in_and_leads_on(browser: Browser) -> None:
    make_account(email="anneke@barneveld.nl", password=PASSWORD)
    answer = sign_in(browser, " Anneke@Barneveld.NL ", url="/inloggen?next=/mijn/profiel")
    assert (answer.status_code, answer.location) == (303, "/mijn/profiel")
    assert browser.get("/mijn/profiel").status_code == 200
    assert deeds()[-1] == "signed_in"


def test_who_is_stopped_at_a_page_comes_back_to_it(browser: Browser) -> None:
    make_account(email="anneke@barneveld.nl", password=PASSWORD)
    stopped = browser.get("/mijn/sessies")
    assert stopped.status_code == 303
    assert sign_in(browser, "anneke@barneveld.nl", url=stopped.location).location == "/mijn/sessies"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_off_the_site(browser: Browser, elsewhere: str) -> None:
    account = make_account(email="anneke@barneveld.nl", password=PASSWORD)
    assert sign_in(browser, account.email, url=f"/inloggen?next={elsewhere}").location == "/mijn"
    assert browser.get(f"/inloggen?next={elsewhere}").location == "/mijn"


def test_a_wrong_password_says_so_and_keeps_the_address(browser: Browser) -> None:
    make_account(email="anneke@barneveld.nl", password=PASSWORD)
    answer = sign_in(browser, "anneke@barneveld.nl", "iets anders dan dat")
    assert answer.status_code == 422
    assert "horen niet bij elkaar" in answer.text
    assert 'value="anneke@barneveld.nl"' in answer.text
    assert "iets anders dan dat" not in answer.text
    assert cookie_of(browser) is None


def test_an_older_hash_is_renewed_at_the_next_sign_in(app: Flask, browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    old = account.password_hash
    assert old is not None
    assert old.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    app.config["PASSWORD_MEMORY_KIB"] = 128
    try:
        assert sign_in(browser, account.email).status_code == 303
        renewed = fresh(account).password_hash
        assert renewed is not None
        assert renewed.startswith("$argon2id$v=19$m=128,t=1,p=1$")
        sign_out(browser)
        assert sign_in(browser, account.email).status_code == 303
        assert fresh(account).password_hash == renewed
    finally:
        app.config["PASSWORD_MEMORY_KIB"] = 64


def test_a_password_changed_meanwhile_no_longer_lets_in(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    proof = prove(account, PASSWORD)
    assert proof is not None
    new = hashed("achttien volle fietstassen")
    with transaction():
        change_password(account.public_id, new)
    with pytest.raises(Refused), transaction():
        accept(proof)


def test_wrong_passwords_are_in_the_journal_without_filling_it(browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl", password=PASSWORD)
    begun = len(deeds())

    def failures() -> list[tuple[str | None, str, int]]:
        lines = db.session.scalars(
            sa.select(JournalEntry).where(JournalEntry.action == "sign_in_failed").order_by(JournalEntry.id)
        ).all()
        return [(line.actor, line.subject_id, line.details["tries"]) for line in lines]

    # So slowly that no limit stops them.
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(12):
            assert sign_in(browser, "Anneke@barneveld.nl", "een gok naar het wachtwoord").status_code == 422
            assert sign_in(browser, "niemand@barneveld.nl", "een gok naar het wachtwoord").status_code == 422
            clock.shift(timedelta(minutes=6))
        assert failures() == [(None, account.public_id, 1), (None, account.public_id, 10)]
        clock.shift(timedelta(hours=25))
        sign_in(browser, "anneke@barneveld.nl", "een gok naar het wachtwoord")
    assert [tries for _, _, tries in failures()] == [1, 10, 1]
    assert len(deeds()) == begun + 3


def test_a_wrong_password_at_a_proof_is_in_the_journal_too(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    browser.sign_in(account)
    assert fill(browser, "/mijn/bevestiging", password="een gok naar het wachtwoord").status_code == 422
    assert deeds()[-1] == "sign_in_failed"


def test_a_very_long_password_is_read_and_refused(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    assert sign_in(browser, account.email, "ab" * 100_000).status_code == 422


@pytest.mark.parametrize("odd", ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "é" * 300, "anneke\r\nBcc: x"])
def test_odd_input_gets_a_page_in_words(browser: Browser, odd: Any) -> None:
    values = forms_of(browser.get("/inloggen").text)[-1].values
    answer = browser.post("/inloggen", data={**values, "email": odd, "password": odd})
    assert answer.status_code in (400, 422)


def test_ten_tries_in_five_minutes_then_wait_whichever_way_the_address_is_spelled(app: Flask) -> None:
    make_account(email="anneke@barneveld.nl", password=PASSWORD)
    spellings = ["anneke@barneveld.nl", "ANNEKE@barneveld.nl", " anneke@ＢＡＲＮＥＶＥＬＤ.nl "]
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        app.test_client_class = Browser
        statuses = []
        for number in range(12):
            browser: Any = app.test_client()
            browser.environ_base = {"REMOTE_ADDR": f"10.0.0.{number}"}
            statuses.append(sign_in(browser, spellings[number % 3], "niet het wachtwoord").status_code)
        assert statuses == [422] * 10 + [429] * 2
        answer = sign_in(browser, "anneke@barneveld.nl")
        assert answer.status_code == 429, "the right password neither"
        assert "Even wachten" in answer.text
        assert int(answer.headers["Retry-After"]) <= 300
        clock.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(browser, "anneke@barneveld.nl").status_code == 303


def test_one_machine_may_fail_ten_times_and_a_forged_header_makes_it_no_other(browser: Browser) -> None:
    for number in range(10):
        values = forms_of(browser.get("/inloggen").text)[-1].values
        data = {**values, "email": f"iemand{number}@barneveld.nl", "password": "gok"}
        answer = browser.post("/inloggen", data=data, headers={"X-Forwarded-For": f"10.0.0.{number}"})
        assert answer.status_code == 422
    data = {**values, "email": "nogiemand@barneveld.nl", "password": "gok"}
    answer = browser.post("/inloggen", data=data, headers={"X-Forwarded-For": "10.0.0.99"})
    assert answer.status_code == 429


def test_a_hall_full_of_members_behind_one_address_can_sign_in(app: Flask) -> None:
    for number in range(15):
        account = make_account(email=f"lid{number}@barneveld.nl", password=PASSWORD)
        app.test_client_class = Browser
        browser: Any = app.test_client()
        assert sign_in(browser, account.email).status_code == 303


@pytest.mark.parametrize(("url", "kind"), [("/inloggen/link", SIGN_IN_LINK), ("/wachtwoord-vergeten", PASSWORD_RESET)])
def test_no_mailbox_gets_more_than_five_links_a_day(app: Flask, url: str, kind: Any) -> None:
    account = make_account()
    app.test_client_class = Browser
    statuses = []
    for number in range(7):
        browser: Any = app.test_client()
        browser.environ_base = {"REMOTE_ADDR": f"10.0.0.{number}"}
        answer = fill(browser, url, email=account.email)
        statuses.append(answer.status_code)
    assert statuses == [303] * 5 + [429] * 2
    assert "Probeer het morgen opnieuw." in answer.text
    assert letters_to(account.email) == [kind.name] * 5


def test_no_machine_can_ask_for_more_than_twenty_letters_an_hour(browser: Browser) -> None:
    urls = ["/inloggen/link", "/wachtwoord-vergeten"]
    statuses = [
        fill(browser, urls[number % 2], email=f"iemand{number}@barneveld.nl").status_code for number in range(22)
    ]
    assert statuses == [303] * 20 + [429] * 2


def test_a_mailed_link_lets_in_once_and_only_by_its_button(browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl")
    asked = fill(browser, "/inloggen/link?next=/mijn/profiel", email="Anneke@barneveld.nl")
    assert asked.location == "/inloggen/link-verstuurd"
    assert "Kijk in je mail" in browser.get(asked.location).text
    assert letters_to(account.email) == [SIGN_IN_LINK.name]
    url = "/inloggen/link/" + mailed_secret(SIGN_IN_LINK, account, account.email)
    before = deeds()
    for _ in range(3):
        assert browser.get(url, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"}).status_code == 200
        assert browser.head(url).status_code == 200
    assert deeds() == before
    assert cookie_of(browser) is None

    answer = fill(browser, url)
    assert (answer.status_code, answer.location) == (303, "/mijn/profiel")
    assert browser.get("/mijn/profiel").status_code == 200
    again = browser.get(url)
    assert again.status_code == 404
    assert "Deze link werkt niet meer" in again.text


def test_of_two_who_press_the_button_of_one_link_one_comes_in(app: Flask) -> None:
    account = make_account()
    url = "/inloggen/link/" + mailed_secret(SIGN_IN_LINK, account, account.email)
    app.test_client_class = Browser
    first, second = app.test_client(), app.test_client()
    values = [forms_of(browser.get(url).text)[-1].values for browser in (first, second)]
    assert first.post(url, data=values[0]).status_code == 303
    late = second.post(url, data=values[1])
    assert late.status_code == 404
    assert second.get_cookie(COOKIE) is None


def test_of_eight_who_use_one_link_at_the_same_moment_one_comes_in(app: Flask) -> None:
    account = make_account()
    secret = mailed_secret(SIGN_IN_LINK, account, account.email)
    start, answers = threading.Barrier(8), []

    def press() -> None:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    use_link(SIGN_IN_LINK, secret)
                answers.append("in")
            except Refused:
                answers.append("out")

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["in", *["out"] * 7]


def test_a_link_is_good_for_thirty_minutes_from_sending(browser: Browser) -> None:
    account = make_account()
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        url = "/inloggen/link/" + mailed_secret(SIGN_IN_LINK, account, account.email)
        clock.shift(timedelta(minutes=29, seconds=59))
        assert browser.get(url).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert browser.get(url).status_code == 404
        assert browser.post(url, data={}).status_code == 400


def test_a_secret_opens_only_what_it_was_made_for(browser: Browser) -> None:
    account = make_account()
    link = mailed_secret(SIGN_IN_LINK, account, account.email)
    reset = mailed_secret(PASSWORD_RESET, account, account.email)
    with transaction():
        other = mint("order", account.public_id, account.email, timedelta(days=1))
    for secret in (reset, other, "x" * 43, "%00", "é"):
        assert browser.get(f"/inloggen/link/{secret}").status_code == 404
    for secret in (link, other):
        assert browser.get(f"/wachtwoord-vergeten/{secret}").status_code == 404
        assert browser.get(f"/e-mailadres/{secret}").status_code == 404


def test_a_link_to_an_address_that_is_no_longer_theirs_is_dead(browser: Browser) -> None:
    account = make_account()
    secret = mailed_secret(SIGN_IN_LINK, account, "oud@barneveld.nl")
    assert browser.get(f"/inloggen/link/{secret}").status_code == 404


def test_a_form_without_its_token_lets_nobody_in_and_nobody_out(browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl", password=PASSWORD)
    link = "/inloggen/link/" + mailed_secret(SIGN_IN_LINK, account, account.email)
    assert browser.post("/inloggen", data={"email": account.email, "password": PASSWORD}).status_code == 400
    assert browser.post(link, data={}).status_code == 400
    assert browser.post("/inloggen/link", data={"email": account.email}).status_code == 400
    assert browser.post("/wachtwoord-vergeten", data={"email": account.email}).status_code == 400
    assert cookie_of(browser) is None
    browser.sign_in(account)
    assert browser.post("/uitloggen").status_code == 400
    assert browser.get("/uitloggen").status_code == 405
    assert browser.get("/mijn/sessies").status_code == 200


def test_a_forged_host_is_not_answered(browser: Browser) -> None:
    account = make_account()
    values = forms_of(browser.get("/wachtwoord-vergeten").text)[-1].values
    data = {**values, "email": account.email}
    answer = browser.post("/wachtwoord-vergeten", data=data, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert letters_to(account.email) == []


def test_the_link_that_arrives_in_the_mailbox_lets_in(app: Flask, browser: Browser) -> None:
    account = make_account("Anneke Bakker")
    fill(browser, "/inloggen/link", email=account.email)
    deliver_due()
    (mail,) = [mail for mail in newest() if mail.to == account.email]
    (url,) = [line.removeprefix("http://localhost") for line, is_link in mail.text if is_link]
    assert "Je logt in als Anneke Bakker" in browser.get(url).text
    assert fill(browser, url).location == "/mijn"
    assert browser.get("/mijn/sessies").status_code == 200
