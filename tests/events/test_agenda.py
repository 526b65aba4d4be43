"""Which events does someone see, and what of them?"""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import EventStatus
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.people.models import Office
from tests.conftest import Browser, on_one_engine
from tests.events.makers import (
    at,
    make_account,
    make_applicant,
    make_ended_member,
    make_event,
    make_invitation,
    make_member,
    make_ticket_type,
)


def statements(browser: Browser, path: str) -> list[str]:
    """What a GET of this address asks the database, once warmed up."""
    browser.get(path)
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return asked


def place_in(text: str, *words: str) -> list[int]:
    found = [text.find(word) for word in words]
    assert -1 not in found, words
    return found


def test_what_comes_stands_before_what_was_soonest_first_and_newest_first(browser: Browser) -> None:
    make_event(60, title="Straks")
    make_event(10, title="Eerst")
    make_event(-400, title="Lang geleden")
    make_event(-30, title="Kort geleden")
    text = browser.get("/bijeenkomsten").text
    found = place_in(text, "Eerst", "Straks", "Kort geleden", "Lang geleden")
    assert found == sorted(found)


def test_an_event_that_is_under_way_has_not_been_yet(browser: Browser) -> None:
    make_event(title="Nu bezig", starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=1))
    text = browser.get("/bijeenkomsten").text
    assert "Nu bezig" in text
    assert "Geweest" not in text


def test_without_events_the_page_says_what_to_do(browser: Browser) -> None:
    text = browser.get("/bijeenkomsten").text
    assert "Er staat nu niets gepland" in text
    assert "/bijeenkomsten/agenda.ics" in text


def test_the_past_is_paged(browser: Browser) -> None:
    for number in range(22):
        make_event(-10 - number, title=f"Bijeenkomst nummer {number:02}")
    first, second = browser.get("/bijeenkomsten").text, browser.get("/bijeenkomsten?pagina=2").text
    assert "nummer 19" in first
    assert "nummer 20" not in first
    assert "nummer 20" in second
    assert "nummer 21" in second
    assert "Komend" not in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, "2²", "200"])
def test_a_page_number_that_is_none_harms_nothing(browser: Browser, number: str) -> None:
    assert browser.get(f"/bijeenkomsten?pagina={number}").status_code == 200


def test_a_draft_does_not_exist_for_outsiders(browser: Browser) -> None:
    draft = make_event(title="Kanarie in concept", status=EventStatus.DRAFT)
    member = make_member()
    for path in ("", "/aanmelden", ".ics"):
        hidden = browser.get(f"/bijeenkomsten/{draft.slug}{path}")
        unknown = browser.get(f"/bijeenkomsten/bestaat-niet{path}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.text.replace(draft.slug, "x") == unknown.text.replace("bestaat-niet", "x") or _same_but_id(
            hidden.text, unknown.text
        )
    browser.sign_in(member)
    assert browser.get(f"/bijeenkomsten/{draft.slug}").status_code == 404
    assert "Kanarie" not in browser.get("/bijeenkomsten").text + browser.get("/bijeenkomsten/agenda.ics").text


def _same_but_id(one: str, other: str) -> bool:
    def without_id(text: str) -> str:
        return re.sub(r"\b[2-9b-z]{12}\b", "", text)

    return without_id(one) == without_id(other)


def test_an_organiser_sees_a_draft_and_that_it_is_one(browser: Browser) -> None:
    draft = make_event(status=EventStatus.DRAFT)
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    response = browser.get(f"/bijeenkomsten/{draft.slug}")
    assert response.status_code == 200
    assert "Alleen organisatoren zien deze pagina" in response.text
    assert "Meld je aan" not in response.text


def test_a_cancelled_event_says_so_everywhere(browser: Browser) -> None:
    event = make_event(status=EventStatus.CANCELLED, cancellation_reason="De zaal is niet te gebruiken.")
    assert "Gaat niet door" in browser.get("/bijeenkomsten").text
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert "Deze bijeenkomst gaat niet door" in page
    assert "De zaal is niet te gebruiken." in page
    assert "/aanmelden" not in page
    assert "STATUS:CANCELLED" in browser.get(f"/bijeenkomsten/{event.slug}.ics").text


