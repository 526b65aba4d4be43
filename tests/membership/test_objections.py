"""Can someone who is rejected object, once, and does somebody else decide?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.kernel.wall_time import AMSTERDAM
from okprofs.mail.models import Letter
from okprofs.membership import queries
from okprofs.membership.models import Application, Judgement, Objection
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import objections, review
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import (
    OBJECTION,
    again,
    mailed_secret,
    make_application,
    make_draft,
    make_objected,
    make_rejected,
    membership_of,
)
from tests.membership.test_review import CLEAR
from tests.pages import forms_of
from tests.people.makers import make_account

OWN = "/mijn/aanvraag"
REASON = "Je tweede uitleg laat zien dat je intensief met Lean bezig bent."


@pytest.fixture
def first(database: None) -> Account:
    return make_account("Anneke Bakker", offices=[Office.REVIEWER])


@pytest.fixture
def second(database: None) -> Account:
    return make_account("Bert Visser", offices=[Office.REVIEWER])


def seen(application: Application) -> int:
    return again(application).version


def desk(application: Application) -> str:
    return f"/beheer/aanvragen/{application.public_id}"


def decide(browser: Browser, application: Application, **values: Any) -> Any:
    return browser.fill_in(desk(application), form="bezwaar", **values)


def letters() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter.kind).order_by(Letter.id)))


def actions(application: Application) -> list[str]:
    entries = (
        sa.select(JournalEntry.action).where(JournalEntry.subject_id == application.public_id).order_by(JournalEntry.id)
    )
    return list(db.session.scalars(entries.order_by(JournalEntry.id)))


def test_who_is_rejected_objects_from_their_own_page(browser: Browser, first: Account) -> None:
    application = make_rejected(first)
    browser.sign_in(application.account)
    page = browser.get(OWN).text
    assert "Dan kun je één keer bezwaar maken" in page
    assert f"{OWN}/bezwaar" in page
    assert "Geen Lean." in browser.get(f"{OWN}/bezwaar").text
    refused = browser.fill_in(f"{OWN}/bezwaar", objection="")
    assert refused.status_code == 422
    assert "Schrijf op waarom je het er niet mee eens bent." in refused.text
    assert browser.fill_in(f"{OWN}/bezwaar", objection=OBJECTION).location == OWN
    assert again(application).status is ApplicationStatus.OBJECTED
    assert letters()[-1] == "membership/objection_received"
    page = browser.get(OWN).text
    assert "Je hebt bezwaar gemaakt" in page
    assert OBJECTION in page
    assert "De ballotage" in page
    # There is nothing left to object to.
    assert browser.get(f"{OWN}/bezwaar").location == OWN


def test_who_has_nothing_to_object_to_is_sent_back(browser: Browser, first: Account) -> None:
    assert browser.sign_in(make_account("Nieuw Iemand")).get(f"{OWN}/bezwaar").location == OWN
    application = make_application("Pieter Kramer")
    assert browser.sign_in(application.account).get(f"{OWN}/bezwaar").location == OWN


def test_the_mailed_link_objects_without_signing_in_and_once(browser: Browser, first: Account) -> None:
    application = make_rejected(first)
    secret = mailed_secret("object_to_rejection", application.public_id, application.account.email)
    url = f"/lid-worden/bezwaar/{secret}"
    assert letters()[-1] == "membership/rejected"
    for _ in range(3):
        assert "Geen Lean." in browser.get(url).text
    assert again(application).status is ApplicationStatus.REJECTED
    assert application.motivation not in browser.get(url).text
    assert browser.fill_in(url, objection=OBJECTION).location == "/lid-worden/bezwaar"
    assert again(application).status is ApplicationStatus.OBJECTED
    assert browser.get(url).status_code == 404
    assert browser.get(OWN).status_code == 303


def test_one_can_object_up_to_and_with_the_last_day(browser: Browser, first: Account) -> None:
    # The last day is past the night in which the clock goes forward.
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=AMSTERDAM), tick=False) as clock:
        application = make_rejected(first)
        secret = mailed_secret("object_to_rejection", application.public_id, application.account.email)
        with transaction() as session:
            session.execute(sa.text("UPDATE mailed_links SET expires_at = '2027-01-01 00:00:00+00:00'"))
        url = f"/lid-worden/bezwaar/{secret}"
        clock.move_to(datetime(2026, 3, 30, 23, 59, tzinfo=AMSTERDAM))
        assert "maandag 30 maart 2026" in browser.get(url).text
        [form] = forms_of(browser.get(url).text)
        clock.shift(timedelta(minutes=2))
        late = browser.post(url, data={**form.values, "objection": OBJECTION})
        assert "De tijd om bezwaar te maken is voorbij" in late.text
        assert OBJECTION in late.text
        browser.sign_in(application.account)
        assert "bezwaar maken" not in browser.get(OWN).text
    assert again(application).status is ApplicationStatus.REJECTED


def test_the_settings_say_how_long_one_can_object(browser: Browser, first: Account) -> None:
    application = make_rejected(first)
    config = browser.application.config
    before = config["OBJECTION_DAYS"]
    try:
        config["OBJECTION_DAYS"] = 3
        assert objections.objectable_until(again(application)) == today() + timedelta(days=3)
    finally:
        config["OBJECTION_DAYS"] = before
    assert before == 28


def test_an_objection_lies_in_its_own_tray_and_nowhere_else(browser: Browser, first: Account, second: Account) -> None:
    make_objected(first)
    browser.sign_in(second)
    assert "Mirjam Smits" not in browser.get("/beheer/aanvragen").text
    assert "Bezwaren (1)" in browser.get("/beheer/aanvragen").text
    assert "Mirjam Smits" not in browser.get("/beheer/aanvragen?bak=afgehandeld").text
    page = browser.get("/beheer/aanvragen?bak=bezwaren").text
    assert "Mirjam Smits" in page
    assert OBJECTION in page
    assert "Geen Lean." in page
    assert "/toelaten" not in page


def test_who_decided_first_does_not_decide_on_the_objection(browser: Browser, first: Account, second: Account) -> None:
    application = make_objected(first)
    browser.sign_in(second)
    [form] = [item for item in forms_of(browser.get(desk(application)).text) if item.action.endswith("bezwaar")]
    browser.sign_in(first)
    page = browser.get(desk(application)).text
    assert "Je eigen besluit" in page
    assert form.action not in page
    answers = {"verdict": "stands", "reason": REASON}
    [token] = [item.values["csrf_token"] for item in forms_of(page)][:1]
    refused = browser.post(form.action, data={**form.values, **answers, "csrf_token": token})
    assert refused.status_code == 422
    assert "Jij wees deze aanvraag af." in refused.text
    assert REASON in refused.text
    assert again(application).status is ApplicationStatus.OBJECTED


def test_when_nobody_else_can_decide_the_desk_says_so(browser: Browser, first: Account) -> None:
    application = make_objected(first)
    assert "Niemand kan hierop beslissen" in browser.sign_in(first).get(desk(application)).text
    make_account("Bert Visser", offices=[Office.REVIEWER])
    assert "Niemand kan hierop beslissen" not in browser.get(desk(application)).text


def test_a_rejection_that_stands_is_final(browser: Browser, first: Account, second: Account) -> None:
    application = make_objected(first)
    browser.sign_in(second)
    assert decide(browser, application, verdict="stands", reason="").status_code == 422
    assert decide(browser, application, reason=REASON).status_code == 422
    assert decide(browser, application, verdict="stands", reason=REASON).status_code == 303
    assert again(application).status is ApplicationStatus.REJECTED
    assert letters()[-1] == "membership/rejection_upheld"
    assert actions(application)[-2:] == ["application_objected", "application_rejection_upheld"]
    page = browser.get(desk(application)).text
    assert "Bezwaar beoordeeld: het besluit blijft staan, Bert Visser" in page
    browser.sign_in(application.account)
    page = browser.get(OWN).text
    assert REASON in page
    assert "Dit besluit is definitief" in page
    assert f"{OWN}/bezwaar" not in page
    with pytest.raises(Refused, match="objected_already"), transaction():
        objections.object_to(application.public_id, OBJECTION, account=application.account)
    # A new application is another matter.
    assert "Doe een nieuwe aanvraag" in page


def test_who_is_right_is_admitted_after_all(browser: Browser, first: Account, second: Account) -> None:
    application = make_objected(first)
    assert decide(browser.sign_in(second), application, verdict="admitted", reason=REASON).status_code == 303
    assert again(application).status is ApplicationStatus.ADMITTED
    account = again(application).account
    assert membership_of(account).number == 1001
    assert account.profile.is_findable
    letter = db.session.scalars(sa.select(Letter).order_by(Letter.id.desc())).first()
    assert letter.kind == "membership/rejection_overturned"
    text = {"text": letter.facts["text"]}
    assert letter.facts == {"name": "Mirjam Smits", "reason": [[REASON]], "number": 1001} | text
    assert actions(application)[-1] == "application_rejection_overturned"
    page = browser.sign_in(account).get(OWN).text
    assert "Je bent toegelaten" in page
    assert REASON in page
    # What was decided first, and on what advice, is still there.
    assert again(application).decision_reason == "Geen Lean."
    assert len(again(application).assessments) == 3


def test_two_who_decide_at_once_do_not_both(browser: Browser, first: Account, second: Account) -> None:
    application = make_objected(first)
    browser.sign_in(second)
    [form] = [item for item in forms_of(browser.get(desk(application)).text) if item.action.endswith("bezwaar")]
    third, version = make_account("Carla Smit", offices=[Office.REVIEWER]), seen(application)
    with transaction():
        objections.uphold(application.public_id, "Nee.", reviewer=third, seen_version=version)
    late = browser.post(form.action, data={**form.values, "verdict": "admitted", "reason": REASON})
    assert late.status_code == 422
    assert "Er staat geen bezwaar meer open." in late.text
    assert REASON in late.text
    assert queries.current_membership(application.account_id) is None


def test_the_ordinary_forms_do_not_decide_on_an_objection(first: Account, second: Account) -> None:
    application = make_objected(first)
    version = seen(application)
    for act in (
        lambda: review.admit(application.public_id, reviewer=first, seen_version=version),
        lambda: review.reject(application.public_id, "Nee.", None, reviewer=first, seen_version=version),
        lambda: review.ask(application.public_id, "Wat?", reviewer=second, seen_version=version),
    ):
        with pytest.raises(Refused, match="objection_open"), transaction():
            act()


def test_who_applied_anew_does_not_object_and_who_objects_does_not_apply(browser: Browser, first: Account) -> None:
    application = make_rejected(first)
    make_draft(account=application.account)
    fresh = make_application(account=make_rejected(first, "Pieter Kramer").account)
    [old] = db.session.scalars(
        sa.select(Application).where(Application.account_id == fresh.account_id).order_by(Application.id).limit(1)
    )
    with pytest.raises(Refused, match="already_applied"), transaction():
        objections.object_to(old.public_id, OBJECTION, account=fresh.account)
    with transaction():
        objections.object_to(application.public_id, OBJECTION, account=application.account)
    assert queries.has_open_application(application.account_id)


def test_an_objection_can_be_taken_back_with_the_application(browser: Browser, first: Account) -> None:
    application = make_objected(first)
    assert browser.sign_in(application.account).fill_in(f"{OWN}/intrekken").status_code == 303
    assert again(application).status is ApplicationStatus.WITHDRAWN
    assert db.session.query(Objection).count() == 1
    counted = {(row.decision.value, row.number) for row in db.session.query(Judgement)}
    assert counted == {("rejected", 1)}


def test_both_sides_read_what_was_said_and_decided_in_order_and_the_applicant_without_names(
    browser: Browser, first: Account, second: Account
) -> None:
    application = make_application("Mirjam Smits", **CLEAR)
    for act in (
        lambda: review.ask(application.public_id, "Hoeveel uur?", reviewer=first, seen_version=seen(application)),
        lambda: review.answer(application.public_id, "Twaalf uur.", account=application.account),
        lambda: review.reject(
            application.public_id,
            "Te weinig.",
            None,
            reviewer=first,
            seen_version=seen(application),
            change="Meer uren.",
        ),
        lambda: objections.object_to(application.public_id, OBJECTION, account=application.account),
        lambda: objections.uphold(
            application.public_id, "Het blijft te weinig.", reviewer=second, seen_version=seen(application)
        ),
    ):
        with transaction():
            act()
    in_order = ["Hoeveel uur?", "Twaalf uur.", "Besluit: niet toegelaten", "Te weinig.", "Meer uren.", OBJECTION]
    in_order += ["het eerste besluit blijft staan", "Het blijft te weinig."]
    own = browser.sign_in(application.account).get(OWN).text
    desk_of_first = browser.sign_in(first).get(desk(application)).text
    for page in (own, desk_of_first):
        places = [page.index(words) for words in in_order]
        assert places == sorted(places)
        assert [page.count(words) for words in in_order] == [1] * len(in_order)
    assert "Je maakte bezwaar" in own
    assert "Na je bezwaar bleef het besluit staan" in own
    assert (first.name in own, second.name in own) == (False, False)
    assert second.name in desk_of_first
