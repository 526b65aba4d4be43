"""Does everyone who signed up hear that an event is at another time or place, and of nothing else?"""

import sqlalchemy as sa

from okprofs.events.letters import EVENT_CHANGED
from okprofs.events.models import Event, ProgrammeSession, SessionKind
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from tests.conftest import Browser
from tests.events.makers import at, make_event, make_order
from tests.pages import forms_of
from tests.people.makers import letters_to


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


def news(address: str) -> tuple[str, bytes]:
    """The one letter to this person about another time or place: its text, and the file for their agenda."""
    db.session.rollback()
    query = sa.select(Letter).where(Letter.recipient == address, Letter.kind == EVENT_CHANGED.name).order_by(Letter.id)
    letter = db.session.scalars(query).one()
    assert EVENT_CHANGED.attach is not None
    text = render(EVENT_CHANGED, language=letter.language, facts=letter.facts, secret="").text
    return text, EVENT_CHANGED.attach(letter.facts).content


def test_everyone_with_a_place_is_told_once_of_another_place(desk: Browser) -> None:
    event = make_event()
    make_order(event, "Cor Collega", contact="Carla Contact", email="cor@okprofs.example")
    gone = make_order(event, "Aad Afwezig", email="aad@okprofs.example")
    desk.fill_in(f"{base(event)}/deelnemers/{gone.registrations[0].public_id}/afmelding")
    url = base(event) + "/gegevens"
    page = desk.get(url)
    assert "Er is 1 deelnemer. Verander je de tijd of de plaats, dan krijgt die een mail." in page.text
    [form] = [form for form in forms_of(page.text) if not form.action]
    moved = {**form.values, "venue": "Stadhuis Ede"}
    assert [desk.post(url, data=moved).status_code for _ in range(2)] == [303, 303]
    assert "2 mensen krijgen een mail." in desk.get(base(event)).text
    for address in ("carla@okprofs.example", "cor@okprofs.example"):
        text, _ = news(address)
        assert "Waar: Stadhuis Ede, Raadhuisplein 2" in text
        assert "Dat was: Gemeentehuis Barneveld, Raadhuisplein 2" in text
        assert "Wanneer:" not in text
        assert "Zaal open:" not in text
    assert "events/event_changed" not in letters_to("aad@okprofs.example")


def test_another_time_is_told_with_the_old_one_and_the_file_for_the_agenda(desk: Browser) -> None:
    event = make_event()
    make_order(event, "Cor Collega", email="cor@okprofs.example")
    assert desk.fill_in(base(event) + "/gegevens", ends="17:00", doors_open="9:15").status_code == 303
    text, calendar = news("cor@okprofs.example")
    assert "van 10.00 uur tot 17.00 uur" in text
    assert "van 10.00 uur tot 16.30 uur" in text
    assert "Zaal open: 9.15 uur" in text
    assert "Waar:" not in text
    assert b"SEQUENCE:1" in calendar


def test_nobody_hears_of_another_text_nor_of_what_is_over(desk: Browser) -> None:
    event, past = make_event(), make_event()
    for known in (event, past):
        make_order(known, "Cor Collega", email="cor@okprofs.example")
    with transaction() as session:
        over = session.get_one(Event, past.id)
        over.doors_open_at, over.starts_at, over.ends_at = (at(text, -3) for text in ("9:30", "10:00", "16:30"))
        over.sessions.clear()
        over.sessions.append(ProgrammeSession(title="Ochtend", kind=SessionKind.PLENARY, starts_at=at("10:00", -3)))
    assert desk.fill_in(base(event) + "/gegevens", title="Anders", description="Meer").status_code == 303
    assert desk.fill_in(base(past) + "/gegevens", venue="Elders").status_code == 303
    # What they got when they signed up is all.
    assert letters_to("carla@okprofs.example") == ["events/order_confirmed"] * 2
    assert letters_to("cor@okprofs.example") == ["events/attendee_signed_up"] * 2
