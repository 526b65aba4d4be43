"""Do two readers judge for themselves, does what they agree on happen, and may a colleague of the applicant read?"""

from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db
from okprofs.mail.models import Letter
from okprofs.membership import queries
from okprofs.membership.models import Application, Disclosure
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import make_application, make_member
from tests.membership.test_adding import add
from tests.membership.test_review import CLEAR, REASON, again, decide, desk, forms
from tests.pages import forms_of
from tests.people.makers import make_account

YES, NO = "Leidt zelf verbeterteams.", "Ik lees niet dat hij het zelf doet."


@pytest.fixture
def readers(database: None) -> list[Account]:
    return [make_member(name, offices=[Office.REVIEWER]) for name in ("Anneke Bakker", "Bert Blom", "Cor Crans")]


def says_yes(browser: Browser, reader: Account, application: Application, sentence: str = YES) -> Any:
    return decide(browser.sign_in(reader), application, "toelaten", sentence=sentence)


def says_no(browser: Browser, reader: Account, application: Application, reason: str = NO) -> Any:
    return decide(browser.sign_in(reader), application, "afwijzen", clause="municipal_secretary", reason=reason)


def kinds() -> list[str]:
    db.session.rollback()
    return [
        kind
        for kind in db.session.scalars(sa.select(Letter.kind).order_by(Letter.id))
        if kind.endswith(("admitted", "rejected"))
    ]


