"""Papers for the day: who may make them, what is kept of that, and what does not stand on them."""

import pytest
import sqlalchemy as sa

from okprofs.events.rules.documents import Document
from okprofs.journal.models import JournalEntry
from okprofs.kernel import typesetting
from okprofs.kernel.db import db
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_order, make_ticket_type

PAPERS = "/beheer/bijeenkomsten/morgen/drukwerk"


@pytest.fixture
def organiser(browser: Browser) -> Browser:
    event = make_event(slug="morgen")
    make_order(event, "Anneke Bakker", "Bert #panic() de Boer", dietary_wishes="pinda's", organisation_name="Ede")
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    return browser


def noted() -> list[tuple[str, object]]:
    actions = ("registrations_exported", "dietary_names_shown")
    query = sa.select(JournalEntry).where(JournalEntry.action.in_(actions)).order_by(JournalEntry.id)
    return [(entry.action, entry.details.get("format")) for entry in db.session.scalars(query)]


def test_every_paper_is_made_and_who_takes_names_along_is_kept(organiser: Browser) -> None:
    for document in Document:
        answer = organiser.fill_in(PAPERS, form=f"/{document.value}")
        assert answer.mimetype == "application/pdf"
        assert b"<pdfuaid:part>1</" in answer.data
    kept = noted()
    assert len(kept) == sum(document.has_names for document in Document)
    assert kept[-1] == ("dietary_names_shown", None)
    assert kept[0] == ("registrations_exported", "badges-a4")


def test_a_paper_of_more_than_a_hundred_people_asks_what_it_is_for(organiser: Browser) -> None:
    event = make_event(slug="groot", ticket_types=[make_ticket_type()])
    for tens in range(11):
        make_order(event, *(f"Persoon {tens} {number}" for number in range(10)))
    page = PAPERS.replace("morgen", "groot")
    answer = organiser.fill_in(page, form="/badges-a4")
    assert answer.location == f"{page}/badges-a4/grote-lijst"
    assert noted() == []
    assert organiser.fill_in(f"{page}/badges-a4/grote-lijst", reason="badges").mimetype == "application/pdf"
    assert noted() == [("registrations_exported", "badges-a4")]


def test_a_paper_that_does_not_come_is_told_in_words(organiser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)
    answer = organiser.fill_in(PAPERS, form="/zaalborden")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Het lukte nu niet om dit document te maken" in answer.text


def test_a_paper_that_there_is_not_is_not_there(organiser: Browser) -> None:
    assert organiser.get(f"{PAPERS}/geheim/grote-lijst").status_code == 404
