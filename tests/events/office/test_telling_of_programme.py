"""Does whoever it concerns hear what is otherwise in the programme, and nobody else?"""

from datetime import timedelta

import icalendar
import sqlalchemy as sa

from okprofs.events.letters_of_programme import PROGRAMME_CHANGED
from okprofs.events.models import (
    Event,
    EventStatus,
    ProgrammeSession,
    Registration,
    SessionKind,
    Workshop,
    WorkshopPlace,
    WorkshopPreference,
)
from okprofs.events.rules.own_calendar import sequence_of
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from tests.conftest import Browser
from tests.events.makers import at, make_event, make_member, make_order
from tests.pages import forms_of


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


def item(event: Event, title: str) -> str:
    """The address of an item of the programme in the office."""
    db.session.rollback()
    found = next(session for session in db.session.get_one(Event, event.id).sessions if session.title == title)
    return f"{base(event)}/programma/{found.public_id}"


def make_insider(event: Event, name: str) -> Registration:
    """A member with the whole day."""
    account = make_member(name)
    with transaction():
        order = sign_up(
            event.id, Contact(), [Attendee(event.ticket_types[1].public_id, is_contact=True)], viewer=account
        )
    return order.registrations[0]


def news() -> dict[str, str]:
    """By the first part of the address, the text of the one letter that each got about the programme."""
    db.session.rollback()
    letters = db.session.scalars(sa.select(Letter).where(Letter.kind == PROGRAMME_CHANGED.name)).all()
    texts = {letter.recipient.partition("@")[0].rstrip("0123456789"): text_of(letter) for letter in letters}
    assert len(texts) == len(letters)
    return texts


def text_of(letter: Letter) -> str:
    return render(PROGRAMME_CHANGED, language=letter.language, facts=letter.facts, secret="").text


def files() -> list[list[icalendar.Event]]:
    """What stands in the file of each letter about the programme, in the order in which they were written."""
    db.session.rollback()
    query = sa.select(Letter).where(Letter.kind == PROGRAMME_CHANGED.name).order_by(Letter.id)
    assert PROGRAMME_CHANGED.attach is not None
    found = [PROGRAMME_CHANGED.attach(letter.facts) for letter in db.session.scalars(query)]
    return [icalendar.Calendar.from_ical(file.content).events if file else [] for file in found]


def test_what_is_closed_is_told_to_whose_ticket_includes_it_once_and_what_is_open_to_all(desk: Browser) -> None:
    event = make_event()
    make_order(event, "Cor Collega", contact="Carla Contact", email="cor@okprofs.example")
    make_order(event, "Nina Naamloos", contact="Piet Planner")
    gone = make_order(event, "Aad Afwezig", email="aad@okprofs.example")
    desk.fill_in(f"{base(event)}/deelnemers/{gone.registrations[0].public_id}/afmelding")
    make_insider(event, "Anneke Bakker")

    url = item(event, "Beraad over het vak")
    page = desk.get(url)
    assert "Verander je de titel, de tijd of de zaal, dan krijgt 1 persoon een mail." in page.text
    [form] = [form for form in forms_of(page.text) if not form.action]
    moved = {**form.values, "starts": "13:45", "room": "Bibliotheek"}
    assert [desk.post(url, data=moved).status_code for _ in range(2)] == [303, 303]
    assert "1 persoon krijgt een mail." in desk.get(base(event)).text
    told = news()
    assert set(told) == {"anneke"}
    for line in ("Hoe laat: 13.45 uur", "Dat was: 13.30 uur", "Zaal: Bibliotheek", "Dat was: Trouwzaal"):
        assert line in told["anneke"].splitlines()
    # The morning ends where what is closed begins: that is told by their own calendar, not by this letter.
    assert files() == [[]]

    with transaction() as session:
        session.execute(sa.delete(Letter))
    desk.fill_in(item(event, "Lean gemeentebreed in Barneveld"), text="Met koffie")
    assert news() == {}
    url = item(event, "Lunch") + "/verwijdering"
    assert "3 mensen krijgen daarover een mail." in desk.get(url).text
    desk.fill_in(url)
    # The attendee hears it; who signed them up does when the attendee gave no address.
    assert set(news()) == {"cor", "piet", "anneke"}
    assert all("“Lunch” van 12.30 uur gaat niet door." in text for text in news().values())


