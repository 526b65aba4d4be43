"""What do I tell about myself, and what of it do other members see?"""

from typing import Any

import pytest
import sqlalchemy as sa

from okprofs import wiring
from okprofs.kernel.db import db
from okprofs.kernel.facts import connect
from okprofs.organisations.models import Organisation
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Audience
from okprofs.people.rules.profession import Discipline, Position
from tests.conftest import Browser
from tests.people.makers import deeds, fill, fresh, make_account

pytestmark = pytest.mark.usefixtures("database")
FILLED = {
    "name": "Anneke Bakker",
    "is_findable": "yes",
    "function_title": "Adviseur dienstverlening",
    "position": "adviser",
    "organisation": "Gemeente Barneveld",
    "disciplines": ["lean", "quality"],
    "ask_me_about": "Klachten voor zijn.\nEn werkbezoeken.",
    "phone": "06-12 34 56 78",
    "link": "www.linkedin.com/in/anneke",
    "show_function": "y",
    "show_phone": "y",
    "language": "nl",
}


def test_a_profile_is_kept_as_it_was_filled_in(browser: Browser) -> None:
    account = make_account("Iemand Anders")
    browser.sign_in(account)
    assert fill(browser, "/mijn/profiel", **FILLED).location == "/mijn/profiel/voorbeeld"
    profile = fresh(account).profile
    assert account.name == "Anneke Bakker"
    assert profile.position is Position.ADVISER
    assert profile.disciplines == {Discipline.LEAN, Discipline.QUALITY}
    assert profile.organisation is not None
    assert profile.organisation.name == "Gemeente Barneveld"
    assert profile.organisation.is_confirmed is False, "one that we did not know waits for the office"
    assert profile.phone == "+31612345678"
    assert profile.link == "https://www.linkedin.com/in/anneke"
    assert profile.ask_me_about == "Klachten voor zijn.\nEn werkbezoeken."
    assert profile.phone_audience is Audience.MEMBERS
    assert profile.link_audience is Audience.NOBODY
    assert profile.is_findable
    assert profile.findable_since is not None
    assert deeds()[-2:] == ["findable_chosen", "profile_changed"]


def test_what_was_kept_stands_in_the_form_and_sending_it_again_changes_nothing(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, "/mijn/profiel", **FILLED)
    page = browser.get("/mijn/profiel").text
    for words in ("06 12345678", "https://www.linkedin.com/in/anneke", "Gemeente Barneveld", "En werkbezoeken."):
        assert words in page
    before = {
        column.name: getattr(fresh(account).profile, column.name) for column in type(account.profile).__table__.columns
    }
    fill(browser, "/mijn/profiel")
    after = {name: getattr(fresh(account).profile, name) for name in before}
    assert after == before
    assert len(db.session.scalars(sa.select(Organisation)).all()) == 1


def test_nothing_is_ticked_for_who_never_chose(browser: Browser) -> None:
    browser.sign_in(make_account())
    page = browser.get("/mijn/profiel").text
    assert 'value="yes" checked' not in page.replace('checked value="yes"', 'value="yes" checked')
    assert page.count('type="checkbox"') == 16
    assert page.count("checked") == 2, "only: not to be found, and Dutch"


