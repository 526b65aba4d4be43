"""Can an applicant say something without being asked, and does whoever has the case hear so?"""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from okprofs.membership.models import Application
from okprofs.membership.queries.durations import handovers_of
from okprofs.membership.rules.clock import time_at_office
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import handling, review
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.hostile_files import PAGE, pdf
from tests.membership.makers import again, make_application, make_member
from tests.pages import forms_of
from tests.people.makers import make_account

URL = "/mijn/aanvraag"
NEWS = "Ik werk sinds maandag bij de gemeente Ede."


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


def write(browser: Browser, text: str, *files: tuple[str, bytes]) -> Any:
    sent = [(BytesIO(content), name) for name, content in files]
    return browser.fill_in(URL, form="bericht", message=text, files=sent)


def letters_to(account: Account) -> list[tuple[str, dict[str, Any]]]:
    db.session.rollback()
    found = db.session.execute(
        sa.select(Letter.kind, Letter.facts).where(Letter.recipient == account.email).order_by(Letter.id)
    )
    return [(row.kind, row.facts) for row in found]


def test_an_applicant_adds_a_message_with_a_file_and_who_has_the_case_hears_so(
    browser: Browser, reviewer: Account
) -> None:
    application = make_application("Mirjam Smits")
    with transaction():
        handling.pick_up(application.public_id, reviewer=reviewer)
    seen = again(application).version
    browser.sign_in(application.account)
    wrong = write(browser, NEWS, ("cv.pdf", PAGE))
    assert wrong.status_code == 422
    assert NEWS in wrong.text
    assert write(browser, NEWS, ("diploma.pdf", pdf())).location == URL
    page = browser.get(URL).text
    assert NEWS in page
    assert "diploma.pdf" in page

    kept = again(application)
    assert kept.status is ApplicationStatus.SUBMITTED
    later = kept.messages[-1].at.replace(year=kept.messages[-1].at.year + 1)
    assert kept.submitted_at is not None
    assert time_at_office(handovers_of(kept), later) == later - kept.submitted_at
    facts = {"name": reviewer.name, "application": application.public_id, "is_answer": False}
    assert letters_to(reviewer)[-1] == ("membership/applicant_wrote", facts)
    # Nobody decides on what they have not read.
    with pytest.raises(Refused, match="application_changed"), transaction():
        review.admit(application.public_id, reviewer=reviewer, seen_version=seen)

    browser.sign_in(reviewer)
    desk = browser.get(f"/beheer/aanvragen/{application.public_id}").text
    assert NEWS in desk
    assert "De aanvrager schreef" in desk
    assert "bericht vandaag" in desk
    with transaction():
        review.ask(application.public_id, "Als wat?", reviewer=reviewer, seen_version=again(application).version)
    assert "De aanvrager schreef" not in browser.get(f"/beheer/aanvragen/{application.public_id}").text


def test_what_was_typed_goes_as_the_answer_when_there_is_a_question_meanwhile(
    browser: Browser, reviewer: Account
) -> None:
    application = make_application("Mirjam Smits")
    browser.sign_in(application.account)
    [form] = [form for form in forms_of(browser.get(URL).text) if "bericht" in form.action]
    with transaction():
        review.ask(application.public_id, "Als wat?", reviewer=reviewer, seen_version=again(application).version)
    late = browser.post(form.action, data={**form.values, "message": NEWS})
    assert late.status_code == 422
    assert "De ballotage heeft intussen een vraag" in late.text
    assert "Als wat?" in late.text
    assert NEWS in late.text
    assert "Wil je iets toevoegen?" not in late.text
    with transaction():
        review.answer(application.public_id, "Als adviseur.", account=application.account)
    assert letters_to(reviewer)[-1][1]["is_answer"] is True


def test_messages_in_a_row_come_to_an_end_and_nobody_writes_in_the_case_of_another(
    browser: Browser, reviewer: Account
) -> None:
    application = make_application("Mirjam Smits")
    for _ in range(5):
        add(application)
    with pytest.raises(Refused, match="messages_used_up"):
        add(application)
    assert "Je stuurde 5 berichten achter elkaar" in browser.sign_in(application.account).get(URL).text
    with pytest.raises(PermissionError):
        add(application, by=make_account("Een Ander"))
    with transaction():
        review.ask(application.public_id, "Als wat?", reviewer=reviewer, seen_version=again(application).version)
    with transaction():
        review.answer(application.public_id, "Als adviseur.", account=application.account)
    add(application)


def add(application: Application, by: Account | None = None) -> None:
    with transaction():
        review.add_message(application.public_id, NEWS, account=by or application.account)  # type: ignore[arg-type]
