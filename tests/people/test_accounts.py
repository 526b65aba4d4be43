"""Making an account, finding one, and blocking one."""

from typing import Any

import pytest

from okprofs.kernel.db import transaction
from okprofs.kernel.facts import connect
from okprofs.kernel.refusals import Refused
from okprofs.people.facts import AccountBlocked
from okprofs.people.letters import ADDRESS_CONFIRM, PASSWORD_RESET, SIGN_IN_LINK
from okprofs.people.models import Account, AddressChange, Audience, Office
from okprofs.people.queries import account_by_email, account_by_public_id, holders_of, names_of
from okprofs.people.services.accounts import block, create_account
from tests.conftest import Browser
from tests.people.makers import PASSWORD, deeds, fill, fresh, mailed_secret, make_account

pytestmark = pytest.mark.usefixtures("database")


def test_an_account_begins_with_an_empty_profile_that_nobody_sees() -> None:
    account = make_account("Anneke Bakker", "Anneke@Barneveld.NL")
    assert account.email == "anneke@barneveld.nl"
    assert account.profile.is_findable is False
    assert account.profile.phone_audience is Audience.NOBODY
    assert account.password_hash is None
    assert account.offices == frozenset()
    assert deeds() == ["account_made"]


@pytest.mark.parametrize(("typed", "code"), [("ANNEKE@barneveld.nl", "address_taken"), ("anneke", "address_invalid")])
def test_an_address_belongs_to_one_account(typed: str, code: str) -> None:
    make_account(email="anneke@barneveld.nl")
    with pytest.raises(Refused) as refused, transaction():
        create_account(typed, "Iemand Anders", "nl")
    assert [refusal.code for refusal in refused.value.refusals] == [code]


def test_an_account_is_found_however_its_address_is_typed() -> None:
    account = make_account(email="anneke@barneveld.nl")
    found = account_by_email("  Anneke@Barneveld.nl ")
    assert found is not None
    assert found.id == account.id
    assert account_by_email("iemand@barneveld.nl") is None
    assert account_by_email("geen adres") is None
    assert account_by_public_id(account.public_id) is found
    assert account_by_public_id("bestaatniet") is None


def test_names_are_found_by_public_id_and_unknown_ids_are_left_out() -> None:
    anneke, bob = make_account("Anneke Bakker"), make_account("Bob de Vries")
    assert names_of([anneke.public_id, bob.public_id, "onbekend"]) == {
        anneke.public_id: "Anneke Bakker",
        bob.public_id: "Bob de Vries",
    }
    assert names_of([]) == {}


def test_mail_for_an_office_goes_to_those_who_hold_it_and_may_sign_in() -> None:
    reviewer, blocked = make_account(offices=["reviewer"]), make_account(offices=["reviewer"])
    make_account(offices=["organiser"])
    with transaction():
        block(blocked)
    assert [account.id for account in holders_of(Office.REVIEWER)] == [reviewer.id]


def test_a_blocked_person_is_out_at_the_next_request(browser: Browser) -> None:
    account = make_account(password=PASSWORD)
    browser.sign_in(account)
    assert browser.get("/mijn/sessies").status_code == 200
    secrets = {kind: mailed_secret(kind, account, account.email) for kind in (SIGN_IN_LINK, PASSWORD_RESET)}
    with transaction() as session:
        change = AddressChange(account_id=account.id, address="nieuw@barneveld.nl")
        session.add(change)
    secrets[ADDRESS_CONFIRM] = mailed_secret(ADDRESS_CONFIRM, change, "nieuw@barneveld.nl")
    later = {kind: mailed_secret(kind, account, account.email) for kind in (SIGN_IN_LINK, PASSWORD_RESET)}
    with transaction():
        block(account)

    assert browser.get("/mijn/sessies").status_code == 303
    paths = {
        SIGN_IN_LINK: "/inloggen/link/",
        PASSWORD_RESET: "/wachtwoord-vergeten/",
        ADDRESS_CONFIRM: "/e-mailadres/",
    }
    for kind, secret in [*secrets.items(), *later.items()]:
        answer = browser.get(paths[kind] + secret)
        assert answer.status_code == 404
        assert "Deze link werkt niet meer" in answer.text
    # A letter that was under way when the block fell gets its link only now.
    secret = mailed_secret(SIGN_IN_LINK, account, account.email)
    assert browser.get("/inloggen/link/" + secret).status_code == 404
    answer = fill(browser, "/inloggen", email=account.email, password=PASSWORD)
    assert answer.status_code == 422
    assert fresh(account).email != "nieuw@barneveld.nl"


def test_a_block_is_told_to_who_listens(app: Any) -> None:
    from okprofs import wiring

    told: list[object] = []
    account = make_account()
    connect([(AccountBlocked, (told.append,))])
    try:
        with transaction():
            block(account)
    finally:
        connect(wiring.LISTENERS)
    assert told == [AccountBlocked(account.id)]
    assert deeds()[-1] == "account_blocked"


def test_the_last_administrator_cannot_be_blocked() -> None:
    last = make_account(offices=["administrator"])
    with pytest.raises(Refused), transaction():
        block(last)
    assert fresh(last).blocked_at is None
    other: Account = make_account(offices=["administrator"])
    with transaction():
        block(last)
    with pytest.raises(Refused), transaction():
        block(other)
