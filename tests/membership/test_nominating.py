"""Does a member's word reach the reviewers, and nobody else, without changing anything of the review?"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.queries import good_link
from okprofs.mail.rendering import render
from okprofs.membership import letters
from okprofs.membership.models import Application, Nomination, StoredAssessment
from okprofs.membership.queries.nominations import nominations_by
from okprofs.membership.rules.lifecycle import KEPT_AFTER, ApplicationStatus
from okprofs.membership.rules.nominating import A_DAY, LETTERS_TO_ONE, VALID_FOR, Progress
from okprofs.membership.services import applying
from okprofs.membership.services.drafts import discard, forget_drafts
from okprofs.membership.services.nominated import begin_nominated
from okprofs.membership.services.nominating import decline, forget_nominations, nominate
from okprofs.people.models import Account, Office
from okprofs.people.services.accounts import block
from tests.conftest import Browser
from tests.membership.makers import MOTIVATION, PROFESSION, WORK, again, mailed_secret, make_application, make_member
from tests.membership.test_review import CLEAR, decide, desk
from tests.people.makers import make_account

ADDRESS = "mirjam.smits@nijkerk.example"
WORDS = "Zij zette ons verbeterbord op, en het hangt er na vier jaar nog. Een roodborsttapuit onder de mussen."
RARE = "roodborsttapuit"
NOMINATE = "/mijn/voordrachten"


@pytest.fixture
def member(database: None) -> Account:
    return make_member("Fatima El Amrani")


def put_forward(nominator: Account, address: str = ADDRESS) -> Nomination:
    with transaction():
        return nominate(nominator, address, WORDS, language="nl")


def secret_of(nomination: Nomination) -> str:
    return mailed_secret(letters.NOMINATION_PURPOSE, nomination.public_id, nomination.address)


def begin_from(
    nomination: Nomination, account: Account | None = None, at_hand: Application | None = None
) -> Application:
    secret = secret_of(nomination)
    with transaction():
        link = good_link(letters.NOMINATION_PURPOSE, secret)
        return begin_nominated(link, account=account, at_hand=at_hand, language="nl")


def fill(draft: Application, account: Account | None = None, **columns: Any) -> Application:
    """The rest of the application, as its applicant would answer; sent when it is somebody's."""
    with transaction():
        draft = db.session.get_one(Application, draft.id)
        applying.change_work(draft, WORK)
        applying.change_profession(draft, PROFESSION)
        applying.change_person(draft, applying.Person("Mirjam Smits", draft.email, MOTIVATION, True))
        for column, value in columns.items():
            setattr(draft, column, value)
        if account is not None:
            applying.send(draft, account=account, language="nl")
    return draft


def test_from_the_members_words_to_the_desk_of_the_reviewer(browser: Browser, member: Account) -> None:
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    browser.sign_in(member)
    assert NOMINATE in browser.get("/mijn").text
    assert NOMINATE in browser.get("/mijn/lidmaatschap").text
    assert browser.fill_in(NOMINATE, form="", address=ADDRESS.upper(), words="").status_code == 422
    assert browser.fill_in(NOMINATE, form="", address=ADDRESS.upper(), words=WORDS).status_code == 303
    assert "Verstuurd" in browser.get(NOMINATE).text
    nomination = db.session.scalars(sa.select(Nomination)).one()
    [letter] = db.session.scalars(sa.select(Letter).where(Letter.recipient == ADDRESS).order_by(Letter.id))
    mail = render(kind_named(letter.kind), language="en", facts=letter.facts, secret="geheim")
    assert "Fatima El Amrani" in mail.text
    assert "/lid-worden/voordracht/geheim" in mail.text
    assert RARE not in mail.text + str(letter.facts)

    visitor = browser.application.test_client()
    url = f"/lid-worden/voordracht/{secret_of(nomination)}"
    page = visitor.get(url)
    assert "Fatima El Amrani draagt je voor" in page.text
    assert RARE not in page.text
    assert visitor.fill_in(url, form="").location == "/lid-worden/werk"
    draft = db.session.scalars(sa.select(Application)).one()
    assert draft.email == ADDRESS
    assert "Verstuurd" in browser.get(NOMINATE).text
    # Begun elsewhere as well: the link goes on with what is there.
    other = browser.application.test_client()
    assert "Ga verder met je aanvraag" in other.get(url).text
    assert other.fill_in(url, form="").location == "/lid-worden/werk"
    fill(draft, **CLEAR)
    assert visitor.fill_in("/lid-worden/versturen", form="").status_code == 303
    confirm = mailed_secret(letters.CONFIRM_PURPOSE, draft.public_id, ADDRESS)
    assert visitor.fill_in(f"/lid-worden/bevestigen/{confirm}", form="").status_code == 303
    assert visitor.get(url).status_code == 404
    own = visitor.get("/mijn/aanvraag").text
    assert "Fatima El Amrani" in own
    assert RARE not in own
    assert "Heeft een aanvraag gedaan" in browser.get(NOMINATE).text

    second = browser.application.test_client().sign_in(reviewer)
    page = second.get(desk(draft))
    assert RARE in page.text
    assert "Fatima El Amrani" in page.text
    assert "ze vervangen je eigen oordeel niet" in page.text
    # It decides nothing: a reader still has to.
    assert again(draft).status is ApplicationStatus.SUBMITTED
    decide(second, draft, "toelaten")
    assert "Is lid geworden" in browser.get(NOMINATE).text
    told = {entry.action for entry in db.session.scalars(sa.select(JournalEntry))}
    assert {"colleague_nominated", "application_nominated"} <= told
    details = str([entry.details for entry in db.session.scalars(sa.select(JournalEntry))])
    assert ADDRESS not in details
    assert RARE not in details


