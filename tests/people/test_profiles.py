"""What do I tell about myself, part by part?"""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs import wiring
from okprofs.kernel.db import db
from okprofs.kernel.facts import connect
from okprofs.organisations.models import Organisation
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field
from tests.conftest import Browser
from tests.pages import forms_of
from tests.people.makers import deeds, fill, fresh, make_account

pytestmark = pytest.mark.usefixtures("database")
BASIS, WORK, EXPERTISE, CONTACT, PHOTO = (
    "/mijn/profiel",
    "/mijn/profiel/werk",
    "/mijn/profiel/kennis",
    "/mijn/profiel/contact",
    "/mijn/profiel/foto",
)
# What someone fills in on each of the pages.
FILLED: dict[str, dict[str, Any]] = {
    BASIS: {"name": "Anneke Bakker", "is_findable": "yes", "language": "nl"},
    WORK: {
        "function_title": "Adviseur dienstverlening",
        "position": "adviser",
        "organisation": "Gemeente Barneveld",
        "disciplines": ["lean", "quality"],
        "function_audience": "members",
    },
    EXPERTISE: {
        "topics": "Dagstarts, klantreizen, dag-starts",
        "ask_me_about": "Klachten voor zijn.\nEn werkbezoeken.",
        "methods": ["ink", "iso_9001"],
        "own_methods": "Rijnlands organiseren",
        "certificates": "Lean Six Sigma Green Belt\nINK-assessor",
        "working_since": "2011",
        "languages": ["nl", "fy"],
        "ask_me_about_audience": "members",
        "certificates_audience": "members",
        "experience_audience": "members",
    },
    CONTACT: {
        "phone": "06-12 34 56 78",
        "link": "www.linkedin.com/in/anneke",
        "willing_to": ["mentor", "speak"],
        "phone_audience": "members",
        "willing_to_audience": "members",
    },
}


def fill_all(browser: Browser) -> None:
    for url, values in FILLED.items():
        assert fill(browser, url, **values).location == url


def columns(account: Account) -> dict[str, Any]:
    profile = fresh(account).profile
    return {column.name: getattr(profile, column.name) for column in type(profile).__table__.columns}


def test_a_profile_is_kept_as_it_was_filled_in(browser: Browser) -> None:
    account = make_account("Iemand Anders")
    browser.sign_in(account)
    fill_all(browser)
    profile = fresh(account).profile
    assert account.name == "Anneke Bakker"
    assert profile.position is Position.ADVISER
    assert profile.disciplines == {Discipline.LEAN, Discipline.QUALITY}
    assert profile.organisation is not None
    assert profile.organisation.name == "Gemeente Barneveld"
    assert profile.organisation.is_confirmed is False, "one that we did not know waits for the office"
    assert profile.phone == "+31612345678"
    assert profile.link == "https://www.linkedin.com/in/anneke"
    assert profile.topics == ("Dagstarts", "klantreizen")
    assert profile.ask_me_about == "Klachten voor zijn.\nEn werkbezoeken."
    assert profile.methods == {Method.INK, Method.ISO_9001}
    assert profile.own_methods == ("Rijnlands organiseren",)
    assert profile.certificates == ("Lean Six Sigma Green Belt", "INK-assessor")
    assert profile.working_since == 2011
    assert profile.languages == {Language.DUTCH, Language.FRISIAN}
    assert profile.willing_to == {Willingness.MENTOR, Willingness.SPEAK}
    shown = {field for field in Field if getattr(profile, f"{field}_audience") is Audience.MEMBERS}
    assert shown == {
        Field.FUNCTION,
        Field.ASK_ME_ABOUT,
        Field.CERTIFICATES,
        Field.EXPERIENCE,
        Field.PHONE,
        Field.WILLING_TO,
    }
    assert profile.is_findable
    assert profile.findable_since is not None
    assert deeds().count("profile_changed") == len(FILLED)
    assert "findable_chosen" in deeds()


