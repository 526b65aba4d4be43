"""The demo club, for rules that hold of every page."""

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.demo.club import CAST
from okprofs.demo.load import DOMAIN, load
from okprofs.kernel.db import db, transaction
from okprofs.people.models import Account
from tests.conftest import Browser

VISITOR = "bezoeker"
PEOPLE = (VISITOR, "aanvrager", *(role.address for role in CAST))


@pytest.fixture
def club(database: None) -> None:
    """Some sixty members, a queue of applications, six events."""
    with transaction():
        load()


def account_of(address: str) -> Account:
    return db.session.scalars(sa.select(Account).where(Account.email == f"{address}@{DOMAIN}")).one()


def come_in(app: Flask, address: str) -> Browser:
    """A browser in which this one of the cast is signed in; a visitor is not."""
    app.test_client_class = Browser
    browser: Browser = app.test_client()  # type: ignore[assignment]
    return browser if address == VISITOR else browser.sign_in(account_of(address))
