"""Does what somebody comes to stand in their own calendar, change with it, and go when it is off?

What we write is read by another library than wrote it.
"""

import re
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa
import vobject

from okprofs.events.models import (
    CalendarFeed,
    Event,
    Order,
    PendingTicket,
    ProgrammeSession,
    Registration,
    SessionKind,
    Workshop,
    WorkshopPlace,
)
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.services.changing import Details, cancel_registration, change_registration
from okprofs.events.services.organising import cancel_event
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.wall_time import local
from okprofs.mail.models import Letter
from okprofs.mail.rendering import build
from okprofs.people.models import Account
from tests.conftest import Browser
from tests.events.makers import at, make_account, make_event, make_link, make_order

pytestmark = pytest.mark.usefixtures("database")


def read(content: bytes) -> tuple[str, list[Any]]:
    """What the file asks, and the appointments in it, in order."""
    calendar = vobject.readOne(content.decode())
    assert calendar.vtimezone.tzid.value == "Europe/Amsterdam"
    return calendar.method.value, calendar.contents.get("vevent", [])


def address_of(browser: Browser) -> str:
    browser.fill_in("/mijn/agenda", form="/mijn/agenda")
    page = browser.get("/mijn/agenda").text
    return page.partition('<code class="address">http://localhost')[2].partition("</code>")[0]


def comes(account: Account, event: Event) -> Registration:
    order = make_order(event, account.name)
    with transaction() as session:
        found = session.get_one(Order, order.id)
        found.account_id = found.registrations[0].account_id = account.id
    return found.registrations[0]


def given_workshop(event: Event, registration: Registration, title: str) -> None:
    with transaction() as session:
        round_ = session.scalars(
            sa.select(ProgrammeSession).where(
                ProgrammeSession.event_id == event.id, ProgrammeSession.kind == SessionKind.WORKSHOP
            )
        ).one()
        workshop = Workshop(session_id=round_.id, title=title, room="Raadzaal", capacity=10)
        session.add(workshop)
        session.flush()
        place = session.get(WorkshopPlace, (registration.id, round_.id)) or WorkshopPlace(
            registration_id=registration.id, session_id=round_.id
        )
        place.workshop_id = place.told_workshop_id = workshop.id
        place.told_at = now()
        session.add(place)


def message_of(kind: str) -> EmailMessage:
    letter = db.session.scalars(sa.select(Letter).where(Letter.kind == kind).order_by(Letter.id.desc())).first()
    assert letter is not None
    return build(letter, "s" * 43)


def attached(kind: str) -> tuple[str, tuple[str, list[Any]]]:
    [part] = message_of(kind).iter_attachments()
    return str(part["Content-Type"]), read(part.get_payload(decode=True))


def test_a_calendar_of_ones_own(browser: Browser) -> None:
    member = make_account()
    round_ = ProgrammeSession(title="Ronde", kind=SessionKind.WORKSHOP, starts_at=at("11:00"), ends_at=at("12:00"))
    closed = ProgrammeSession(title="Beraad", kind=SessionKind.PLENARY, is_closed=True, starts_at=at("13:30"))
    event = make_event(sessions=[round_, closed])
    make_event(title="Zonder mij")
    registration = comes(member, event)
    given_workshop(event, registration, "Lean")
    address = address_of(browser.sign_in(member))

    _, [day, workshop] = read(browser.get(address).data)
    assert (local(day.dtstart.value).hour, local(day.dtend.value).hour) == (10, 12)
    assert (workshop.summary.value, workshop.location.value[:8]) == ("Lean", "Raadzaal")
    first = workshop.uid.value, int(workshop.sequence.value)

    given_workshop(event, registration, "Kaizen")
    with transaction() as session:
        ask = PendingTicket(
            event_id=event.id,
            registration_id=registration.id,
            ticket_type_id=event.ticket_types[1].id,
            open_ticket_type_id=event.ticket_types[0].id,
            account_id=member.id,
            price_cents=10000,
        )
        session.add(ask)
    _, [day, waits, workshop] = sorted_by_status(read(browser.get(address).data)[1])
    assert workshop.summary.value == "Kaizen"
    assert workshop.uid.value == first[0]
    assert int(workshop.sequence.value) >= first[1]
    assert waits.status.value == "TENTATIVE"
    assert (local(waits.dtstart.value).hour, local(waits.dtend.value).hour) == (13, 16)
    assert {day.status.value, workshop.status.value} == {"CONFIRMED"}