def test_the_programme_is_public_and_says_what_is_closed_and_to_whom(browser: Browser) -> None:
    event = make_event()
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    for words in ("Ontvangst", "Lean gemeentebreed in Barneveld", "Raadzaal", "Lunch", "Beraad over het vak"):
        assert words in page
    assert "Besloten: alleen voor leden en genodigden" in page


def test_what_happens_behind_the_closed_door_is_told_only_to_who_may_come_in(browser: Browser) -> None:
    event = make_event()
    _, token = make_invitation(event)
    outsiders = [None, make_applicant(), make_ended_member(), make_account("Bob Buitenstaander")]
    for account in outsiders:
        page = (browser.sign_in(account) if account else browser).get(f"/bijeenkomsten/{event.slug}").text
        assert "Trouwzaal" not in page
        assert "Wat is ons vak" not in page
    for page in (
        browser.get(f"/uitnodigingen/{token}").text,
        browser.sign_in(make_member()).get(f"/bijeenkomsten/{event.slug}").text,
    ):
        assert "Trouwzaal" in page
        assert "Wat is ons vak" in page


def test_each_of_the_cast_reads_why_the_closed_day_is_or_is_not_for_them(browser: Browser) -> None:
    event = make_event()
    other = make_event()
    _, token = make_invitation(event)
    path = f"/bijeenkomsten/{event.slug}"
    visitor = browser.get(path).text
    assert "Log in, of open de persoonlijke link in je mail" in visitor
    assert f"/inloggen?next={path}" in visitor
    assert "/lid-worden" in visitor
    assert "Jij mag erbij zijn, want je bent uitgenodigd." in browser.get(f"/uitnodigingen/{token}").text
    said = {
        "Jij mag erbij zijn, want je bent lid.": make_member(),
        "We bekijken je aanvraag om lid te worden nog.": make_applicant(),
        "Je bent op de dag van de bijeenkomst geen lid, en je hebt geen uitnodiging.": make_ended_member(),
    }
    for words, account in said.items():
        assert words in browser.sign_in(account).get(path).text
    invitee = make_account("Ina Invitee")
    make_invitation(other, "Ina Invitee", invitee.email)
    browser.sign_in(invitee)
    assert "want je bent uitgenodigd" in browser.get(f"/bijeenkomsten/{other.slug}").text
    assert "je hebt geen uitnodiging" in browser.get(path).text


def test_who_will_be_a_member_no_more_on_the_day_itself_is_told_now(browser: Browser) -> None:
    event = make_event(30)
    leaving = make_member(ended_on=at("0:00", 29).date())
    staying = make_member(ended_on=at("0:00", 31).date())
    assert "geen lid" in browser.sign_in(leaving).get(f"/bijeenkomsten/{event.slug}").text
    assert "want je bent lid" in browser.sign_in(staying).get(f"/bijeenkomsten/{event.slug}").text


def test_the_price_is_the_price_for_you(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=10000, member_price_cents=7500)])
    path = f"/bijeenkomsten/{event.slug}"
    visitor = browser.get(path).text
    assert "€\xa0100,00" in visitor
    assert "75,00" not in visitor
    member = browser.sign_in(make_member()).get(path).text
    assert "<strong>€\xa075,00</strong>" in member
    assert "<s" in member


def test_in_english_the_page_speaks_english_of_dutch_moments(browser: Browser) -> None:
    event = make_event()
    browser.set_cookie("taal", "en")
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert '<html lang="en">' in page
    assert "€60.00" in page
    assert "9:30" in page


def test_places_left_are_shown_and_full_is_said(browser: Browser) -> None:
    few = make_event(ticket_types=[make_ticket_type(capacity=40, taken=34)])
    full = make_event(ticket_types=[make_ticket_type(capacity=2, taken=2), make_ticket_type(capacity=1, taken=1)])
    assert "nog 6 plaatsen" in browser.get(f"/bijeenkomsten/{few.slug}").text
    page = browser.get(f"/bijeenkomsten/{full.slug}").text
    assert "Alle plaatsen zijn bezet" in page
    assert "Zet je op de wachtlijst" in page
    assert ">Vol<" in browser.get("/bijeenkomsten").text