def test_a_day_that_is_longer_for_an_open_ticket_goes_along_with_a_higher_number(desk: Browser) -> None:
    event = make_event()
    make_order(event)
    make_insider(event, "Anneke Bakker")
    desk.fill_in(item(event, "Lunch"), ends="13:15")
    of_open, of_closed = files()
    assert [(one["UID"], one["SEQUENCE"], one.end) for one in of_open] == [
        (f"{event.public_id}@localhost", 1, at("13:15"))
    ]
    assert of_closed == []
    # What comes along is told to nobody, but calendars that follow the event see it.
    desk.fill_in(f"{base(event)}/programma/nieuw", title="Borrel", kind="break", starts="16:00", ends="16:30")
    db.session.rollback()
    assert db.session.get_one(Event, event.id).calendar_sequence == 2
    assert len(files()) == 2


def test_nobody_hears_of_a_draft_nor_of_an_item_that_is_over(desk: Browser) -> None:
    draft, today = make_event(status=EventStatus.DRAFT), make_event()
    make_order(today)
    with transaction() as session:
        event = session.get_one(Event, today.id)
        event.doors_open_at, event.starts_at, event.ends_at = at("0:00", -1), at("0:01", -1), at("23:59", 1)
        for number, one in enumerate(event.sessions):
            one.starts_at, one.ends_at = at(f"{number + 1}:00", -1), None
    for event in (draft, today):
        url = item(event, "Lunch")
        assert "een mail" not in desk.get(url).text
        assert desk.fill_in(url, title="Broodjes").status_code == 303
    assert news() == {}


def test_of_a_workshop_hears_who_chose_it_and_once_it_is_told_who_goes_there(desk: Browser) -> None:
    event = make_event()
    chose, goes, stays = (make_insider(event, name) for name in ("Cor Kist", "Bert Blok", "Dirk Dijk"))
    yesterday = now() - timedelta(days=1)
    with transaction() as session:
        round_ = ProgrammeSession(
            title="Ronde 1", kind=SessionKind.WORKSHOP, starts_at=at("14:30"), ends_at=at("15:30"), is_closed=True
        )
        session.get_one(Event, event.id).sessions.append(round_)
        session.flush()
        lean, klant = (
            Workshop(session_id=round_.id, title=title, room="Zolder", capacity=9) for title in ("Lean", "Klant")
        )
        session.add_all([lean, klant])
        session.flush()
        session.add(WorkshopPreference(registration_id=chose.id, workshop_id=klant.id, rank=1))
        for registration, workshop in ((goes, lean), (stays, None)):
            session.add(WorkshopPreference(registration_id=registration.id, workshop_id=klant.id, rank=1))
            told = {"told_at": yesterday, "told_workshop_id": workshop.id if workshop else None}
            session.add(WorkshopPlace(registration_id=registration.id, session_id=round_.id, **told))
        session.get_one(Event, event.id).changed_at = yesterday
        of_lean, of_klant = (f"{base(event)}/workshops/{one.public_id}" for one in (lean, klant))

    desk.fill_in(of_lean, title="Lean in het klein")
    assert set(news()) == {"bert"}
    assert "Dat heette: Lean" in news()["bert"].splitlines()
    [[first]] = files()
    assert first["SEQUENCE"] > sequence_of(yesterday)
    with transaction() as session:
        session.execute(sa.delete(Letter))

    # Another time of the round: with the workshop that is theirs, in the same place of their calendar.
    desk.fill_in(item(event, "Ronde 1"), ends="15:45")
    told = news()
    assert set(told) == {"cor", "bert"}
    assert "Hoe laat: van 14.30 uur tot 15.45 uur" in told["bert"].splitlines()
    assert "Je workshop in deze ronde: Lean in het klein" in told["bert"].splitlines()
    assert "Je workshop" not in told["cor"]
    [second] = [file[0] for file in files() if file]
    assert (second["UID"], second["SUMMARY"], second.end) == (first["UID"], "Lean in het klein", at("15:45"))
    assert second["SEQUENCE"] >= first["SEQUENCE"]
    assert second["DTSTAMP"].dt >= first["DTSTAMP"].dt
    with transaction() as session:
        session.execute(sa.delete(Letter))

    desk.fill_in(of_klant + "/verwijdering")
    told = news()
    assert set(told) == {"cor"}
    assert "Je had deze workshop gekozen." in told["cor"]
