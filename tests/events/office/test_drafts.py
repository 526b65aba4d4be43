"""Somebody without an account sees a draft by a link, and can do no more than look."""

import re
from datetime import timedelta

import sqlalchemy as sa
import time_machine

from okprofs.events.models import Event, EventStatus, Speaker
from okprofs.events.queries.drafts import event_by_draft_link
from okprofs.events.services.drafts import new_draft_link
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import MailedLink
from tests.conftest import Browser
from tests.events.makers import make_event, make_member


def drafted() -> Event:
    """A draft with a speaker, whose page is not there for others yet either."""
    event = make_event(status=EventStatus.DRAFT, slug="nog-niet")
    with transaction() as session:
        session.add(Speaker(event_id=event.id, name="Petra Praat", sessions=[event.sessions[1]]))
    return event


def link_for(event: Event) -> str:
    with transaction():
        return f"/concepten/{new_draft_link(event)}"


def test_who_has_the_link_sees_the_page_as_it_will_look_and_nothing_to_sign_up_with(browser: Browser) -> None:
    event = drafted()
    address = link_for(event)
    answer = browser.get(address)
    assert answer.status_code == 200
    assert (answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == ("noindex", "no-store")
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    for words in ("Dit is een concept", event.title, "Met inspirerende voorbeelden", "60,00", "Lean gemeentebreed"):
        assert words in main
    assert "Petra Praat" in main
    assert '<meta name="robots" content="noindex">' in answer.text
    assert "ld+json" not in answer.text
    # Nothing on it leads to a page of the draft, which for a stranger is not there.
    assert event.slug not in main
    assert "<form" not in main
    for elsewhere in ("/", "/bijeenkomsten", "/bijeenkomsten/agenda.ics"):
        assert event.slug not in browser.get(elsewhere).text
    assert browser.get(f"/bijeenkomsten/{event.slug}").status_code == 404
    # What is closed stays closed, also for a member: the link is of nobody.
    assert "Wat is ons vak" not in browser.sign_in(make_member()).get(address).text


def test_a_published_event_is_where_its_link_leads(browser: Browser) -> None:
    event = drafted()
    address = link_for(event)
    with transaction() as session:
        session.get_one(Event, event.id).status = EventStatus.PUBLISHED
    answer = browser.get(address)
    assert (answer.status_code, answer.location) == (303, "/bijeenkomsten/nog-niet")


def test_an_organiser_makes_renews_and_revokes_the_link(desk: Browser) -> None:
    event = drafted()
    page = f"/beheer/bijeenkomsten/{event.slug}/concept"
    assert page in desk.get(f"/beheer/bijeenkomsten/{event.slug}").text
    first, second = (_shown(desk.fill_in(page, form=page).text) for _ in range(2))
    assert [desk.get(address).status_code for address in (first, second)] == [404, 200]
    # We keep a digest, and show the link no second time.
    assert "/concepten/" not in desk.get(page).text
    assert not [link for link in db.session.scalars(sa.select(MailedLink)) if link.digest in second]
    desk.fill_in(page, form=f"{page}/intrekking")
    assert desk.get(second).status_code == 404
    with transaction() as session:
        session.get_one(Event, event.id).status = EventStatus.PUBLISHED
    assert desk.get(page).status_code == 404


def test_a_link_shows_its_draft_for_ninety_days(database: None) -> None:
    secret = link_for(drafted()).rpartition("/")[2]
    for days, is_shown in ((89, True), (91, False)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            assert bool(event_by_draft_link(secret)) is is_shown


def test_who_guesses_is_held_up_and_who_looks_is_not(browser: Browser) -> None:
    address = link_for(drafted())
    assert {browser.get(address).status_code for _ in range(3)} == {200}
    assert [browser.get(f"/concepten/{number}").status_code for number in range(61)][-2:] == [404, 429]


def _shown(text: str) -> str:
    found = re.search(r"http[^<]+(/concepten/[\w-]+)", text)
    assert found is not None
    return found[1]
