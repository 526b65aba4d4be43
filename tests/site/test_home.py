"""Does the home page tell each reader of an event they can go to, and does the site keep to where they were?"""

import pytest

from config import from_environment
from okprofs.app import create_app
from okprofs.events.rules.admission import Audience
from tests.conftest import Browser
from tests.events.makers import make_event, make_member, make_ticket_type


def members_only(days_from_now: int, title: str, **values: int) -> None:
    ticket_type = make_ticket_type(audience=Audience.PROFESSIONALS_AND_INVITEES, **values)
    make_event(days_from_now, [ticket_type], title=title)


def test_a_visitor_is_told_of_the_first_event_that_is_open_to_them(browser: Browser) -> None:
    members_only(10, "Besloten middag")
    make_event(20, title="Open ochtend", slug="open-ochtend")
    text = browser.get("/").text
    assert "Open ochtend" in text
    assert "Besloten middag" not in text
    assert 'href="/bijeenkomsten/open-ochtend/aanmelden"' in text


def test_a_member_is_told_of_what_is_for_members(browser: Browser) -> None:
    members_only(10, "Besloten middag")
    make_event(20, title="Open ochtend")
    browser.sign_in(make_member())
    assert "Besloten middag" in browser.get("/").text


def test_a_full_event_is_passed_over(browser: Browser) -> None:
    make_event(10, [make_ticket_type(capacity=1, taken=1)], title="Vol huis")
    make_event(20, title="Nog plaats")
    text = browser.get("/").text
    assert "Nog plaats" in text
    assert "Vol huis" not in text


def test_where_nothing_is_open_the_first_event_says_for_whom_it_is_and_offers_no_sign_up(browser: Browser) -> None:
    members_only(10, "Besloten middag")
    text = browser.get("/").text
    assert "Besloten middag" in text
    assert "leden en genodigden" in text
    assert "/aanmelden" not in text


def test_the_price_on_the_home_page_is_the_readers_own(browser: Browser) -> None:
    make_event(10, [make_ticket_type(price_cents=6000, member_price_cents=4500)])
    assert "€\xa060,00" in browser.get("/").text
    browser.sign_in(make_member())
    assert "€\xa045,00" in browser.get("/").text


def test_another_language_shows_the_same_page_with_the_same_answers(browser: Browser) -> None:
    path = "/past-het?government=ja&disciplines=lean&disciplines=quality"
    link = browser.get(path).text.partition('href="/taal/en')[2].partition('"')[0]
    answer = browser.get("/taal/en" + link.replace("&amp;", "&"))
    assert answer.status_code == 303
    assert answer.location == path
    assert 'lang="en"' in browser.get(answer.location).text


def test_another_language_on_a_page_that_cannot_be_opened_again_leads_home(browser: Browser) -> None:
    assert 'href="/taal/en"' in browser.get("/bestaat-niet").text
    assert browser.get("/taal/en?terug=//evil.example").location == "/"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_in_development_the_machine_answers_to_both_of_its_names(browser: Browser, name: str) -> None:
    app = create_app(from_environment({"OKPROFS_ENV": "development", "BASE_URL": "http://elders.example"}))
    answer = app.test_client().get("/over-ons", base_url=f"http://{name}:8000")
    assert answer.status_code == 200


def test_at_an_address_that_is_not_ours_one_is_told_which_is(browser: Browser) -> None:
    answer = browser.get("/", base_url="http://evil.example")
    assert answer.status_code == 400
    assert '<a href="http://localhost">' in answer.text


def test_who_must_sign_in_first_is_told_so(browser: Browser) -> None:
    asked = "Wat je wilt zien, is niet openbaar."
    assert asked in browser.get("/leden", follow_redirects=True).text
    assert asked not in browser.get("/inloggen").text
