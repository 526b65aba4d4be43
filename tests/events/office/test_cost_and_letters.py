"""What the organiser's pages cost, and what the organiser's letters say."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okprofs.events.letters import EVENT_CANCELLED, REGISTRATION_CANCELLED
from okprofs.events.models import EventStatus
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.kinds import Kind
from okprofs.mail.rendering import render
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_applicant, make_event, make_ticket_type


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    found: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            found.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def cost(browser: Browser, url: str) -> int:
    with counted() as statements:
        assert browser.get(url).status_code == 200
    return len(statements)


def test_no_page_asks_more_as_more_people_come(desk: Browser) -> None:
    events = [make_event(ticket_types=[make_ticket_type(capacity=500)]) for _ in range(2)]
    few, many = (f"/beheer/bijeenkomsten/{event.slug}" for event in events)
    for event, orders in zip(events, (1, 12), strict=True):
        ticket_type = event.ticket_types[0].public_id
        for number in range(orders):
            guests = [Attendee(ticket_type, name=f"Gast {guest}", dietary_wishes="vegan") for guest in range(8)]
            with transaction():
                sign_up(event.id, Contact("Carla Contact", f"c{number}@okprofs.example"), guests)
    for page in ("", "/gegevens", "/deelnemers", "/deelnemers?q=gast", "/dieetwensen", "/uitnodigingen"):
        assert cost(desk, few + page) == cost(desk, many + page) <= 8, page


def test_the_lists_and_the_desk_stay_within_ten_questions(browser: Browser) -> None:
    browser.sign_in(make_account("Bo Bestuurder", *Office))
    for days in range(1, 9):
        make_event(days_from_now=days)
        make_event(days_from_now=-days)
        make_event(days_from_now=days, status=EventStatus.DRAFT)
        make_applicant()
    assert cost(browser, "/beheer") <= 10
    assert cost(browser, "/beheer/bijeenkomsten") <= 8


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", [EVENT_CANCELLED, REGISTRATION_CANCELLED], ids=lambda kind: kind.name)
def test_a_letter_names_the_event_and_links_to_its_page(database: None, kind: Kind, language: str) -> None:
    facts = {
        "title": "Zaak voor de top",
        "starts_at": (now() + timedelta(days=3)).isoformat(),
        "reason": "De spreker is ziek. Zie www.evil.example",
        "slug": "zaak-voor-de-top",
    }
    letter = render(kind, language=language, facts=facts, secret="")
    assert "Zaak voor de top" in letter.subject
    assert "/bijeenkomsten/zaak-voor-de-top" in letter.text
    assert letter.html.count("<a ") == 2, "the event and the home page, and nothing that somebody typed"
    assert "www.evil.example" not in letter.text
    assert letter.text.strip().endswith("OK-Profs")


NAMES = """title slug summary description day doors_open starts ends venue has_food sign_up_opens_on sign_up_opens
    sign_up_closes_on sign_up_closes seen once preview"""
ODD = st.dictionaries(
    st.sampled_from(NAMES.split()),
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["2027-03-28", "02:30", "2027-10-31", "0001-01-01", "9999-12-31", "24:00", "\x00", "x" * 30000]
        ),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=ODD)
def test_whatever_is_typed_gets_an_answer(desk: Browser, values: dict[str, str]) -> None:
    event = make_event(status=EventStatus.DRAFT)
    url = f"/beheer/bijeenkomsten/{event.slug}/gegevens"
    assert desk.fill_in(url, **values).status_code in (200, 303, 404, 409, 422)