def test_when_one_kind_is_full_what_is_left_is_offered(browser: Browser) -> None:
    event = make_event(
        ticket_types=[make_ticket_type(title="Ochtend", capacity=2, taken=2), make_ticket_type(title="Dag", capacity=9)]
    )
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert "Alle plaatsen zijn bezet." in page
    assert "/aanmelden" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sign_up_opens_at": at("9:00", 5)}, "Aanmelden kan vanaf"),
        ({"sign_up_closes_at": at("9:00", -1)}, "De aanmelding is gesloten"),
        ({"ticket_types": []}, "Je kunt je voor deze bijeenkomst nog niet aanmelden"),
    ],
)
def test_outside_the_period_of_sale_the_page_says_when(browser: Browser, values: Any, words: str) -> None:
    if "ticket_types" not in values:
        values = {**values, "ticket_types": [make_ticket_type()]}
    event = make_event(**values)
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert words in page
    assert ">Meld je aan<" not in page


def test_a_past_event_offers_nothing(browser: Browser) -> None:
    event = make_event(-30)
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert "al begonnen of voorbij" in page
    assert ">Meld je aan<" not in page


def test_anyones_event_page_asks_the_database_four_things_at_most(browser: Browser) -> None:
    event = make_event()
    assert len(statements(browser, f"/bijeenkomsten/{event.slug}")) <= 4
    assert len(statements(browser, "/bijeenkomsten")) <= 4


@on_one_engine
def test_an_event_page_puts_no_table_together_first_as_this_engine_does_for_a_join_in_a_join(browser: Browser) -> None:
    """So the quotas of all events ever would be gone through for each page."""
    event = make_event()
    for path in (f"/bijeenkomsten/{event.slug}", f"/bijeenkomsten/{event.slug}/aanmelden", "/bijeenkomsten"):
        asked = [statement for statement in statements(browser, path) if "ticket_type_quotas" in statement]
        assert asked
        for statement in asked:
            unbound = (None,) * statement.count("?")
            plan = str(db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", unbound).all())
            assert "AUTOMATIC" not in plan


def test_a_members_event_page_stays_within_eight(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_member())
    assert len(statements(browser, f"/bijeenkomsten/{event.slug}")) <= 8


def test_search_engines_read_the_event_as_data_that_cannot_act(browser: Browser) -> None:
    event = make_event(title="</script><script>alert(1)</script>", summary="<b>'\"&")
    text = browser.get(f"/bijeenkomsten/{event.slug}").text
    blocks = re.findall(r"<script[^>]*>.*?</script>", text, re.DOTALL)
    assert [block for block in blocks if "src=" not in block and "application/ld+json" not in block] == []
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[0])
    assert data["name"] == "</script><script>alert(1)</script>"
    assert data["description"] == "<b>'\"&"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["url"].startswith("http://localhost/bijeenkomsten/")
    assert [offer["price"] for offer in data["offers"]] == ["60.00", "100.00"]


def test_structured_data_tell_no_member_price(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=10000, member_price_cents=7500)])
    text = browser.sign_in(make_member()).get(f"/bijeenkomsten/{event.slug}").text
    assert '"75.00"' not in text


def test_on_an_english_page_what_the_organiser_wrote_is_marked_as_dutch(browser: Browser) -> None:
    event = make_event(title="Dagje leren", summary="Samen kijken.", description="Kom **erbij**.")
    browser.get("/taal/en")
    page = browser.get(f"/bijeenkomsten/{event.slug}").text
    assert '<html lang="en">' in page
    for written in (event.title, event.summary, "<p>Kom", *(item.title for item in event.sessions)):
        assert re.search(rf'lang="nl">\s*{re.escape(written)}', page), written
    assert re.search(r'lang="nl">Dagje leren</a>', browser.get("/bijeenkomsten").text)
    assert re.search(r'lang="nl">Dagje leren</span>', browser.get("/").text)