def test_the_assessment_is_the_same_with_and_without_a_nomination(member: Account) -> None:
    nominated, other = make_account("Mirjam Smits", email=ADDRESS), make_account("Roos Smits")
    with_words = fill(begin_from(put_forward(member), nominated), nominated)
    without = make_application("Roos Smits", other)
    said = {
        (found.outcome, str(found.reasons), str({**found.answers, "name": ""}))
        for found in db.session.scalars(
            sa.select(StoredAssessment).where(StoredAssessment.application_id.in_([with_words.id, without.id]))
        )
    }
    assert len(said) == 1


def test_the_page_is_the_same_whoever_is_behind_the_address(browser: Browser, member: Account) -> None:
    make_member("Mieke Bekend", email="bekend@nijkerk.example")
    blocked = make_account("Bert Buiten", email="buiten@nijkerk.example")
    make_application("Aad Aanvrager", make_account("Aad Aanvrager", email="aanvrager@nijkerk.example"))
    with transaction():
        block(db.session.get_one(Account, blocked.id))
    pages, kinds = set(), {}
    browser.sign_in(member)
    for who in ("bekend", "buiten", "aanvrager", "vreemde"):
        address = f"{who}@nijkerk.example"
        answer = browser.fill_in(NOMINATE, form="", address=address, words=WORDS)
        flash = browser.get(answer.location).text.partition("je voordracht van")[2].partition("</p>")[0]
        pages.add((answer.status_code, answer.location, flash.replace(address, "…")))
        [letter] = db.session.scalars(
            sa.select(Letter).where(Letter.recipient == address, Letter.kind.like("%nominated%")).order_by(Letter.id)
        )
        kinds[who] = letter.kind, letter.facts.get("is_member")
    assert len(pages) == 1
    assert "…" in str(pages)
    known = "membership/nominated_known"
    assert kinds == {
        "bekend": (known, True),
        "buiten": (known, False),
        "aanvrager": (known, False),
        "vreemde": ("membership/nominated", None),
    }
    assert {each.progress for each in nominations_by(member.id, 1).items} == {Progress.SENT}


def test_a_member_nominates_so_many_a_day_and_one_address_gets_so_many_letters(member: Account) -> None:
    for number in range(A_DAY):
        put_forward(member, f"collega{number}@nijkerk.example")
    with pytest.raises(Refused, match="nominations_used_up"):
        put_forward(member)
    for number in range(LETTERS_TO_ONE + 1):
        put_forward(make_member(f"Lid {'abcde'[number]}"))
    written = db.session.scalars(sa.select(Letter).where(Letter.recipient == ADDRESS).order_by(Letter.id)).all()
    assert len(written) == LETTERS_TO_ONE


def test_who_would_rather_not_is_left_alone_and_the_member_sees_nothing_of_it(
    browser: Browser, member: Account
) -> None:
    nomination = put_forward(member)
    url = f"/lid-worden/voordracht/{secret_of(nomination)}"
    assert browser.fill_in(url, form="", decline="1").location == "/"
    db.session.rollback()
    assert db.session.get_one(Nomination, nomination.id).words == ""
    assert browser.get(url).status_code == 404
    [shown] = nominations_by(member.id, 1).items
    assert (shown.address, shown.progress) == (ADDRESS, Progress.SENT)
    before = db.session.scalar(sa.select(sa.func.count(Letter.id)))
    put_forward(make_member("Jan Visser"))
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == before


def test_who_would_rather_not_is_left_alone_as_long_after_saying_so_as_the_page_says(member: Account) -> None:
    nomination, other = put_forward(member), make_member("Jan Visser")
    key = nomination.id
    with time_machine.travel(now() + VALID_FOR - timedelta(hours=1)):
        secret = secret_of(nomination)
        with transaction():
            decline(good_link(letters.NOMINATION_PURPOSE, secret))
    before = db.session.scalar(sa.select(sa.func.count(Letter.id)))
    with time_machine.travel(now() + VALID_FOR + timedelta(days=1)):
        # For its maker it goes when any that came to nothing goes: how long it is kept betrays nothing.
        assert nominations_by(member.id, 1).items == []
        with transaction():
            forget_nominations()
        assert put_forward(member).id != key
        put_forward(other)
        assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == before
    with time_machine.travel(now() + 2 * VALID_FOR), transaction():
        forget_nominations()
    assert db.session.get(Nomination, key) is None


