"""What waits for whoever holds an office."""

from okprofs.events.models import EventStatus
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_applicant, make_event, make_member


def test_nothing_to_do_is_said(browser: Browser) -> None:
    for office in Office:
        page = browser.sign_in(make_account("Bo Bestuurder", office)).get("/beheer")
        assert page.status_code == 200
        assert "Er wacht niets op je" in page.text


def test_a_reviewer_sees_how_many_applications_wait_and_no_events(browser: Browser) -> None:
    make_applicant("Aad Aanvrager")
    make_applicant("Bea Aanvrager")
    make_event(title="Zaak voor de top")
    page = browser.sign_in(make_account("Ria Ballotage", Office.REVIEWER)).get("/beheer").text
    assert "2 aanvragen wachten op een oordeel." in page
    assert "vandaag" in page
    assert "Zaak voor de top" not in page


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
