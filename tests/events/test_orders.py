"""Seeing, changing and cancelling an order: by its contact, until the deadline, and by nobody else."""

import re
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
import sqlalchemy as sa
import time_machine

from okprofs.events.models import Event, EventStatus, Invitation, Order, Registration
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.mail.rendering import build
from tests.conftest import Browser
from tests.events.makers import (
    at,
    make_event,
    make_invitation,
    make_link,
    make_member,
    make_ticket_type,
    places_taken,
)
from tests.pages import forms_of


def make_order(event: Event, *others: str, **values: Any) -> Order:
    """An order by Jan Jansen for himself and others, for the first kind of ticket."""
    kind = event.ticket_types[0].public_id
    attendees = [
        Attendee(kind, is_contact=True, **values),
        *(Attendee(kind, name=name, email=f"{name.split(' ')[0].lower()}@okprofs.example") for name in others),
    ]
    with transaction():
        return sign_up(event.id, Contact("Jan Jansen", "jan@okprofs.example"), attendees)


def link_to(order: Order) -> str:
    return f"/aanmeldingen/link/{make_link('order', order.public_id, order.contact_email)}"


def all_of(model: Any) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(model).order_by(model.id)))


def press(browser: Browser, page: str, action: str) -> Any:
    """Press the button on this page that posts to an address ending so."""
    [form] = [one for one in forms_of(browser.get(page).text) if one.action.endswith(action)]
    return browser.post(form.action, data=form.values)


def page_of(registration: Registration, link: str) -> str:
    return f"{link}/deelnemers/{registration.public_id}"


# Seeing


def test_the_link_in_the_mail_shows_the_order_without_an_account(app: Any, browser: Browser) -> None:
    order = make_order(make_event(), "Piet Pietersen", dietary_wishes="geen noten")
    page = browser.get(link_to(order))
    assert page.status_code == 200
    for words in ("Jan Jansen", "Piet Pietersen", "€\xa0120,00", "geen noten"):
        assert words in page.text


def test_opening_the_link_changes_nothing_however_often(browser: Browser) -> None:
    order = make_order(make_event())
    link = link_to(order)
    before = [len(all_of(model)) for model in (Order, Registration, JournalEntry, Letter)]
    for _ in range(3):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200
    for path in (f"{link}/afmelden", page_of(order.registrations[0], link) + "/afmelden"):
        assert browser.get(path).status_code == 405
    assert [len(all_of(model)) for model in (Order, Registration, JournalEntry, Letter)] == before
    assert browser.get(link).status_code == 200


def test_a_link_for_another_order_or_purpose_opens_nothing(browser: Browser) -> None:
    event = make_event()
    order = make_order(event)
    with transaction():
        other = sign_up(
            event.id,
            Contact("Otto", "otto@okprofs.example"),
            [Attendee(event.ticket_types[0].public_id, is_contact=True)],
        )
    link = link_to(other)
    registration = order.registrations[0].public_id
    assert browser.get("/aanmeldingen/link/" + "x" * 43).status_code == 404
    assert browser.get(f"/aanmeldingen/link/{make_link('invitation', order.public_id)}").status_code == 404
    assert browser.get(f"{link}/deelnemers/{registration}").status_code == 404
    form = forms_of(browser.get(link).text)[0].values
    assert browser.post(f"{link}/deelnemers/{registration}/afmelden", data=form).status_code == 404
    assert browser.post(f"/aanmeldingen/{order.public_id}/afmelden", data=form).status_code == 404
    assert [one.cancelled_at for one in all_of(Registration)] == [None, None]


