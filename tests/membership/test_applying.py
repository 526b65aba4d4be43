"""Can someone apply, stop, go on elsewhere, and be heard once their address is proven?"""

from datetime import timedelta

import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.membership.models import Application
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import applying, memberships, review
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email
from tests.conftest import Browser, on_one_engine
from tests.membership.makers import mailed_secret, make_application, make_draft, make_member, membership_of
from tests.pages import forms_of
from tests.people.makers import make_account

ADDRESS = "mirjam.smits@nijkerk.example"


def answer_work(browser: Browser, url: str = "/lid-worden", **values: str):
    answers = {"government": "ja", "organisation": "gemeente Nijkerk", "appointment": "permanent"}
    return browser.fill_in(url, **{**answers, **values})


def answer_profession(browser: Browser, **values: object):
    answers: dict[str, object] = {
        "position": "municipal_secretary",
        "function_title": "Gemeentesecretaris",
        "engagement": "part_time",
        "disciplines": ["lean"],
        "dedication": "Ik leid ons Lean-programma.",
    }
    return browser.fill_in("/lid-worden/vak", **{**answers, **values})


def answer_person(browser: Browser, **values: str):
    answers = {
        "name": "Mirjam Smits",
        "email": ADDRESS,
        "motivation": "Ik zoek vakgenoten.",
        "findable": "ja",
    }
    return browser.fill_in("/lid-worden/over-jou", **{**answers, **values})


def fill_draft(browser: Browser, **person: str) -> None:
    answer_work(browser)
    answer_profession(browser)
    answer_person(browser, **person)


def applications() -> list[Application]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Application).order_by(Application.id)))


def letters() -> list[tuple[str, str]]:
    db.session.rollback()
    return [
        (letter.kind.rpartition("/")[2], letter.recipient)
        for letter in db.session.scalars(sa.select(Letter).order_by(Letter.id))
    ]


def test_a_visitor_applies_in_four_steps_and_counts_once_the_address_is_proven(browser: Browser) -> None:
    assert answer_work(browser).location == "/lid-worden/vak"
    assert answer_profession(browser).location == "/lid-worden/over-jou"
    assert answer_person(browser).location == "/lid-worden/versturen"
    assert browser.fill_in("/lid-worden/versturen", form="").location == "/lid-worden/verstuurd"
    assert ADDRESS in browser.get("/lid-worden/verstuurd").text
    [draft] = applications()
    assert draft.status is ApplicationStatus.DRAFT
    assert letters() == [("confirm_application", ADDRESS)]

    secret = mailed_secret("confirm_application", draft.public_id, ADDRESS)
    assert browser.fill_in(f"/lid-worden/bevestigen/{secret}").location == "/mijn/aanvraag"
    [application] = applications()
    account = account_by_email(ADDRESS)
    assert account is not None
    assert application.status is ApplicationStatus.SUBMITTED
    assert application.account_id == account.id
    assert account.profile.function_title == "Gemeentesecretaris"
    assert account.profile.organisation.name == "gemeente Nijkerk"
    assert not account.profile.is_findable
    assert [stored.outcome for stored in application.assessments] == ["needs_judgement"]
    assert application.assessments[0].answers["position"] == "municipal_secretary"
    assert letters()[-1] == ("application_received", ADDRESS)
    # Whoever proved the address is signed in.
    assert "Je aanvraag is ingediend" in browser.get("/mijn/aanvraag").text


def test_what_is_open_or_wrong_is_said_in_words_and_nothing_typed_is_lost(browser: Browser) -> None:
    page = browser.fill_in("/lid-worden", organisation="gemeente Nijkerk")
    assert page.status_code == 422
    assert "Kies of je bij de overheid werkt." in page.text
    assert "gemeente Nijkerk" in page.text
    answer_work(browser)
    page = answer_profession(browser, dedication="", function_title="Secretaris")
    assert page.status_code == 422
    assert "Vertel in een paar zinnen hoe je je hierop toelegt." in page.text
    assert 'value="Secretaris"' in page.text
    answer_profession(browser)
    page = answer_person(browser, email="mirjam@")
    assert "Dit is geen e-mailadres" in page.text
    assert "Ik zoek vakgenoten." in page.text