def test_everything_can_be_emptied_again(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, "/mijn/profiel", **FILLED)
    empty = dict.fromkeys(("function_title", "position", "organisation", "ask_me_about", "phone", "link"), "")
    values = {"name": "Anneke Bakker", "is_findable": "no", "language": "nl", "disciplines": [], **empty}
    assert fill(browser, "/mijn/profiel", **values, show_function=[], show_phone=[]).status_code == 303
    profile = fresh(account).profile
    assert (profile.organisation, profile.position, profile.disciplines) == (None, None, frozenset())
    assert (profile.phone, profile.link, profile.function_title, profile.ask_me_about) == ("", "", "", "")
    assert profile.phone_audience is Audience.NOBODY
    assert (profile.is_findable, profile.findable_since) == (False, None)
    assert "findable_withdrawn" in deeds()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Vul je naam in"),
        ("name", "www.evil.nl", "In een naam kan geen webadres staan"),
        ("name", "A" * 101, "hoogstens 100 tekens"),
        ("phone", "bel maar", "geen telefoonnummer"),
        ("link", "http://barneveld.nl", "geen webadres dat leden veilig kunnen openen"),
        ("link", "javascript:alert(1)", "geen webadres dat leden veilig kunnen openen"),
        ("ask_me_about", "a" * 501, "Houd het bij 500 tekens"),
        ("function_title", "a" * 101, "korter dan 100 tekens"),
        ("organisation", "a" * 201, "korter dan 200 tekens"),
        ("is_findable", "misschien", ""),
        ("position", "koning", ""),
        ("disciplines", ["toveren"], ""),
        ("language", "de", ""),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    browser: Browser, field: str, typed: Any, words: str
) -> None:
    account = make_account("Iemand Anders")
    browser.sign_in(account)
    answer = fill(browser, "/mijn/profiel", **{**FILLED, field: typed})
    assert answer.status_code == 422
    assert words in answer.text
    for kept in ("Gemeente Barneveld", "Klachten voor zijn."):
        assert kept in answer.text or field in ("organisation", "ask_me_about")
    assert fresh(account).name == "Iemand Anders"


def test_the_preview_shows_what_members_see_and_nothing_else(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, "/mijn/profiel", **FILLED)
    page = browser.get("/mijn/profiel/voorbeeld").text
    main = page[page.index("<main") :]
    for shown in ("Anneke Bakker", "Adviseur dienstverlening", "06 12345678"):
        assert shown in main
    for hidden in ("Barneveld", "Lean", "Klachten", "linkedin"):
        assert hidden not in main


def test_the_preview_of_who_does_not_want_to_be_found_says_so(browser: Browser) -> None:
    browser.sign_in(make_account("Anneke Bakker", phone="+31612345678", phone_audience=Audience.MEMBERS))
    page = browser.get("/mijn/profiel/voorbeeld").text
    assert "Andere leden zien je niet" in page
    assert "06 12345678" not in page


def test_who_listens_hears_that_a_profile_changed(browser: Browser) -> None:
    told: list[object] = []
    account = make_account()
    browser.sign_in(account)
    connect([(ProfileChanged, (told.append,))])
    try:
        fill(browser, "/mijn/profiel", **FILLED)
    finally:
        connect(wiring.LISTENERS)
    assert told == [ProfileChanged(account.id)]


def test_a_language_chosen_in_the_profile_counts_at_once(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    browser.set_cookie("taal", "nl")
    fill(browser, "/mijn/profiel", **{**FILLED, "language": "en"})
    assert '<html lang="en"' in browser.get("/mijn/profiel").text
    assert fresh(account).language == "en"


def test_only_what_the_form_offers_can_be_changed(browser: Browser) -> None:
    account = make_account(email="anneke@barneveld.nl")
    browser.sign_in(account)
    more = {
        "email": "ander@barneveld.nl", "password_hash": "x", "blocked_at": "2026-01-01", "public_id": "x", "id": "99",
        "offices": "administrator", "appointments": "administrator", "account_id": "99", "organisation_id": "99",
        "findable_since": "2020-01-01", "role": "administrator",
    }  # fmt: skip
    assert fill(browser, "/mijn/profiel", **FILLED, **more).status_code == 303
    fresh(account)
    assert (account.email, account.password_hash, account.blocked_at) == ("anneke@barneveld.nl", None, None)
    assert account.offices == frozenset()


def test_a_profile_without_signing_in_is_nobodys(browser: Browser) -> None:
    for url in ("/mijn/profiel", "/mijn/profiel/voorbeeld", "/mijn/sessies", "/mijn/wachtwoord", "/mijn/e-mailadres"):
        answer = browser.get(url)
        assert answer.status_code == 303
        assert answer.location.startswith("/inloggen?next=")