def test_nobody_vouches_for_themselves_also_not_from_another_address(member: Account) -> None:
    with pytest.raises(Refused, match="nominated_oneself"):
        put_forward(member, member.email)
    nomination = put_forward(member, "fatima@thuis.example")
    with pytest.raises(Refused, match="nominated_oneself"):
        begin_from(nomination, member)
    # And not by beginning as nobody, and signing in afterwards.
    draft = begin_from(nomination)
    with transaction():
        db.session.execute(sa.text("UPDATE memberships SET category = 'network'"))
    fill(draft, account_id=member.id, email=member.email)
    with transaction():
        applying.send(db.session.get_one(Application, draft.id), account=member, language="nl")
    assert again(draft).status is ApplicationStatus.SUBMITTED
    assert again(draft).nominations == []


def test_who_vouched_reads_the_case_only_with_a_reason_that_others_see(browser: Browser) -> None:
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    applicant = make_account("Mirjam Smits", email=ADDRESS)
    draft = fill(begin_from(put_forward(reviewer), applicant), applicant, **CLEAR)
    browser.sign_in(reviewer)
    page = browser.get(desk(draft)).text
    assert "Jij droeg deze aanvrager voor" in page
    assert MOTIVATION not in page
    assert browser.post(desk(draft, "/toelaten"), data={"version": again(draft).version}).status_code in (400, 422)
    assert "Wie iemand voordraagt" in browser.get(desk(draft, "/eigen-organisatie")).text
    browser.fill_in(desk(draft, "/eigen-organisatie"), form="", reason="De anderen zijn op reis.")
    assert MOTIVATION in browser.get(desk(draft)).text
    colleague = make_member("Bert Blom", offices=[Office.REVIEWER])
    page = browser.application.test_client().sign_in(colleague).get(desk(draft)).text
    assert "Anneke Bakker droeg de aanvrager voor" in page
    assert "De anderen zijn op reis." in page


def test_two_who_vouch_go_along_with_one_application_under_the_name_that_they_had(member: Account) -> None:
    other = make_member("Jan Visser")
    applicant = make_account("Mirjam Smits", email=ADDRESS)
    draft = begin_from(put_forward(member), applicant)
    assert begin_from(put_forward(other), applicant, at_hand=draft).id == draft.id
    with transaction():
        gone = db.session.get_one(Account, other.id)
        gone.name = "Jan Zonder Naam"
        block(gone)
    fill(draft, applicant)
    assert [each.nominator_name for each in again(draft).nominations] == ["Fatima El Amrani", "Jan Visser"]


def test_a_draft_that_is_thrown_away_leaves_the_nomination_as_it_was(member: Account) -> None:
    nomination = put_forward(member)
    for throw_away in (discard, lambda _: forget_drafts()):
        draft = begin_from(nomination)
        with transaction():
            found = db.session.get_one(Application, draft.id)
            found.changed_at = now() - timedelta(days=400)
            db.session.flush()
            throw_away(found)
        db.session.expire_all()
        assert db.session.get_one(Nomination, nomination.id).application_id is None


def test_words_are_forgotten_when_nobody_applied_and_some_time_after_the_end(member: Account) -> None:
    def moved(nomination: Nomination, **columns: Any) -> int:
        with transaction():
            for column, value in columns.items():
                setattr(db.session.get_one(Nomination, nomination.id), column, value)
        return nomination.id

    ids = {}
    ids["unused"] = moved(put_forward(member, "a@nijkerk.example"), at=now() - VALID_FOR - timedelta(hours=1))
    ids["recent"] = moved(put_forward(member, "b@nijkerk.example"), at=now() - VALID_FOR + timedelta(hours=1))
    for name, days in (("ended", 1), ("decided", -1)):
        application = make_application(f"Aad {name.title()}")
        nomination = put_forward(member, f"{name}@nijkerk.example")
        ids[name] = moved(nomination, application_id=application.id, at=now() - timedelta(days=300))
        with transaction():
            found = db.session.get_one(Application, application.id)
            found.status, found.decided_at = ApplicationStatus.REJECTED, now() - KEPT_AFTER - timedelta(days=days)
    with transaction():
        forget_nominations()
    left = set(db.session.scalars(sa.select(Nomination.id)))
    assert left == {ids["recent"], ids["decided"]}


def test_a_bad_or_used_link_begins_nothing(member: Account) -> None:
    nomination = put_forward(member)
    secret = secret_of(nomination)
    with transaction():
        decline(good_link(letters.NOMINATION_PURPOSE, secret))
    for link in (None, good_link(letters.NOMINATION_PURPOSE, secret)):
        with pytest.raises(Refused, match="link_used"), transaction():
            begin_nominated(link, account=None, at_hand=None, language="nl")