def test_who_does_not_work_for_government_may_skip_the_appointment(browser: Browser) -> None:
    page = browser.fill_in("/lid-worden", government="nee", organisation="Adviesbureau Kwaliteit")
    assert page.location == "/lid-worden/vak"
    assert "Je werkt niet bij de overheid." in browser.get("/lid-worden/vak").text


def test_a_core_function_needs_no_story(browser: Browser) -> None:
    answer_work(browser)
    page = answer_profession(browser, position="adviser", disciplines=["quality"], dedication="")
    assert page.location == "/lid-worden/over-jou"


def test_being_found_is_asked_and_never_ticked_beforehand(browser: Browser) -> None:
    answer_work(browser)
    answer_profession(browser)
    page = browser.get("/lid-worden/over-jou").text
    assert "Mogen andere leden je vinden?" in page
    assert "checked" not in page
    sent = browser.fill_in("/lid-worden/over-jou", name="Mirjam Smits", email=ADDRESS, motivation="Ik zoek vakgenoten.")
    assert "Kies of andere leden je mogen vinden." in sent.text


def test_a_step_can_be_left_half_answered(browser: Browser) -> None:
    page = browser.fill_in("/lid-worden", organisation="gemeente Nijkerk", later="1")
    assert page.location == "/lid-worden/later"
    assert 'value="gemeente Nijkerk"' in browser.get("/lid-worden/werk").text
    answer_work(browser, url="/lid-worden/werk")
    page = browser.fill_in("/lid-worden/vak", function_title="Secretaris", back="1")
    assert page.location == "/lid-worden/werk"
    assert 'value="Secretaris"' in browser.get("/lid-worden/vak").text


def test_a_draft_goes_on_elsewhere_by_the_mailed_link(browser: Browser) -> None:
    answer_work(browser)
    page = browser.fill_in("/lid-worden/later", email="Mirjam.Smits@Nijkerk.example")
    assert page.location == "/lid-worden/vak"
    assert letters() == [("resume_application", ADDRESS)]
    [draft] = applications()
    secret = mailed_secret("resume_application", draft.public_id, ADDRESS)

    elsewhere = browser.application.test_client()
    assert elsewhere.get("/lid-worden/werk").location == "/lid-worden"
    assert "Ga verder" in elsewhere.get(f"/lid-worden/verder/{secret}").text
    assert elsewhere.get("/lid-worden/werk").location == "/lid-worden"
    assert elsewhere.fill_in(f"/lid-worden/verder/{secret}").location == "/lid-worden/vak"
    assert 'value="gemeente Nijkerk"' in elsewhere.get("/lid-worden/werk").text
    # It opens again on a third device, for as long as there is a draft to go on with.
    assert elsewhere.get(f"/lid-worden/verder/{secret}").status_code == 200


def test_an_unfinished_application_cannot_be_sent(browser: Browser) -> None:
    answer_work(browser)
    page = browser.get("/lid-worden/versturen").text
    assert "Nog niet helemaal af" in page
    assert "Verstuur je aanvraag" not in page
    draft = applications()[0]
    with browser.session_transaction() as held:
        assert held["application"] == draft.public_id


def test_a_member_s_address_gets_the_same_screen_and_another_letter(browser: Browser) -> None:
    member = make_member(email=ADDRESS)
    fill_draft(browser)
    known = browser.fill_in("/lid-worden/versturen", form="")
    stranger = browser.application.test_client()
    fill_draft(stranger, email="vreemde@nijkerk.example")
    unknown = stranger.fill_in("/lid-worden/versturen", form="")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    screens = [
        client.get("/lid-worden/verstuurd").text.replace(address, "…")
        for client, address in ((browser, member.email), (stranger, "vreemde@nijkerk.example"))
    ]
    without_keys = [[line for line in screen.splitlines() if 'type="hidden"' not in line] for screen in screens]
    assert without_keys[0] == without_keys[1]
    assert letters() == [("already_member", ADDRESS), ("confirm_application", "vreemde@nijkerk.example")]


