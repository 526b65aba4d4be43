"""Does the office write its own words, and does a reviewer read the letter before it goes?"""

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.kinds import kind_named
from okprofs.mail.rendering import render
from okprofs.membership.models import OfficeText
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.texts import TextKey
from okprofs.membership.services.texts import Written, original, rewrite, text_for
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import make_application, make_member, make_objected
from tests.membership.test_review import again, decide, desk, last_letter, rejection_of
from tests.pages import forms_of
from tests.people.makers import make_account

PAGE = "/beheer/aanvragen/teksten/rejection_government/nl"
BODY, CHANGE = "Dag {naam}, {organisatie} is geen overheid.", "Ga bij de overheid werken, als {functie}."


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


def test_what_the_office_writes_is_what_the_next_letter_begins_with(browser: Browser, reviewer: Account) -> None:
    browser.sign_in(reviewer)
    assert browser.fill_in(PAGE, form="", body=BODY, change=CHANGE).location == "/beheer/aanvragen/teksten"
    application = make_application("Roos de Wit", works_for_government=False, organisation_name="Drukkerij De Wit")
    page = browser.get(desk(application, "/afwijzen?clause=government")).text
    assert "Zo gaat de brief eruit" in page
    assert page.count("Dag Roos de Wit, Drukkerij De Wit is geen overheid.") == 2
    found = rejection_of(browser, application, "government")
    assert browser.post(found.action, data=found.values).status_code == 303
    assert again(application).decision_change == "Ga bij de overheid werken, als Gemeentesecretaris."
    letter = last_letter()
    text = render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="").text
    for said in ("Drukkerij De Wit is geen overheid.", "werken bij de overheid", "als Gemeentesecretaris."):
        assert said in text
    page = browser.sign_in(again(application).account).get("/mijn/aanvraag").text
    assert "Ga bij de overheid werken, als Gemeentesecretaris." in page


def test_a_letter_that_was_changed_is_read_before_it_goes(browser: Browser, reviewer: Account) -> None:
    application = make_application("Roos de Wit", works_for_government=False)
    found = rejection_of(browser.sign_in(reviewer), application, "government")
    page = browser.post(found.action, data={**found.values, "reason": "Je werkt bij een drukkerij."})
    assert page.status_code == 422
    assert "Lees de brief hieronder nog eens" in page.text
    assert page.text.count("Je werkt bij een drukkerij.") == 2
    assert again(application).status is ApplicationStatus.SUBMITTED


def test_a_rejection_says_what_would_change_it(browser: Browser, reviewer: Account) -> None:
    application = make_application("Roos de Wit", works_for_government=False)
    page = decide(browser.sign_in(reviewer), application, "afwijzen", clause="government", change="")
    assert page.status_code == 422
    assert "Schrijf op wat dit besluit kan veranderen." in page.text


def test_an_unknown_placeholder_is_told_and_nothing_typed_is_lost(browser: Browser, reviewer: Account) -> None:
    page = browser.sign_in(reviewer).fill_in(PAGE, form="", body="Dag {voornaam}, {{ 7 * 7 }}", change=CHANGE)
    assert page.status_code == 422
    assert "{voornaam} kennen we niet" in page.text
    assert "Dag {voornaam}, {{ 7 * 7 }}" in page.text
    assert "49" not in page.text.partition("<main")[2].partition("</main>")[0].replace("{{ 7 * 7 }}", "")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OfficeText)) == 0


def test_every_version_is_kept_with_who_wrote_it_and_stands_in_the_journal(browser: Browser, reviewer: Account) -> None:
    browser.sign_in(reviewer)
    for body in ("De eerste.", "De tweede."):
        browser.fill_in(PAGE, form="", body=body, change=CHANGE)
    page = browser.get(PAGE).text
    assert page.index("De tweede.") < page.index("De eerste.")
    assert "Anneke Bakker" in browser.get("/beheer/aanvragen/teksten").text
    lines = db.session.scalars(
        sa.select(JournalEntry).where(JournalEntry.action == "office_text_written").order_by(JournalEntry.id)
    ).all()
    assert [line.details["text_version"] for line in lines] == [1, 2]


