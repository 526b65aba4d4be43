"""The demo club, for rules that hold of every page."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.demo.club import DOMAIN
from okprofs.demo.load import load
from okprofs.kernel.db import db, transaction
from okprofs.kernel.limits import limiter
from okprofs.people.models import Account
from tests.conftest import Browser, empty
from tests.house.crawler import Crawler, Form, Written
from tests.house.world import PEOPLE, VISITOR, Keeper, World, build, put_mail

__all__ = ["PEOPLE", "VISITOR"]


@pytest.fixture(scope="session")
def kept_club(app: Flask, engine: str) -> Keeper:
    """The demo club, loaded once."""
    with app.app_context():
        with transaction():
            load()
        db.session.remove()
        keeper = Keeper(engine, "club")
        keeper.keep()
        empty(engine)
    return keeper


@pytest.fixture
def club(kept_club: Keeper, database: None) -> None:
    """Some sixty members, a queue of applications, six events."""
    kept_club.put_back()


def account_of(address: str) -> Account:
    return db.session.scalars(sa.select(Account).where(Account.email == f"{address}@{DOMAIN}")).one()


def come_in(app: Flask, address: str) -> Browser:
    """A browser in which this one of the cast is signed in; a visitor is not."""
    app.test_client_class = Browser
    browser: Browser = app.test_client()  # type: ignore[assignment]
    return browser if address == VISITOR else browser.sign_in(account_of(address))


@pytest.fixture(scope="session")
def kept_world(app: Flask, engine: str) -> tuple[World, Keeper]:
    """The demo club with one of everything in it, made once."""
    with app.app_context():
        world, keeper = build(), Keeper(engine, "world")
        db.session.remove()
        keeper.keep()
        empty(engine)
    return world, keeper


@pytest.fixture
def crawler(app: Flask, database: None, kept_world: tuple[World, Keeper]) -> Iterator[Crawler]:
    """Someone who goes everywhere as everybody, in that world; all that was wrong comes out at the end."""
    world, keeper = kept_world
    keeper.put_back()
    put_mail(app)
    limiter.enabled = False
    try:
        with Written() as written:
            yield Crawler(app, world, keeper, written)
    finally:
        limiter.enabled = True


@pytest.fixture(scope="session")
def forms_by_engine() -> dict[str, list[Form]]:
    return {}


@pytest.fixture
def forms(crawler: Crawler, engine: str, forms_by_engine: dict[str, list[Form]]) -> list[Form]:
    """Every form of the house, found once: the world is the same at each test."""
    if engine not in forms_by_engine:
        forms_by_engine[engine] = crawler.forms()
    return forms_by_engine[engine]