def test_what_needs_judgement_takes_two_who_agree(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    assert "Er zijn twee oordelen nodig, want de regels" in browser.sign_in(readers[0]).get(desk(application)).text
    assert says_yes(browser, readers[0], application).location == desk(application)
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert kinds() == []
    page = browser.get(desk(application)).text
    assert "Jouw oordeel: <strong>Toelaten</strong>" in page
    assert "1 oordeel is gegeven" in page
    assert "1 oordeel" in browser.get("/beheer/aanvragen").text
    assert says_yes(browser, readers[1], application).location == "/beheer/aanvragen"
    assert again(application).status is ApplicationStatus.ADMITTED
    assert kinds() == ["membership/admitted"]
    page = browser.get(desk(application)).text
    assert "Anneke Bakker: Toelaten" in page
    assert "Bert Blom: Toelaten" in page


def test_a_vote_from_before_the_applicants_last_words_says_so_and_can_be_given_anew(
    browser: Browser, readers: list[Account]
) -> None:
    before = "gestemd vóór het laatste bericht van de aanvrager"
    application = make_application("Mirjam Smits")
    says_yes(browser, readers[0], application)
    assert before not in browser.get(desk(application)).text
    add(application)
    page = browser.get(desk(application)).text
    assert page.count(before) == 1
    assert "kijk of je oordeel blijft staan" in page
    # Who has yet to vote hears that there is such a vote, and not which.
    page = browser.sign_in(readers[1]).get(desk(application)).text
    assert "1 daarvan is gegeven vóór het laatste bericht van de aanvrager." in page
    assert YES not in page
    assert says_yes(browser, readers[0], application).location == desk(application)
    assert before not in browser.get(desk(application)).text
    assert again(application).status is ApplicationStatus.SUBMITTED
    add(application)
    says_yes(browser, readers[1], application)
    assert again(application).status is ApplicationStatus.ADMITTED
    assert browser.get(desk(application)).text.count(before) == 1


def test_nobody_reads_what_another_voted_before_their_own_vote(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    says_yes(browser, readers[0], application)
    page = browser.sign_in(readers[1]).get(desk(application)).text
    assert YES not in page
    assert "Anneke Bakker: Toelaten" not in page
    says_no(browser, readers[1], application)
    page = browser.get(desk(application)).text
    assert YES in page
    assert NO in page


def test_when_two_differ_a_third_decides_and_reads_both(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    says_yes(browser, readers[0], application)
    says_no(browser, readers[1], application)
    assert again(application).status is ApplicationStatus.SUBMITTED
    page = browser.sign_in(readers[2]).get(desk(application)).text
    assert "Twee lezers zijn het niet eens. Een derde lezer beslist." in page
    assert YES in page
    assert NO in page
    says_no(browser, readers[2], application, REASON)
    assert again(application).status is ApplicationStatus.REJECTED
    assert again(application).decision_reason == REASON
    assert kinds() == ["membership/rejected"]


def test_a_vote_of_two_needs_a_sentence(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    page = says_yes(browser, readers[0], application, "")
    assert page.status_code == 422
    assert "Schrijf in een zin waarom." in page.text
    assert again(application).votes_cast is None
    assert "Er is nog geen oordeel gegeven." in browser.get(desk(application)).text


def test_the_second_vote_waits_until_its_reader_has_seen_that_there_is_a_first(
    browser: Browser, readers: list[Account]
) -> None:
    application = make_application("Mirjam Smits")
    [found] = [form for form in forms(browser.sign_in(readers[0]), application) if form.action.endswith("toelaten")]
    second = browser.application.test_client()
    says_yes(second, readers[1], application)
    page = browser.post(found.action, data={**found.values, "sentence": YES})
    assert page.status_code == 422
    assert "veranderd terwijl je ernaar keek" in page.text
    assert YES in page.text
    assert again(application).status is ApplicationStatus.SUBMITTED


def test_a_mind_can_be_changed_until_the_decision(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    says_yes(browser, readers[0], application)
    says_no(browser, readers[1], application)
    assert says_yes(browser, readers[1], application).location == "/beheer/aanvragen"
    assert again(application).status is ApplicationStatus.ADMITTED


def test_a_clear_case_takes_one_vote_and_two_when_a_reviewer_asks(browser: Browser, readers: list[Account]) -> None:
    one, two = make_application("Mirjam Smits", **CLEAR), make_application("Piet Pot", **CLEAR)
    browser.sign_in(readers[0])
    assert browser.fill_in(desk(two), form="tweede-lezer").status_code == 303
    assert "want er is om een tweede lezer gevraagd" in browser.get(desk(two)).text
    says_yes(browser, readers[0], one)
    assert again(one).status is ApplicationStatus.ADMITTED
    says_yes(browser, readers[0], two)
    assert again(two).status is ApplicationStatus.SUBMITTED
    says_yes(browser, readers[1], two)
    assert again(two).status is ApplicationStatus.ADMITTED


@pytest.mark.usefixtures("database")
def test_an_office_of_one_is_not_stuck_and_says_so(browser: Browser) -> None:
    alone = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    application = make_application("Mirjam Smits")
    page = browser.sign_in(alone).get(desk(application)).text
    assert "er is nu één lezer zonder belang. Eén oordeel is daarom genoeg." in page
    decide(browser, application, "toelaten")
    assert again(application).status is ApplicationStatus.ADMITTED


def test_where_nobody_is_left_to_be_third_the_page_says_what_to_do(browser: Browser) -> None:
    two = [make_member(name, offices=[Office.REVIEWER]) for name in ("Anneke Bakker", "Bert Blom")]
    application = make_application("Mirjam Smits")
    says_yes(browser, two[0], application)
    says_no(browser, two[1], application)
    assert "Er is geen derde lezer. Overleg" in browser.get(desk(application)).text


def test_neither_the_votes_nor_who_voted_ever_reach_the_applicant(browser: Browser, readers: list[Account]) -> None:
    application = make_application("Mirjam Smits")
    says_yes(browser, readers[0], application)
    says_no(browser, readers[1], application)
    says_no(browser, readers[2], application, REASON)
    account = again(application).account
    assert account is not None
    page = browser.sign_in(account).get("/mijn/aanvraag").text
    told = page + "".join(str(letter.facts) for letter in db.session.scalars(sa.select(Letter)))
    assert REASON in page
    for secret in (YES, NO, "Anneke", "Bert", "Cor"):
        assert secret not in told
    lines = db.session.scalars(
        sa.select(JournalEntry).where(JournalEntry.action == "application_vote_cast").order_by(JournalEntry.id)
    ).all()
    assert [line.details for line in lines] == [{"verdict": "admit"}, {"verdict": "reject"}]


@pytest.fixture
def neighbour(readers: list[Account]) -> tuple[Account, Application]:
    """A reviewer who works where the applicant works."""
    application = make_application("Mirjam Smits")
    nijkerk = db.session.get_one(Organisation, application.organisation_id)
    return make_account("Nel Nijkerk", offices=[Office.REVIEWER], organisation=nijkerk), application


def test_a_case_of_ones_own_organisation_is_closed_until_one_says_why(
    browser: Browser, neighbour: tuple[Account, Application]
) -> None:
    account, application = neighbour
    browser.sign_in(account)
    for url in ("/beheer/aanvragen", desk(application)):
        page = browser.get(url).text
        assert "komt van je eigen organisatie" in page
        assert application.motivation not in page
        assert application.email not in page
        assert "toelaten" not in page
    page = browser.fill_in(desk(application, "/eigen-organisatie"), form="", reason="")
    assert page.status_code == 422
    assert browser.fill_in(desk(application, "/eigen-organisatie"), form="", reason="Niemand anders kan.").location
    page = browser.get(desk(application)).text
    assert application.motivation in page
    assert "Niemand anders kan." in page
    assert "Geopend door iemand van dezelfde organisatie, Nel Nijkerk" in page
    assert browser.get(desk(application, "/eigen-organisatie")).location == desk(application)
    line = db.session.scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert line is not None
    assert (line.action, line.actor, line.details) == ("application_opened_by_colleague", account.public_id, {})
    assert db.session.scalars(sa.select(Disclosure.reason)).all() == ["Niemand anders kan."]


def test_no_list_tells_more_of_a_closed_case_than_that_it_is_there(
    browser: Browser, neighbour: tuple[Account, Application], readers: list[Account]
) -> None:
    account, application = neighbour
    says_yes(browser, readers[0], application)
    browser.fill_in(desk(application), form="oppakken")
    make_application(account=account)
    # The same person may have applied from elsewhere.
    other = make_application("Mirjam Smits", organisation_name="gemeente Ede", organisation_id=None)
    secrets = ("gemeente Nijkerk", "1 oordeel", "· Anneke", "Bekijk samenvoegen")
    browser.sign_in(account)
    for url in ("/beheer/aanvragen", desk(other)):
        page = browser.get(url).text
        assert "Van je eigen organisatie" in page, url
        assert "Je eigen aanvraag" in page, url
        assert not [secret for secret in secrets if secret in page], url
    assert browser.get(desk(application, "/overname")).location == desk(application)
    [token, *_] = {form.values["csrf_token"] for form in forms_of(browser.get(desk(other)).text)}
    for what in ("/overname", f"/samenvoegen/{other.public_id}", "/samenvoeging"):
        sent = browser.post(desk(application, what), data={"csrf_token": token, "once": what})
        assert (sent.status_code, sent.location) == (303, desk(application)), what
    browser.fill_in(desk(application, "/eigen-organisatie"), form="", reason="Niemand anders kan.")
    page = browser.get(desk(other)).text
    assert "gemeente Nijkerk" in page
    assert "1 oordeel" in page
    assert "Van je eigen organisatie" not in page


def test_nothing_is_done_to_a_closed_case_by_who_knows_its_address(
    browser: Browser, neighbour: tuple[Account, Application], readers: list[Account]
) -> None:
    account, application = neighbour
    other = make_application("Pieter Kramer", organisation_name="gemeente Ede")
    browser.sign_in(account)
    token = forms(browser, other)[0].values["csrf_token"]
    version = str(application.version)
    for act, content in (
        ("toelaten", {"sentence": YES}),
        ("vragen", {"question": "Wat?"}),
        ("afwijzen", {"clause": "other", "reason": NO, "change": NO}),
        ("notities", {"note": "Ik ken hem."}),
        ("oppakken", {}),
        ("tweede-lezer", {}),
    ):
        data = {"csrf_token": token, "version": version, **content}
        page = browser.post(desk(application, f"/{act}"), data=data)
        assert page.status_code == 422, act
        assert "organisatie waar je zelf werkt" in page.text, act
        assert application.motivation not in page.text, act
        # It may have closed while they wrote.
        assert all(text in page.text for name, text in content.items() if name != "clause"), act
    assert again(application).holder_id is None
    assert again(application).status is ApplicationStatus.SUBMITTED
    assert not [form for form in forms_of(browser.get(desk(application)).text) if "aanvragen" in form.action]


def test_who_must_explain_counts_as_a_reader_only_once_they_did(
    browser: Browser, neighbour: tuple[Account, Application]
) -> None:
    account, application = neighbour
    assert account.id not in queries.cases.desk_of(again(application)).poll.readers
    browser.sign_in(account).fill_in(desk(application, "/eigen-organisatie"), form="", reason="Derde lezer.")
    assert account.id in queries.cases.desk_of(again(application)).poll.readers