def test_the_browser_that_ordered_may_look_but_proves_nothing_by_it(browser: Browser) -> None:
    event = make_event()
    location = browser.fill_in(
        f"/bijeenkomsten/{event.slug}/aanmelden",
        contact_name="Jan Jansen",
        contact_email="jan@okprofs.example",
        **{"own-dietary_wishes": "kanarie"},
    ).location
    page = browser.get(location).text
    assert "Open de persoonlijke link in de mail" in page
    assert "kanarie" not in page
    assert "/afmelden" not in page
    registration = all_of(Registration)[0].public_id
    form = forms_of(browser.get(f"/bijeenkomsten/{event.slug}/aanmelden").text)[0].values
    assert browser.get(f"{location}/deelnemers/{registration}").status_code == 404
    assert browser.post(f"{location}/afmelden", data=form).status_code == 303
    assert all_of(Registration)[0].cancelled_at is None


# Changing


def test_a_colleague_comes_instead(browser: Browser) -> None:
    event = make_event()
    order = make_order(event, "Piet Pietersen")
    link = link_to(order)
    response = browser.fill_in(
        page_of(order.registrations[1], link), name="Kees de Boer", email="KEES@okprofs.example", dietary_wishes="halal"
    )
    assert response.status_code == 303
    changed = all_of(Registration)[1]
    assert (changed.name, changed.email, changed.dietary_wishes) == ("Kees de Boer", "kees@okprofs.example", "halal")
    assert places_taken(event)["Ochtend met lunch"] == 2
    letter = next(one for one in reversed(all_of(Letter)) if one.kind == "events/order_changed")
    entry = all_of(JournalEntry)[-1]
    assert (entry.action, entry.details) == (
        "registration_changed",
        {"order": order.public_id, "person_changed": True},
    )
    assert "halal" not in f"{letter.facts}{entry.details}"
    assert "Je wijziging is bewaard" in browser.get(response.location).text


def test_a_change_to_who_is_registered_already_is_refused(browser: Browser) -> None:
    order = make_order(make_event(), "Piet Pietersen")
    response = browser.fill_in(page_of(order.registrations[0], link_to(order)), email="piet@okprofs.example")
    assert response.status_code == 422
    assert "Met dit e-mailadres is al iemand aangemeld." in response.text
    assert all_of(Registration)[0].email == "jan@okprofs.example"


def test_on_the_closed_day_nobody_puts_another_name(browser: Browser) -> None:
    event = make_event()
    member = make_member()
    browser.sign_in(member)
    day = event.ticket_types[1].public_id
    location = browser.fill_in(f"/bijeenkomsten/{event.slug}/aanmelden", **{"own-ticket_type": day}).location
    [registration] = all_of(Registration)
    path = f"{location}/deelnemers/{registration.public_id}"
    assert "staat daarom op naam van" in browser.get(path).text
    response = browser.fill_in(path, name="Karel Collega", email="karel@okprofs.example", organisation_name="Ede")
    assert response.status_code == 303
    [changed] = all_of(Registration)
    assert (changed.name, changed.email, changed.organisation_name) == (member.name, member.email, "Ede")


def test_who_comes_instead_of_a_member_pays_the_ordinary_price(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=10000, member_price_cents=7500)])
    browser.sign_in(make_member())
    location = browser.fill_in(f"/bijeenkomsten/{event.slug}/aanmelden").location
    [registration] = all_of(Registration)
    assert registration.price_cents == 7500
    browser.fill_in(f"{location}/deelnemers/{registration.public_id}", organisation_name="Ede")
    assert all_of(Registration)[0].price_cents == 7500
    browser.fill_in(f"{location}/deelnemers/{registration.public_id}", name="Karel Collega")
    [changed] = all_of(Registration)
    assert (changed.price_cents, changed.account_id) == (10000, None)


def test_a_changed_form_sets_nothing_but_its_fields(browser: Browser) -> None:
    order = make_order(make_event())
    extra = {column.name: "1" for column in Registration.__table__.columns}
    for own in ("name", "email", "organisation_name", "dietary_wishes"):
        del extra[own]
    before = {name: getattr(all_of(Registration)[0], name) for name in extra}
    browser.fill_in(page_of(order.registrations[0], link_to(order)), **extra)
    after = {name: getattr(all_of(Registration)[0], name) for name in extra}
    assert after == before


# Cancelling


