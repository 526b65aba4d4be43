"""Who applied twice: is it seen, can the two go on as one, and can that be undone?"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.jobs import run
from okprofs.kernel.wall_time import local
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.membership.models import Application, Merger, Nomination, PersonKey
from okprofs.membership.queries.cases import closed_to, desk_of
from okprofs.membership.queries.duplicates import twins_of
from okprofs.membership.rules.duplicates import Likeness
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.review import may_read
from okprofs.membership.services.memberships import end_membership
from okprofs.membership.services.recognising import forget_keys
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account, Office
from okprofs.wiring import JOBS
from tests.conftest import Browser
from tests.membership.makers import (
    again,
    mailed_secret,
    make_application,
    make_member,
    make_rejected,
    membership_of,
)
from tests.membership.test_review import decide, desk
from tests.pages import forms_of
from tests.people.makers import letters_to, make_account

NOTE = "Zij belde vorige week."


@pytest.fixture
def reviewer(database: None) -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


def merging(closing: Application, other: Any) -> str:
    return desk(closing, f"/samenvoegen/{other.public_id}")


def twice() -> tuple[Application, Application]:
    """One person applied from work, and a day later from home."""
    return make_application("Mirjam Smits"), make_application("Miriam Smits")


def test_the_desk_shows_who_may_be_the_same_person_and_why(browser: Browser, reviewer: Account) -> None:
    employer = make_application("Mirjam Smits").organisation
    member = make_member("M. Smidts", email="smidts@gemeente.example", organisation=employer)
    make_rejected(reviewer, "Mirjam Smits")
    make_application("Mirjam de Boer")
    seen = make_application("Mirjam Smits-Jansen")
    page = browser.sign_in(reviewer).get(desk(seen)).text
    said = page[page.index("Mogelijk dezelfde persoon") :]
    assert said.count("bijna dezelfde naam, en dezelfde organisatie") == 3
    assert f"Lid {membership_of(member).number}, actief" in said
    assert "Afgewezen" in said
    assert said.count("Bekijk samenvoegen") == 2
    assert "Mirjam de Boer" not in said.partition("</section>")[0]
    assert "Mogelijk dezelfde persoon" not in browser.get(desk(make_application("Pieter Kramer"))).text


def test_two_applications_go_on_as_one_and_apart_again(browser: Browser, reviewer: Account) -> None:
    first, second = twice()
    applicant = second.account
    assert applicant is not None
    decide(browser.sign_in(reviewer), second, "vragen", question="Hoeveel uur per week?")
    browser.fill_in(desk(second), form="notities", note=NOTE)
    secret = mailed_secret("answer_question", second.public_id, applicant.email)
    preview = browser.get(merging(second, first)).text
    assert "Wie wordt toegelaten, is lid met het adres" in preview
    assert "1 bericht" in preview
    assert "1 notitie" in preview
    assert "staat een vraag open" in preview
    assert merging(first, second) in preview
    with transaction():
        db.session.get_one(Application, second.id).messages[-1].warnings = 2
    assert again(second).status is ApplicationStatus.MORE_INFO_NEEDED
    assert browser.fill_in(merging(second, first), form="").location == desk(second)

    assert again(second).status is ApplicationStatus.MERGED
    assert again(first).status is ApplicationStatus.SUBMITTED
    closed, open_ = browser.get(desk(second)).text, browser.get(desk(first)).text
    assert "Hoeveel uur per week?" in closed
    assert NOTE in closed
    assert desk(first) in closed
    assert "Gesloten, en samengevoegd met wat er al was, Anneke Bakker" in closed
    assert "hiermee samengevoegd" in open_
    assert desk(second) in open_
    assert "Een tweede aanvraag hiermee samengevoegd, Anneke Bakker" in open_
    assert "Miriam Smits" not in browser.get("/beheer/aanvragen?bak=wachten").text
    own = browser.application.test_client().sign_in(applicant)
    assert "gaat verder met je andere adres" in own.get("/mijn/aanvraag").text
    assert "Deze link werkt niet meer" in own.get(f"/lid-worden/antwoord/{secret}").text
    assert_both_hear_and_learn_nothing("membership/merged", first, second)

    assert browser.fill_in(desk(second, "/samenvoeging"), form="").location == desk(second)
    assert again(second).status is ApplicationStatus.MORE_INFO_NEEDED
    # Nobody could answer meanwhile: it is not withdrawn before another warning.
    assert again(second).messages[-1].warnings == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Merger)) == 0
    assert_both_hear_and_learn_nothing("membership/separated", first, second)
    assert own.fill_in(f"/lid-worden/antwoord/{secret}", answer="Twaalf uur.").status_code == 303
    assert again(second).status is ApplicationStatus.SUBMITTED


def assert_both_hear_and_learn_nothing(kind: str, *applications: Application) -> None:
    addresses = {application.account.email for application in applications if application.account}
    letters = db.session.scalars(sa.select(Letter).where(Letter.kind == kind).order_by(Letter.id)).all()
    assert {letter.recipient for letter in letters} == addresses
    for letter in letters:
        said = render(kind_named(kind), language="nl", facts=letter.facts, secret="x" * 43).text
        assert not [address for address in addresses if address in said]


def test_an_application_goes_up_in_a_membership_and_out_of_it_again(browser: Browser, reviewer: Account) -> None:
    member = make_member("Mirjam Smits")
    application = make_application("Mirjam Smits")
    membership = membership_of(member)
    assert "Er komt geen tweede bij." in browser.sign_in(reviewer).get(merging(application, membership)).text
    assert browser.fill_in(merging(application, membership), form="").status_code == 303
    assert again(application).status is ApplicationStatus.MERGED
    assert letters_to(member.email)[-1] == "membership/merged"
    assert "Een tweede aanvraag hiermee samengevoegd" in browser.get(f"/beheer/leden/{membership.public_id}").text
    browser.fill_in(desk(application, "/samenvoeging"), form="")
    assert again(application).status is ApplicationStatus.SUBMITTED


def test_what_was_decided_on_the_other_is_final(browser: Browser, reviewer: Account) -> None:
    first, second = twice()
    browser.sign_in(reviewer).fill_in(merging(second, first), form="")
    undoing = desk(second, "/samenvoeging")
    decide(browser, first, "toelaten")
    assert again(first).status is ApplicationStatus.ADMITTED
    assert undoing not in browser.get(desk(second)).text
    page = browser.fill_in(undoing, form="")
    assert page.status_code == 422
    assert "Over de andere aanvraag is al beslist" in page.text
    assert again(second).status is ApplicationStatus.MERGED


def test_what_changed_while_one_looked_is_told(browser: Browser, reviewer: Account) -> None:
    first, second = twice()
    browser.sign_in(reviewer)
    for changed, sentence in ((first, "De andere aanvraag is veranderd"), (second, "Deze aanvraag is veranderd")):
        [form] = [found for found in forms_of(browser.get(merging(second, first)).text) if not found.action]
        decide(browser, changed, "vragen", question="Hoeveel uur?")
        page = browser.post(merging(second, first), data=form.values)
        assert page.status_code == 422
        assert sentence in page.text
    assert again(second).status is ApplicationStatus.MORE_INFO_NEEDED


def test_nobody_merges_their_own_or_one_of_their_own_organisation_unexplained(browser: Browser) -> None:
    first, second = twice()
    colleague = make_member("Bert Blom", offices=[Office.REVIEWER], organisation=first.organisation)
    near = browser.sign_in(colleague).get(merging(second, first))
    assert near.location == desk(second)
    own = make_application(account=make_account("Mirjam Smits", offices=[Office.REVIEWER]), organisation_name="Ede")
    assert browser.sign_in(own.account).get(merging(own, first)).location == desk(own)
    assert browser.get(merging(first, own)).location in (desk(first), desk(own))


def test_who_stands_near_to_the_closed_one_stands_near_to_the_one_that_goes_on(
    browser: Browser, reviewer: Account
) -> None:
    """Also when that goes up in a third."""
    voucher = make_member("Vera Visser", offices=[Office.REVIEWER])
    applied = make_account("Mirjam Smits", offices=[Office.REVIEWER])
    closed = make_application("Mirjam Smits", account=applied)
    second, third = make_application("Miriam Smits"), make_application("Mirjam Smit")
    with transaction() as session:
        session.add(
            Nomination(
                nominator_id=voucher.id,
                nominator_name=voucher.name,
                application_id=closed.id,
                address="mirjam@nijkerk.example",
                words="Zij weet alles van Lean.",
            )
        )
    browser.sign_in(reviewer)
    for closing, other in ((closed, second), (second, third)):
        browser.fill_in(merging(closing, other), form="")
    for person, refused in ((applied, "own_application"), (voucher, "own_nomination")):
        found = desk_of(again(third))
        assert [refusal.code for refusal in may_read(found.case, found.reader(person.id))] == [refused]
        # And what a list shows of it follows.
        assert closed_to(person.id, [third.public_id])[third.public_id].code == refused
    assert closed_to(reviewer.id, [third.public_id]) == {}
    assert may_read(found.case, found.reader(reviewer.id)) == ()


def test_the_name_someone_had_before_is_still_known(database: None) -> None:
    earlier = make_application("Mirjam Smits")
    account = earlier.account
    assert account is not None
    with transaction():
        account.name = "Mirjam Hofstra"
        announce(ProfileChanged(account.id))
    for name in ("Mirjam Smits", "Mirjam Hofstra"):
        [twin] = twins_of(make_application(name)).found[:1]
        assert twin.likeness is Likeness.NAME_AND_ORGANISATION


@pytest.mark.usefixtures("database")
def test_half_a_year_after_someone_left_we_do_not_recognise_them_any_more(reviewer: Account) -> None:
    def known() -> set[int]:
        db.session.rollback()
        return set(db.session.scalars(sa.select(PersonKey.account_id)))

    [job] = [job for job in JOBS if job.work is forget_keys]
    member, gone, back = (make_member(name) for name in ("Mina Lid", "Gijs Weg", "Bert Terug"))
    for account in (gone, back):
        with transaction():
            end_membership(membership_of(account))
    rejected, waiting = make_rejected(reviewer, "Rob Nee"), make_application("Wil Wacht")
    noon = local(now()).replace(hour=12)
    with time_machine.travel(noon + timedelta(days=150)):
        make_application("Bert Terug", back)
    everybody = known()
    assert {each.id for each in (member, gone, back)} | {rejected.account_id, waiting.account_id} <= everybody
    for days, forgotten in ((182, set()), (184, {gone.id, rejected.account_id})):
        with time_machine.travel(noon + timedelta(days=days)):
            while run(job):
                pass
        assert known() == everybody - forgotten


def test_of_very_many_namesakes_the_few_most_alike_are_shown(browser: Browser, reviewer: Account) -> None:
    for number in range(8):
        make_member(f"Mirjam Smits{'-Jansen' * (number > 6)}")
    application = make_application("Mirjam Smits")
    page = browser.sign_in(reviewer).get(desk(application)).text
    assert "Er zijn er nog meer." in page
    assert page.count("dezelfde naam, bij een andere organisatie") == 6
