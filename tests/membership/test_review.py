"""Can a reviewer decide well, and only on what is theirs to decide?"""

from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.journal.services import record
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.membership import queries
from okprofs.membership.models import Application, Membership
from okprofs.membership.rules.eligibility import Appointment
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import memberships
from okprofs.membership.wording_of_desk import NOTHING_IN_TRAY
from okprofs.people.models import Account, Audience, Office
from okprofs.people.rules.profession import Discipline, Position
from tests.conftest import Browser
from tests.membership.makers import again, mailed_secret, make_application, make_draft, make_member, membership_of
from tests.pages import FoundForm, forms_of
from tests.people.makers import make_account

# Answers that leave nothing to judge: one reader decides.
CLEAR = {"position": Position.ADVISER, "disciplines": frozenset({Discipline.QUALITY})}
REASON = "Uit je aanvraag blijkt niet dat je met kwaliteit bezig bent."


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


def last_letter() -> Letter:
    db.session.rollback()
    return db.session.scalars(sa.select(Letter).order_by(Letter.id.desc())).first()  # type: ignore[return-value]


def desk(application: Application, act: str = "") -> str:
    return f"/beheer/aanvragen/{application.public_id}{act}"


def decide(browser: Browser, application: Application, act: str, **values: Any) -> Any:
    if act != "afwijzen":
        return browser.fill_in(desk(application), form=act, **values)
    return send_read(browser, rejection_of(browser, application), **values)


def rejection_of(browser: Browser, application: Application, clause: str = "other") -> FoundForm:
    """The form of a rejection, with the text of the office in it."""
    page = browser.get(desk(application, f"/afwijzen?clause={clause}"))
    [found] = [item for item in forms_of(page.text) if item.action.endswith("afwijzen") and item.method == "post"]
    return found


def send_read(browser: Browser, found: FoundForm, **values: Any) -> Any:
    """Send a rejection; what was changed in it is read once more, and sent as it then stands."""
    page = browser.post(found.action, data={**found.values, **values})
    if "Lees de brief hieronder nog eens" not in page.text:
        return page
    [read] = [item for item in forms_of(page.text) if item.action.endswith("afwijzen") and item.method == "post"]
    return browser.post(read.action, data=read.values)


def test_the_desk_shows_the_oldest_first_with_the_matter_and_the_advice(browser: Browser, reviewer: Account) -> None:
    first = make_application("Mirjam Smits")
    make_application("Pieter Kramer", position=Position.ADVISER, disciplines=frozenset({Discipline.QUALITY}))
    page = browser.sign_in(reviewer).get("/beheer/aanvragen").text
    assert page.index("Mirjam Smits") < page.index("Pieter Kramer")
    assert first.motivation in page
    assert "Intensief met Lean bezig: jouw oordeel" in page
    assert "concernkwaliteit" in page
    assert "een gemeentesecretaris die zich intensief bezig houdt" in page
    assert "E-mailadres bevestigd, aanvraag ingediend" in page


def test_what_happened_is_told_from_the_beginning_however_much_was_looked_at(
    browser: Browser, reviewer: Account
) -> None:
    application = make_application("Mirjam Smits")
    with transaction():
        for _ in range(60):
            record("application_attachment_opened", application, actor=reviewer)
    assert "Je diende je aanvraag in" in browser.sign_in(application.account).get("/mijn/aanvraag").text
    assert "E-mailadres bevestigd, aanvraag ingediend" in browser.sign_in(reviewer).get(desk(application)).text


def test_an_empty_desk_says_what_comes_there(browser: Browser, reviewer: Account) -> None:
    browser.sign_in(reviewer)
    for tray, texts in NOTHING_IN_TRAY.items():
        page = browser.get(f"/beheer/aanvragen?bak={tray}").text
        assert all(str(text) in page for text in texts)


def test_past_the_end_of_the_queue_one_is_led_back(browser: Browser, reviewer: Account) -> None:
    make_application("Mirjam Smits")
    page = browser.sign_in(reviewer).get("/beheer/aanvragen?bak=beoordelen&pagina=9").text
    assert "Deze pagina is leeg" in page
    assert 'href="/beheer/aanvragen?bak=beoordelen&amp;pagina=1"' in page


