"""Does the office see what the rules said beside what people decided, and that open cases were assessed again?"""

from datetime import date, datetime

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from okprofs.kernel.wall_time import AMSTERDAM
from okprofs.membership.models import Application, Judgement, StoredAssessment
from okprofs.membership.queries import judgements
from okprofs.membership.rules.eligibility import QUOTES, RULE_SET, Outcome
from okprofs.membership.rules.judging import Decision, is_otherwise, quarter_of
from okprofs.membership.services import objections, review
from okprofs.membership.services.reassessing import reassess_open_applications
from okprofs.people.models import Account, Office
from okprofs.people.rules.profession import Discipline, Position
from tests.conftest import Browser
from tests.membership.makers import make_application
from tests.people.makers import make_account

PAGE = "/beheer/aanvragen/oordeel"
FITS = {"position": Position.ADVISER, "disciplines": frozenset({Discipline.QUALITY})}
EARLIER = "2011-11-10/0"


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_account("Anneke Bakker", offices=[Office.REVIEWER])


def seen(application: Application) -> int:
    db.session.rollback()
    return db.session.get_one(Application, application.id).version


def reject(application: Application, reviewer: Account) -> None:
    version = seen(application)
    with transaction():
        review.reject(application.public_id, "Nee.", None, reviewer=reviewer, seen_version=version)


def admit(application: Application, reviewer: Account) -> None:
    version = seen(application)
    with transaction():
        review.admit(application.public_id, reviewer=reviewer, seen_version=version)


def counts() -> set[tuple[str, str, str, str, int]]:
    db.session.rollback()
    return {
        (row.rule_set, f"{row.quarter_on}", row.outcome.value, row.decision.value, row.number)
        for row in db.session.query(Judgement)
    }


def age(application: Application) -> None:
    """As if the rules had another version when it came in."""
    with transaction() as session:
        mine = StoredAssessment.application_id == application.id
        session.execute(sa.update(StoredAssessment).where(mine).values(rule_set=EARLIER, outcome=Outcome.ELIGIBLE))
        session.execute(sa.update(Application).where(Application.id == application.id).values(outcome=Outcome.ELIGIBLE))


def test_what_is_left_to_people_is_never_otherwise() -> None:
    assert not any(is_otherwise(Outcome.NEEDS_JUDGEMENT, decision) for decision in Decision)
    assert [decision for decision in Decision if is_otherwise(Outcome.ELIGIBLE, decision)] == ["rejected", "upheld"]
    assert [d for d in Decision if is_otherwise(Outcome.NOT_ELIGIBLE, d)] == ["admitted", "overturned"]


def test_a_quarter_begins_in_january_april_july_and_october() -> None:
    assert {quarter_of(date(2026, month, 28)).month for month in range(1, 13)} == {1, 4, 7, 10}
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)


def test_every_decision_is_counted_by_what_the_rules_said_and_the_dutch_quarter(reviewer: Account) -> None:
    # In the Netherlands it is April already.
    with time_machine.travel(datetime(2026, 4, 1, 0, 30, tzinfo=AMSTERDAM), tick=False):
        admit(make_application("Mirjam Smits"), reviewer)
        admit(make_application("Sietske Boersma"), reviewer)
        rejected = make_application("Pieter Kramer", **FITS)
        reject(rejected, reviewer)
        second = make_account("Bert Visser", offices=[Office.REVIEWER])
        with transaction():
            objections.object_to(rejected.public_id, "Toch wel.", account=rejected.account)
        version = seen(rejected)
        with transaction():
            objections.overturn(rejected.public_id, "Ja.", reviewer=second, seen_version=version)
    assert counts() == {
        (RULE_SET, "2026-04-01", "needs_judgement", "admitted", 2),
        (RULE_SET, "2026-04-01", "eligible", "rejected", 1),
        (RULE_SET, "2026-04-01", "eligible", "overturned", 1),
    }


