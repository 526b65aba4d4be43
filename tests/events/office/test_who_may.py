"""Only an organiser organises; a draft does not exist for anyone else."""

import re

import pytest
from flask import Flask

from okprofs.events.models import EventStatus
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_member


def office_urls(app: Flask) -> list[str]:
    """Every page under /beheer/bijeenkomsten, of an event that exists."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/beheer/bijeenkomsten")]
    return sorted({re.sub(r"<[^>]*file_format>", "csv", rule.rule) for rule in rules})


def test_strangers_sign_in_first_and_others_are_refused(app: Flask, browser: Browser) -> None:
    event = make_event()
    people = [
        make_member(),
        *(make_account("Iemand Anders", other) for other in Office if other is not Office.ORGANISER),
    ]
    for rule in office_urls(app):
        url = rule.replace("<string:slug>", event.slug).replace("<string:public_id>", event.ticket_types[0].public_id)
        method = browser.post if "/uitvoer/" in rule else browser.get
        assert method(url).status_code in (303, 400), url
    for person in people:
        client = app.test_client().sign_in(person)
        for rule in office_urls(app):
            url = rule.replace("<string:slug>", event.slug).replace(
                "<string:public_id>", event.ticket_types[0].public_id
            )
            if "/uitvoer/" not in rule:
                assert client.get(url).status_code == 403, (person.name, url)


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