def test_a_letter_that_a_stranger_can_cause_holds_nothing_that_they_typed(browser: Browser) -> None:
    fill_draft(browser)
    browser.fill_in("/lid-worden/versturen", form="")
    browser.fill_in("/lid-worden/later", email=ADDRESS)
    db.session.rollback()
    assert [letter.facts for letter in db.session.scalars(sa.select(Letter))] == [{}, {}]


def test_no_address_gets_more_than_three_letters_in_six_hours(browser: Browser) -> None:
    fill_draft(browser)
    answers = [browser.fill_in("/lid-worden/versturen", form="").status_code for _ in range(3)]
    assert answers == [303, 303, 303]
    assert browser.fill_in("/lid-worden/versturen", form="").status_code == 429
    assert browser.fill_in("/lid-worden/later", email=f" {ADDRESS.upper()} ").status_code == 429
    assert len(letters()) == 3


@on_one_engine
def test_no_machine_sends_more_than_fifty_times_a_day(browser: Browser) -> None:
    answers = []
    for hour in range(3):
        with time_machine.travel(now() + timedelta(hours=hour), tick=False):
            values = forms_of(browser.get("/inloggen").text)[0].values
            for number in range(20):
                sent = {**values, "email": f"{hour}.{number}@nijkerk.example"}
                answers.append(browser.post("/lid-worden/versturen", data=sent).status_code)
    assert answers == [303] * 50 + [429] * 10


def test_a_link_confirms_what_was_sent_not_what_was_changed_since(browser: Browser) -> None:
    fill_draft(browser)
    browser.fill_in("/lid-worden/versturen", form="")
    [draft] = applications()
    answer_person(browser, email="ander@nijkerk.example")
    secret = mailed_secret("confirm_application", draft.public_id, ADDRESS)
    assert "Deze link werkt niet meer" in browser.get(f"/lid-worden/bevestigen/{secret}").text
    browser.fill_in("/lid-worden/versturen", form="")
    # Sent again, to another address: the first one proves nothing of the second.
    assert "Deze link werkt niet meer" in browser.get(f"/lid-worden/bevestigen/{secret}").text
    assert applications()[0].status is ApplicationStatus.DRAFT


def test_opening_the_link_changes_nothing_and_it_works_once(browser: Browser) -> None:
    fill_draft(browser)
    browser.fill_in("/lid-worden/versturen", form="")
    [draft] = applications()
    secret = mailed_secret("confirm_application", draft.public_id, ADDRESS)
    url = f"/lid-worden/bevestigen/{secret}"
    for _ in range(3):
        browser.get(url)
        browser.head(url)
    assert applications()[0].status is ApplicationStatus.DRAFT
    assert browser.fill_in(url).status_code == 303
    assert "Deze link werkt niet meer" in browser.application.test_client().get(url).text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Account)) == 1


def test_who_is_signed_in_needs_no_confirmation(browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS)
    browser.sign_in(account)
    answer_work(browser)
    answer_profession(browser)
    page = browser.get("/lid-worden/over-jou").text
    assert 'name="email"' not in page
    assert ADDRESS in page
    browser.fill_in("/lid-worden/over-jou", name="Mirjam Smits", motivation="Ik zoek vakgenoten.", findable="nee")
    assert browser.fill_in("/lid-worden/versturen", form="").location == "/mijn/aanvraag"
    [application] = applications()
    assert application.status is ApplicationStatus.SUBMITTED
    assert [kind for kind, _ in letters()] == ["application_received"]


def test_a_signed_in_person_cannot_apply_with_another_s_address(browser: Browser) -> None:
    account = make_account("Mirjam Smits", email=ADDRESS)
    browser.sign_in(account)
    answer_work(browser)
    answer_profession(browser)
    browser.fill_in(
        "/lid-worden/over-jou",
        name="Mirjam Smits",
        email="iemand.anders@nijkerk.example",
        motivation="Ik zoek vakgenoten.",
        findable="nee",
    )
    assert applications()[0].email == ADDRESS


