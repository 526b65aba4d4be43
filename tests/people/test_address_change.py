"""Changing one's e-mail address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.letters import ADDRESS_CHANGED_NOTICE, ADDRESS_CONFIRM, ADDRESS_TAKEN, PASSWORD_RESET
from okprofs.people.models import Account, AddressChange
from okprofs.people.services.addresses import ask_for_address, confirm_address, forget_requests
from tests import tries
from tests.conftest import Browser
from tests.people.makers import PASSWORD, fill, fresh, letters_to, mailed_secret, make_account

pytestmark = pytest.mark.usefixtures("database")
NEW = "anneke@nijkerk.nl"


def another(app: Flask) -> Any:
    app.test_client_class = Browser
    return app.test_client()


def request_of(account: Account) -> AddressChange:
    db.session.rollback()
    return db.session.scalars(sa.select(AddressChange).where(AddressChange.account_id == account.id)).one()


def confirmation(account: Account, address: str) -> str:
    return "/e-mailadres/" + mailed_secret(ADDRESS_CONFIRM, request_of(account), address)


def test_a_new_address_counts_once_its_mailbox_is_proven(app: Flask, browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl", password=PASSWORD)
    elsewhere = another(app).sign_in(account)
    reset = mailed_secret(PASSWORD_RESET, account, account.email)
    browser.sign_in(account)
    answer = fill(browser, "/mijn/e-mailadres", email="Anneke@Nijkerk.nl")
    assert answer.status_code == 303
    page = browser.get("/mijn/e-mailadres").text
    assert "Anneke@Nijkerk.nl" in page
    assert letters_to(NEW) == [ADDRESS_CONFIRM.name]
    assert fresh(account).email == "anneke@barneveld.nl"

    url = confirmation(account, NEW)
    for _ in range(3):
        assert browser.get(url).status_code == 200
        assert browser.head(url).status_code == 200
    assert fresh(account).email == "anneke@barneveld.nl"
    assert fill(browser, url).location == "/mijn"
    assert fresh(account).email == NEW
    assert letters_to("anneke@barneveld.nl") == [ADDRESS_CHANGED_NOTICE.name]
    assert elsewhere.get("/mijn/sessies").status_code == 303
    assert browser.get("/mijn/sessies").status_code == 200
    assert browser.get("/wachtwoord-vergeten/" + reset).status_code == 404
    assert browser.get(url).status_code == 404
    assert fill(another(app), "/inloggen", email=NEW, password=PASSWORD).status_code == 303
    assert fill(another(app), "/inloggen", email="anneke@barneveld.nl", password=PASSWORD).status_code == 422


def test_it_may_be_confirmed_on_another_device_which_is_not_signed_in_by_that(app: Flask, browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, "/mijn/e-mailadres", email=NEW)
    phone = another(app)
    assert fill(phone, confirmation(account, NEW)).location == "/inloggen"
    assert phone.get("/mijn/sessies").status_code == 303
    assert fresh(account).email == NEW


def test_an_address_that_is_taken_looks_no_different_and_its_owner_hears_of_it(browser: Browser) -> None:
    account, owner = make_account(), make_account(email="bob@nijkerk.nl")
    browser.sign_in(account)
    pages = []
    for address in ("bob@nijkerk.nl", "vrij@nijkerk.nl"):
        answer = fill(browser, "/mijn/e-mailadres", email=address)
        after = browser.get("/mijn/e-mailadres").text
        pages.append((answer.status_code, answer.location, len(after.replace(address, ""))))
    assert pages[0] == pages[1]
    assert letters_to(owner.email) == [ADDRESS_TAKEN.name]
    assert letters_to("vrij@nijkerk.nl") == [ADDRESS_CONFIRM.name]


def test_only_the_newest_request_can_be_confirmed(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, "/mijn/e-mailadres", email="eerste@nijkerk.nl")
    request = request_of(account)
    db.session.expunge(request)
    first = "/e-mailadres/" + mailed_secret(ADDRESS_CONFIRM, request, "eerste@nijkerk.nl")
    fill(browser, "/mijn/e-mailadres", email="tweede@nijkerk.nl")
    # A letter that was still under way gets its link only now; it is as void as the one that arrived.
    late = "/e-mailadres/" + mailed_secret(ADDRESS_CONFIRM, request, "eerste@nijkerk.nl")
    second = confirmation(account, "tweede@nijkerk.nl")
    for url in (first, late):
        answer = browser.get(url)
        assert answer.status_code == 404
        assert "alleen de nieuwste link" in answer.text
    assert fill(browser, second).status_code == 303
    assert fresh(account).email == "tweede@nijkerk.nl"


def test_an_address_taken_meanwhile_is_refused(browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl")
    browser.sign_in(account)
    fill(browser, "/mijn/e-mailadres", email=NEW)
    url = confirmation(account, NEW)
    make_account("Iemand Anders", NEW)
    answer = fill(browser, url)
    assert answer.status_code == 422
    assert "Dit e-mailadres kun je niet gebruiken" in answer.text
    assert fresh(account).email == "anneke@barneveld.nl"


def test_a_link_is_good_for_thirty_minutes(browser: Browser) -> None:
    account = make_account()
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        browser.sign_in(account)
        fill(browser, "/mijn/e-mailadres", email=NEW)
        url = confirmation(account, NEW)
        clock.shift(timedelta(minutes=30))
        assert browser.get(url).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("geen adres", "Dit is geen e-mailadres"),
        ("", "Vul een e-mailadres in"),
        ("ANNEKE@barneveld.nl", "al je e-mailadres"),
    ],
)
def test_what_cannot_be_the_new_address_is_refused_in_words(browser: Browser, typed: str, words: str) -> None:
    browser.sign_in(make_account(email="anneke@barneveld.nl"))
    answer = fill(browser, "/mijn/e-mailadres", email=typed)
    assert answer.status_code == 422
    assert words in answer.text


def test_three_letters_in_six_hours_then_wait(app: Flask) -> None:
    account = make_account()
    statuses = []
    for number in range(5):
        browser = another(app).sign_in(account)
        browser.environ_base = {"REMOTE_ADDR": f"10.0.0.{number}"}
        statuses.append(fill(browser, "/mijn/e-mailadres", email=f"adres{number}@nijkerk.nl").status_code)
    assert statuses == [303] * 3 + [429] * 2


STEP = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(["a@nijkerk.nl", "b@nijkerk.nl", "c@nijkerk.nl"])),
    st.tuples(st.just("confirm"), st.integers(0, 5)),
)


@settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=1, max_size=8))
def test_whatever_the_order_the_address_is_always_the_one_the_link_was_mailed_to(steps: list[Any]) -> None:
    account = make_account()
    mailed: list[tuple[str, str]] = []
    newest: str | None = None
    expected = account.email
    for what, value in steps:
        if what == "ask" and value != expected:
            with transaction():
                ask_for_address(db.session.merge(account), value)
            newest = mailed_secret(ADDRESS_CONFIRM, request_of(account), value)
            mailed.append((newest, value))
        elif what == "confirm" and value < len(mailed):
            secret, address = mailed[value]
            if secret == newest:
                with transaction():
                    confirm_address(secret)
                expected, newest = address, None
            else:
                with pytest.raises(Refused), transaction():
                    confirm_address(secret)
    assert fresh(account).email == expected
    with transaction():
        db.session.merge(account).email = f"klaar{account.id}@barneveld.nl"


def test_what_was_asked_and_never_confirmed_is_forgotten() -> None:
    account = make_account()
    with transaction():
        ask_for_address(account, NEW)
    for days, kept in ((6, 1), (8, 0)):
        with time_machine.travel(now() + timedelta(days=days)), transaction():
            forget_requests()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AddressChange)) == kept
