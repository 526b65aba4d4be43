"""An organiser follows who comes, puts people on the list, takes them off, and takes the list along."""

import csv
import io
import re
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from openpyxl import load_workbook

from okprofs.events.models import Event, EventStatus, Order, Registration
from okprofs.events.services.organising import cancel_event
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_event, make_order, make_ticket_type, places_taken
from tests.pages import forms_of
from tests.people.makers import deeds, letters_to, make_account

FORMULAS = [
    "=1+1",
    "+31612345678",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    '=HYPERLINK("https://evil.example";"klik")',
    "=cmd|' /C calc'!A0",
]


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


def open_event(**values: object) -> Event:
    return make_event(ticket_types=[make_ticket_type(capacity=200)], **values)


def test_a_treasurer_comes_to_what_was_paid_from_the_menu(browser: Browser) -> None:
    make_order(make_event(), "Aad Aanwezig")
    browser.sign_in(make_account("Theo Thesaurier", offices=[Office.TREASURER]))
    assert 'href="/beheer/betalingen"' in browser.get("/beheer").text
    page = browser.get("/beheer/betalingen").text
    assert "€\xa060,00" in page
    [url] = re.findall(r'href="(/beheer/bijeenkomsten/[^"]+/betalingen)"', page)
    assert browser.fill_in(url, amount="60", kind="received").status_code == 303
    assert browser.get("/beheer/betalingen").text.count("€\xa060,00") == 2


# Seeing and finding.


def test_nobody_yet_is_said_in_words(desk: Browser) -> None:
    page = desk.get(base(open_event()) + "/deelnemers")
    assert page.status_code == 200
    assert "Nog niemand" in page.text
    assert "/uitvoer/" not in page.text


def test_the_list_shows_who_comes_with_the_totals_and_links_to_the_order(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", "Bea Bezoeker")
    page = desk.get(base(event) + "/deelnemers").text
    assert "Aad Aanwezig" in page
    assert "Bea Bezoeker" in page
    assert f"/aanmeldingen/{order.public_id}" in page
    assert "198 plaatsen vrij" in page


def test_a_long_list_comes_in_pages_with_every_choice_kept(desk: Browser) -> None:
    event = open_event()
    for start in range(0, 150, 10):
        make_order(
            event, *(f"Gast {number:03d}" for number in range(start, start + 10)), contact=f"Contact{start} Persoon"
        )
    first = desk.get(base(event) + "/deelnemers?q=gast").text
    assert first.count("/aanmeldingen/") == 50
    assert "q=gast&amp;pagina=2" in first
    third = desk.get(base(event) + "/deelnemers?q=gast&pagina=3").text
    assert "Gast 000" in third
    assert "Volgende" not in third


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("jose", True),
        ("JOSÉ", True),
        ("garcia jose", True),
        ("rotterdam", True),
        ("@rotterdam.example", True),
        ("j.garcia@rotterdam.example", True),
        ("amsterdam", False),
        ("%", True),  # a sign alone asks for nothing
        ("jos_", True),
        ("50%garcia", False),
        ("x" * 5000, False),
    ],
)
def test_people_are_found_by_name_address_and_organisation(desk: Browser, words: str, is_found: bool) -> None:
    event = open_event()
    make_order(event, "José García", email="j.garcia@rotterdam.example", organisation_name="Gemeente Rotterdam")
    page = desk.get(base(event) + "/deelnemers", query_string={"q": words})
    assert page.status_code == 200
    assert ("José García" in page.text) is is_found


def test_a_search_finds_nobody_of_another_event(desk: Browser) -> None:
    event, other = open_event(), open_event()
    order = make_order(other, "Vreemde Eend")
    assert "Vreemde Eend" not in desk.get(base(event) + "/deelnemers?q=eend").text
    assert desk.get(f"{base(event)}/aanmeldingen/{order.public_id}").status_code == 404
    registration = order.registrations[0].public_id
    assert desk.get(f"{base(event)}/deelnemers/{registration}/afmelding").status_code == 404


