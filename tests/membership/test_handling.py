"""Do reviewers keep out of each other's way, and keep among themselves what is theirs?"""

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.membership.models import Application, ApplicationNote
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import mailed_secret, make_application, make_member
from tests.membership.test_review import CLEAR, REASON, again, decide, desk, forms, rejection_of, send_read
from tests.pages import forms_of
from tests.people.makers import make_account

NOTE = "Zij belde vorig jaar ook al, zie het ganzenbord."


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


@pytest.fixture
def colleague(database: None) -> Account:
    return make_member("Bert Blom", offices=[Office.REVIEWER])


def press(browser: Browser, application: Application, act: str) -> int:
    return browser.fill_in(desk(application), form=act).status_code


def test_who_takes_a_case_is_shown_to_the_other_reviewers(
    browser: Browser, reviewer: Account, colleague: Account
) -> None:
    application = make_application("Mirjam Smits", **CLEAR)
    browser.sign_in(reviewer)
    assert "Niemand heeft deze aanvraag opgepakt." in browser.get(desk(application)).text
    assert press(browser, application, "oppakken") == 303
    assert "Jij hebt deze aanvraag opgepakt" in browser.get(desk(application)).text
    page = browser.sign_in(colleague).get(desk(application)).text
    assert "Anneke Bakker heeft deze aanvraag opgepakt" in page
    assert "Opgepakt, Anneke Bakker" in page
    assert not [form for form in forms_of(page) if form.action.endswith(("toelaten", "afwijzen", "vragen"))]
    assert " · Anneke" in browser.get("/beheer/aanvragen").text


