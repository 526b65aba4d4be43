"""Files go with a question and with an answer, and come back only to whom they are for."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Application, ApplicationAttachment
from okprofs.membership.rules.attachments import MOST_BYTES, QUOTA_BYTES, Attached, FileKind
from okprofs.membership.rules.lifecycle import KEPT_AFTER, ApplicationStatus
from okprofs.membership.services import review
from okprofs.membership.services.attachments import forget_attachments, keep_with_draft
from okprofs.membership.services.drafts import discard, forget_drafts
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.hostile_files import PAGE, SECRET, pdf, told_by_camera
from tests.membership.makers import again, mailed_secret, make_application, make_draft, make_member
from tests.pages import forms_of
from tests.people.makers import make_account

URL = "/mijn/aanvraag"
LAST_STEP = "/lid-worden/versturen"
DIPLOMA = "Diploma’s café.pdf"


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


@pytest.fixture
def asked(reviewer: Account) -> Application:
    """An application on which a question is open."""
    application = make_application("Mirjam Smits")
    with transaction():
        review.ask(application.public_id, "Heb je bewijs?", reviewer=reviewer, seen_version=again(application).version)
    return again(application)


def files(*sent: tuple[str, bytes]) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(content), name) for name, content in sent]


def answer(browser: Browser, application: Application, *sent: tuple[str, bytes]) -> Any:
    browser.sign_in(application.account)  # type: ignore[arg-type]
    return browser.fill_in(URL, form="", answer="Zie de bijlage.", files=files(*sent))


def kept() -> list[ApplicationAttachment]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(ApplicationAttachment).order_by(ApplicationAttachment.id)))


def looks() -> list[JournalEntry]:
    db.session.rollback()
    return list(
        db.session.scalars(
            sa.select(JournalEntry)
            .where(JournalEntry.action == "application_attachment_opened")
            .order_by(JournalEntry.id)
        )
    )


def on_desk(application: Application, file: ApplicationAttachment) -> str:
    return f"/beheer/aanvragen/{application.public_id}/bijlagen/{file.public_id}"


def test_files_go_with_an_answer_and_each_look_of_a_reviewer_is_written_down(
    browser: Browser, reviewer: Account, asked: Application
) -> None:
    assert answer(browser, asked, (DIPLOMA, pdf()), ("scan.jpg", told_by_camera())).status_code == 303
    assert again(asked).status is ApplicationStatus.SUBMITTED
    diploma, scan = kept()
    page = browser.get(URL).text
    assert "Diploma-s café.pdf" in page
    assert f'href="{URL}/bijlagen/{diploma.public_id}"' in page
    own = browser.get(f"{URL}/bijlagen/{diploma.public_id}")
    assert own.data == pdf()
    assert looks() == []

    browser.sign_in(reviewer)
    desk = f"/beheer/aanvragen/{asked.public_id}"
    opened = browser.fill_in(desk, form=f"/bijlagen/{diploma.public_id}")
    assert opened.data == pdf()
    picture = browser.fill_in(desk, form=f"/bijlagen/{scan.public_id}")
    assert picture.data.startswith(b"\xff\xd8\xff")
    assert SECRET.encode() not in picture.data
    assert [look.details["attachment"] for look in looks()] == [diploma.public_id, scan.public_id]
    assert {(look.actor, look.subject_id) for look in looks()} == {(reviewer.public_id, asked.public_id)}

    for found, kind in ((own, "application/pdf"), (opened, "application/pdf"), (picture, "image/jpeg")):
        assert found.status_code == 200
        assert found.mimetype == kind
        assert found.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert found.headers["X-Content-Type-Options"] == "nosniff"
        assert found.headers["Cache-Control"] == "no-store"
        assert found.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    # As RFC 6266 has it: for who reads only plain letters, and for everyone else.
    disposition = own.headers["Content-Disposition"]
    assert disposition == "attachment; filename=\"Diploma-s cafe.pdf\"; filename*=UTF-8''Diploma-s%20caf%C3%A9.pdf"


def test_the_mailed_link_takes_files_too(browser: Browser, asked: Application) -> None:
    assert asked.account is not None
    url = f"/lid-worden/antwoord/{mailed_secret('answer_question', asked.public_id, asked.account.email)}"
    wrong = browser.fill_in(url, answer="Twaalf uur.", files=files(("cv.pdf", PAGE)))
    assert wrong.status_code == 422
    assert "“cv.pdf” is iets anders dan de naam zegt" in wrong.text
    assert browser.fill_in(url, answer="Twaalf uur.", files=files(("cv.pdf", pdf()))).status_code == 303
    assert [file.name for file in kept()] == ["cv.pdf"]
    # Used up it looks at no file any more.
    values = forms_of(browser.get("/inloggen").text)[0].values
    late = browser.post(url, data={**values, "answer": "Nog iets.", "files": files(("cv.exe", PAGE))})
    assert late.status_code == 404
    assert "cv.exe" not in late.text
    assert len(kept()) == 1


def test_a_question_brings_files_to_the_applicant_signed_in_or_by_the_mailed_link(
    browser: Browser, reviewer: Account
) -> None:
    application = make_application("Mirjam Smits")
    assert application.account is not None
    desk = f"/beheer/aanvragen/{application.public_id}"
    browser.sign_in(reviewer)
    wrong = browser.fill_in(desk, form="/vragen", question="Past dit?", files=files(("cv.pdf", PAGE)))
    assert wrong.status_code == 422
    assert "Past dit?</textarea>" in wrong.text
    assert "“cv.pdf” is iets anders dan de naam zegt" in wrong.text
    sent = files(("voorbeeld.pdf", pdf()), ("scan.jpg", told_by_camera()))
    assert browser.fill_in(desk, form="/vragen", question="Past dit?", files=sent).status_code == 303
    example, scan = kept()
    assert SECRET.encode() not in scan.content
    assert browser.fill_in(desk, form=f"/bijlagen/{example.public_id}").data == pdf()

    link = mailed_secret("answer_question", application.public_id, application.account.email)
    by_link = f"/lid-worden/antwoord/{link}/bijlagen/{example.public_id}"
    other = make_application("Pieter Kramer")
    assert other.account is not None
    with transaction():
        review.ask(other.public_id, "Heb je bewijs?", reviewer=reviewer, seen_version=again(other).version)
    of_another = mailed_secret("answer_question", other.public_id, other.account.email)
    stranger = browser.application.test_client()
    assert by_link in stranger.get(f"/lid-worden/antwoord/{link}").text
    opened = stranger.get(by_link)
    assert opened.data == pdf()
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert opened.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert stranger.get(by_link.replace(link, of_another)).status_code == 404
    browser.sign_in(application.account)
    page = browser.get(URL).text
    assert f'href="{URL}/bijlagen/{scan.public_id}"' in page
    assert "niet op virussen gecontroleerd" in page
    assert browser.get(f"{URL}/bijlagen/{scan.public_id}").mimetype == "image/jpeg"
    # The link is for the question that is open.
    with transaction():
        review.answer(application.public_id, "Ja.", account=application.account)
    assert browser.get(by_link).status_code == 404


def test_what_was_typed_is_not_lost_when_a_file_is_refused(browser: Browser, asked: Application) -> None:
    page = answer(browser, asked, ("goed.pdf", pdf()), ("cv.html", PAGE), ("scan.png", pdf()))
    assert page.status_code == 422
    assert "Zie de bijlage.</textarea>" in page.text
    assert "“cv.html” nemen we niet aan" in page.text
    assert "“scan.png” is iets anders" in page.text
    assert "Kies je bestanden daarna opnieuw" in page.text
    assert kept() == []
    assert again(asked).status is ApplicationStatus.MORE_INFO_NEEDED
    [form] = [form for form in forms_of(page.text) if form.action == URL]
    form.values["files"] = FileStorage(BytesIO(b"%PDF-1.7\n" + b"x" * MOST_BYTES), "groot.pdf")
    boundary, body = encode_multipart(form.values)
    too_large = browser.post(URL, data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert too_large.status_code == 422
    assert "Zie de bijlage.</textarea>" in too_large.text
    assert "Samen mogen ze hoogstens 10 MB zijn" in too_large.text


def test_an_answer_needs_no_files(browser: Browser, asked: Application) -> None:
    assert answer(browser, asked).status_code == 303
    assert kept() == []


def test_one_person_sends_no_more_than_the_quota(browser: Browser, asked: Application) -> None:
    answer(browser, asked, ("cv.pdf", pdf()))
    with transaction() as session:
        session.execute(sa.update(ApplicationAttachment).values(size=QUOTA_BYTES))
        session.execute(sa.update(Application).values(status=ApplicationStatus.MORE_INFO_NEEDED))
    page = answer(browser, asked, ("cv.pdf", pdf()))
    assert page.status_code == 422
    assert "Samen mogen ze hoogstens 50 MB zijn" in page.text
    assert len(kept()) == 1


def test_a_file_is_for_its_sender_and_for_who_may_read_the_case(
    browser: Browser, reviewer: Account, asked: Application
) -> None:
    answer(browser, asked, ("cv.pdf", pdf()))
    [file] = kept()
    other = make_application("Pieter Kramer")
    # For nobody else: not another applicant, not a member, not who manages accounts, not without signing in.
    for stranger in (other.account, make_member("Wim Wever"), make_account("Ada", offices=[Office.ADMINISTRATOR])):
        browser.sign_in(stranger)  # type: ignore[arg-type]
        assert browser.get(f"{URL}/bijlagen/{file.public_id}").status_code == 404
        assert send(browser, on_desk(asked, file)) == 403
    # The sender has no desk, and a reviewer comes by the desk alone, at the case that it belongs to.
    browser.sign_in(asked.account)  # type: ignore[arg-type]
    assert send(browser, on_desk(asked, file)) == 403
    browser.sign_in(reviewer)
    assert browser.get(f"{URL}/bijlagen/{file.public_id}").status_code == 404
    assert send(browser, on_desk(other, file)) == 404
    # A reviewer who works for the same organisation gets it once they said why they read the case.
    colleague = make_member("Bert", offices=[Office.REVIEWER])
    with transaction() as session:
        session.get_one(Account, colleague.id).profile.organisation_id = again(asked).organisation_id
    browser.sign_in(colleague)
    assert send(browser, on_desk(asked, file)) == 404
    assert looks() == []
    browser.fill_in(f"/beheer/aanvragen/{asked.public_id}/eigen-organisatie", reason="Er is niemand anders.")
    assert send(browser, on_desk(asked, file)) == 200
    assert len(looks()) == 1


def send(browser: Browser, url: str) -> int:
    """What the button of this file is answered with, whoever presses it, with a token of their own."""
    token = browser.get("/mijn").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert token
    return int(browser.post(url, data={"csrf_token": token}).status_code)


def test_files_go_with_their_application_and_no_page_reads_them(
    browser: Browser, reviewer: Account, asked: Application
) -> None:
    answer(browser, asked, ("cv.pdf", pdf()))
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    def read_for(url: str) -> list[str]:
        statements.clear()
        sa.event.listen(db.engine, "before_cursor_execute", note)
        assert "cv.pdf" in browser.get(url).text
        sa.event.remove(db.engine, "before_cursor_execute", note)
        return [statement for statement in statements if statement.startswith("SELECT")]

    desk = f"/beheer/aanvragen/{asked.public_id}"
    for person, url in ((asked.account, URL), (reviewer, desk)):
        browser.sign_in(person)  # type: ignore[arg-type]
        found = read_for(url)
        assert len(found) <= 10, "\n".join(found)
        assert sum("application_attachments" in statement for statement in found) == 1
        assert not any("application_attachments_1.content" in statement for statement in found)
    with transaction() as session:
        session.delete(again(asked))
    assert kept() == []


def test_files_are_thrown_away_three_months_after_the_end(
    browser: Browser, reviewer: Account, asked: Application
) -> None:
    answer(browser, asked, ("cv.pdf", pdf()))
    with transaction():
        review.admit(asked.public_id, reviewer=reviewer, seen_version=again(asked).version)
    for days, left in ((-1, 1), (1, 0)):
        with time_machine.travel(now() + KEPT_AFTER + timedelta(days=days), tick=False), transaction():
            forget_attachments()
        assert len(kept()) == left


def test_files_go_with_the_application_itself_and_can_be_taken_away_before(browser: Browser, reviewer: Account) -> None:
    draft = make_draft()
    assert draft.account_id is None
    with browser.session_transaction() as held:
        held["application"] = draft.public_id

    def send_with(*sent: tuple[str, bytes], **button: str) -> Any:
        return browser.fill_in(LAST_STEP, form=LAST_STEP, files=files(*sent), **button)

    assert "“cv.pdf” is iets anders dan de naam zegt" in send_with(("cv.pdf", PAGE), keep="1").text
    assert send_with(("vergissing.pdf", pdf()), keep="1").location == LAST_STEP
    [mistake] = kept()
    assert browser.fill_in(LAST_STEP, form=f"/bijlagen/{mistake.public_id}/verwijdering").location == LAST_STEP
    assert kept() == []
    assert "vergissing.pdf" not in browser.get(LAST_STEP).text
    assert again(draft).messages == []
    assert send_with(("diploma.pdf", pdf()), keep="1").location == LAST_STEP
    assert "diploma.pdf" in browser.get(LAST_STEP).text
    # What is confirmed by the mailed link is what was sent: a file more, and it is to be sent again.
    assert send_with(("scan.jpg", told_by_camera())).location == "/lid-worden/verstuurd"
    assert again(draft).sent_at is not None
    assert send_with(("cv.pdf", pdf()), keep="1").location == LAST_STEP
    assert again(draft).sent_at is None
    assert "hoogstens 3" in send_with(("nog-een.pdf", pdf())).text
    assert send_with().location == "/lid-worden/verstuurd"
    secret = mailed_secret("confirm_application", draft.public_id, draft.email)
    assert "diploma.pdf" in browser.get(f"/lid-worden/bevestigen/{secret}").text
    assert browser.fill_in(f"/lid-worden/bevestigen/{secret}").location == URL

    assert [file.name for file in kept()] == ["diploma.pdf", "scan.jpg", "cv.pdf"]
    own = browser.get(URL).text
    assert "Meegestuurd met de aanvraag" in own
    assert browser.get(f"{URL}/bijlagen/{kept()[0].public_id}").data == pdf()
    browser.sign_in(reviewer)
    page = browser.get(desk := f"/beheer/aanvragen/{draft.public_id}").text
    assert "Meegestuurd met de aanvraag" in page
    assert "De aanvrager schreef" not in page
    assert browser.fill_in(desk, form=f"/bijlagen/{kept()[0].public_id}").data == pdf()


def test_files_of_a_draft_are_no_reviewer_s_yet_and_go_with_it(browser: Browser, reviewer: Account) -> None:
    first, second, third = drafts = [make_draft(email=f"{name}@nijkerk.example") for name in ("een", "twee", "drie")]
    for draft in drafts:
        keep_file(draft)
    assert send(browser.sign_in(reviewer), on_desk(first, kept()[0])) == 404
    # What another visitor sent is no part of what this one may.
    of_third = ApplicationAttachment.message_id == again(third).messages[0].id
    with transaction() as session:
        session.execute(sa.update(ApplicationAttachment).values(size=QUOTA_BYTES).where(of_third))
    keep_file(first)
    with pytest.raises(Refused, match="attachments_too_large"):
        keep_file(third)
    with transaction():
        discard(db.session.get_one(Application, second.id))
    assert [file.message.application_id for file in kept()] == [first.id, third.id, first.id]
    with time_machine.travel(now() + timedelta(days=91), tick=False), transaction():
        forget_drafts()
    assert kept() == []


def keep_file(draft: Application) -> None:
    with transaction():
        keep_with_draft(db.session.get_one(Application, draft.id), [Attached("cv.pdf", FileKind.PDF, pdf())])
