"""The review desk with no case, one and forty, and the directory with nobody in it and with one."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from okprofs.kernel.db import transaction
from okprofs.kernel.ids import digest, new_secret
from okprofs.people.models import Office, SignInSession
from tests.conftest import on_one_engine
from tests.journeys.looking import Watched, looks_at
from tests.membership.makers import make_application, make_member
from tests.membership.test_large_desk import wait_at_desk

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("database"), on_one_engine]

DESK, DIRECTORY = "/beheer/aanvragen", "/leden"


@pytest.fixture
def window(app: Flask, database: None, chromium: Browser) -> Iterator[Watched]:
    """A reviewer at a screen, in a club of whom nobody else is there yet."""
    secret = new_secret()
    reviewer = make_member("Anneke Bakker", wants_to_be_found=False, offices=[Office.REVIEWER])
    with transaction() as session:
        session.add(SignInSession(digest=digest(secret), account_id=reviewer.id))
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://localhost:{server.port}"
    context = chromium.new_context(locale="nl-NL", base_url=base)
    context.add_cookies([{"name": app.config["SIGN_IN_COOKIE_NAME"], "value": secret, "url": base}])
    yield Watched(context.new_page(), base)
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_with_nothing_one_and_many_a_page_is_accessible_and_fits(window: Watched) -> None:
    look(window, 0, DIRECTORY, "Er staat nog niemand in de lijst")
    look(window, 1, DESK, "Er wacht geen aanvraag op een oordeel")
    make_application("Mirjam Smits")
    make_member("Bert van den Berg")
    look(window, 2, DIRECTORY, "Nog maar één lid laat zich vinden")
    # Who has nothing to tick has nothing to press.
    assert window.page.locator(".facets__apply").count() == 0
    look(window, 3, DESK, "Mirjam Smits")
    wait_at_desk(39)
    look(window, 4, DESK, "Te beoordelen (40)")
    assert window.wrong == []


def look(window: Watched, number: int, path: str, words: str) -> None:
    """At a desktop and on a phone; by axe in one of them, in turn. In Dutch these words are there."""
    for turn, one in enumerate(looks_at(number)):
        window.begin(one)
        window.page.goto(path)
        if one.language == "nl":
            assert words in window.page.locator("main").inner_text()
        window.check(one, by_axe=turn == number // 2 % 2)
