"""What waits for whoever holds an office."""

from okprofs.events.models import EventStatus
from okprofs.kernel.db import transaction
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement
from okprofs.membership.services.year import Change, tell_change
from okprofs.people.models import Office
from okprofs.people.rules.profession import Position
from tests.conftest import Browser
from tests.events.makers import make_account, make_applicant, make_event, make_member
from tests.membership.makers import make_objected, membership_of


def test_nothing_to_do_is_said(browser: Browser) -> None:
    for office in Office:
        page = browser.sign_in(make_account("Bo Bestuurder", office)).get("/beheer")
        assert page.status_code == 200
        assert "Er wacht niets op je" in page.text


def test_a_reviewer_sees_how_many_applications_wait_and_no_events(browser: Browser) -> None:
    make_applicant("Aad Aanvrager")
    browser.sign_in(make_account("Ria Ballotage", Office.REVIEWER))
    assert "1 aanvraag wacht op een oordeel. Ingediend" in browser.get("/beheer").text
    make_applicant("Bea Aanvrager")
    make_event(title="Zaak voor de top")
    page = browser.get("/beheer").text
    assert "2 aanvragen wachten op een oordeel." in page
    assert "vandaag" in page
    assert "Zaak voor de top" not in page


def test_a_reviewer_sees_objections_and_members_whose_work_changed(browser: Browser) -> None:
    reviewer = make_account("Ria Ballotage", Office.REVIEWER)
    make_objected(reviewer)
    answers = Answers(True, Appointment.PERMANENT, Engagement.PART_TIME, Position.ADVISER, frozenset())
    member = membership_of(make_member("Saskia Postma"))
    with transaction():
        tell_change(member, Change(answers, "gemeente Ede", "adviseur", ""))
    desk = browser.sign_in(reviewer).get("/beheer").text
    assert "Er wacht niets op je" not in desk
    assert "1 bezwaar wacht op een nieuw oordeel." in desk
    assert "1 lid heeft ander werk gekregen." in desk
    assert "Mirjam Smits" in browser.get("/beheer/aanvragen?bak=bezwaren").text
    assert "Saskia Postma" in browser.get("/beheer/leden/te-beoordelen").text
    for url in ("/beheer/aanvragen?bak=bezwaren", "/beheer/leden/te-beoordelen"):
        assert f'href="{url}"' in desk


def test_an_organiser_sees_coming_events_with_their_places_and_no_applications(browser: Browser) -> None:
    make_applicant()
    make_event(title="Zaak voor de top")
    make_event(title="Half af", status=EventStatus.DRAFT)
    page = browser.sign_in(make_account("Otto Organisator", Office.ORGANISER)).get("/beheer").text
    assert "Zaak voor de top" in page
    assert "80 plaatsen vrij" in page
    assert "1 bijeenkomst is nog niet gepubliceerd." in page
    assert "aanvra" not in page.partition("<main")[2]


def test_who_holds_no_office_has_no_desk(browser: Browser) -> None:
    assert browser.get("/beheer").status_code == 303
    assert browser.sign_in(make_member()).get("/beheer").status_code == 403