def test_the_page_shows_the_counts_and_the_cases_where_people_decided_otherwise(
    browser: Browser, reviewer: Account
) -> None:
    browser.sign_in(reviewer)
    assert "Nog niets besloten" in browser.get(PAGE).text
    reject(make_application("Pieter Kramer", **FITS), reviewer)
    admit(make_application("Roos de Wit", works_for_government=False), reviewer)
    reject(make_application("Mirjam Smits"), reviewer)
    page = browser.get(PAGE).text
    assert f"Regels {RULE_SET}" in page
    assert "Pieter Kramer" in page
    assert "Roos de Wit" in page
    assert "Mirjam Smits" not in page
    assert page.count("anders</span>") == 2
    assert page.count("Na bezwaar toegelaten") > 1


def test_of_a_case_that_is_closed_to_a_reviewer_the_list_says_only_that_it_is_there(
    browser: Browser, reviewer: Account
) -> None:
    own = make_account("Roos de Wit", offices=[Office.REVIEWER])
    reject(make_application(account=own, **FITS), reviewer)
    theirs, others = (browser.sign_in(account).get(PAGE).text for account in (own, reviewer))
    assert "Je eigen aanvraag" in theirs
    for told in ("Roos de Wit, ", "gemeente Nijkerk", "Voldoet", "Afgewezen"):
        assert theirs.count(told) == others.count(told) - 1, told


def test_many_cases_are_paged(browser: Browser, reviewer: Account) -> None:
    reject(make_application("Pieter Kramer", **FITS), reviewer)
    with transaction() as session:
        first = session.query(Application).one()
        kept = {
            column.name: getattr(first, column.name)
            for column in Application.__table__.columns
            if column.name not in ("id", "public_id", "version", "name")
        }
        session.add_all([Application(name=f"Aanvrager {number}", **kept) for number in range(30)])
    browser.sign_in(reviewer)
    assert len(judgements.decided_otherwise(1).items) == 20
    assert "pagina=2" in browser.get(PAGE).text
    assert "Aanvrager" in browser.get(f"{PAGE}?pagina=2").text


def test_the_office_reads_each_clause_and_the_version(browser: Browser, reviewer: Account) -> None:
    page = browser.sign_in(reviewer).get("/beheer/aanvragen/regels").text
    assert RULE_SET in page
    assert all(quote in page for quote in QUOTES.values())


def test_changed_rules_assess_what_is_open_again_and_leave_what_is_decided(browser: Browser, reviewer: Account) -> None:
    waiting, decided = make_application("Mirjam Smits"), make_application("Pieter Kramer")
    reject(decided, reviewer)
    age(waiting)
    age(decided)
    for _ in range(2):
        with transaction():
            reassess_open_applications()
    db.session.rollback()
    [again, untouched] = [db.session.get_one(Application, one.id) for one in (waiting, decided)]
    assert [one.rule_set for one in again.assessments] == [EARLIER, RULE_SET]
    assert again.outcome is Outcome.NEEDS_JUDGEMENT
    assert {one.rule_set for one in untouched.assessments} == {EARLIER}
    assert untouched.outcome is Outcome.ELIGIBLE
    told = (
        sa.select(JournalEntry.subject_id)
        .where(JournalEntry.action == "application_reassessed")
        .order_by(JournalEntry.id)
    )
    assert list(db.session.scalars(told)) == [waiting.public_id]
    page = browser.sign_in(reviewer).get(f"/beheer/aanvragen/{waiting.public_id}").text
    assert f"Opnieuw getoetst, met regels {RULE_SET}. Eerder: Voldoet." in page
    assert "Opnieuw getoetst, met de nieuwe regels" in page
    assert "Opnieuw getoetst" not in browser.get(f"/beheer/aanvragen/{decided.public_id}").text


def test_a_reviewer_who_saw_the_earlier_advice_reads_the_new_one_first(reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    age(application)
    version = seen(application)
    with transaction():
        reassess_open_applications()
    assert seen(application) > version