def test_a_member_is_told_so(browser: Browser) -> None:
    browser.sign_in(make_member())
    assert "Je bent al lid" in browser.get("/lid-worden").text


def test_who_is_a_member_of_another_kind_finds_the_way_to_apply_and_then_where_it_stands(browser: Browser) -> None:
    account = make_member("Mirjam Smits")
    with transaction():
        memberships.change_category(membership_of(account), Category.NETWORK)
    browser.sign_in(account)
    assert 'href="/mijn/aanvraag"' in browser.get("/mijn/lidmaatschap").text
    for url in ("/mijn", "/mijn/aanvraag"):
        assert 'href="/lid-worden"' in browser.get(url).text, url
    application = make_application(account=account)
    page = browser.get("/mijn").text
    assert "Netwerklid" in page
    assert 'href="/mijn/aanvraag"' in page
    assert "Ingediend" in page
    assert 'href="/lid-worden"' not in page
    with transaction():
        review.withdraw(application.public_id, account=account)
    for url in ("/mijn", "/mijn/aanvraag"):
        assert 'href="/lid-worden"' in browser.get(url).text, url


def test_who_has_an_application_running_is_told_so(browser: Browser) -> None:
    application = make_application()
    assert application.account is not None
    browser.sign_in(application.account)
    assert "Je hebt al een aanvraag lopen" in browser.get("/lid-worden").text


def test_two_drafts_of_one_person_cannot_both_count(browser: Browser) -> None:
    first, second = make_draft(), make_draft()
    links = []
    for draft in (first, second):
        with transaction():
            applying.send(db.session.merge(draft), account=None, language="nl")
        links.append(mailed_secret("confirm_application", draft.public_id, ADDRESS))
    assert browser.fill_in(f"/lid-worden/bevestigen/{links[0]}").status_code == 303
    late = browser.application.test_client().fill_in(f"/lid-worden/bevestigen/{links[1]}")
    assert late.status_code == 422
    assert "Je hebt al een aanvraag lopen" in late.text
    assert [item.status.value for item in applications()] == ["submitted", "draft"]


def test_a_draft_is_thrown_away_whole(browser: Browser) -> None:
    fill_draft(browser)
    assert browser.fill_in("/lid-worden/weggooien").status_code == 303
    assert applications() == []


def test_the_answers_of_the_fit_page_are_carried_into_the_application(browser: Browser) -> None:
    page = browser.get(
        "/lid-worden?government=ja&appointment=temporary&position=adviser&disciplines=lean&engagement=full_time"
    )
    assert "Je werkt tijdelijk bij de overheid." in page.text
    answer_work(browser, url="/lid-worden?position=adviser&disciplines=lean&engagement=full_time")
    [draft] = applications()
    assert (draft.position.value, draft.engagement.value, [*draft.disciplines]) == ("adviser", "full_time", ["lean"])


def test_a_second_click_does_not_begin_a_second_application(browser: Browser) -> None:
    form = forms_of(browser.get("/lid-worden").text)
    [found] = [item for item in form if "organisation" in item.values]
    data = {**found.values, "government": "ja", "organisation": "Rijkswaterstaat", "appointment": "permanent"}
    first, second = browser.post("/lid-worden", data=data), browser.post("/lid-worden", data=data)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(applications()) == 1


def test_nonsense_in_a_form_is_refused_and_never_a_bug(browser: Browser) -> None:
    page = answer_work(browser, government="misschien", appointment="x" * 5000, organisation="a\x00b" * 200)
    assert page.status_code == 422
    answer_work(browser)
    page = answer_profession(browser, position="koning", disciplines=["lean", "niets"], function_title="")
    assert page.status_code == 422
    page = answer_person(browser, name="Klik [hier](http://evil.example)", email="a@b@c", findable="ooit")
    assert page.status_code == 422
    for query in ("government=x&disciplines=%E2%80%AE&disciplines=lean", "position[]=1", "appointment=" + "y" * 3000):
        assert browser.get(f"/past-het?{query}").status_code == 200
        assert browser.get(f"/lid-worden?{query}").status_code in (200, 303)
