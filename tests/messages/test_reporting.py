"""The office reads nothing but the one message that its receiver reported, and only the moderator who opens it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.kernel.wall_time import local
from okprofs.membership.queries.memberships import running_membership
from okprofs.membership.services.memberships import end_membership
from okprofs.messages.models import Message, MessageReport
from okprofs.messages.queries import is_ended
from okprofs.messages.rules.reporting import Verdict
from okprofs.messages.services.reporting import (
    REPORTS_KEPT,
    forget_bans,
    forget_reports,
    keep_who_is_in_a_report,
    settle,
)
from okprofs.messages.services.writing import send
from okprofs.people.facts import AccountUnused
from okprofs.people.models import Account, Appointment, Office
from okprofs.people.rules.forgetting import KEPT_AFTER
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.people.makers import fill, letters_to, make_account

BEFORE, NASTY, AFTER = "Dag, leuk je te spreken.", "Jij bent een ouwe zeurkous.", "Dat meen ik niet."


@pytest.fixture
def anneke(database: None) -> Account:
    return make_member("Anneke Bakker", email="anneke@ede.example")


@pytest.fixture
def kees(database: None) -> Account:
    return make_member("Kees Kwaad", email="kees@zwolle.example")


@pytest.fixture
def moderator(database: None) -> Account:
    return make_account("Mo Moderator", offices=[Office.MODERATOR])


@pytest.fixture
def path(anneke: Account, kees: Account) -> str:
    for text in (BEFORE, NASTY, AFTER):
        with transaction():
            conversation = send(text, by=kees.id, to=anneke.id)
    return f"/berichten/{conversation.public_id}"


def reported(browser: Browser, anneke: Account, path: str) -> str:
    """Anneke reports the second message; the address of the report."""
    message = db.session.scalars(sa.select(Message).where(Message.text == NASTY)).one()
    sent = fill(browser.sign_in(anneke), f"{path}/melding/{message.public_id}", reason="insulting", note="Bah")
    assert sent.location == path
    db.session.rollback()
    return f"/beheer/meldingen/{db.session.scalars(sa.select(MessageReport.public_id)).one()}"


def deeds() -> list[tuple[str, Any]]:
    db.session.rollback()
    lines = sa.select(JournalEntry.action, JournalEntry.details).order_by(JournalEntry.id)
    return [
        (action, details) for action, details in db.session.execute(lines) if "report" in action or "ing_" in action
    ]


def test_a_moderator_reads_one_reported_message_and_ends_the_right_to_write(
    browser: Browser, anneke: Account, kees: Account, moderator: Account, path: str
) -> None:
    report = reported(browser, anneke, path)
    assert "Je hebt dit bericht gemeld" in browser.get(path).text
    browser.sign_in(moderator)
    assert "Kees Kwaad" in browser.get("/beheer/meldingen").text
    assert NASTY not in browser.get(report).text, "not before it is opened"
    assert browser.post(report, data={}).status_code in (303, 400, 422)
    browser.fill_in(report, form="inzage")
    page = browser.get(report).text
    assert NASTY in page
    assert not any(text in page for text in (BEFORE, AFTER, "anneke@", "kees@"))
    assert browser.get(path).status_code == 404
    fill(browser, report, verdict="writing_ended")
    assert NASTY not in browser.get(report).text, "what is settled is not read again"
    assert letters_to("kees@zwolle.example") == ["messages/writing_ended"]
    assert letters_to("anneke@ede.example")[-1] == "messages/report_settled"
    told = deeds()
    assert [action for action, _ in told] == [
        "message_reported",
        "message_report_opened",
        "message_report_settled",
        "writing_ended",
    ]
    assert "zeurkous" not in str(told)

    browser.sign_in(kees)
    answer = fill(browser, path, text="Toe nou")
    assert answer.status_code == 422
    assert "Je kunt leden niet meer schrijven" in answer.text
    assert "Toe nou" in answer.text, "what was typed is kept"
    browser.sign_in(moderator)
    browser.fill_in(report, form="teruggave")
    assert letters_to("kees@zwolle.example")[-1] == "messages/writing_returned"
    assert fill(browser.sign_in(kees), path, text="Sorry").status_code == 303


def test_a_second_moderator_opens_it_anew_and_who_is_in_it_does_not(
    browser: Browser, anneke: Account, moderator: Account, path: str
) -> None:
    report = reported(browser, anneke, path)
    browser.sign_in(moderator).fill_in(report, form="inzage")
    other = make_account("Ria Ook", offices=[Office.MODERATOR])
    browser.sign_in(other)
    assert NASTY not in browser.get(report).text
    browser.fill_in(report, form="inzage")
    assert NASTY in browser.get(report).text
    assert NASTY not in browser.sign_in(moderator).get(report).text
    with transaction(), pytest.raises(Refused, match="report_unread"):
        settle(report.rpartition("/")[2], Verdict.NOTHING, moderator)
    with transaction() as session:
        account = session.get_one(Account, anneke.id)
        account.appointments = [type(moderator.appointments[0])(office=Office.MODERATOR)]
    browser.sign_in(anneke)
    page = browser.get(report).text
    assert "Een andere moderator kijkt ernaar" in page
    assert NASTY not in page
    with transaction(), pytest.raises(Refused, match="own_report"):
        settle(report.rpartition("/")[2], Verdict.NOTHING, anneke)


def test_a_moderator_never_reads_who_reported_them(
    browser: Browser, anneke: Account, kees: Account, moderator: Account, path: str
) -> None:
    report = reported(browser, anneke, path)
    assert "Bah" not in browser.sign_in(moderator).get(report).text, "what was added is read with the message"
    with transaction() as session:
        session.get_one(Account, kees.id).appointments = [Appointment(office=Office.MODERATOR)]
    browser.sign_in(kees)
    assert "Anneke" not in browser.get("/beheer/meldingen").text
    assert "Er wacht niets op je" in browser.get("/beheer").text
    assert browser.get(report).status_code == 404


def test_one_reports_what_one_received_once(browser: Browser, anneke: Account, kees: Account, path: str) -> None:
    reported(browser, anneke, path)
    message = db.session.scalars(sa.select(Message).where(Message.text == NASTY)).one()
    again = fill(browser, f"{path}/melding/{message.public_id}", reason="other")
    assert again.status_code == 422
    assert "al gemeld" in again.text
    assert browser.sign_in(kees).get(f"{path}/melding/{message.public_id}").status_code == 404
    assert browser.sign_in(make_member("Vera Vreemd")).get(f"{path}/melding/{message.public_id}").status_code == 404


def test_a_report_outlives_the_message_and_goes_a_year_after_it_was_settled(
    browser: Browser, anneke: Account, moderator: Account, path: str
) -> None:
    report = reported(browser, anneke, path)
    with transaction() as session:
        session.execute(sa.delete(Message))
    # While it waits, neither of the two is forgotten.
    with pytest.raises(Refused, match="account_needed"):
        keep_who_is_in_a_report(AccountUnused(anneke.id))
    browser.sign_in(moderator).fill_in(report, form="inzage")
    assert NASTY in browser.get(report).text
    fill(browser, report, verdict="nothing")
    keep_who_is_in_a_report(AccountUnused(anneke.id))
    for days, left in ((-1, 1), (1, 0)):
        with time_machine.travel(now() + REPORTS_KEPT + timedelta(days=days)), transaction():
            forget_reports()
        db.session.rollback()
        assert len(db.session.scalars(sa.select(MessageReport.id)).all()) == left


def test_that_someone_may_not_write_is_forgotten_half_a_year_after_they_left(
    browser: Browser, anneke: Account, kees: Account, moderator: Account, path: str
) -> None:
    report = reported(browser, anneke, path)
    browser.sign_in(moderator).fill_in(report, form="inzage")
    fill(browser, report, verdict="writing_ended")
    with time_machine.travel(now() + 3 * KEPT_AFTER), transaction():
        forget_bans()
    assert is_ended(kees.id), "as long as they are a member"
    with transaction():
        membership = running_membership(kees.id)
        assert membership is not None
        end_membership(membership)
    noon = local(now()).replace(hour=12)
    for days, is_kept in ((0, True), (1, False)):
        with time_machine.travel(noon + KEPT_AFTER + timedelta(days=days)), transaction():
            forget_bans()
        db.session.rollback()
        assert is_ended(kees.id) is is_kept