def test_one_of_two_is_cancelled_and_the_place_is_free_again(browser: Browser) -> None:
    event = make_event()
    order = make_order(event, "Piet Pietersen")
    link = link_to(order)
    response = press(browser, link, f"{order.registrations[1].public_id}/afmelden")
    assert response.status_code == 303
    first, second = all_of(Registration)
    assert first.cancelled_at is None
    assert second.cancelled_at is not None
    assert places_taken(event)["Ochtend met lunch"] == 1
    letter = next(one for one in reversed(all_of(Letter)) if one.kind == "events/order_cancelled")
    assert letter.facts["cancelled"] == ["Piet Pietersen"]
    assert all_of(JournalEntry)[-1].action == "registration_cancelled"
    page = browser.get(link).text
    assert "Afgezegd" in page
    assert "€\xa060,00" in page


def test_the_whole_order_is_cancelled(browser: Browser) -> None:
    event = make_event()
    order = make_order(event, "Piet Pietersen", "Kees de Boer")
    link = link_to(order)
    [form] = [one for one in forms_of(browser.get(link).text) if one.action == f"{link}/afmelden"]
    response = browser.post(form.action, data=form.values)
    assert response.status_code == 303
    assert all(one.cancelled_at for one in all_of(Registration))
    assert all_of(Order)[0].cancelled_at is not None
    assert places_taken(event)["Ochtend met lunch"] == 0
    assert "Deze aanmelding is afgezegd" in browser.get(link).text
    assert [entry.action for entry in all_of(JournalEntry)].count("order_cancelled") == 1


def test_cancelling_twice_is_harmless(browser: Browser) -> None:
    event = make_event()
    link = link_to(make_order(event))
    page = browser.get(link).text
    other = browser.get(link).text
    for text in (page, page, other):
        [form] = [one for one in forms_of(text) if one.action == f"{link}/afmelden"]
        assert browser.post(form.action, data=form.values).status_code == 303
    assert places_taken(event)["Ochtend met lunch"] == 0
    assert [letter.kind for letter in all_of(Letter)] == ["events/order_confirmed", "events/order_cancelled"]


def test_who_cancelled_may_sign_up_again(browser: Browser) -> None:
    event = make_event()
    order = make_order(event)
    link = link_to(order)
    [form] = [one for one in forms_of(browser.get(link).text) if one.action == f"{link}/afmelden"]
    browser.post(form.action, data=form.values)
    make_order(event)
    assert places_taken(event)["Ochtend met lunch"] == 1


def test_an_invitee_who_cancelled_may_use_the_invitation_again(browser: Browser) -> None:
    event = make_event()
    _, token = make_invitation(event)
    path, values = f"/uitnodigingen/{token}/aanmelden", {"own-ticket_type": event.ticket_types[1].public_id}
    browser.fill_in(path, **values)
    [order] = all_of(Order)
    link = link_to(order)
    [form] = [one for one in forms_of(browser.get(link).text) if one.action == f"{link}/afmelden"]
    browser.post(form.action, data=form.values)
    assert all_of(Invitation)[0].registration_id is None
    assert browser.fill_in(path, **values).status_code == 303
    assert places_taken(event)["Hele dag"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"sign_up_closes_at": at("9:00", -1)},
        {"starts_at": at("9:00", -1), "doors_open_at": None},
        {"status": EventStatus.CANCELLED},
    ],
)
def test_after_the_deadline_one_can_only_look(browser: Browser, change: dict[str, Any]) -> None:
    event = make_event()
    order = make_order(event, "Piet Pietersen")
    link = link_to(order)
    forms = forms_of(browser.get(link).text)
    edit = page_of(order.registrations[0], link)
    typed = forms_of(browser.get(edit).text)[-1].values
    with transaction():
        stored = db.session.get_one(Event, event.id)
        for name, value in change.items():
            setattr(stored, name, value)
    page = browser.get(link)
    assert page.status_code == 200
    assert "/afmelden" not in page.text
    assert browser.get(edit).status_code == 404
    assert browser.post(edit, data={**typed, "name": "Iemand Anders"}).status_code == 422
    for form in forms:
        browser.post(form.action, data=form.values)
    assert [one.cancelled_at for one in all_of(Registration)] == [None, None]
    assert all_of(Registration)[0].name == "Jan Jansen"


