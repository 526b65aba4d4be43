"""An organiser fills in the programme and what one can sign up for."""

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus, TicketType
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.db import db, transaction
from tests.conftest import Browser
from tests.events.makers import make_event, make_ticket_type


def fresh(event: Event) -> Event:
    db.session.rollback()
    return event


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


def test_an_item_is_added_changed_and_removed(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    desk.fill_in(base(event) + "/programma/nieuw", title="Rondje", kind="plenary", starts="15:00", ends="15:30")
    session = next(item for item in fresh(event).sessions if item.title == "Rondje")
    url = f"{base(event)}/programma/{session.public_id}"
    desk.fill_in(url, title="Slotronde", is_closed="y")
    session = next(item for item in fresh(event).sessions if item.title == "Slotronde")
    assert session.is_closed
    assert desk.fill_in(url + "/verwijdering").status_code == 303
    assert "Slotronde" not in {item.title for item in fresh(event).sessions}


def test_a_draft_may_clash_and_says_so_until_it_is_mended(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    answer = desk.fill_in(base(event) + "/programma/nieuw", title="Te vroeg", kind="case", starts="8:00")
    assert answer.status_code == 303
    assert "“Te vroeg” valt buiten de tijd van de bijeenkomst." in desk.get(base(event)).text


def test_what_is_published_takes_no_clash(desk: Browser) -> None:
    event = make_event()
    answer = desk.fill_in(
        base(event) + "/programma/nieuw",
        title="Dubbel",
        kind="case",
        starts="8:00",
        ends="7:00",
        text="Dit blijft staan",
    )
    assert answer.status_code == 422
    assert "“Dubbel” eindigt niet na het begin." in answer.text
    assert "“Dubbel” valt buiten de tijd van de bijeenkomst." in answer.text
    assert "Dit blijft staan" in answer.text
    assert len(fresh(event).sessions) == 4


def test_the_last_item_and_ticket_type_of_what_is_published_stay(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=5)])
    for session in list(event.sessions)[1:]:
        desk.fill_in(f"{base(event)}/programma/{session.public_id}/verwijdering")
    answer = desk.fill_in(f"{base(event)}/programma/{fresh(event).sessions[0].public_id}/verwijdering")
    assert "ten minste één onderdeel" in answer.text
    answer = desk.fill_in(f"{base(event)}/deelnamevormen/{event.ticket_types[0].public_id}/verwijdering")
    assert "ten minste één deelnamevorm" in answer.text


def test_a_price_is_typed_as_people_do(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT, ticket_types=[])
    for typed, cents in (("60", 6000), ("60,00", 6000), ("€ 62,50", 6250), ("0", 0)):
        answer = desk.fill_in(base(event) + "/deelnamevormen/nieuw", title=typed, audience="everyone", price=typed)
        assert answer.status_code == 303, typed
        assert next(item.price_cents for item in fresh(event).ticket_types if item.title == typed) == cents


def test_what_is_no_price_is_refused_and_kept(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    for typed in ("zestig", "-5", "1e9", "=60", "99999999"):
        answer = desk.fill_in(base(event) + "/deelnamevormen/nieuw", title="A", audience="everyone", price=typed)
        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.text
    answer = desk.fill_in(
        base(event) + "/deelnamevormen/nieuw", title="A", audience="everyone", price="60", member_price="70"
    )
    assert "De prijs voor leden is lager" in answer.text


def test_places_cannot_fall_below_what_is_taken_and_the_number_is_named(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=10)])
    ticket_type = event.ticket_types[0]
    url = f"{base(event)}/deelnamevormen/{ticket_type.public_id}"
    with transaction():
        attendees = [Attendee(ticket_type.public_id, is_contact=True)]
        attendees += [Attendee(ticket_type.public_id, name=f"Gast {number}") for number in range(2)]
        sign_up(event.id, Contact("Carla Contact", "carla@okprofs.example"), attendees)
    answer = desk.fill_in(url, capacity="2")
    assert answer.status_code == 422
    assert "Er zijn al 3 plaatsen bezet." in answer.text
    # What it does is told first; the second click does it.
    told = desk.fill_in(url, capacity="3")
    assert (told.status_code, fresh(event).ticket_types[0].capacity) == (200, 10)
    assert "dan is het vol" in told.text
    assert desk.fill_in(url, capacity="3", explained="3").status_code == 303
    assert desk.fill_in(url, capacity="", explained="None").status_code == 303
    assert fresh(event).ticket_types[0].capacity is None


def test_a_ticket_type_that_was_ever_signed_up_for_stays(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=10), make_ticket_type(title="Leeg", capacity=5)])
    used, empty = (item.public_id for item in event.ticket_types)
    with transaction():
        sign_up(event.id, Contact("Carla Contact", "carla@okprofs.example"), [Attendee(used, is_contact=True)])
    answer = desk.fill_in(f"{base(event)}/deelnamevormen/{used}/verwijdering")
    assert answer.status_code == 422
    assert "heeft zich al iemand aangemeld" in answer.text
    assert desk.fill_in(f"{base(event)}/deelnamevormen/{empty}/verwijdering").status_code == 303


def test_strange_numbers_of_places_are_sentences(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    for capacity in ("0", "-1", "10001", "1" * 40, "veel", "1.5"):
        answer = desk.fill_in(
            base(event) + "/deelnamevormen/nieuw", title="A", audience="everyone", price="1", capacity=capacity
        )
        assert answer.status_code == 422, capacity


def test_an_unknown_audience_or_kind_is_refused(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    answer = desk.fill_in(base(event) + "/deelnamevormen/nieuw", title="A", audience="members", price="1")
    assert answer.status_code == 422
    answer = desk.fill_in(base(event) + "/programma/nieuw", title="A", kind="party", starts="10:00")
    assert answer.status_code == 422


def test_an_item_of_another_event_is_not_found(desk: Browser) -> None:
    event, other = make_event(), make_event()
    session, ticket_type = other.sessions[0].public_id, other.ticket_types[0].public_id
    for url in (f"/programma/{session}", f"/deelnamevormen/{ticket_type}"):
        assert desk.get(base(event) + url).status_code == 404
        assert desk.get(base(event) + url + "/verwijdering").status_code == 404


def test_fields_that_are_not_in_the_form_change_nothing(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=10)])
    ticket_type = event.ticket_types[0]
    desk.fill_in(
        f"{base(event)}/deelnamevormen/{ticket_type.public_id}", taken="9", event_id="1", id="77", title="Anders"
    )
    found = db.session.scalars(sa.select(TicketType)).one()
    db.session.refresh(found)
    assert (found.taken, found.event_id, found.title) == (0, event.id, "Anders")
