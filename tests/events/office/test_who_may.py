"""Does an event exist for who asks?"""

import pytest
from flask import Flask

from okprofs.events.models import EventStatus
from tests.conftest import Browser
from tests.events.makers import make_event, make_member


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