def test_what_was_kept_stands_in_the_form_and_sending_it_again_changes_nothing(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill_all(browser)
    pages = "".join(browser.get(url).text for url in FILLED)
    for words in (
        "06 12345678",
        "https://www.linkedin.com/in/anneke",
        "Gemeente Barneveld",
        "En werkbezoeken.",
        "Dagstarts, klantreizen",
        "Lean Six Sigma Green Belt\nINK-assessor",
        'value="2011"',
    ):
        assert words in pages
    before = columns(account)
    for url in FILLED:
        fill(browser, url)
    assert columns(account) == before
    assert len(db.session.scalars(sa.select(Organisation)).all()) == 1


def test_a_part_that_is_kept_leaves_the_others_as_they_are(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill_all(browser)
    before = columns(account)
    fill(browser, CONTACT, phone="", phone_audience="nobody")
    after = columns(account)
    assert {name for name in before if after[name] != before[name]} == {"phone", "phone_audience"}


def test_nothing_is_ticked_for_who_never_chose(browser: Browser) -> None:
    browser.sign_in(make_account())
    pages = {url: browser.get(url).text for url in (*FILLED, PHOTO)}
    for url, page in pages.items():
        fields = re.findall(r'<select[^>]*name="(\w+)_audience".*?</select>', page, re.DOTALL)
        chosen = re.findall(r'<option selected value="(\w+)">', page)
        assert chosen.count("nobody") == len(fields) == {BASIS: 0, WORK: 3, EXPERTISE: 5, CONTACT: 4, PHOTO: 1}[url]
        assert not {"groups", "members", "everyone"} & set(chosen)
    ticked = {url: page.count("checked") for url, page in pages.items()}
    assert ticked == {BASIS: 2, WORK: 0, EXPERTISE: 0, CONTACT: 0, PHOTO: 0}, "only: not to be found, and Dutch"


def test_everything_can_be_emptied_again(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    empty = columns(account)
    fill_all(browser)
    for url, values in FILLED.items():
        fill(
            browser,
            url,
            **{
                name: "nobody" if name.endswith("_audience") else [] if isinstance(value, list) else ""
                for name, value in values.items()
            },
        )
    fill(browser, BASIS, name="Anneke Bakker", is_findable="no", language="nl")
    assert columns(account) == empty
    assert "findable_withdrawn" in deeds()


@pytest.mark.parametrize(
    ("url", "field", "typed", "words"),
    [
        (BASIS, "name", "", "Vul je naam in"),
        (BASIS, "name", "www.evil.nl", "In een naam kan geen webadres staan"),
        (BASIS, "name", "A" * 101, "hoogstens 100 tekens"),
        (BASIS, "is_findable", "misschien", ""),
        (BASIS, "language", "de", ""),
        (WORK, "function_title", "a" * 101, "korter dan 100 tekens"),
        (WORK, "organisation", "a" * 201, "korter dan 200 tekens"),
        (WORK, "position", "koning", ""),
        (WORK, "disciplines", ["toveren"], ""),
        (EXPERTISE, "ask_me_about", "a" * 501, "Houd het bij 500 tekens"),
        (EXPERTISE, "topics", ",".join(map(str, range(13))), "Noem er hoogstens 12"),
        (EXPERTISE, "topics", "a" * 61, "Houd elk onderdeel korter dan 60 tekens"),
        (EXPERTISE, "certificates", "a" * 61, "Houd elk onderdeel korter dan 60 tekens"),
        (EXPERTISE, "own_methods", "a" * 61, "Houd elk onderdeel korter dan 60 tekens"),
        (EXPERTISE, "methods", ["toveren"], ""),
        (EXPERTISE, "working_since", "1949", "Vul een jaar in tussen 1950 en nu"),
        (EXPERTISE, "working_since", "2999", "Vul een jaar in tussen 1950 en nu"),
        (EXPERTISE, "working_since", "lang", ""),
        (EXPERTISE, "languages", ["klingon"], ""),
        (CONTACT, "phone", "bel maar", "geen telefoonnummer"),
        (CONTACT, "link", "http://barneveld.nl", "geen webadres dat leden veilig kunnen openen"),
        (CONTACT, "link", "javascript:alert(1)", "geen webadres dat leden veilig kunnen openen"),
        (CONTACT, "willing_to", ["dansen"], ""),
        (CONTACT, "phone_audience", "everyone", ""),
        (CONTACT, "messages_audience", "everyone", ""),
        (WORK, "function_audience", "iedereen", ""),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    browser: Browser, url: str, field: str, typed: Any, words: str
) -> None:
    account = make_account("Iemand Anders")
    browser.sign_in(account)
    before = columns(account)
    answer = fill(browser, url, **{**FILLED[url], field: typed})
    assert answer.status_code == 422
    assert words in answer.text
    for other, value in FILLED[url].items():
        if other != field and isinstance(value, str):
            assert all(line in answer.text for line in value.splitlines())
    assert columns(account) == before
    assert fresh(account).name == "Iemand Anders"


def test_everyone_finds_only_who_chose_that_and_it_is_taken_back_as_easily(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    fill(browser, BASIS, **{**FILLED[BASIS], "is_findable": "everyone"})
    assert fresh(account).profile.is_findable
    assert account.profile.public_since is not None
    assert forms_of(browser.get(BASIS).text)[-1].values["is_findable"] == "everyone"
    fill(browser, BASIS, **FILLED[BASIS])
    assert fresh(account).profile.is_findable
    assert account.profile.public_since is None
    assert [deed for deed in deeds() if deed.startswith("public")] == ["public_chosen", "public_withdrawn"]


def test_a_form_that_says_nothing_of_an_audience_leaves_it_as_it_was(browser: Browser) -> None:
    account = make_account(phone_audience=Audience.GROUPS, phone="+31612345678")
    page = browser.sign_in(account).get(CONTACT).text
    values = {name: value for name, value in forms_of(page)[-1].values.items() if not name.endswith("_audience")}
    assert browser.post(CONTACT, data=values).location == CONTACT
    assert fresh(account).profile.phone_audience is Audience.GROUPS


def test_who_listens_hears_that_a_profile_changed(browser: Browser) -> None:
    told: list[object] = []
    account = make_account()
    browser.sign_in(account)
    connect([(ProfileChanged, (told.append,))])
    try:
        fill_all(browser)
    finally:
        connect(wiring.LISTENERS)
    assert told == [ProfileChanged(account.id)] * 4


def test_a_language_chosen_in_the_profile_counts_at_once(browser: Browser) -> None:
    account = make_account()
    browser.sign_in(account)
    browser.set_cookie("taal", "nl")
    fill(browser, "/mijn/profiel", **{**FILLED[BASIS], "language": "en"})
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
    for url, values in FILLED.items():
        assert fill(browser, url, **values, **more).status_code == 303
    fresh(account)
    assert (account.email, account.password_hash, account.blocked_at) == ("anneke@barneveld.nl", None, None)
    assert account.offices == frozenset()


def test_a_profile_without_signing_in_is_nobodys(browser: Browser) -> None:
    for url in (
        *FILLED,
        PHOTO,
        f"{PHOTO}/groot",
        "/mijn/profiel/spiegel",
        "/mijn/sessies",
        "/mijn/wachtwoord",
        "/mijn/e-mailadres",
    ):
        answer = browser.get(url)
        assert answer.status_code == 303
        assert answer.location.startswith("/inloggen?next=")
