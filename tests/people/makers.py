"""People for the tests, made by the services themselves."""

from collections.abc import Iterable
from itertools import count
from typing import Any

import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.search import fold
from okprofs.mail.kinds import Kind
from okprofs.mail.models import Letter
from okprofs.mail.services import mint
from okprofs.people.models import Account, Appointment, Office, Profile
from okprofs.people.services.accounts import create_account
from okprofs.people.services.passwords import hashed
from tests.pages import forms_of

PASSWORD = "zeventien lege fietstassen"
_number = count(1)


def make_account(
    name: str = "Anneke Bakker",
    email: str | None = None,
    offices: Iterable[Office | str] = (),
    password: str | None = None,
    language: str = "nl",
    **profile: Any,
) -> Account:
    """Someone with an account. `profile` are columns of the profile: `is_findable=True, phone="+31…"`.

    Without `email` each gets an address of their own. The fields' audiences default to nobody, as for everybody.
    """
    address = email or f"{'.'.join(fold(name).split())}.{next(_number)}@gemeente.example"
    secret = hashed(password) if password is not None else None
    with transaction():
        account = create_account(address, name, language)
        account.password_hash = secret
        account.appointments = [Appointment(office=Office(office)) for office in offices]
        for column, value in profile.items():
            assert column in Profile.__table__.columns or column == "organisation", f"a profile has no {column}"
            setattr(account.profile, column, value)
    return account


def fresh(account: Account) -> Account:
    """The same account as it stands in the database now, also after a request changed it."""
    db.session.rollback()
    return account


def mailed_secret(kind: Kind, about: Any, address: str) -> str:
    """The secret that the mail room would put into a letter of this kind, sent at this moment."""
    assert kind.link is not None
    with transaction():
        return mint(kind.link.purpose, about.public_id, address, kind.link.valid_for)


def letters_to(address: str) -> list[str]:
    """The kinds of letters that wait for this address, in the order in which they were written."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter.kind).where(Letter.recipient == address).order_by(Letter.id)))


def deeds() -> list[str]:
    """What the journal tells, in order."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(JournalEntry.action).order_by(JournalEntry.id)))


def fill(browser: Any, url: str, **values: Any) -> Any:
    """Open `url`, fill in its main form (the one that posts to the page itself) and send it."""
    page = browser.get(url)
    forms = [form for form in forms_of(page.text) if not form.action]
    assert len(forms) == 1, f"{url} answers {page.status_code}, with {len(forms)} such forms"
    return browser.post(url, data={**forms[0].values, **values})


def sign_out(browser: Any) -> Any:
    """Press "Uitloggen" in the masthead."""
    forms = [form for form in forms_of(browser.get("/mijn/sessies").text) if form.action == "/uitloggen"]
    return browser.post("/uitloggen", data=forms[0].values)
