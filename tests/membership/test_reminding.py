"""Is who has a case too long reminded of it, once, and by day; and does nobody wait for ever?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import run
from okprofs.kernel.wall_time import AMSTERDAM, local
from okprofs.mail.models import Letter
from okprofs.membership.models import Application
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import objections, review, year
from okprofs.people.models import Account, Office
from okprofs.people.rules.profession import Discipline, Position
from okprofs.wiring import JOBS
from tests.conftest import Browser
from tests.membership.makers import again, make_application, make_member, membership_of
from tests.people.makers import make_account

pytestmark = pytest.mark.usefixtures("database")
HOURLY = [job for job in JOBS if job.name in ("remind applicants", "remind the office")]
# Summer begins on 29 March and ends on 25 October.
SPRING = datetime(2026, 3, 2, 10, tzinfo=AMSTERDAM)
AUTUMN = datetime(2026, 9, 28, 10, tzinfo=AMSTERDAM)


@pytest.fixture(params=[SPRING, AUTUMN], ids=["spring", "autumn"])
def clock(request: pytest.FixtureRequest) -> Iterator[Any]:
    with time_machine.travel(request.param, tick=False) as clock:
        yield clock


@pytest.fixture
def reviewer(clock: Any) -> Account:
    return make_account("Anneke Bakker", offices=[Office.REVIEWER])


def make_asked(reviewer: Account, name: str = "Mirjam Smits") -> Application:
    application = make_application(name)
    ask(application, reviewer)
    return application


def ask(application: Application, reviewer: Account) -> None:
    version = again(application).version
    with transaction():
        review.ask(application.public_id, "Hoeveel uur?", reviewer=reviewer, seen_version=version)


def answer(application: Application) -> None:
    with transaction():
        review.answer(application.public_id, "Twaalf.", account=application.account)


def look(workers: int = 2) -> None:
    """So many workers look what is to be done."""
    for job in HOURLY * workers:
        run(job)


def live(clock: Any, days: int, step: timedelta = timedelta(days=1)) -> None:
    """So many days by the clock on the wall, with workers that look at every step."""
    until = (local(now()) + timedelta(days=days)).replace(tzinfo=None)
    while local(now()).replace(tzinfo=None) < until:
        clock.shift(step)
        look()


def written(*kinds: str) -> list[tuple[str, str]]:
    """The letters of these kinds and on which day each was written."""
    db.session.rollback()
    letters = sa.select(Letter).where(Letter.kind.in_([f"membership/{kind}" for kind in kinds])).order_by(Letter.id)
    return [
        (letter.kind.removeprefix("membership/"), f"{local(letter.written_at):%d-%m}")
        for letter in db.session.scalars(letters)
    ]


def test_an_applicant_is_warned_twice_and_then_the_application_is_withdrawn(clock: Any, reviewer: Account) -> None:
    application = make_asked(reviewer)
    asked_on = local(now()).date()
    live(clock, 60)
    days = [f"{asked_on + timedelta(days=days):%d-%m}" for days in (21, 35, 43)]
    expected = list(zip(("answer_warning", "answer_warning", "lapsed"), days, strict=True))
    assert written("answer_warning", "lapsed") == expected
    assert again(application).status is ApplicationStatus.WITHDRAWN
    letters = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "membership/answer_warning").order_by(Letter.id)
    ).all()
    until = f"{asked_on + timedelta(days=42):%Y-%m-%d}"
    assert [(letter.facts["is_last"], letter.facts["until"]) for letter in letters] == [(False, until), (True, until)]
    told = (
        sa.select(JournalEntry.action).where(JournalEntry.subject_id == application.public_id).order_by(JournalEntry.id)
    )
    actions = list(db.session.scalars(told.order_by(JournalEntry.id)))
    assert actions[-3:] == ["application_answer_reminded", "application_answer_reminded", "application_lapsed"]


def test_nothing_is_sent_at_night(clock: Any, reviewer: Account) -> None:
    make_asked(reviewer)
    clock.shift(timedelta(days=30))
    clock.move_to(local(now()).replace(hour=7, minute=59))
    look()
    assert written("answer_warning", "office_reminder") == []
    clock.shift(timedelta(minutes=2))
    look()
    assert len(written("answer_warning")) == 1


def test_who_answers_hears_nothing_more_and_a_new_question_begins_anew(clock: Any, reviewer: Account) -> None:
    application = make_asked(reviewer)
    live(clock, 25)
    answer(application)
    live(clock, 5)
    ask(application, reviewer)
    live(clock, 20)
    assert len(written("answer_warning")) == 1
    live(clock, 2)
    assert len(written("answer_warning")) == 2
    assert again(application).status is ApplicationStatus.MORE_INFO_NEEDED


def test_after_a_long_silence_of_the_worker_both_warnings_still_come_first(clock: Any, reviewer: Account) -> None:
    make_asked(reviewer)
    clock.shift(timedelta(days=100))
    look()
    live(clock, 6)
    assert len(written("answer_warning")) == 1
    live(clock, 1)
    assert len(written("answer_warning")) == 2
    live(clock, 7)
    assert written("lapsed") == []
    live(clock, 1)
    assert len(written("lapsed")) == 1


def test_who_waits_sees_until_when_and_afterwards_why(browser: Browser) -> None:
    with time_machine.travel(SPRING, tick=False) as clock:
        reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
        application = make_asked(reviewer)
        browser.sign_in(application.account)
        assert "maandag 13 april 2026" in browser.get("/mijn/aanvraag").text
        live(clock, 45)
        browser.sign_in(application.account)
        page = browser.get("/mijn/aanvraag").text
        assert "Er kwam geen antwoord op onze vraag." in page
        assert "Doe een nieuwe aanvraag" in page
        page = browser.sign_in(reviewer).get(f"/beheer/aanvragen/{application.public_id}").text
        assert "Ingetrokken, omdat er geen antwoord kwam" in page


def test_the_office_hears_once_a_day_what_waits_too_long(clock: Any, reviewer: Account) -> None:
    make_application("Mirjam Smits")
    live(clock, 10)
    assert written("office_reminder") == []
    first = local(now()).date()
    live(clock, 30, timedelta(hours=12))
    days = [day for _, day in written("office_reminder")]
    # Every day has its one, also those of 23 and 25 hours.
    assert days == [f"{first + timedelta(days=number):%d-%m}" for number in range(31)]


def test_each_reviewer_is_told_in_their_own_language_of_what_they_may_handle(clock: Any, reviewer: Account) -> None:
    other = make_account("Bert Visser", offices=[Office.REVIEWER], language="en")
    own = make_application("Anneke Bakker", account=reviewer)
    rejected = make_application("Mirjam Smits")
    version = again(rejected).version
    with transaction():
        review.reject(rejected.public_id, "Nee.", None, reviewer=other, seen_version=version)
    with transaction():
        objections.object_to(rejected.public_id, "Toch wel.", account=rejected.account)
    clock.shift(timedelta(days=12))
    look()
    letters = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "membership/office_reminder").order_by(Letter.id)
    ).all()
    told = {
        (letter.recipient, letter.language): [(case["public_id"], case["what"]) for case in letter.facts["cases"]]
        for letter in letters
    }
    assert told == {
        (reviewer.email, "nl"): [(rejected.public_id, "objection")],
        (other.email, "en"): [(own.public_id, "application")],
    }


def test_the_office_hears_of_changed_work_that_waits_but_not_who_it_is_about(clock: Any, reviewer: Account) -> None:
    member, other = make_member("Saskia Postma"), make_member("Bert Visser", offices=[Office.REVIEWER])
    for account in (member, other):
        tell_change(account)
    clock.shift(timedelta(days=10))
    look()
    assert written("office_reminder") == []
    clock.shift(timedelta(hours=1))
    look()
    mails = sa.select(Letter).where(Letter.kind == "membership/office_reminder").order_by(Letter.id)
    told = {
        mail.recipient: [(case["what"], case["public_id"]) for case in mail.facts["cases"]]
        for mail in db.session.scalars(mails)
    }
    theirs, others = (("change", membership_of(account).public_id) for account in (member, other))
    assert told == {reviewer.email: [theirs, others], other.email: [theirs]}


def tell_change(account: Account) -> None:
    """Work of which a reviewer has to say whether it fits."""
    membership = membership_of(account)
    answers = Answers(True, Appointment.PERMANENT, Engagement.NONE, Position.ADVISER, frozenset({Discipline.QUALITY}))
    with transaction():
        year.tell_change(membership, year.Change(answers, "gemeente Ede", "Adviseur", ""))


def test_waiting_for_an_answer_is_not_the_office_s_waiting(clock: Any, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    clock.shift(timedelta(days=6))
    ask(application, reviewer)
    clock.shift(timedelta(days=20))
    answer(application)
    clock.shift(timedelta(days=3, hours=12))
    look()
    assert written("office_reminder") == []
    clock.shift(timedelta(days=1))
    look()
    [letter] = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "membership/office_reminder").order_by(Letter.id)
    )
    assert letter.facts["cases"][0]["days"] == 10


def test_many_that_wait_are_named_as_far_as_a_letter_goes(clock: Any, reviewer: Account) -> None:
    for number in range(12):
        make_application(f"Aanvrager {number}")
    clock.shift(timedelta(days=11))
    look()
    look()
    [letter] = db.session.scalars(
        sa.select(Letter).where(Letter.kind == "membership/office_reminder").order_by(Letter.id)
    )
    assert len(letter.facts["cases"]) == 10
    assert letter.facts["further"] == 2