def sorted_by_status(events: list[Any]) -> tuple[None, list[Any]]:
    """The day, what waits, the workshop."""
    by = {each.status.value if each.status.value == "TENTATIVE" else each.summary.value: each for each in events}
    return None, [by[name] for name in sorted(by, key=lambda name: (name == "Kaizen", name == "TENTATIVE"))]


def test_the_address_opens_one_calendar_until_it_is_renewed_or_revoked(browser: Browser) -> None:
    member = make_account()
    comes(member, make_event(slug="top"))
    browser.sign_in(member)
    first = address_of(browser)
    assert len(read(browser.get(first).data)[1]) == 1
    second = address_of(browser)
    assert (browser.get(first).status_code, browser.get(second).status_code) == (404, 200)
    kept = db.session.scalars(sa.select(CalendarFeed)).one()
    assert kept.digest not in second
    assert kept.seed not in second
    browser.fill_in("/mijn/agenda", form="/mijn/agenda/intrekking")
    assert browser.get(second).status_code == 404


def test_who_is_blocked_has_no_calendar(browser: Browser) -> None:
    member = make_account()
    address = address_of(browser.sign_in(member))
    with transaction() as session:
        session.get_one(Account, member.id).blocked_at = now()
    assert browser.get(address).status_code == 404


def test_what_is_called_off_leaves_every_calendar(browser: Browser) -> None:
    member = make_account()
    event = make_event()
    comes(member, event)
    _, (_, [before]) = attached("events/order_confirmed")
    address = address_of(browser.sign_in(member))
    with transaction():
        cancel_event(event, "De zaal is afgebrand.")

    content_type, (method, [mailed]) = attached("events/event_cancelled")
    assert "method=CANCEL" in content_type.replace('"', "")
    assert (method, mailed.status.value) == ("CANCEL", "CANCELLED")
    assert mailed.uid.value == before.uid.value
    assert int(mailed.sequence.value) > int(before.sequence.value)
    assert mailed.organizer.value == before.organizer.value == "mailto:bureau@okprofs.example"
    _, [kept] = read(browser.get(address).data)
    assert (kept.uid.value, kept.status.value) == (before.uid.value, "CANCELLED")
    assert not hasattr(mailed, "valarm")


def test_the_event_leaves_the_calendar_of_who_does_not_come_any_more(database: None) -> None:
    """An attendee has it from their own letter, and is told in another that it is off."""
    event = make_event()
    piet, kees = (make_order(event, name, email=f"{name}@okprofs.example") for name in ("piet", "kees"))
    contact = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
    with transaction():
        nina = Details("Nina Nieuw", "nina@okprofs.example", "", "")
        change_registration(piet, piet.registrations[0].public_id, nina, contact)
        cancel_registration(kees, kees.registrations[0].public_id, contact)
    _, (_, [had]) = attached("events/attendee_signed_up")
    for kind in ("events/attendee_replaced", "events/attendee_cancelled"):
        content_type, (method, [gone]) = attached(kind)
        assert "method=CANCEL" in content_type.replace('"', "")
        assert (method, gone.uid.value, gone.status.value) == ("CANCEL", had.uid.value, "CANCELLED")


def test_an_attendee_comes_by_their_own_link_to_their_workshop_and_to_who_comes(browser: Browser) -> None:
    event = make_event(
        sessions=[
            ProgrammeSession(title="Ronde", kind=SessionKind.WORKSHOP, starts_at=at("11:00"), ends_at=at("12:00"))
        ]
    )
    [attendee] = make_order(event, "Piet Pietersen", email="piet@okprofs.example").registrations
    given_workshop(event, attendee, "Lean")
    own = f"/deelname/{make_link('registration', attendee.public_id, attendee.email)}"
    assert f'href="{own}/wie-komt"' in browser.get(own).text
    assert browser.fill_in(f"{own}/wie-komt", for_attendees="y").location == f"{own}/wie-komt"
    assert "Piet Pietersen" in browser.get(f"{own}/wie-komt").text
    [file] = re.findall(rf'href="({own}/rondes/[^"]+)"', browser.get(f"{own}/workshops").text)
    _, [workshop] = read(browser.get(file).data)
    assert workshop.summary.value == "Lean"
    with transaction() as session:
        session.get_one(Registration, attendee.id).cancelled_at = now()
    assert [browser.get(page).status_code for page in (file, f"{own}/wie-komt")] == [404, 404]