def test_admitting_makes_a_member_with_a_number_and_a_letter(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits", wants_to_be_found=True)
    account = application.account
    assert account is not None
    assert decide(browser.sign_in(reviewer), application, "toelaten").location == "/beheer/aanvragen"
    assert again(application).status is ApplicationStatus.ADMITTED
    membership = membership_of(account)
    assert membership.number == membership_of(reviewer).number + 1
    assert last_letter().kind == "membership/admitted"
    facts = last_letter().facts
    assert (facts["name"], facts["number"]) == ("Mirjam Smits", membership.number)
    assert "je rijdt nu mee in het peloton" in str(facts["text"])
    profile = account.profile
    assert profile.is_findable
    assert {profile.function_audience, profile.organisation_audience, profile.disciplines_audience} == {
        Audience.MEMBERS
    }
    assert profile.phone_audience is Audience.NOBODY
    browser.sign_in(account)
    assert "Je bent toegelaten" in browser.get("/mijn/aanvraag").text


def test_the_first_member_gets_number_1001(database: None) -> None:
    assert membership_of(make_member()).number == 1001


def test_who_does_not_want_to_be_found_is_admitted_hidden(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits", wants_to_be_found=False)
    decide(browser.sign_in(reviewer), application, "toelaten")
    profile = again(application).account.profile  # type: ignore[union-attr]
    assert not profile.is_findable
    assert profile.function_audience is Audience.NOBODY


def test_the_advice_of_the_moment_of_decision_is_kept(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits", appointment=Appointment.TEMPORARY)
    decide(browser.sign_in(reviewer), application, "toelaten")
    stored = again(application).assessments
    assert len(stored) == 2
    assert stored[-1].answers["appointment"] == "temporary"
    assert [reason["code"] for reason in stored[-1].reasons] == [
        "works_temporarily",
        "engaged_part_time",
        "secretary_in_lean",
    ]
    assert stored[-1].rule_set


def test_a_rejection_needs_a_reason_and_mails_it(browser: Browser, reviewer: Account) -> None:
    application = make_application("Roos de Wit", works_for_government=False)
    browser.sign_in(reviewer)
    page = decide(browser, application, "afwijzen", clause="government", reason="")
    assert page.status_code == 422
    assert "Schrijf op waarom je de aanvraag afwijst." in page.text
    page = decide(browser, application, "afwijzen", clause="", reason=REASON)
    assert REASON in page.text
    assert decide(browser, application, "afwijzen", clause="government", reason=REASON).status_code == 303
    assert again(application).status is ApplicationStatus.REJECTED
    letter = last_letter()
    assert letter.kind == "membership/rejected"
    assert letter.facts["reason"] == [[REASON]]
    assert "werken bij de overheid" in letter.facts["clause"][0][0]
    account = again(application).account
    assert account is not None
    page = browser.sign_in(account).get("/mijn/aanvraag").text
    assert REASON in page
    assert "bezwaar maken, tot en met" in page
    assert queries.current_membership(account.id) is None


def test_a_question_and_its_answer_stand_in_one_thread(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    submitted_at = application.submitted_at
    browser.sign_in(reviewer)
    decide(browser, application, "vragen", question="Hoeveel uur per week?")
    assert again(application).status is ApplicationStatus.MORE_INFO_NEEDED
    assert last_letter().kind == "membership/question"
    assert set(last_letter().facts) == {"name", "until"}
    browser.sign_in(account)
    assert "Hoeveel uur per week?" in browser.get("/mijn/aanvraag").text
    assert browser.fill_in("/mijn/aanvraag", form="", answer="Twaalf uur.").status_code == 303
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert again(application).submitted_at == submitted_at
    page = browser.sign_in(reviewer).get(desk(application)).text
    assert page.index("Hoeveel uur per week?") < page.index("Twaalf uur.")


def test_the_mailed_link_answers_without_signing_in_and_once(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    decide(browser.sign_in(reviewer), application, "vragen", question="Hoeveel uur per week?")
    url = f"/lid-worden/antwoord/{mailed_secret('answer_question', application.public_id, account.email)}"
    stranger = browser.application.test_client()
    for _ in range(3):
        assert "Hoeveel uur per week?" in stranger.get(url).text
    assert again(application).status is ApplicationStatus.MORE_INFO_NEEDED
    assert application.motivation not in stranger.get(url).text
    assert stranger.fill_in(url, answer="Twaalf uur.").location == "/lid-worden/antwoord"
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert "Deze link werkt niet meer" in stranger.get(url).text
    # It opened one answer, and nothing else.
    assert stranger.get("/mijn/aanvraag").status_code == 303


def test_nobody_handles_their_own_application(browser: Browser) -> None:
    account = make_account("Anneke Bakker", offices=[Office.REVIEWER])
    application = make_application(account=account)
    browser.sign_in(account)
    page = browser.get(desk(application)).text
    assert "Iemand anders van de ballotage handelt deze aanvraag af." in page
    assert "toelaten" not in page
    other = make_application("Pieter Kramer", organisation_name="gemeente Ede")
    form = next(item for item in forms(browser, other) if item.action.endswith("toelaten"))
    for act, extra in (
        ("toelaten", {}),
        ("vragen", {"question": "Wat?"}),
        ("afwijzen", {"clause": "other", "reason": "Nee.", "change": "Niets."}),
    ):
        data = {**form.values, "version": str(application.version), "once": act, **extra}
        page = browser.post(desk(application, f"/{act}"), data=data)
        assert page.status_code == 422
        assert "Dit is je eigen aanvraag" in page.text
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert queries.current_membership(account.id) is None


def forms(browser: Browser, application: Application) -> list[Any]:
    return forms_of(browser.get(desk(application)).text)


def test_the_second_reviewer_is_told_and_keeps_what_they_typed(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits", **CLEAR)
    browser.sign_in(reviewer)
    found = rejection_of(browser, application)
    second = browser.application.test_client().sign_in(make_account("Bert", offices=[Office.REVIEWER]))
    decide(second, application, "vragen", question="Hoeveel uur per week?")
    page = send_read(browser, found, clause="engagement", reason=REASON)
    assert page.status_code == 422
    assert "Bert heeft deze aanvraag opgepakt" in page.text
    assert REASON in page.text
    assert "Hoeveel uur per week?" in page.text
    # Having read what is new and taken the case over, the reviewer may still decide.
    browser.fill_in(desk(application, "/overname"), form="")
    assert decide(browser, application, "afwijzen", clause="engagement", reason=REASON).status_code == 303
    assert again(application).status is ApplicationStatus.REJECTED


def test_what_was_decided_is_not_decided_again(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    browser.sign_in(reviewer)
    rejection = rejection_of(browser, application)
    decide(browser, application, "toelaten")
    page = send_read(browser, rejection, clause="other", reason=REASON)
    assert page.status_code == 422
    assert "al afgehandeld" in page.text
    assert REASON in page.text
    assert again(application).status is ApplicationStatus.ADMITTED
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Membership)) == 2


def test_two_clicks_on_admit_make_one_member(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    browser.sign_in(reviewer)
    [found] = [item for item in forms(browser, application) if item.action.endswith("toelaten")]
    answers = [browser.post(found.action, data=found.values) for _ in range(2)]
    assert [(item.status_code, item.location) for item in answers] == [(303, "/beheer/aanvragen")] * 2
    kinds = db.session.scalars(sa.select(Letter.kind).order_by(Letter.id)).all()
    assert kinds.count("membership/admitted") == 1


def test_only_reviewers_come_to_the_desk_and_drafts_are_not_on_it(browser: Browser, reviewer: Account) -> None:
    application, draft = make_application("Mirjam Smits"), make_draft("Nog Niet", email="nog@niet.example")
    for offices in ([], [Office.ADMINISTRATOR], [Office.ORGANISER]):
        browser.sign_in(make_member("Wim Wever", offices=offices))
        for url in ("/beheer/aanvragen", desk(application)):
            assert browser.get(url).status_code == 403
        for act in ("toelaten", "vragen", "afwijzen"):
            # With a token of their own: it is not for want of one that they are refused.
            data = forms_of(browser.get("/mijn/aanvraag").text)[0].values | {"version": "4", "question": "?"}
            assert browser.post(desk(application, f"/{act}"), data=data).status_code == 403
    browser.sign_in(reviewer)
    assert "Nog Niet" not in browser.get("/beheer/aanvragen").text
    assert browser.get(desk(draft)).status_code == 404
    assert browser.get("/beheer/aanvragen/bestaatniet").status_code == 404


def test_withdrawing_takes_it_off_the_desk(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    browser.sign_in(account)
    assert browser.fill_in("/mijn/aanvraag/intrekken").location == "/mijn/aanvraag"
    assert again(application).status is ApplicationStatus.WITHDRAWN
    assert last_letter().kind == "membership/withdrawn"
    assert "Er wacht geen aanvraag op een oordeel" in browser.sign_in(reviewer).get("/beheer/aanvragen").text
    assert not queries.has_open_application(account.id)


def test_someone_else_s_application_is_nobody_s_business(browser: Browser) -> None:
    make_application("Mirjam Smits")
    browser.sign_in(make_account("Vreemde Eend"))
    page = browser.get("/mijn/aanvraag").text
    assert "Je hebt geen aanvraag" in page
    assert "Mirjam Smits" not in page
    assert browser.get("/mijn/aanvraag/intrekken").location == "/mijn/aanvraag"


def test_every_step_is_in_the_journal_and_none_of_the_words(browser: Browser, reviewer: Account) -> None:
    application = make_application("Mirjam Smits")
    account = application.account
    assert account is not None
    decide(browser.sign_in(reviewer), application, "vragen", question="Hoeveel uur per week?")
    browser.sign_in(account).fill_in("/mijn/aanvraag", form="", answer="Twaalf uur.")
    decide(browser.sign_in(reviewer), application, "afwijzen", clause="other", reason=REASON)
    db.session.rollback()
    lines = db.session.scalars(
        sa.select(JournalEntry).where(JournalEntry.subject_id == application.public_id).order_by(JournalEntry.id)
    ).all()
    assert [line.action.removeprefix("application_") for line in lines] == [
        "begun", "edited", "edited", "submitted", "question_asked", "question_answered", "rejected",
    ]  # fmt: skip
    assert [line.actor for line in lines[-3:]] == [reviewer.public_id, account.public_id, reviewer.public_id]
    told = " ".join(str(line.details) for line in lines)
    for secret in (application.motivation, application.dedication, REASON, "Twaalf uur"):
        assert secret not in told


def test_the_queue_is_cut_into_pages_and_counted_no_further_than_needed(browser: Browser, reviewer: Account) -> None:
    template = make_application("Mirjam Smits")
    with transaction() as session:
        account_ids = [
            session.scalar(
                sa.insert(Account)
                .values(name=f"Aanvrager {number}", email=f"a{number}@x.example")
                .returning(Account.id)
            )
            for number in range(505)
        ]
        columns = {
            column.name: getattr(template, column.key)
            for column in Application.__table__.columns
            if column.name not in ("id", "public_id", "account_id")
        }
        for account_id in account_ids:
            session.add(Application(**columns, account_id=account_id))
    page = browser.sign_in(reviewer).get("/beheer/aanvragen").text
    assert "Te beoordelen (meer dan 500)" in page
    assert page.count("data-queue-item") == 20
    assert "pagina=2" in page
    assert browser.get("/beheer/aanvragen?pagina=3").text.count("data-queue-item") == 20


def test_the_desk_costs_no_more_than_ten_queries(browser: Browser, reviewer: Account) -> None:
    applications = [make_application(f"Aanvrager {number}") for number in range(3)]
    decide(browser.sign_in(reviewer), applications[0], "vragen", question="Hoeveel uur per week?")
    counted: list[str] = []

    def count(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("SELECT"):
            counted.append(statement)

    decide(browser, applications[1], "toelaten")
    urls = ("/beheer/aanvragen", *map(desk, applications), desk(applications[2], "/afwijzen?clause=other"))
    for url in urls:
        counted.clear()
        sa.event.listen(db.engine, "before_cursor_execute", count)
        browser.get(url)
        sa.event.remove(db.engine, "before_cursor_execute", count)
        assert len(counted) <= 10, "\n".join(counted)


def test_an_ended_membership_closes_at_the_next_request(browser: Browser) -> None:
    member = make_member()
    browser.sign_in(member)
    assert browser.get("/leden").status_code == 200
    with transaction():
        memberships.end_membership(membership_of_now(member))
    assert browser.get("/leden").status_code == 403
    assert browser.get("/mijn/aanvraag").status_code == 200


def membership_of_now(account: Account) -> Membership:
    found = queries.current_membership(account.id)
    assert found is not None
    return found


def test_a_form_changes_only_its_own_columns(browser: Browser, reviewer: Account) -> None:
    """Whatever else is posted along is not looked at."""
    application = make_application("Mirjam Smits")
    before = {column.name: getattr(application, column.key) for column in Application.__table__.columns}
    extra = {name: "1" for name in before if name not in ("version", "id")} | {
        "role": "reviewer",
        "is_admin": "1",
        "status": "admitted",
        "decided_by_id": "1",
    }
    decide(browser.sign_in(reviewer), application, "vragen", question="Wat?", **extra)
    now = again(application)
    changed = {name for name, value in before.items() if getattr(now, name) != value}
    assert changed == {"status", "version", "changed_at", "holder_id", "held_since"}
    assert now.status is ApplicationStatus.MORE_INFO_NEEDED
