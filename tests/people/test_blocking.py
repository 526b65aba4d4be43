"""An administrator looks someone up, signs them out everywhere, blocks them and lets them in again."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.models import Account
from okprofs.people.services.accounts import block, unblock
from tests.conftest import Browser
from tests.people.makers import PASSWORD, deeds, fill, fresh, letters_to, make_account

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def administrator(browser: Browser) -> Account:
    account = make_account("Bea Beheerder", offices=["administrator"])
    browser.sign_in(account)
    return account


def page_of(account: Account) -> str:
    return f"/beheer/accounts/{account.public_id}"


def another(app: Flask) -> Any:
    app.test_client_class = Browser
    return app.test_client()


def test_someone_is_found_by_their_whole_address_and_that_is_in_the_journal(
    browser: Browser, administrator: Account
) -> None:
    account = make_account("Anneke Bakker", email="anneke@barneveld.nl")
    answer = fill(browser, "/beheer/accounts", email=" Anneke@Barneveld.NL")
    assert (answer.status_code, answer.location) == (303, page_of(account))
    assert deeds()[-1] == "account_looked_up"
    page = browser.get(answer.location).text
    assert "Anneke Bakker" in page
    assert "nergens ingelogd" in page
    unknown = fill(browser, "/beheer/accounts", email="anneke@barneveld.n")
    assert unknown.status_code == 422
    assert "geen account met dit e-mailadres" in unknown.text


def test_a_block_ends_everything_at_once_and_lifting_it_lets_in_again(
    app: Flask, browser: Browser, administrator: Account
) -> None:
    account = make_account("Anneke Bakker", password=PASSWORD)
    theirs = another(app).sign_in(account)
    assert theirs.get("/mijn").status_code == 200
    assert fill(browser, page_of(account) + "/blokkade").location == page_of(account)
    assert theirs.get("/mijn").status_code == 303
    assert fill(theirs, "/inloggen", email=account.email, password=PASSWORD).status_code == 422
    assert "Geblokkeerd" in browser.get(page_of(account)).text

    assert fill(browser, page_of(account) + "/opheffing").location == page_of(account)
    assert theirs.get("/mijn").status_code == 303, "a session that ended stays ended"
    assert fill(theirs, "/inloggen", email=account.email, password=PASSWORD).status_code == 303
    assert letters_to(account.email) == ["people/blocked", "people/unblocked"]
    lines = db.session.execute(
        sa.select(JournalEntry.action, JournalEntry.actor)
        .where(JournalEntry.subject_id == account.public_id)
        .order_by(JournalEntry.id)
    )
    by = administrator.public_id
    assert {("account_blocked", by), ("sessions_ended", by), ("account_unblocked", by)} <= set(map(tuple, lines))


def test_someone_is_signed_out_everywhere_without_being_blocked(
    app: Flask, browser: Browser, administrator: Account
) -> None:
    account = make_account(password=PASSWORD)
    theirs = [another(app).sign_in(account) for _ in range(2)]
    answer = browser.fill_in(page_of(account), form="/sessies")
    assert answer.location == page_of(account)
    assert [one.get("/mijn").status_code for one in theirs] == [303, 303]
    assert fill(theirs[0], "/inloggen", email=account.email, password=PASSWORD).status_code == 303


def test_blocking_twice_is_once(browser: Browser, administrator: Account) -> None:
    account = make_account()
    for _ in range(2):
        assert fill(browser, page_of(account) + "/blokkade").status_code == 303
    since = fresh(account).blocked_at
    assert since is not None
    assert letters_to(account.email) == ["people/blocked"]
    for _ in range(2):
        assert fill(browser, page_of(account) + "/opheffing").status_code == 303
    assert letters_to(account.email) == ["people/blocked", "people/unblocked"]


def test_nobody_blocks_themself(browser: Browser, administrator: Account) -> None:
    make_account(offices=["administrator"])
    assert "/blokkade" not in browser.get(page_of(administrator)).text
    answer = fill(browser, page_of(administrator) + "/blokkade")
    assert answer.status_code == 422
    assert "je eigen account" in answer.text
    assert fresh(administrator).blocked_at is None


@pytest.mark.parametrize("deed", ["/blokkade", "/opheffing"])
def test_it_asks_for_a_fresh_proof(browser: Browser, administrator: Account, deed: str) -> None:
    account = make_account()
    with time_machine.travel(now() + timedelta(minutes=16)):
        answer = browser.get(page_of(account) + deed)
    assert answer.location == f"/mijn/bevestiging?next={page_of(account)}{deed}"


@pytest.mark.parametrize("offices", [(), ("reviewer",), ("organiser",), ("moderator",), ("treasurer",)])
def test_nobody_else_may(browser: Browser, offices: tuple[str, ...]) -> None:
    account = make_account()
    browser.sign_in(make_account(offices=offices))
    for path in ("/beheer/accounts", page_of(account), page_of(account) + "/blokkade", page_of(account) + "/opheffing"):
        assert browser.get(path).status_code == 403


def test_who_was_blocked_meanwhile_blocks_nobody_any_more() -> None:
    one, other, third = (make_account(offices=["administrator"]) for _ in range(3))
    with transaction():
        block(one, by=other)
    for deed in (block, unblock):
        with pytest.raises(Refused, match="administrator_no_more"), transaction():
            deed(third, by=one)
    assert fresh(third).blocked_at is None


def test_of_two_administrators_who_block_each_other_one_stays(app: Flask) -> None:
    import threading

    one, other = (make_account(offices=["administrator"]) for _ in range(2))
    ready = threading.Barrier(2)

    def attempt(whom: int, who: int) -> None:
        with app.app_context():
            ready.wait()
            try:
                with transaction():
                    block(db.session.get_one(Account, whom), by=db.session.get_one(Account, who))
            except Refused:
                pass

    pairs = [(one.id, other.id), (other.id, one.id)]
    threads = [threading.Thread(target=attempt, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted([fresh(one).blocked_at is None, fresh(other).blocked_at is None]) == [False, True]


def test_a_blocked_member_is_gone_from_the_directory_and_comes_back(app: Flask, browser: Browser) -> None:
    from tests.directory.makers import make_member

    reader, found = make_member("Rita Lezer"), make_member("Vera Vindbaar", is_findable=True)
    browser.sign_in(reader)
    assert "Vera Vindbaar" in browser.get("/leden").text
    account = db.session.scalars(sa.select(Account).where(Account.name == "Vera Vindbaar")).one()
    with transaction():
        block(account)
    assert "Vera Vindbaar" not in browser.get("/leden").text
    with transaction():
        unblock(account)
    assert "Vera Vindbaar" in browser.get("/leden").text
    assert found is not None
