"""Does a visitor hear at once whether OK-Profs would suit them?"""

import pytest
import sqlalchemy as sa

from okprofs.kernel.db import db
from okprofs.membership.models import Application
from tests.conftest import Browser

SECRETARY = "government=ja&appointment=permanent&engagement=part_time&position=municipal_secretary&disciplines=lean"


def test_the_page_asks_before_it_judges(browser: Browser) -> None:
    page = browser.get("/past-het")
    assert page.status_code == 200
    assert "Werk je bij de overheid?" in page.text
    assert "niet verplicht" not in page.text
    assert "checked" not in page.text


def test_the_municipal_secretary_needs_a_look_and_suits_concernkwaliteit(browser: Browser) -> None:
    page = browser.get(f"/past-het?{SECRETARY}").text
    assert "Misschien ben je een OK-prof." in page
    assert "een gemeentesecretaris die zich intensief bezig houdt" in page
    assert "concernkwaliteit" in page
    assert "Functionarissen die vast of tijdelijk werken bij de overheid" in page


def test_what_is_answered_so_far_is_told_and_what_is_open_is_named(browser: Browser) -> None:
    page = browser.get("/past-het?government=nee").text
    assert "Je werkt niet bij de overheid." in page
    assert "Nog te beantwoorden:" in page
    assert "Met deze antwoorden pas je niet" not in page


def test_the_answers_go_along_to_the_application(browser: Browser) -> None:
    page = browser.get(f"/past-het?{SECRETARY}").text
    assert "/lid-worden?government=ja&amp;appointment=permanent" in page


@pytest.mark.parametrize("query", ["", SECRETARY, "government=x&disciplines=quality&disciplines=nope"])
def test_nothing_is_kept(browser: Browser, query: str) -> None:
    browser.get(f"/past-het?{query}")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Application)) == 0
