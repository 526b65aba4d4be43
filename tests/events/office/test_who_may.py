"""Does an event exist for who asks, and what does the office read of who comes?"""

import pytest
from flask import Flask

from okprofs.events.models import EventStatus, Registration
from okprofs.kernel.db import transaction
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_member, make_order
from tests.events.test_pending import books_whole_day, make_applicant, make_waitable


def test_a_draft_exists_for_organisers_only(app: Flask, desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT, title="Nog geheim")
    url = f"/bijeenkomsten/{event.slug}"
    assert desk.get(url).status_code == 200
    member = app.test_client().sign_in(make_member())
    absent = member.get("/bijeenkomsten/bestaat-niet")
    hidden = member.get(url)
    assert hidden.status_code == absent.status_code == 404
    assert "Nog geheim" not in member.get("/bijeenkomsten").text


@pytest.mark.parametrize("slug", ["bestaat-niet", "x" * 3000, "%00", "..%2f..", "%F0%9F%8E%89"])
def test_an_event_that_is_not_there_is_not_found(desk: Browser, slug: str) -> None:
    for rest in ("", "/deelnemers", "/gegevens", "/dieetwensen", "/uitnodigingen"):
        assert desk.get(f"/beheer/bijeenkomsten/{slug}{rest}").status_code in (400, 404)


def test_that_somebody_applied_is_told_of_a_ticket_that_waits_for_it_and_to_who_reads_applications(
    browser: Browser,
) -> None:
    """Who asks for such a ticket shows the organiser themself that they applied; who only comes does not."""
    event = make_waitable()
    waits = books_whole_day(browser, event, make_applicant("Wim Wacht"))
    comes, kim = make_order(event, "Kim Komt"), make_applicant("Kim Komt")
    with transaction() as session:
        session.get_one(Registration, comes.registrations[0].id).account_id = kim.id
    pages = [
        f"/beheer/bijeenkomsten/{event.slug}/deelnemers/{order.registrations[0].public_id}/waarom"
        for order in (waits, comes)
    ]

    def are_told(*offices: Office) -> list[bool]:
        desk = browser.sign_in(make_account("Olga Organisator", *offices))
        texts = [desk.get(page).text for page in pages]
        assert ["We bekijken je aanvraag" in text for text in texts] == ["loopt nog" in text for text in texts]
        return ["loopt nog" in text for text in texts]

    assert are_told(Office.ORGANISER) == [True, False]
    assert are_told(Office.ORGANISER, Office.REVIEWER) == [True, True]
