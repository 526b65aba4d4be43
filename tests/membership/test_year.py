"""The year of a membership through the real services, jobs and pages, in simulated time."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import Job, run
from okprofs.kernel.wall_time import AMSTERDAM
from okprofs.mail.models import Letter
from okprofs.membership import letters
from okprofs.membership.models import Membership, MembershipDisclosure, MembershipStatus, Recheck
from okprofs.membership.queries.memberships import is_member_on, running_membership
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.lifecycle import KEPT_AFTER
from okprofs.membership.rules.year import YearStep, anniversary
from okprofs.membership.services import memberships, year
from okprofs.membership.services.forgetting import forget_answers
from okprofs.people.models import Account, Office
from okprofs.wiring import JOBS
from tests.conftest import Browser
from tests.membership.makers import make_member
from tests.pages import forms_of
from tests.people.makers import deeds, fill, letters_to, mailed_secret

pytestmark = pytest.mark.usefixtures("database")

STEPS = [
    year.ask_to_confirm,
    year.remind_to_confirm,
    year.suspend_unconfirmed,
    year.end_unconfirmed,
    year.end_left,
]
YEAR_JOBS = [job for job in JOBS if job.work in STEPS]
UNCHANGED = {"position": "adviser", "disciplines": ["quality"], "engagement": "part_time"}


def of(account: Account) -> Membership:
    db.session.rollback()
    query = sa.select(Membership).where(Membership.account_id == account.id).order_by(Membership.id.desc())
    return db.session.scalars(query).first()  # type: ignore[return-value]


def go_through(job: Job) -> None:
    """As a worker does: again, as long as something is done."""
    while run(job):
        pass


def the_worker_comes() -> None:
    for job in YEAR_JOBS:
        go_through(job)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def put(account: Account, **columns: Any) -> Membership:
    """Let someone stand at a point of their year."""
    with transaction():
        membership = db.session.scalars(sa.select(Membership).where(Membership.account_id == account.id)).one()
        for column, value in columns.items():
            setattr(membership, column, value)
    return of(account)


def asked(account: Account, step: YearStep = YearStep.REMIND, **columns: Any) -> Membership:
    confirm_by = today() + timedelta(days=20)
    return put(account, next_step=step, next_step_on=confirm_by, confirm_by=confirm_by, **columns)


def codes_of(refusal: Any) -> list[str]:
    return [found.code for found in refusal.value.refusals]


def test_all_jobs_of_the_year_are_wired() -> None:
    assert [job.work for job in YEAR_JOBS] == STEPS


@pytest.mark.parametrize("began", [date(2024, 2, 29), date(2024, 3, 31), date(2023, 10, 29), date(2024, 12, 31)])
def test_who_confirms_every_year_is_asked_once_a_year_for_ten_years_and_stays_a_member(began: date) -> None:
    """Leap days, and the days on which the clock is put forward and back, at the hours around midnight too."""
    with time_machine.travel(at(began), tick=False):
        account = make_member("Saskia Postma")
    for number in range(1, 11):
        birthday = anniversary(began, began.year + number)
        ask_on = birthday - timedelta(days=30)
        with time_machine.travel(at(ask_on - timedelta(days=1), 23), tick=False):
            the_worker_comes()
        assert of(account).next_step is YearStep.ASK
        # The due time of a daily job is midnight UTC: an hour or two into the Dutch day.
        with time_machine.travel(at(ask_on, 4), tick=False):
            the_worker_comes()
            the_worker_comes()
        assert (of(account).next_step, of(account).confirm_by) == (YearStep.REMIND, birthday)
        with time_machine.travel(at(birthday - timedelta(days=number), 0), tick=False), transaction():
            year.confirm(of(account))
        assert of(account).status is MembershipStatus.ACTIVE
    assert Counter(letters_to(account.email)) == {letters.YEAR_ASKED.name: 10}


def test_who_never_answers_is_asked_reminded_suspended_and_ended_each_once_and_on_its_day() -> None:
    began = date(2024, 2, 29)
    with time_machine.travel(at(began), tick=False):
        account = make_member("Saskia Postma")
    birthday = date(2025, 2, 28)
    days = [
        (birthday - timedelta(days=30), YearStep.REMIND, MembershipStatus.ACTIVE),
        (birthday, YearStep.SUSPEND, MembershipStatus.ACTIVE),
        (birthday + timedelta(days=60), YearStep.END, MembershipStatus.SUSPENDED),
        (birthday + timedelta(days=150), None, MembershipStatus.ENDED),
    ]
    for day, following, status in days:
        before = of(account)
        standing = (before.next_step, before.status)
        with time_machine.travel(at(day - timedelta(days=1), 23), tick=False):
            the_worker_comes()
        assert (of(account).next_step, of(account).status) == standing
        with time_machine.travel(at(day, 4), tick=False):
            the_worker_comes()
            the_worker_comes()
        assert (of(account).next_step, of(account).status) == (following, status)
    assert of(account).ended_on == birthday + timedelta(days=150)
    assert letters_to(account.email) == [
        kind.name for kind in (letters.YEAR_ASKED, letters.YEAR_REMINDED, letters.YEAR_SUSPENDED, letters.YEAR_ENDED)
    ]
    assert deeds()[-4:] == [
        "membership_confirmation_asked",
        "membership_confirmation_reminded",
        "membership_suspended",
        "membership_ended",
    ]


def test_after_a_year_of_silence_of_ours_nobody_loses_time() -> None:
    with time_machine.travel(at(date(2024, 3, 1)), tick=False):
        account = make_member("Saskia Postma")
    with time_machine.travel(at(date(2026, 3, 1)), tick=False):
        the_worker_comes()
    assert (of(account).status, of(account).next_step) == (MembershipStatus.ACTIVE, YearStep.REMIND)
    assert of(account).confirm_by == of(account).next_step_on == date(2026, 3, 31)


def test_batches_go_on_where_they_were_cut_off_and_nobody_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make_member(f"Lid {number}") for number in range(7)]
    for account in people:
        put(account, next_step_on=today())
    monkeypatch.setattr(year, "BATCH", 3)
    [job] = [job for job in YEAR_JOBS if job.work is year.ask_to_confirm]
    assert run(job)
    # The first worker died here; the second finds that the day is not over, the third that it is.
    assert [run(job), run(job), run(job)] == [True, True, False]
    written = db.session.scalars(
        sa.select(Letter.about).where(Letter.kind == letters.YEAR_ASKED.name).order_by(Letter.id)
    ).all()
    assert Counter(written) == {of(account).public_id: 1 for account in people}


def test_a_batch_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_member("Saskia Postma")
    put(account, next_step_on=today())
    monkeypatch.setattr(year, "write_each", lambda *arguments: 1 / 0)
    [job] = [job for job in YEAR_JOBS if job.work is year.ask_to_confirm]
    with pytest.raises(ZeroDivisionError):
        run(job)
    assert of(account).next_step is YearStep.ASK
    assert "membership_confirmation_asked" not in deeds()
    monkeypatch.undo()
    assert run(job)
    assert letters_to(account.email) == [letters.YEAR_ASKED.name]


def test_by_the_mailed_link_one_click_confirms_and_a_look_changes_nothing(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    membership = asked(account)
    secret = mailed_secret(letters.YEAR_ASKED, membership, account.email)
    url = f"/lidmaatschap/bevestigen/{secret}"
    assert "Saskia Postma" in browser.get(url).text
    assert of(account).next_step is YearStep.REMIND
    assert browser.fill_in(url).status_code == 303
    assert (of(account).next_step, of(account).confirmed_on) == (YearStep.ASK, today())
    assert browser.get(url).status_code == 404


def test_by_the_mailed_link_one_tells_a_change_and_what_we_knew_is_filled_in(browser: Browser) -> None:
    account = make_member("Saskia Postma", function_title="Procesadviseur")
    secret = mailed_secret(letters.YEAR_ASKED, asked(account), account.email)
    fill(browser, f"/lidmaatschap/veranderd/{secret}", appointment="permanent", **UNCHANGED)
    assert of(account).next_step is YearStep.ASK
    assert of(account).account.profile.function_title == "Procesadviseur"
    assert browser.get(f"/lidmaatschap/veranderd/{secret}").status_code == 404


def test_the_link_of_another_or_to_an_address_that_was_left_opens_nothing(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    membership = asked(account)
    for secret in ("x" * 43, mailed_secret(letters.YEAR_ASKED, membership, "ander@gemeente.example")):
        assert browser.get(f"/lidmaatschap/bevestigen/{secret}").status_code == 404


def test_who_is_suspended_confirms_and_is_a_member_again_at_once(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    asked(account, YearStep.END, status=MembershipStatus.SUSPENDED)
    browser.sign_in(account)
    assert browser.get("/leden").status_code == 403
    browser.fill_in("/mijn/lidmaatschap", form="/bevestiging")
    assert of(account).status is MembershipStatus.ACTIVE
    assert browser.get("/leden").status_code == 200


@pytest.mark.parametrize(
    ("answers", "category", "next_step", "waits"),
    [
        ({"appointment": "permanent", **UNCHANGED}, Category.PROFESSIONAL, YearStep.ASK, 0),
        ({"appointment": "permanent", **UNCHANGED, "disciplines": ["controlling"]}, Category.PROFESSIONAL, None, 1),
        ({"appointment": "temporary", **UNCHANGED, "engagement": "none"}, Category.PROFESSIONAL, None, 1),
        ({"appointment": "none"}, Category.ALUMNUS, None, 0),
    ],
)
def test_three_questions_when_something_changed(
    browser: Browser, answers: dict[str, Any], category: Category, next_step: YearStep | None, waits: int
) -> None:
    account = make_member("Saskia Postma")
    asked(account)
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers)
    found = of(account)
    assert (found.category, found.next_step, found.status) == (category, next_step, MembershipStatus.ACTIVE)
    assert db.session.scalar(sa.select(sa.func.count()).where(Recheck.decided_at.is_(None))) == waits


def test_while_a_reviewer_looks_no_clock_runs_and_then_they_confirm(browser: Browser) -> None:
    account, reviewer = make_member("Saskia Postma"), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    asked(account)
    answers = {"appointment": "permanent", **UNCHANGED, "disciplines": ["controlling"], "explanation": "Half control."}
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=300), tick=False):
        the_worker_comes()
    assert of(account).status is MembershipStatus.ACTIVE
    browser.sign_in(reviewer)
    assert "Saskia Postma" in browser.get("/beheer/leden/te-beoordelen").text
    page = f"/beheer/leden/{of(account).public_id}"
    assert "Half control." in browser.get(page).text
    browser.fill_in(page, form="/bevestiging")
    assert of(account).next_step is YearStep.ASK
    assert letters.RECHECK_CONFIRMED.name in letters_to(account.email)


def test_an_alumnus_comes_back_by_the_same_questions(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    with transaction():
        memberships.change_category(of(account), Category.ALUMNUS)
    browser.sign_in(account)
    assert browser.get("/leden").status_code == 403
    fill(browser, "/mijn/lidmaatschap/verandering", appointment="permanent", **UNCHANGED)
    assert of(account).category is Category.PROFESSIONAL
    assert browser.get("/leden").status_code == 200


def test_an_alumnus_who_stays_one_hears_so_and_waits_no_longer(browser: Browser) -> None:
    account, reviewer = make_member("Saskia Postma"), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    with transaction():
        memberships.change_category(of(account), Category.ALUMNUS)
    answers = {"appointment": "permanent", **UNCHANGED, "disciplines": ["controlling"], "explanation": "Half control."}
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers)
    page = f"/beheer/leden/{of(account).public_id}"
    browser.sign_in(reviewer).fill_in(page, form="/soort", category="alumnus")
    assert "Saskia Postma is nu: alumnus." in browser.get(page).text
    assert "Saskia Postma" not in browser.get("/beheer/leden/te-beoordelen").text
    assert of(account).category is Category.ALUMNUS
    assert letters.RECHECK_CONFIRMED.name in letters_to(account.email)


def test_the_history_of_a_member_of_long_standing_begins_at_the_beginning(browser: Browser) -> None:
    membership, reviewer = of(make_member("Saskia Postma")), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    with transaction():
        for _ in range(60):
            record("membership_confirmed", membership)
    assert "Lid geworden" in browser.sign_in(reviewer).get(f"/beheer/leden/{membership.public_id}").text


def test_of_an_alumnus_whose_work_does_not_fit_no_reviewer_is_offered_to_confirm_that_it_does(browser: Browser) -> None:
    account, reviewer = make_member("Saskia Postma"), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    with transaction():
        memberships.change_category(of(account), Category.ALUMNUS)
    answers = {"appointment": "permanent", **UNCHANGED, "engagement": "none"}
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers)
    page = browser.sign_in(reviewer).get(f"/beheer/leden/{of(account).public_id}").text
    assert "Past nog" not in page
    assert "Vaklid word je met een aanvraag" in page
    assert "Past het nog niet? Kies hieronder Alumnus" in page
    with transaction():
        db.session.scalars(sa.select(Recheck)).one().outcome = Outcome.NEEDS_JUDGEMENT
    page = browser.get(f"/beheer/leden/{of(account).public_id}").text
    assert "Past nog" in page
    assert "Vaklid word je met een aanvraag" not in page


def test_a_network_member_who_is_admitted_keeps_their_number() -> None:
    account = make_member("Saskia Postma")
    number = put(account, category=Category.NETWORK).number
    with transaction():
        memberships.begin_membership(account)
    assert (of(account).category, of(account).number) == (Category.PROFESSIONAL, number)


def test_what_somebody_told_waits_for_nobody_once_they_left(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    fill(browser.sign_in(account), "/mijn/lidmaatschap/opzeggen", when="jaareinde")
    answers = {"appointment": "permanent", **UNCHANGED, "disciplines": ["controlling"], "explanation": "Half control."}
    fill(browser, "/mijn/lidmaatschap/verandering", **answers)
    waits = sa.select(sa.func.count()).where(Recheck.decided_at.is_(None))
    assert db.session.scalars(waits).one() == 1
    with time_machine.travel(datetime.now(UTC) + timedelta(days=366), tick=False):
        the_worker_comes()
    assert of(account).status is MembershipStatus.ENDED
    assert db.session.scalars(waits).one() == 0


def test_leaving_at_the_end_of_the_year_can_be_taken_back_until_then(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    fill(browser.sign_in(account), "/mijn/lidmaatschap/opzeggen", when="jaareinde")
    ends_on = of(account).ends_on
    assert ends_on == anniversary(today(), today().year + 1)
    assert of(account).next_step is None
    browser.fill_in("/mijn/lidmaatschap", form="/opzegging-terugnemen")
    assert (of(account).ends_on, of(account).next_step) == (None, YearStep.ASK)
    fill(browser, "/mijn/lidmaatschap/opzeggen", when="jaareinde")
    for day, status in (
        (ends_on - timedelta(days=1), MembershipStatus.ACTIVE),
        (ends_on, MembershipStatus.ENDED),
    ):
        with time_machine.travel(at(day, 4), tick=False):
            the_worker_comes()
        assert of(account).status is status
    assert letters_to(account.email)[-1] == letters.LEFT.name


def test_leaving_at_once_ends_it_today(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    fill(browser.sign_in(account), "/mijn/lidmaatschap/opzeggen", when="nu")
    assert (of(account).status, of(account).ended_on) == (MembershipStatus.ENDED, today())
    assert browser.get("/leden").status_code == 403
    assert running_membership(account.id) is None


def test_whether_someone_is_a_member_is_answered_for_the_day_itself() -> None:
    soon, later = today() + timedelta(days=10), today() + timedelta(days=11)
    account = make_member("Saskia Postma")
    assert is_member_on(account.id, later)
    assert not is_member_on(account.id, today() - timedelta(days=1))
    put(account, ends_on=later)
    assert [is_member_on(account.id, day) for day in (soon, later)] == [True, False]
    put(account, ends_on=None, status=MembershipStatus.SUSPENDED)
    assert not is_member_on(account.id, soon)
    put(account, status=MembershipStatus.ACTIVE)
    for category, is_one in (
        (Category.PROFESSIONAL, True),
        (Category.HONORARY, True),
        (Category.NETWORK, False),
        (Category.ALUMNUS, False),
    ):
        put(account, category=category)
        assert is_member_on(account.id, soon) is is_one
    put(account, category=Category.PROFESSIONAL, status=MembershipStatus.ENDED, ended_on=today())
    assert not is_member_on(account.id, today())


def test_the_card_tells_whether_it_is_valid_and_a_name_only_by_choice(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    fill(browser.sign_in(account), "/mijn/lidmaatschap/kaart", renew="1")
    first = f"/lid/{of(account).card_token}"
    code = browser.get("/mijn/lidmaatschap/kaart/code.svg")
    assert code.mimetype == "image/svg+xml"
    assert code.data.startswith(b"<?xml") or code.data.startswith(b"<svg")
    stranger = browser.application.test_client()
    assert "is geldig" in stranger.get(first).text
    assert "Saskia Postma" not in stranger.get(first).text
    fill(browser, "/mijn/lidmaatschap/kaart", shows_name="y", save="1")
    assert "Saskia Postma" in stranger.get(first).text
    put(account, status=MembershipStatus.SUSPENDED)
    assert "is niet geldig" in stranger.get(first).text
    assert "Saskia Postma" not in stranger.get(first).text
    put(account, status=MembershipStatus.ACTIVE, ends_on=today())
    assert "is niet geldig" in stranger.get(first).text
    put(account, ends_on=None)
    fill(browser, "/mijn/lidmaatschap/kaart", renew="1")
    assert stranger.get(first).status_code == 404
    again = f"/lid/{of(account).card_token}"
    assert stranger.get(again).status_code == 200
    with transaction():
        db.session.get_one(Account, account.id).blocked_at = now()
    assert "is niet geldig" in stranger.get(again).text
    assert "Saskia Postma" not in stranger.get(again).text
    with transaction():
        db.session.get_one(Account, account.id).blocked_at = None
    fill(browser, "/mijn/lidmaatschap/kaart", take="1")
    assert stranger.get(again).status_code == 404


def test_the_office_finds_a_member_by_either_name_or_number_changes_the_kind_and_ends(browser: Browser) -> None:
    account = make_member("Saskia Postma")
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    browser.sign_in(reviewer)
    for text in ("saskia", "postma", str(of(account).number)):
        found = browser.get(f"/beheer/leden?q={text}").text
        assert "Saskia Postma" in found
        assert f"/beheer/leden/{of(reviewer).public_id}" not in found
    page = f"/beheer/leden/{of(account).public_id}"
    browser.fill_in(page, form="/soort", category="honorary")
    assert (of(account).category, of(account).confirm_by) == (Category.HONORARY, None)
    assert "Saskia Postma" in browser.get("/beheer/leden?soort=honorary&stand=active").text
    browser.fill_in(page, form="/beeindiging", reason="Op eigen verzoek, per brief.")
    assert of(account).status is MembershipStatus.ENDED
    told = db.session.scalars(sa.select(Letter.facts).where(Letter.kind == letters.ENDED_BY_OFFICE.name)).one()
    assert told["reason"] == [["Op eigen verzoek, per brief."]]
    assert "Lidmaatschap beëindigd, Anneke Bakker" in browser.get(page).text


def test_the_office_makes_nobody_a_professional_past_the_review_but_an_alumnus_who_returns(browser: Browser) -> None:
    account, reviewer = make_member("Saskia Postma"), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    membership = put(account, category=Category.ALUMNUS)
    page = f"/beheer/leden/{membership.public_id}"
    assert 'value="professional"' not in browser.sign_in(reviewer).get(page).text
    refused = browser.fill_in(page, form="/soort", category="professional")
    assert refused.status_code == 422
    assert "Vaklid word je met een aanvraag" in refused.text
    assert of(account).category is Category.ALUMNUS
    answers = {"appointment": "permanent", **UNCHANGED, "disciplines": ["controlling"]}
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers)
    assert of(account).category is Category.ALUMNUS
    assert 'value="professional"' in browser.sign_in(reviewer).get(page).text
    assert browser.fill_in(page, form="/soort", category="professional").status_code == 303
    assert of(account).category is Category.PROFESSIONAL


def test_who_works_where_the_member_works_decides_only_once_they_said_why(browser: Browser) -> None:
    account, reviewer = make_member("Saskia Postma"), make_member("Anneke Bakker", offices=[Office.REVIEWER])
    answers = {"appointment": "permanent", "organisation": "gemeente Ede", **UNCHANGED, "engagement": "none"}
    fill(browser.sign_in(account), "/mijn/lidmaatschap/verandering", **answers, explanation="Half control.")
    with transaction():
        works_at = db.session.get_one(Account, account.id).profile.organisation_id
        db.session.get_one(Account, reviewer.id).profile.organisation_id = works_at
    page = f"/beheer/leden/{of(account).public_id}"
    queue = browser.sign_in(reviewer).get("/beheer/leden/te-beoordelen").text
    assert "Iemand van je eigen organisatie" in queue
    assert not [told for told in ("Saskia Postma", "gemeente Ede") if told in queue]
    assert "Half control." not in browser.get(page).text
    token = forms_of(browser.get(page).text)[0].values["csrf_token"]
    sent = {"csrf_token": token, "category": "network", "reason": "Past niet."}
    for act in ("soort", "beeindiging", "bevestiging"):
        refused = browser.post(f"{page}/{act}", data=sent)
        assert refused.status_code == 422
        assert "Zeg eerst waarom jij erover beslist." in refused.text
    assert (of(account).category, of(account).status) == (Category.PROFESSIONAL, MembershipStatus.ACTIVE)
    assert browser.fill_in(f"{page}/eigen-organisatie", form="", reason="").status_code == 422
    assert browser.fill_in(f"{page}/eigen-organisatie", form="", reason="Niemand anders.").location == page
    assert "Geopend door iemand van dezelfde organisatie, Anneke Bakker" in browser.get(page).text
    assert "Niemand anders." in browser.get(page).text
    assert "Half control." in browser.get(page).text
    assert browser.get(f"{page}/eigen-organisatie").location == page
    assert browser.fill_in(page, form="/bevestiging").status_code == 303
    assert deeds()[-2:] == ["membership_opened_by_colleague", "membership_recheck_confirmed"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31), tick=False):
        browser.sign_in(reviewer)
        assert "/soort" not in browser.get(page).text
    with time_machine.travel(datetime.now(UTC) + KEPT_AFTER + timedelta(days=1), tick=False), transaction():
        forget_answers()
        assert db.session.scalars(sa.select(MembershipDisclosure)).all() == []


def test_nobody_decides_on_their_own_membership(browser: Browser) -> None:
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    browser.sign_in(reviewer)
    page = f"/beheer/leden/{of(reviewer).public_id}"
    assert "/soort" not in browser.get(page).text
    with pytest.raises(memberships.Refused) as refusal, transaction():
        year.change_category_by_office(of(reviewer), Category.HONORARY, reviewer=reviewer)
    assert codes_of(refusal) == ["own_membership"]


def test_the_journal_says_who_did_what_to_a_membership() -> None:
    account = make_member("Saskia Postma")
    asked(account)
    with transaction():
        year.confirm(of(account))
    line = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "membership_confirmed")).one()
    assert (line.actor, line.subject_id) == (account.public_id, of(account).public_id)