def test_the_list_is_filtered_by_ticket_type_and_status(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=9), make_ticket_type(title="Online", capacity=9)])
    make_order(event, "Aad Aanwezig")
    order = make_order(event, "Bea Weg", contact="Wim Weg")
    with transaction() as session:
        session.get_one(Registration, order.registrations[0].id).cancelled_at = now()
    assert "Bea Weg" not in desk.get(base(event) + "/deelnemers").text
    gone = desk.get(base(event) + "/deelnemers?status=afgemeld").text
    assert "Bea Weg" in gone
    assert "Aad Aanwezig" not in gone
    online = event.ticket_types[1].public_id
    assert "Aad Aanwezig" not in desk.get(f"{base(event)}/deelnemers?vorm={online}").text
    assert "Aad Aanwezig" in desk.get(f"{base(event)}/deelnemers?vorm=onzin&status=onzin&pagina=0").text


# Putting on the list by hand.


def by_hand(desk: Browser, event: Event, ticket: int = 0, **values: str):
    filled = {
        "name": "Bella Beller",
        "email": "Bella@OKProfs.example",
        "ticket_type": event.ticket_types[ticket].public_id,
        **values,
    }
    return desk.fill_in(base(event) + "/deelnemers/nieuw", **filled)


def test_who_telephones_gets_a_place_and_the_ordinary_confirmation(desk: Browser) -> None:
    event = open_event()
    answer = by_hand(desk, event, dietary_wishes="vegetarisch")
    assert answer.status_code == 303
    assert places_taken(event) == {"Ochtend met lunch": 1}
    assert letters_to("bella@okprofs.example") == ["events/order_confirmed"]
    registration = db.session.scalars(sa.select(Registration)).one()
    assert (registration.price_cents, registration.ground) == (6000, "open")


def test_the_places_bind_the_organiser_too(desk: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=1)])
    make_order(event, "Aad Aanwezig")
    answer = by_hand(desk, event)
    assert answer.status_code == 422
    assert "Alle plaatsen zijn bezet." in answer.text
    assert 'value="Bella Beller"' in answer.text
    assert places_taken(event) == {"Ochtend met lunch": 1}


def test_nobody_stands_on_the_list_twice(desk: Browser) -> None:
    event = open_event()
    by_hand(desk, event)
    answer = by_hand(desk, event, name="Bella Opnieuw", email=" BELLA@okprofs.example ")
    assert answer.status_code == 422
    assert "Met dit e-mailadres is al iemand aangemeld." in answer.text


def test_the_period_of_sale_does_not_bind_the_organiser(desk: Browser) -> None:
    assert by_hand(desk, open_event(sign_up_closes_at=now() - timedelta(hours=1))).status_code == 303
    event = open_event(starts_at=now() - timedelta(minutes=5), ends_at=now() + timedelta(hours=5))
    assert by_hand(desk, event).status_code == 303


def test_nobody_is_put_on_the_list_of_a_draft_of_what_is_called_off_or_over(desk: Browser) -> None:
    assert by_hand(desk, open_event(status=EventStatus.DRAFT)).status_code == 422
    assert "gaat niet door" in by_hand(desk, open_event(status=EventStatus.CANCELLED)).text
    assert "is al geweest" in by_hand(desk, open_event(days_from_now=-3)).text


def test_the_closed_part_needs_a_reason_which_is_kept(desk: Browser, organiser: Account) -> None:
    event = make_event()
    answer = by_hand(desk, event, ticket=1)
    assert answer.status_code == 422
    assert "Kies waarom deze persoon erbij hoort" in answer.text
    assert by_hand(desk, event, ticket=1, vouch="speaker").status_code == 303
    registration = db.session.scalars(sa.select(Registration)).one()
    assert registration.ground == "vouched"
    entry = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "order_made_by_hand")).one()
    assert entry.actor == organiser.public_id
    assert entry.details == {"event": event.public_id, "vouch": "speaker"}


def test_a_name_or_address_that_is_none_is_refused(desk: Browser) -> None:
    event = open_event()
    for values in ({"email": "bella"}, {"email": "a@b@c"}, {"name": "https://evil.example"}, {"name": "x" * 101}):
        assert by_hand(desk, event, **values).status_code == 422, values
    assert places_taken(event) == {"Ochtend met lunch": 0}


def test_one_click_makes_one_place(desk: Browser) -> None:
    event = open_event()
    url = base(event) + "/deelnemers/nieuw"
    [form] = [item for item in forms_of(desk.get(url).text) if not item.action]
    data = {**form.values, "name": "Bella Beller", "email": "bella@okprofs.example"}
    data["ticket_type"] = event.ticket_types[0].public_id
    answers = [desk.post(url, data=data) for _ in range(3)]
    assert len({answer.location for answer in answers}) == 1
    assert places_taken(event) == {"Ochtend met lunch": 1}