def test_of_two_who_write_the_same_text_the_second_is_told(browser: Browser, reviewer: Account) -> None:
    with transaction():
        rewrite(TextKey.ADMISSION, "nl", Written("Welkom."), author=reviewer, seen_number=0)
    with pytest.raises(Refused, match="text_changed"), transaction():
        rewrite(TextKey.ADMISSION, "nl", Written("Hallo."), author=reviewer, seen_number=0)


def test_each_language_has_its_own_words(reviewer: Account) -> None:
    for key in TextKey:
        assert original(key, "nl") != original(key, "en")
    application = make_application("Roos de Wit", works_for_government=False)
    with transaction():
        rewrite(TextKey.REJECTION_OTHER, "nl", Written("Nee, {naam}.", "Later."), author=reviewer, seen_number=0)
        application.language = "en"
    assert text_for(again(application), TextKey.REJECTION_OTHER) == original(TextKey.REJECTION_OTHER, "en")


def test_the_admission_shows_its_letter_before_it_goes(browser: Browser, reviewer: Account) -> None:
    browser.sign_in(reviewer).fill_in("/beheer/aanvragen/teksten/admission/nl", form="", body="Hoi {naam}, kom gauw.")
    application = make_application("Mirjam Smits")
    assert "Hoi Mirjam Smits, kom gauw." in browser.get(desk(application)).text
    decide(browser, application, "toelaten")
    assert last_letter().facts["text"] == [["Hoi Mirjam Smits, kom gauw."]]


def test_a_question_begins_with_the_words_of_the_office(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    page = browser.sign_in(reviewer).get(desk(application)).text
    assert "je werk als Gemeentesecretaris bij gemeente Nijkerk" in page


@pytest.mark.parametrize(("key", "verdict"), [("objection_upheld", "admitted"), ("objection_dismissed", "stands")])
def test_the_letter_on_an_objection_holds_the_text_that_the_desk_showed(
    browser: Browser, reviewer: Account, key: str, verdict: str
) -> None:
    application = make_objected(make_account("Bert Visser", offices=[Office.REVIEWER]))
    browser.sign_in(reviewer).fill_in(f"/beheer/aanvragen/teksten/{key}/nl", form="", body="Over {clausule}, {naam}.")
    text = "Over de omschrijving van een OK-prof, Mirjam Smits."
    assert browser.get(desk(application)).text.count(text) == 1
    browser.fill_in(desk(application), form="bezwaar", verdict=verdict, reason="Daarom.")
    letter = last_letter()
    assert letter.facts["text"] == [[text]]
    assert text in render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="").text


def test_what_is_typed_is_looked_at_before_it_is_kept(browser: Browser, reviewer: Account) -> None:
    [form] = [form for form in forms_of(browser.sign_in(reviewer).get(PAGE).text) if "body" in form.values]
    typed = {**form.values, "body": "Dag {naam}, helaas.", "change": CHANGE}
    page = browser.post(PAGE, data={**typed, "look": "1"})
    assert page.status_code == 200
    assert "Dag Sanne Voorbeeld, helaas." in page.text
    assert "Dag {naam}, helaas.</textarea>" in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OfficeText)) == 0
    wrong = browser.post(PAGE, data={**typed, "body": "Dag {voornaam}.", "look": "1"})
    assert wrong.status_code == 422
    assert "{voornaam} kennen we niet" in wrong.text
    # Who looks before saving is told as well that somebody else was first.
    with transaction():
        rewrite(TextKey.REJECTION_GOVERNMENT, "nl", Written("Nee.", "Ja."), author=reviewer, seen_number=0)
    page = browser.post(PAGE, data={**typed, "look": "1"})
    [form] = [form for form in forms_of(page.text) if "body" in form.values]
    late = browser.post(PAGE, data=form.values)
    assert "Iemand anders heeft deze tekst intussen veranderd" in late.text


def test_there_is_no_page_for_a_text_that_there_is_not(browser: Browser, reviewer: Account) -> None:
    browser.sign_in(reviewer)
    for path in ("iets/nl", "question/fr"):
        assert browser.get(f"/beheer/aanvragen/teksten/{path}").status_code == 404