def test_the_applicant_never_learns_who_has_the_case(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    press(browser.sign_in(reviewer), application, "oppakken")
    decide(browser, application, "vragen", question="Hoeveel uur?")
    browser.sign_in(account)
    for url in ("/mijn", "/mijn/aanvraag", "/mijn/aanvraag/intrekken"):
        assert "Anneke" not in browser.get(url).text, url
    for letter in db.session.scalars(sa.select(Letter).where(Letter.recipient == account.email).order_by(Letter.id)):
        assert "Anneke" not in str(letter.facts)


def test_who_asks_has_the_case_until_they_release_it(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    decide(browser.sign_in(reviewer), application, "vragen", question="Hoeveel uur?")
    assert again(application).holder_id == reviewer.id
    assert press(browser, application, "loslaten") == 303
    assert again(application).holder_id is None
    assert again(application).held_since is None


def test_taking_over_is_asked_first_and_closes_it_to_the_other(
    browser: Browser, reviewer: Account, colleague: Account
) -> None:
    application = make_application("Mirjam Smits")
    press(browser.sign_in(reviewer), application, "oppakken")
    [typed] = [form for form in forms(browser, application) if form.action.endswith("vragen")]
    second = browser.application.test_client().sign_in(colleague)
    assert "Neem je deze aanvraag over van Anneke Bakker?" in second.get(desk(application, "/overname")).text
    assert again(application).holder_id == reviewer.id
    assert second.fill_in(desk(application, "/overname"), form="").status_code == 303
    assert again(application).holder_id == colleague.id
    page = browser.post(typed.action, data={**typed.values, "question": "Hoeveel uur per week?"})
    assert page.status_code == 422
    assert "heeft deze aanvraag opgepakt" in page.text
    assert "Hoeveel uur per week?" in page.text
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert "Overgenomen van een andere lezer, Bert Blom" in second.get(desk(application)).text


def test_a_case_is_taken_over_only_from_whom_the_page_named(
    browser: Browser, reviewer: Account, colleague: Account
) -> None:
    application = make_application("Mirjam Smits")
    press(browser.sign_in(reviewer), application, "oppakken")
    third = browser.application.test_client().sign_in(make_account("Cor Crans", offices=[Office.REVIEWER]))
    [form] = [item for item in forms_of(third.get(desk(application, "/overname")).text) if not item.action]
    second = browser.application.test_client().sign_in(colleague)
    second.fill_in(desk(application, "/overname"), form="")
    page = third.post(desk(application, "/overname"), data=form.values)
    assert page.status_code == 422
    assert "ligt inmiddels bij iemand anders" in page.text
    assert "van Bert Blom?" in page.text
    assert again(application).holder_id == colleague.id


def test_of_two_who_take_a_case_one_has_it(browser: Browser, reviewer: Account, colleague: Account) -> None:
    application = make_application("Mirjam Smits")
    [button] = [form for form in forms(browser.sign_in(reviewer), application) if form.action.endswith("oppakken")]
    second = browser.application.test_client().sign_in(colleague)
    press(second, application, "oppakken")
    page = browser.post(button.action, data=button.values)
    assert page.status_code == 422
    assert "Bert Blom heeft deze aanvraag opgepakt" in page.text
    assert again(application).holder_id == colleague.id


def test_nobody_takes_what_is_decided(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    [button] = [form for form in forms(browser.sign_in(reviewer), application) if form.action.endswith("oppakken")]
    decide(browser, application, "toelaten")
    page = browser.post(button.action, data=button.values)
    assert page.status_code == 422
    assert "al afgehandeld" in page.text


def test_what_changed_while_one_looked_is_told_and_nothing_typed_is_lost(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    decide(browser.sign_in(reviewer), application, "vragen", question="Hoeveel uur?")
    found = rejection_of(browser, application)
    applicant = browser.application.test_client().sign_in(again(application).account)
    applicant.fill_in("/mijn/aanvraag", form="", answer="Twaalf uur.")
    page = send_read(browser, found, clause="engagement", reason=REASON)
    assert page.status_code == 422
    assert "veranderd terwijl je ernaar keek" in page.text
    assert REASON in page.text
    assert "Twaalf uur." in page.text
    assert again(application).status is ApplicationStatus.SUBMITTED


def test_notes_stand_apart_and_also_after_the_decision(browser: Browser, reviewer: Account, colleague: Account) -> None:
    application = make_application("Mirjam Smits")
    browser.sign_in(reviewer)
    assert browser.fill_in(desk(application), form="notities", note="").status_code == 422
    assert browser.fill_in(desk(application), form="notities", note=NOTE).location == desk(application)
    press(browser, application, "oppakken")
    decide(browser, application, "toelaten")
    browser.sign_in(colleague).fill_in(desk(application), form="notities", note="Welkom heten op de praktijkdag.")
    page = browser.get(desk(application)).text
    assert page.index("Interne notities") < page.index(NOTE) < page.index("Welkom heten op de praktijkdag.")
    lines = db.session.scalars(
        sa.select(JournalEntry).where(JournalEntry.action == "application_note_added").order_by(JournalEntry.id)
    ).all()
    assert [line.details for line in lines] == [{}, {}]


@pytest.mark.parametrize("decision", ["toelaten", "afwijzen", "intrekken"])
def test_no_page_or_letter_of_the_applicant_ever_shows_a_note(
    browser: Browser, reviewer: Account, decision: str
) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    browser.sign_in(reviewer)
    browser.fill_in(desk(application), form="notities", note=NOTE)
    decide(browser, application, "vragen", question="Hoeveel uur?")
    secret = mailed_secret("answer_question", application.public_id, account.email)
    applicant = browser.application.test_client().sign_in(account)
    pages = ["/mijn", "/mijn/aanvraag", "/mijn/aanvraag/intrekken", "/lid-worden", f"/lid-worden/antwoord/{secret}"]

    def look() -> None:
        for url in pages:
            assert "ganzenbord" not in applicant.get(url, follow_redirects=True).text, url

    look()
    applicant.fill_in("/mijn/aanvraag", form="", answer="Twaalf uur.")
    look()
    if decision == "intrekken":
        applicant.fill_in("/mijn/aanvraag/intrekken")
    else:
        decide(browser, application, decision, clause="other", reason=REASON)
    look()
    letters = db.session.scalars(sa.select(Letter).order_by(Letter.id)).all()
    assert len(letters) >= 3
    for letter in letters:
        said = render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="x" * 43)
        assert "ganzenbord" not in said.subject + said.text + said.html


def test_a_reviewer_who_applied_writes_and_reads_no_notes_on_their_own_application(browser: Browser) -> None:
    account = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    application = make_application(account=account)
    other = make_application("Pieter Kramer", organisation_name="gemeente Ede")
    browser.sign_in(account)
    [form] = [item for item in forms(browser, other) if item.action.endswith("notities")]
    page = browser.post(desk(application, "/notities"), data={**form.values, "note": NOTE})
    assert page.status_code == 422
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ApplicationNote)) == 0
