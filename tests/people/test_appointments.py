"""Who holds which office? Appointing, and dismissing."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.letters import APPOINTED, DISMISSED, SELF_APPOINTED
from okprofs.people.models import Account, Appointment, Office
from okprofs.people.services.offices import appoint, dismiss
from tests.conftest import Browser
from tests.people.makers import PASSWORD, fill, fresh, letters_to, make_account

pytestmark = pytest.mark.usefixtures("database")


def another(app: Flask) -> Any:
    app.test_client_class = Browser
    return app.test_client()


def last_deed() -> tuple[str, str | None, str, dict[str, Any]]:
    db.session.rollback()
    entry = db.session.scalars(
        sa.select(JournalEntry)
        .where(JournalEntry.action.in_(("appointed", "dismissed")))
        .order_by(JournalEntry.id.desc())
    ).first()
    assert entry is not None
    return entry.action, entry.actor, entry.subject_id, entry.details


def test_an_administrator_sees_who_holds_what(browser: Browser) -> None:
    browser.sign_in(make_account("Maria van der Veen", offices=["administrator"]))
    make_account("Piet Jansen", offices=["reviewer", "organiser"])
    make_account("Anneke Bakker")
    page = browser.get("/beheer/rollen").text
    assert page.count("Piet Jansen</a></th>") == 2
    assert "Maria van der Veen (jij)" in page
    assert "Anneke Bakker" not in page
    assert page.count("Niemand heeft deze rol.") == 2


@pytest.mark.parametrize("offices", [(), ("reviewer",), ("organiser", "treasurer", "moderator")])
def test_nobody_else_may_look_or_appoint(browser: Browser, offices: tuple[str, ...]) -> None:
    holder = make_account(offices=["administrator"])
    browser.sign_in(make_account(offices=offices))
    for url in ("/beheer/rollen", "/beheer/rollen/benoeming", f"/beheer/rollen/{holder.public_id}/administrator"):
        assert browser.get(url).status_code == 403
        assert browser.post(url).status_code in (400, 403, 405)


def test_an_appointment_is_told_journalled_and_means_a_new_session(app: Flask, browser: Browser) -> None:
    maria, anneke = make_account(offices=["administrator"]), make_account("Anneke Bakker", "anneke@barneveld.nl")
    hers = another(app).sign_in(anneke)
    browser.sign_in(maria)
    answer = fill(browser, "/beheer/rollen/benoeming", email="Anneke@Barneveld.nl", office="reviewer")
    assert answer.location == "/beheer/rollen"
    assert "De rol is gegeven: Ballotage" in browser.get("/beheer/rollen").text
    assert fresh(anneke).offices == {Office.REVIEWER}
    assert letters_to(anneke.email) == [APPOINTED.name]
    assert last_deed() == ("appointed", maria.public_id, anneke.public_id, {"office": "reviewer"})
    assert hers.get("/mijn/sessies").status_code == 303, "the old session stood for fewer rights"


@pytest.mark.parametrize(
    ("email", "office", "words"),
    [
        ("niemand@barneveld.nl", "reviewer", "Er is geen account met dit e-mailadres"),
        ("piet@barneveld.nl", "reviewer", "heeft die rol al"),
        ("buiten@barneveld.nl", "reviewer", "geblokkeerd"),
        ("piet@barneveld.nl", "", "Kies een rol"),
        ("piet@barneveld.nl", "koning", ""),
        ("geen adres", "reviewer", "geen e-mailadres"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_in_words(
    browser: Browser, email: str, office: str, words: str
) -> None:
    make_account(email="piet@barneveld.nl", offices=["reviewer"])
    blocked = make_account(email="buiten@barneveld.nl")
    with transaction():
        fresh(blocked).blocked_at = datetime(2026, 1, 1, tzinfo=UTC)
    browser.sign_in(make_account(offices=["administrator"]))
    answer = fill(browser, "/beheer/rollen/benoeming", email=email, office=office)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{email}"' in answer.text


def test_a_dismissal_is_confirmed_told_and_journalled(app: Flask, browser: Browser) -> None:
    maria, piet = (
        make_account(offices=["administrator"]),
        make_account("Piet Jansen", offices=["reviewer", "organiser"]),
    )
    his = another(app).sign_in(piet)
    browser.sign_in(maria)
    url = f"/beheer/rollen/{piet.public_id}/reviewer"
    assert "Piet Jansen verliest deze rol" in browser.get(url).text
    assert fresh(piet).offices == {Office.REVIEWER, Office.ORGANISER}
    assert fill(browser, url).location == "/beheer/rollen"
    assert fresh(piet).offices == {Office.ORGANISER}
    assert letters_to(piet.email) == [DISMISSED.name]
    assert last_deed() == ("dismissed", maria.public_id, piet.public_id, {"office": "reviewer"})
    assert his.get("/mijn/sessies").status_code == 303
    assert browser.get(url).status_code == 404


def test_a_made_up_appointment_cannot_be_ended(browser: Browser) -> None:
    maria = make_account(offices=["administrator"])
    browser.sign_in(maria)
    for url in (f"{maria.public_id}/reviewer", f"{maria.public_id}/koning", "bestaatniet/reviewer"):
        assert browser.get(f"/beheer/rollen/{url}").status_code == 404


def test_the_last_administrator_stays(browser: Browser) -> None:
    maria = make_account(offices=["administrator"])
    blocked = make_account(offices=["administrator"])
    with transaction():
        fresh(blocked).blocked_at = datetime(2026, 1, 1, tzinfo=UTC)
    browser.sign_in(maria)
    answer = fill(browser, f"/beheer/rollen/{maria.public_id}/administrator")
    assert answer.status_code == 422
    assert "Dit is de laatste beheerder" in answer.text
    assert fresh(maria).offices == {Office.ADMINISTRATOR}


def test_who_gives_themself_an_office_does_not_do_so_silently(browser: Browser) -> None:
    maria, piet = make_account(offices=["administrator"]), make_account(offices=["administrator"])
    browser.sign_in(maria)
    old = browser.get_cookie("session")
    assert fill(browser, "/beheer/rollen/benoeming", email=maria.email, office="reviewer").status_code == 303
    assert fresh(maria).offices == {Office.ADMINISTRATOR, Office.REVIEWER}
    assert letters_to(piet.email) == [SELF_APPOINTED.name]
    assert letters_to(maria.email) == [APPOINTED.name]
    assert last_deed() == ("appointed", maria.public_id, maria.public_id, {"office": "reviewer"})
    new = browser.get_cookie("session")
    assert old is not None
    assert new is not None
    assert old.value != new.value
    assert browser.get("/beheer/rollen").status_code == 200


def test_who_lays_down_their_own_office_keeps_their_account(browser: Browser) -> None:
    maria = make_account(offices=["administrator"])
    make_account(offices=["administrator"])
    browser.sign_in(maria)
    assert fill(browser, f"/beheer/rollen/{maria.public_id}/administrator").location == "/mijn"
    assert browser.get("/beheer/rollen").status_code == 403
    assert browser.get("/mijn/sessies").status_code == 200


def test_offices_are_changed_only_on_a_fresh_proof(browser: Browser) -> None:
    maria = make_account(offices=["administrator"], password=PASSWORD)
    piet = make_account(offices=["reviewer"])
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        browser.sign_in(maria)
        clock.shift(timedelta(minutes=16))
        assert browser.get("/beheer/rollen").status_code == 200
        for url in ("/beheer/rollen/benoeming", f"/beheer/rollen/{piet.public_id}/reviewer"):
            assert browser.get(url).location == f"/mijn/bevestiging?next={url}"
        assert fill(browser, "/mijn/bevestiging?next=/beheer/rollen/benoeming", password=PASSWORD).status_code == 303
        assert browser.get("/beheer/rollen/benoeming").status_code == 200


def test_of_two_administrators_who_dismiss_each_other_one_stays(app: Flask) -> None:
    for _ in range(5):
        pair = [make_account(offices=["administrator"]).id for _ in range(2)]
        start = threading.Barrier(2)
        answers: list[str] = []

        def dismiss_other(own: int, other: int, start: Any = start, answers: list[str] = answers) -> None:
            with app.app_context():
                start.wait()
                try:
                    with transaction():
                        by, who = db.session.get_one(Account, own), db.session.get_one(Account, other)
                        dismiss(who, Office.ADMINISTRATOR, by=by)
                    answers.append("done")
                except Refused as refused:
                    answers.append(refused.refusals[0].code)

        threads = [threading.Thread(target=dismiss_other, args=ids) for ids in (pair, pair[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) in (["done", "last_administrator"], ["administrator_no_more", "done"])
        db.session.rollback()
        left = db.session.scalars(sa.select(Appointment.account_id)).all()
        assert len(left) == 1
        with transaction() as session:
            session.execute(sa.delete(Appointment))


def test_the_command_line_makes_the_first_administrator() -> None:
    account = make_account()
    with transaction():
        appoint(account, Office.ADMINISTRATOR, by=None)
    assert fresh(account).offices == {Office.ADMINISTRATOR}
    assert last_deed()[:2] == ("appointed", None)


def test_who_was_just_dismissed_appoints_nobody_any_more() -> None:
    was, other = make_account(), make_account()
    with pytest.raises(Refused), transaction():
        appoint(other, Office.REVIEWER, by=was)
    with pytest.raises(Refused), transaction():
        dismiss(other, Office.REVIEWER, by=was)
