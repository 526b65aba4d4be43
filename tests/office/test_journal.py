"""The journal as an administrator reads it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import transaction
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_event
from tests.membership.makers import make_application, make_member
from tests.organisations.makers import make_organisation
from tests.people.makers import make_account


@pytest.fixture
def administrator(browser: Browser) -> Browser:
    return browser.sign_in(make_account("Wim de Groot", offices=[Office.ADMINISTRATOR]))


def note(action: str, subject: Any, actor: Account | None = None, **details: str) -> None:
    with transaction():
        record(action, subject, actor=actor, **details)


def test_only_an_administrator_reads_it(browser: Browser) -> None:
    assert browser.get("/beheer/logboek").status_code == 303
    for office in set(Office) - {Office.ADMINISTRATOR}:
        assert browser.sign_in(make_account(offices=[office])).get("/beheer/logboek").status_code == 403


def test_it_names_who_did_what_to_whom(administrator: Browser) -> None:
    anneke, fatima = make_account("Anneke Bakker"), make_account("Fatima Haddou")
    note("appointed", fatima, anneke, office="organiser")
    page = administrator.get("/beheer/logboek?actie=appointed").text
    for words in ("Anneke Bakker", "gaf een rol", "account Fatima Haddou", "rol: organisator"):
        assert words in page


def test_what_was_acted_on_is_called_by_its_name(administrator: Browser) -> None:
    member = make_member("Fatima Haddou")
    application = make_application("Marjan Vos")
    organisation, event = make_organisation("waterschap Vallei en Veluwe"), make_event(title="Dag van de keten")
    note("organisation_confirmed", organisation)
    note("application_admitted", application)
    note("event_published", event)
    page = administrator.get("/beheer/logboek").text
    for words in ("organisatie waterschap Vallei en Veluwe", "aanvraag Marjan Vos", "bijeenkomst Dag van de keten"):
        assert words in page
    assert f"lidmaatschap {member.name}" in page


def test_a_particular_that_points_to_something_names_it(administrator: Browser) -> None:
    event, organisation = make_event(title="Dag van de keten"), make_organisation("gemeente Ede")
    note("order_made", organisation, event=event.public_id)
    note("organisation_merged", make_organisation("Gem. Ede"), into=organisation.public_id)
    page = administrator.get("/beheer/logboek").text
    assert "bijeenkomst: Dag van de keten" in page
    assert "samen met: gemeente Ede" in page


def test_a_choice_stands_in_the_address_and_in_the_form(administrator: Browser) -> None:
    anneke, fatima = make_account("Anneke Bakker"), make_account("Fatima Haddou")
    note("profile_changed", anneke, anneke)
    note("profile_changed", fatima, fatima)
    page = administrator.get(f"/beheer/logboek?actie=profile_changed&wie={anneke.public_id}").text
    assert "Alleen wat Anneke Bakker deed." in page
    assert "Fatima Haddou" not in page
    assert '<option selected value="profile_changed">' in page
    assert f'name="wie" type="hidden" value="{anneke.public_id}"' in page
    page = administrator.get(f"/beheer/logboek?over={fatima.public_id}").text
    assert "Alleen wat gaat over Fatima Haddou." in page
    assert "wijzigde het profiel" in page


def test_a_period_holds_its_first_and_last_day(administrator: Browser) -> None:
    anneke = make_account("Anneke Bakker")
    with time_machine.travel(now() - timedelta(days=2)):
        note("signed_out", anneke, anneke)
    day = (today() - timedelta(days=2)).isoformat()
    rows = 'data-label="Wie"'
    assert rows in administrator.get(f"/beheer/logboek?van={day}&tot={day}").text
    after = (today() - timedelta(days=1)).isoformat()
    assert rows not in administrator.get(f"/beheer/logboek?van={after}&tot={after}").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("van=gisteren", "van"),
        ("van=2026-02-31", "van"),
        ("van=0001-01-01", "Kies een dag tussen 2000 en 2100."),
        ("tot=9999-12-31", "Kies een dag tussen 2000 en 2100."),
        ("van=2026-05-02&tot=2026-05-01", "“Tot en met” ligt vóór “Vanaf”."),
        ("actie=bestaat_niet", "actie"),
        ("soort=%00", "soort"),
        ("wie=" + "x" * 500, "form"),
    ],
)
def test_a_choice_that_is_none_is_said(administrator: Browser, query: str, words: str) -> None:
    answer = administrator.get(f"/beheer/logboek?{query}")
    assert answer.status_code in (400, 422)
    assert words in answer.text or answer.status_code == 400


def test_nothing_found_says_so(administrator: Browser) -> None:
    assert "Geen regels gevonden" in administrator.get("/beheer/logboek?actie=event_cancelled").text


def test_a_long_journal_comes_in_pages_that_keep_the_choice(administrator: Browser) -> None:
    anneke = make_account("Anneke Bakker")
    for _ in range(51):
        note("signed_out", anneke, anneke)
    first = administrator.get("/beheer/logboek?actie=signed_out")
    assert "actie=signed_out&amp;pagina=2" in first.text
    second = administrator.get("/beheer/logboek?actie=signed_out&pagina=2")
    assert second.text.count('data-label="Wie"') == 1