# Taking off the list.


def test_who_is_taken_off_gives_the_place_back_and_is_told(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", email="aad@okprofs.example")
    url = f"{base(event)}/deelnemers/{order.registrations[0].public_id}/afmelding"
    assert desk.fill_in(url).status_code == 303
    assert places_taken(event) == {"Ochtend met lunch": 0}
    assert letters_to("aad@okprofs.example") == [
        "events/attendee_signed_up",
        "events/registration_cancelled_by_organiser",
    ]
    assert letters_to("carla@okprofs.example") == ["events/order_confirmed", "events/order_cancelled"]
    assert "registration_cancelled" in deeds()


def test_taking_someone_off_twice_frees_one_place(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", "Bea Bezoeker")
    url = f"{base(event)}/deelnemers/{order.registrations[0].public_id}/afmelding"
    assert desk.fill_in(url).status_code == 303
    answer = desk.fill_in(url)
    assert answer.status_code == 422
    assert "al afgezegd" in answer.text
    assert places_taken(event) == {"Ochtend met lunch": 1}


def test_deadlines_do_not_bind_the_organiser_but_the_end_does(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", "Bea Bezoeker")
    first, second = (item.public_id for item in order.registrations)
    with transaction() as session:
        session.get_one(Event, event.id).sign_up_closes_at = now() - timedelta(hours=1)
    assert desk.fill_in(f"{base(event)}/deelnemers/{first}/afmelding").status_code == 303
    with transaction() as session:
        found = session.get_one(Event, event.id)
        found.starts_at, found.ends_at = now() - timedelta(hours=9), now() - timedelta(hours=1)
    assert desk.fill_in(f"{base(event)}/deelnemers/{second}/afmelding").status_code == 422


def test_the_confirmation_is_sent_again(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig")
    answer = desk.fill_in(f"{base(event)}/aanmeldingen/{order.public_id}/bevestiging")
    assert answer.status_code == 303
    assert letters_to("carla@okprofs.example") == ["events/order_confirmed"] * 2
    assert "confirmation_sent_again" in deeds()
    # Of what was called off there is nothing to confirm, nor to pay.
    order_page = f"{base(event)}/aanmeldingen/{order.public_id}"
    assert "Stuur de bevestiging opnieuw" in desk.get(order_page).text
    with transaction():
        cancel_event(event, "Ziek.")
    assert "Stuur de bevestiging opnieuw" not in desk.get(order_page).text
    refused = desk.fill_in(f"{order_page}/bevestiging")
    assert (refused.status_code, "gaat niet door" in refused.text) == (422, True)
    assert letters_to("carla@okprofs.example").count("events/order_confirmed") == 2


# What they eat.


def test_the_kitchen_gets_totals_without_names(desk: Browser) -> None:
    event = open_event()
    make_order(event, "Aad Aanwezig", "Bea Bezoeker", dietary_wishes="Vegetarisch")
    make_order(event, "Cor Contact", contact="Cor Contact", dietary_wishes="vegetarisch.")
    page = desk.get(base(event) + "/dieetwensen").text
    assert "vegetarisch" in page
    assert ">3<" in page
    assert "Aad" not in page


def test_who_eats_what_is_shown_after_the_button_alone_and_each_look_is_kept(desk: Browser) -> None:
    event = open_event()
    make_order(event, "Aad Aanwezig", dietary_wishes="halal")
    url = base(event) + "/dieetwensen/namen"
    page = desk.get(url)
    assert "halal" not in page.text
    assert "Aad" not in page.text
    [form] = [item for item in forms_of(page.text) if not item.action]
    shown = desk.post(url, data=form.values)
    assert "Aad Aanwezig" in shown.text
    assert "halal" in shown.text
    again = desk.post(url, data=form.values)
    assert "halal" not in again.text, "the same button shows nothing twice"
    assert deeds().count("dietary_names_shown") == 1


def test_diets_stand_nowhere_else_in_the_office(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", dietary_wishes="halal")
    for url in ("", "/deelnemers", "/deelnemers?q=halal", f"/aanmeldingen/{order.public_id}", "/uitnodigingen"):
        assert "halal" not in desk.get(base(event) + url).text.replace("?q=halal", "").replace(
            "?q%3Dhalal", ""
        ).replace('value="halal"', "").replace("q=halal", "")
    assert b"halal" not in export(desk, event, "csv")
    assert "halal" not in str(db.session.scalars(sa.select(JournalEntry.details)).all())


# Taking the list along.


def export(desk: Browser, event: Event, file_format: str, query: str = "") -> bytes:
    page = desk.get(f"{base(event)}/deelnemers{query}").text
    [form] = [item for item in forms_of(page) if f"/uitvoer/{file_format}" in item.action]
    answer = desk.post(form.action.replace("&amp;", "&"), data=form.values)
    assert answer.status_code == 200
    assert f"filename=deelnemers-{event.slug}.{file_format}" in answer.headers["Content-Disposition"]
    return answer.data


def with_formulas() -> Event:
    event = open_event()
    with transaction() as session:
        order = Order(event_id=event.id, contact_name="=Contact", contact_email="contact@okprofs.example")
        order.registrations = [
            Registration(
                event_id=event.id,
                ticket_type_id=event.ticket_types[0].id,
                name=f"{formula} naam",
                email=f"a{number}@okprofs.example",
                organisation_name=formula,
                price_cents=6000,
            )
            for number, formula in enumerate(FORMULAS)
        ]
        session.add(order)
    return event


def test_no_cell_of_the_workbook_acts(desk: Browser) -> None:
    content = export(desk, with_formulas(), "xlsx")
    sheet = load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "+31612345678" in texts, "a telephone number stays readable"
    assert "=1+1" in texts
    for name in zipfile.ZipFile(io.BytesIO(content)).namelist():
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read(name)


def test_no_field_of_the_text_file_begins_a_formula(desk: Browser) -> None:
    text = export(desk, with_formulas(), "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(rows) == len(FORMULAS) + 1
    for row in rows:
        for field in row:
            assert not field.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert "'+31612345678" in {field for row in rows for field in row}


def test_the_file_holds_what_the_page_shows_and_no_more(desk: Browser) -> None:
    event = open_event()
    make_order(
        event, "Aad Aanwezig", organisation_name="Gemeente Ede", email="aad@okprofs.example", dietary_wishes="halal"
    )
    make_order(event, "Bea Bezoeker", contact="Bert Besteller")
    page = desk.get(base(event) + "/deelnemers?q=aad").text
    rows = list(csv.reader(io.StringIO(export(desk, event, "csv", "?q=aad").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][:4] == ["Aad Aanwezig", "Gemeente Ede", "aad@okprofs.example", "Ochtend met lunch"]
    for field in (*rows[1][:4], rows[1][-1]):
        assert not field or field in page


def test_every_file_has_its_line_in_the_journal_and_a_form_gives_one_file(desk: Browser) -> None:
    event = open_event()
    make_order(event, "Aad Aanwezig")
    [form] = [item for item in forms_of(desk.get(base(event) + "/deelnemers").text) if "/uitvoer/csv" in item.action]
    assert desk.post(form.action, data=form.values).status_code == 200
    assert desk.post(form.action, data=form.values).status_code == 303
    assert deeds().count("registrations_exported") == 1
    assert desk.get(form.action).status_code == 405
    assert desk.post(form.action, data={}).status_code == 400
    assert desk.post(form.action.replace("/csv", "/pdf"), data=form.values).status_code == 404


def test_a_list_of_more_than_a_hundred_people_asks_for_a_reason_and_a_proof(desk: Browser) -> None:
    event = open_event()
    with transaction() as session:
        order = Order(event_id=event.id, contact_name="Carla Contact", contact_email="contact@okprofs.example")
        order.registrations = [
            Registration(
                event_id=event.id,
                ticket_type_id=event.ticket_types[0].id,
                name=f"Deelnemer {number}",
                email=f"a{number}@okprofs.example",
                price_cents=6000,
            )
            for number in range(101)
        ]
        session.add(order)
    large = f"{base(event)}/deelnemers/grote-lijst/csv"
    [form] = [item for item in forms_of(desk.get(base(event) + "/deelnemers").text) if "/uitvoer/csv" in item.action]
    assert desk.post(form.action, data=form.values).location == large
    searched = desk.post(form.action + "?q=deelnemer&slug=x&_external=1&_scheme=javascript", data=form.values)
    assert searched.location == large + "?q=deelnemer"
    assert "registrations_exported" not in deeds()
    without = desk.fill_in(large)
    assert without.status_code == 422
    assert "Kies waar je de lijst voor nodig hebt" in without.text

    answer = desk.fill_in(large, reason="door")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 101 + 2
    assert rows[-1][0].startswith("Bewaard door ")
    assert "ontvangen bij de deur" in rows[-1][0]
    entry = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "registrations_exported")).one()
    assert entry.details["reason_code"] == "door"

    with time_machine.travel(now() + timedelta(minutes=16)):
        assert desk.get(large).location == f"/mijn/bevestiging?next={large}"
    page = desk.get(base(event) + "/deelnemers?q=deelnemer+77").text
    [few] = [item for item in forms_of(page) if "/uitvoer/csv" in item.action]
    assert desk.post(few.action.replace("&amp;", "&"), data=few.values).status_code == 200, "a short list asks nothing"


# Calling off.


def test_everyone_with_a_place_is_told_once_when_it_is_called_off(desk: Browser) -> None:
    event = open_event()
    make_order(event, "Aad Aanwezig", "Bea Bezoeker", email="")
    make_order(event, "Cor Collega", contact="Carla Contact", email="cor@okprofs.example")
    url = base(event) + "/afgelasting"
    assert "Er zijn 3 deelnemers." in desk.get(url).text
    assert desk.fill_in(url, reason="").status_code == 422
    assert desk.fill_in(url, reason="De spreker is ziek.").status_code == 303
    for address in ("carla@okprofs.example", "cor@okprofs.example"):
        assert letters_to(address).count("events/event_cancelled") == 1
    answer = desk.fill_in(url, reason="Nog een keer.")
    assert answer.status_code == 422
    assert letters_to("cor@okprofs.example").count("events/event_cancelled") == 1
    db.session.rollback()
    assert (event.status, event.calendar_sequence) == (EventStatus.CANCELLED, 1)
    assert "De spreker is ziek." in desk.get(base(event)).text


def test_who_was_taken_off_is_not_told_that_it_is_called_off(desk: Browser) -> None:
    event = open_event()
    order = make_order(event, "Aad Aanwezig", email="aad@okprofs.example")
    desk.fill_in(f"{base(event)}/deelnemers/{order.registrations[0].public_id}/afmelding")
    desk.fill_in(base(event) + "/afgelasting", reason="De spreker is ziek.")
    assert "events/event_cancelled" not in letters_to("aad@okprofs.example")


def test_a_draft_and_what_is_over_are_not_called_off(desk: Browser) -> None:
    for event in (open_event(status=EventStatus.DRAFT), open_event(days_from_now=-3)):
        assert desk.fill_in(base(event) + "/afgelasting", reason="Zo maar.").status_code == 422


# Inviting.


def test_an_invitation_is_sent_listed_and_withdrawn(desk: Browser) -> None:
    event = make_event()
    url = base(event) + "/uitnodigingen"
    assert desk.fill_in(url, name="Gijs Genodigde", email="gijs@okprofs.example").status_code == 303
    assert letters_to("gijs@okprofs.example") == ["events/invitation"]
    page = desk.get(url).text
    assert "Gijs Genodigde" in page
    assert "Verstuurd" in page
    revoke = page.split('/intrekking"')[0].rpartition('href="')[2] + "/intrekking"
    assert desk.fill_in(revoke).status_code == 303
    assert "Ingetrokken" in desk.get(url).text
    assert {"invitation_sent", "invitation_revoked"} <= set(deeds())


def test_an_invitation_without_an_address_is_refused_and_kept_as_typed(desk: Browser) -> None:
    answer = desk.fill_in(base(make_event()) + "/uitnodigingen", name="Gijs Genodigde", email="gijs")
    assert answer.status_code == 422
    assert 'value="gijs"' in answer.text


def test_nobody_is_invited_to_a_draft(desk: Browser) -> None:
    page = desk.get(base(make_event(status=EventStatus.DRAFT)) + "/uitnodigingen").text
    assert "zodra de bijeenkomst is gepubliceerd" in page


def test_after_the_day_the_list_still_opens(desk: Browser, organiser: Account) -> None:
    event = open_event()
    make_order(event, "Aad Aanwezig")
    with time_machine.travel(now() + timedelta(days=60)):
        desk.sign_in(organiser)
        assert "Aad Aanwezig" in desk.get(base(event) + "/deelnemers").text
        assert "Geweest" in desk.get("/beheer/bijeenkomsten").text