def test_every_way_to_act_needs_its_token(browser: Browser) -> None:
    order = make_order(make_event())
    link = link_to(order)
    registration = order.registrations[0].public_id
    for path in (
        f"{link}/afmelden",
        f"{link}/deelnemers/{registration}",
        f"{link}/deelnemers/{registration}/afmelden",
        f"/bijeenkomsten/{order.event.slug}/aanmelden",
    ):
        assert browser.post(path, data={"name": "x"}).status_code == 400
    assert all_of(Registration)[0].cancelled_at is None


# The letters


def letter_to_message(letter: Letter) -> EmailMessage:
    return build(letter, "s" * 43)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_confirmation_names_who_comes_and_carries_the_calendar(browser: Browser, language: str) -> None:
    # The calendar in the letter says when the place was had, that of the page when the event was made.
    with time_machine.travel(now(), tick=False):
        event = make_event()
        order = make_order(event, "Piet Pietersen")
    letter = all_of(Letter)[0]
    letter.language = language
    message = letter_to_message(letter)
    db.session.rollback()
    text = body(message, "plain")
    for words in ("Jan Jansen", "Piet Pietersen", "Gemeentehuis Barneveld", event.title):
        assert words in text
    assert "€\xa0120,00" in text if language == "nl" else "€120.00" in text
    assert f"http://localhost/aanmeldingen/link/{'s' * 43}" in text
    assert order.public_id not in text
    [attachment] = list(message.iter_attachments())
    assert attachment.get_content_type() == "text/calendar"
    assert attachment.get_filename() == f"{event.slug}.ics"
    [found] = icalendar.Calendar.from_ical(attachment.get_payload(decode=True)).events
    assert str(found["UID"]) == f"{event.public_id}@localhost"
    assert str(found["SUMMARY"]) == event.title
    with_link = browser.get(f"/bijeenkomsten/{event.slug}.ics").data
    assert attachment.get_payload(decode=True) == with_link


def test_every_letter_about_events_can_be_written(browser: Browser) -> None:
    event = make_event()
    order = make_order(event, "Piet Pietersen")
    make_invitation(event)
    link = link_to(order)
    browser.fill_in(page_of(order.registrations[1], link), name="Kees de Boer")
    for _ in range(2):
        buttons = [one for one in forms_of(browser.get(link).text) if one.action.endswith("/afmelden")]
        browser.post(buttons[0].action, data=buttons[0].values)
    letters = all_of(Letter)
    assert {letter.kind for letter in letters} == {
        f"events/{name}"
        for name in (
            *("order_confirmed", "order_changed", "order_cancelled", "invitation"),
            *("attendee_signed_up", "attendee_cancelled"),
        )
    }
    for letter in letters:
        message = letter_to_message(letter)
        assert event.title in str(message["Subject"])
        if letter.kind != "events/attendee_cancelled":
            assert "s" * 43 in body(message, "plain")
            assert "s" * 43 in body(message, "html")
        assert "{{" not in body(message, "plain")
        assert "None" not in body(message, "plain")


def test_a_title_of_ours_and_a_name_of_theirs_make_no_link_in_a_letter(browser: Browser) -> None:
    event = make_event(title="Kijk op https://evil.example/x")
    with transaction():
        sign_up(
            event.id,
            Contact("Klik www.evil.example", "jan@okprofs.example"),
            [Attendee(event.ticket_types[0].public_id, is_contact=True)],
        )
    message = letter_to_message(all_of(Letter)[0])
    for kind in ("plain", "html"):
        assert "evil.example" not in body(message, kind)
    assert set(re.findall(r'href="([^"]*)"', body(message, "html"))) == {
        "http://localhost/",
        f"http://localhost/aanmeldingen/link/{'s' * 43}",
        f"http://localhost/bijeenkomsten/{event.slug}",
    }
