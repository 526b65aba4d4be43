"""What the organiser has at hand when people come in: the list to tick off, and the form for who comes unannounced."""

import re

from okprofs.events.models import Event, Order, Registration
from okprofs.kernel.clock import now
from okprofs.kernel.db import transaction
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_ticket_type


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


def with_attendees(*names: str, cancelled: str = "") -> Event:
    event = make_event(ticket_types=[make_ticket_type(capacity=200, taken=len(names))])
    with transaction() as session:
        order = Order(event_id=event.id, contact_name="Carla Contact", contact_email="carla@okprofs.example")
        order.registrations = [
            Registration(
                event_id=event.id,
                ticket_type_id=event.ticket_types[0].id,
                name=name,
                organisation_name="gemeente Ede",
                dietary_wishes="halal",
                price_cents=6000,
                cancelled_at=now() if name == cancelled else None,
            )
            for name in (*names, *([cancelled] if cancelled else []))
        ]
        session.add(order)
    return event


def names_on(page: str) -> list[str]:
    return [name.strip() for name in re.findall(r'data-label="Naam"[^>]*>([^<]+)<', page)]


def test_the_list_stands_in_the_order_in_which_one_looks_for_a_name(desk: Browser) -> None:
    event = with_attendees("Maria van der Veen", "Aisha Bakkali", "Élise Aalbers", "Bert Zwart")
    page = desk.get(base(event) + "/presentielijst").text
    assert names_on(page) == ["Élise Aalbers", "Aisha Bakkali", "Maria van der Veen", "Bert Zwart"]
    assert "4 deelnemers" in page
    assert "gemeente Ede" in page


def test_who_signed_off_is_not_on_the_list_and_nobodys_diet_is(desk: Browser) -> None:
    page = desk.get(base(with_attendees("Bert Zwart", cancelled="Aisha Bakkali")) + "/presentielijst").text
    assert names_on(page) == ["Bert Zwart"]
    assert "1 deelnemer<" in page
    assert "halal" not in page


def test_an_empty_list_says_so(desk: Browser) -> None:
    assert "Nog niemand" in desk.get(base(make_event()) + "/presentielijst").text


def test_the_list_is_for_organisers(browser: Browser) -> None:
    event = with_attendees("Bert Zwart")
    assert browser.sign_in(make_account()).get(base(event) + "/presentielijst").status_code == 403


def test_the_form_says_what_a_place_costs_and_how_many_are_left(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=3, taken=3), make_ticket_type(title="Online", place=2)])
    page = desk.get(base(event) + "/deelnemers/nieuw").text
    assert "€\xa060,00 · Voor iedereen · vol" in page
    assert "€\xa060,00 · Voor iedereen · zonder grens" in page


def test_a_missing_reason_is_said_where_it_is_chosen(desk: Browser) -> None:
    event = make_event()
    closed = event.ticket_types[1].public_id
    typed = {"name": "Hans van Dam", "email": "hans@okprofs.example", "ticket_type": closed}
    answer = desk.fill_in(base(event) + "/deelnemers/nieuw", **typed)
    assert answer.status_code == 422
    assert 'id="vouch-error"' in answer.text
    assert 'href="#vouch"' in answer.text
    assert 'value="Hans van Dam"' in answer.text


def test_a_new_item_begins_where_the_programme_ends(desk: Browser) -> None:
    event = make_event()
    url = base(event) + "/programma/nieuw"
    assert 'value="13:30"' in desk.get(url).text, "the last item has no end, so its beginning"
    assert desk.fill_in(url, title="Intervisie", kind="workshop", starts="14:00", ends="15:47").status_code == 303
    assert 'value="15:47"' in desk.get(url).text
