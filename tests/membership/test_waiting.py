"""Does who applied see whose turn it is, and how long it usually takes?"""

from datetime import timedelta

import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.membership.models import Application
from okprofs.membership.queries import durations
from okprofs.membership.rules.clock import UsualDuration
from okprofs.membership.services import review
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import make_application
from tests.people.makers import make_account

OWN = "/mijn/aanvraag"


def make_decided(reviewer: Account, number: int, days: int, *, days_ago: int = 0, asked_for_days: int = 0) -> None:
    """A case that the office had for so many days, and for which the applicant took others."""
    with time_machine.travel(now() - timedelta(days=days_ago + days + asked_for_days), tick=False) as clock:
        application = make_application(f"Aanvrager {number}-{days}")
        if asked_for_days:
            with transaction():
                review.ask(application.public_id, "Hoe?", reviewer=reviewer, seen_version=seen(application))
            clock.shift(timedelta(days=asked_for_days))
            with transaction():
                review.answer(application.public_id, "Zo.", account=application.account)
        clock.shift(timedelta(days=days))
        with transaction():
            review.reject(application.public_id, "Nee.", None, reviewer=reviewer, seen_version=seen(application))


def seen(application: Application) -> int:
    db.session.rollback()
    return db.session.get_one(Application, application.id).version


def test_who_applied_sees_that_the_office_has_it_and_not_who(browser: Browser) -> None:
    make_account("Anneke Bakker", offices=[Office.REVIEWER])
    application = make_application("Mirjam Smits")
    page = browser.sign_in(application.account).get(OWN).text
    assert "Wie is aan zet" in page
    assert "De ballotage" in page
    assert "Anneke" not in page
    assert "Hoe lang het duurt" not in page


def test_who_has_a_question_open_sees_that_it_is_their_turn(browser: Browser) -> None:
    reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    application = make_application("Mirjam Smits")
    with transaction():
        review.ask(application.public_id, "Hoe?", reviewer=reviewer, seen_version=seen(application))
    assert "Jij: er staat een vraag open" in browser.sign_in(application.account).get(OWN).text


def test_how_long_it_takes_is_told_from_five_cases_on(browser: Browser) -> None:
    reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    for number, days in enumerate((2, 3, 4, 9)):
        make_decided(reviewer, number, days)
    application = make_application("Mirjam Smits")
    browser.sign_in(application.account)
    assert "De helft hoorde het" not in browser.get(OWN).text
    make_decided(reviewer, 5, 4, asked_for_days=20)
    sentence = "De helft hoorde het binnen 4 dagen, negen van de tien binnen 9 dagen."
    assert sentence in browser.get(OWN).text
    # After the decision there is nothing more to wait for.
    with transaction():
        review.reject(application.public_id, "Nee.", None, reviewer=reviewer, seen_version=seen(application))
    assert sentence not in browser.get(OWN).text


def test_only_the_last_year_and_the_last_200_cases_count(database: None) -> None:
    reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    for number in range(5):
        make_decided(reviewer, number, 50, days_ago=366)
    assert durations.usual() is None
    for number in range(3):
        make_decided(reviewer, number, 30, days_ago=300)
    for number in range(2):
        make_decided(reviewer, number, 3)
    assert durations.usual() == UsualDuration(30, 30)
    with transaction() as session:
        last = session.query(Application).order_by(Application.decided_at.desc()).first()
        copied = {
            column.name: getattr(last, column.name)
            for column in Application.__table__.columns
            if column.name not in ("id", "public_id", "version")
        }
        session.add_all([Application(**copied) for _ in range(durations.MOST_CASES - 2)])
    assert durations.usual() == UsualDuration(3, 3)
