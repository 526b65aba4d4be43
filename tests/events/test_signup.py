"""Signing up: who may take which place, what is made of it, and what is said to who may not."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.events.models import Event, Invitation, Order, Registration, TicketType
from okprofs.events.rules.admission import MOST_ATTENDEES, Audience
from okprofs.events.services.invitations import invite, revoke_invitation
from okprofs.events.services.programme import SessionDetails, edit_session
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from tests.conftest import Browser
from tests.events.makers import (
    at,
    make_account,
    make_applicant,
    make_ended_member,
    make_event,
    make_invitation,
    make_leaving_member,
    make_link,
    make_member,
    make_network_member,
    make_suspended_member,
    make_ticket_type,
    places_taken,
)
from tests.pages import forms_of

VISITOR = {"contact_name": "Jan Jansen", "contact_email": "jan@gemeente.example"}


def path_of(event: Event) -> str:
    return f"/bijeenkomsten/{event.slug}/aanmelden"


def ticket(event: Event, title: str) -> str:
    return next(one.public_id for one in event.ticket_types if one.title == title)


def colleague(number: int, **values: str) -> dict[str, str]:
    return {f"colleagues-{number}-{name}": value for name, value in values.items()}


def all_of(model: Any) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(model).order_by(model.id)))


def test_a_visitor_signs_up_for_the_open_morning_without_an_account(browser: Browser) -> None:
    event = make_event()
    response = browser.fill_in(path_of(event), **VISITOR, **{"own-organisation_name": "Gemeente Ede"})
    assert response.status_code == 303
    [order] = all_of(Order)
    assert response.location == f"/aanmeldingen/{order.public_id}"
    assert (order.contact_name, order.contact_email, order.account_id) == ("Jan Jansen", "jan@gemeente.example", None)
    [attendee] = order.registrations
    assert (attendee.name, attendee.email) == ("Jan Jansen", "jan@gemeente.example")
    assert (attendee.organisation_name, attendee.price_cents, attendee.ground) == ("Gemeente Ede", 6000, "open")
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 0}
    page = browser.get(response.location)
    assert "Je bent aangemeld" in page.text
    assert "jan@gemeente.example" in page.text


def test_one_contact_signs_up_three_people_on_one_order(browser: Browser) -> None:
    event = make_event()
    morning = ticket(event, "Ochtend met lunch")
    response = browser.fill_in(
        path_of(event),
        **VISITOR,
        **colleague(0, name="Piet Pietersen", email="PIET@Gemeente.example", ticket_type=morning),
        **colleague(1, name="Kees de Boer", ticket_type=morning, dietary_wishes="vegetarisch"),
        invoice_reference="PO 1234",
    )
    assert response.status_code == 303
    [order] = all_of(Order)
    assert [(one.name, one.email) for one in order.registrations] == [
        ("Jan Jansen", "jan@gemeente.example"),
        ("Piet Pietersen", "piet@gemeente.example"),
        ("Kees de Boer", ""),
    ]
    assert order.invoice_reference == "PO 1234"
    assert order.total_cents == 18000
    assert places_taken(event)["Ochtend met lunch"] == 3
    assert "€\xa0180,00" in browser.get(response.location).text


def test_who_does_not_come_themselves_signs_up_others(browser: Browser) -> None:
    event = make_event()
    values = colleague(0, name="Piet Pietersen", ticket_type=ticket(event, "Ochtend met lunch"))
    browser.fill_in(path_of(event), **VISITOR, **values, comes_along=[])
    [order] = all_of(Order)
    assert [one.name for one in order.registrations] == ["Piet Pietersen"]
    assert order.contact_name == "Jan Jansen"


def test_nobody_at_all_is_no_order(browser: Browser) -> None:
    event = make_event()
    response = browser.fill_in(path_of(event), **VISITOR, comes_along=[])
    assert response.status_code == 422
    assert "Vul ten minste één deelnemer in." in response.text
    assert all_of(Order) == []


def test_one_more_or_one_less_loses_nothing_and_orders_nothing(browser: Browser) -> None:
    event = make_event()
    first = browser.fill_in(
        path_of(event), **VISITOR, **{"own-dietary_wishes": "geen noten", "add": "colleagues", "comes_along": []}
    )
    assert first.status_code == 200
    values = forms_of(first.text)[-1].values
    assert values["contact_name"] == "Jan Jansen"
    assert values["own-dietary_wishes"] == "geen noten"
    assert "comes_along" not in values
    assert "colleagues-0-name" in values
    typed = {**values, "colleagues-0-name": "Piet Pietersen", "add": "colleagues"}
    second = forms_of(browser.post(path_of(event), data=typed).text)[-1].values
    assert second["colleagues-0-name"] == "Piet Pietersen"
    assert "colleagues-1-name" in second
    typed = {**second, "colleagues-1-name": "Kees de Boer", "remove": "colleagues-0"}
    third = forms_of(browser.post(path_of(event), data=typed).text)[-1].values
    assert third["colleagues-0-name"] == "Kees de Boer"
    assert "colleagues-1-name" not in third
    assert all_of(Order) == []
    assert third["once"] == values["once"]


def test_the_total_is_counted_on_request(browser: Browser) -> None:
    event = make_event()
    values = colleague(0, name="Piet", ticket_type=ticket(event, "Ochtend met lunch"))
    response = browser.fill_in(path_of(event), **VISITOR, **values, total="1")
    assert response.status_code == 200
    assert "€\xa0120,00" in response.text
    assert all_of(Order) == []


def test_the_page_gives_its_script_the_prices_for_you_and_for_others(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=10000, member_price_cents=7500)])
    page = browser.sign_in(make_member()).get(path_of(event)).text
    [attribute] = re.findall(r'data-prices="([^"]*)"', page)
    assert json.loads(unescape(attribute)) == {event.ticket_types[0].public_id: [7500, 10000]}


def test_everything_that_is_wrong_is_said_at_its_field_and_nothing_is_lost(browser: Browser) -> None:
    event = make_event()
    response = browser.fill_in(
        path_of(event),
        contact_name="J",
        contact_email="geen adres",
        **colleague(0, name="", email="ook niet", organisation_name="Gemeente Ede"),
    )
    assert response.status_code == 422
    assert response.text.count("Dit is geen e-mailadres") == 4  # each in the summary and at the field
    assert "Collega 1: Vul een naam in." in response.text
    values = forms_of(response.text)[-1].values
    assert values["contact_email"] == "geen adres"
    assert values["colleagues-0-organisation_name"] == "Gemeente Ede"
    assert all_of(Order) == []


def test_a_name_that_would_become_a_link_in_our_mail_is_refused(browser: Browser) -> None:
    event = make_event()
    response = browser.fill_in(path_of(event), contact_name="win op http://evil.example", contact_email="a@b.example")
    assert response.status_code == 422
    assert all_of(Letter) == []


# Who may take the closed day


def test_a_member_takes_the_whole_day_at_their_own_name(browser: Browser) -> None:
    event = make_event()
    member = make_member("Maria van der Veen")
    browser.sign_in(member)
    page = browser.get(path_of(event)).text
    assert "Maria van der Veen" in page
    assert "contact_email" not in page
    response = browser.fill_in(
        path_of(event),
        **{
            "own-ticket_type": ticket(event, "Hele dag"),
            "contact_name": "Iemand Anders",
            "contact_email": "x@y.example",
        },
    )
    assert response.status_code == 303
    [registration] = all_of(Registration)
    assert (registration.name, registration.email) == (member.name, member.email)
    assert (registration.ground, registration.account_id) == ("member", member.id)
    [order] = all_of(Order)
    assert (order.account_id, order.contact_email) == (member.id, member.email)
    assert "Je bent aangemeld" in browser.get(f"/bijeenkomsten/{event.slug}").text
    assert event.title in browser.get("/mijn/aanmeldingen").text


def test_an_invitee_takes_the_whole_day_through_the_link_in_their_mail(browser: Browser) -> None:
    event = make_event()
    invitation, token = make_invitation(event, "Gijs Genodigde", "gijs@okprofs.example")
    assert "Welkom Gijs Genodigde" in browser.get(f"/uitnodigingen/{token}").text
    response = browser.fill_in(
        f"/uitnodigingen/{token}/aanmelden", **{"own-ticket_type": ticket(event, "Hele dag"), "contact_name": "Boris"}
    )
    assert response.status_code == 303
    [registration] = all_of(Registration)
    assert (registration.name, registration.email) == ("Gijs Genodigde", "gijs@okprofs.example")
    assert registration.ground == "invited"
    assert db.session.get_one(Invitation, invitation.id).registration_id == registration.id
    assert browser.get(response.location).status_code == 200


def test_an_invitee_with_an_account_at_the_invited_address_needs_no_link(browser: Browser) -> None:
    event = make_event()
    account = make_account("Ina Invitee")
    invitation, _ = make_invitation(event, "Ina Invitee", account.email)
    browser.sign_in(account).fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")})
    [registration] = all_of(Registration)
    assert registration.ground == "invited"
    assert db.session.get_one(Invitation, invitation.id).registration_id == registration.id


def test_an_invitation_is_used_once(browser: Browser) -> None:
    event = make_event()
    _, token = make_invitation(event)
    path, values = f"/uitnodigingen/{token}/aanmelden", {"own-ticket_type": ticket(event, "Hele dag")}
    assert browser.fill_in(path, **values).status_code == 303
    again = browser.fill_in(path, **values, comes_along="y")
    assert again.status_code == 422
    assert "Met dit e-mailadres is al iemand aangemeld." in again.text
    assert len(all_of(Registration)) == 1


def test_opening_an_invitation_changes_nothing(browser: Browser) -> None:
    event = make_event()
    _, token = make_invitation(event)
    for _ in range(3):
        for method in (browser.get, browser.head):
            assert method(f"/uitnodigingen/{token}").status_code == 200
            assert method(f"/uitnodigingen/{token}/aanmelden").status_code == 200
    assert all_of(Invitation)[0].registration_id is None
    assert browser.fill_in(f"/uitnodigingen/{token}/aanmelden", **{"own-ticket_type": ticket(event, "Hele dag")})
    assert len(all_of(Registration)) == 1


def test_a_withdrawn_invitation_opens_nothing_from_the_next_request_on(browser: Browser) -> None:
    event = make_event()
    invitation, token = make_invitation(event)
    form = forms_of(browser.get(f"/uitnodigingen/{token}/aanmelden").text)[-1].values
    with transaction():
        revoke_invitation(db.session.get_one(Invitation, invitation.id))
    assert browser.get(f"/uitnodigingen/{token}").status_code == 404
    answer = browser.post(
        f"/uitnodigingen/{token}/aanmelden", data={**form, "own-ticket_type": ticket(event, "Hele dag")}
    )
    assert answer.status_code == 404
    assert all_of(Registration) == []


def test_an_invitation_that_is_withdrawn_while_it_is_used_admits_nobody(browser: Browser) -> None:
    event = make_event()
    invitation, _ = make_invitation(event)
    day = ticket(event, "Hele dag")
    with transaction():
        db.session.get_one(Invitation, invitation.id).revoked_at = now()
    with pytest.raises(Refused, match="link_not_admitted"), transaction():
        sign_up(event.id, Contact(), [Attendee(day, is_contact=True)], invitation_id=invitation.id)
    assert all_of(Registration) == []


def test_an_invitation_to_another_event_opens_only_that_one(browser: Browser) -> None:
    event, other = make_event(), make_event()
    invitation, token = make_invitation(other)
    answer = browser.fill_in(f"/uitnodigingen/{token}/aanmelden", **{"own-ticket_type": ticket(event, "Hele dag")})
    assert answer.status_code == 422
    with pytest.raises(Refused), transaction():
        sign_up(
            event.id,
            Contact(),
            [Attendee(ticket(event, "Hele dag"), is_contact=True)],
            invitation_id=invitation.id,
        )
    assert all_of(Registration) == []


def test_an_invitation_withdrawn_and_given_again_works_by_the_new_link(browser: Browser) -> None:
    event = make_event()
    invitation, _ = make_invitation(event)
    with transaction():
        revoke_invitation(db.session.get_one(Invitation, invitation.id))
    again, token = make_invitation(event)
    assert again.id == invitation.id
    assert browser.get(f"/uitnodigingen/{token}").status_code == 200


def test_a_link_for_something_else_is_no_invitation(browser: Browser) -> None:
    event = make_event()
    invitation, _ = make_invitation(event)
    token = make_link("order", invitation.public_id, invitation.email)
    assert browser.get(f"/uitnodigingen/{token}").status_code == 404


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (None, "Log in, of open de persoonlijke link in je mail."),
        (make_applicant, "We bekijken je aanvraag om lid te worden nog."),
        (make_ended_member, "Je bent op de dag van de bijeenkomst geen lid"),
        (make_leaving_member, "Je bent op de dag van de bijeenkomst geen lid"),
        (make_suspended_member, "Je bent op de dag van de bijeenkomst geen lid"),
        (make_network_member, "Je bent op de dag van de bijeenkomst geen lid"),
    ],
)
def test_the_closed_day_is_refused_with_the_reason_and_the_way_out(browser: Browser, make: Any, words: str) -> None:
    event = make_event()
    if make:
        browser.sign_in(make())
    values = {} if make else VISITOR
    response = browser.fill_in(path_of(event), **values, **{"own-ticket_type": ticket(event, "Hele dag")})
    assert response.status_code == 422
    assert words in response.text
    assert all_of(Order) == []
    assert places_taken(event) == {"Ochtend met lunch": 0, "Hele dag": 0}


def test_who_leaves_after_the_event_is_a_member_on_its_day(browser: Browser) -> None:
    event = make_event(days_from_now=29)
    browser.sign_in(make_leaving_member())
    response = browser.fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")})
    assert response.status_code == 303
    assert places_taken(event)["Hele dag"] == 1


def test_the_typed_address_or_number_of_a_member_proves_nothing(browser: Browser) -> None:
    event = make_event()
    member = make_member()
    make_invitation(event)
    day = {"own-ticket_type": ticket(event, "Hele dag")}
    answers = []
    for email in (member.email, "gijs@okprofs.example", "niemand@okprofs.example"):
        response = browser.fill_in(path_of(event), **day, contact_name="Maria van der Veen", contact_email=email)
        assert response.status_code == 422
        answers.append(re.sub(r'value="[^"]*"', "", response.text.replace(email, "")))
    assert answers[0] == answers[1] == answers[2]
    assert all_of(Order) == []


def test_a_member_cannot_put_a_colleague_on_the_closed_day(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_member())
    other = make_member("Karel Collega")
    day = ticket(event, "Hele dag")
    response = browser.fill_in(
        path_of(event),
        **{"own-ticket_type": day},
        **colleague(0, name=other.name, email=other.email, ticket_type=day),
    )
    assert response.status_code == 422
    assert "Collega 1: Dit deel is besloten." in response.text
    assert "meldt zichzelf aan" in response.text
    assert all_of(Order) == []


def test_a_member_pays_the_price_for_members_and_a_colleague_the_ordinary_one(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=10000, member_price_cents=7500)])
    browser.sign_in(make_member())
    browser.fill_in(path_of(event), **colleague(0, name="Piet Pietersen", ticket_type=event.ticket_types[0].public_id))
    assert [one.price_cents for one in all_of(Registration)] == [7500, 10000]


def test_membership_that_ends_between_form_and_order_counts(browser: Browser) -> None:
    event = make_event()
    member = make_member()
    browser.sign_in(member)
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    with transaction() as session:
        session.execute(sa.text("UPDATE memberships SET status = 'ended', ended_on = '2020-01-01'"))
    response = browser.post(path_of(event), data={**form, "own-ticket_type": ticket(event, "Hele dag")})
    assert response.status_code == 422
    assert all_of(Order) == []


# Places


def test_the_last_place_is_given_once_and_the_next_is_told(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=1)])
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    late = forms_of(browser.get(path_of(event)).text)[-1].values
    assert browser.post(path_of(event), data={**form, **VISITOR}).status_code == 303
    response = browser.post(
        path_of(event), data={**late, "contact_name": "Te Laat", "contact_email": "laat@okprofs.example"}
    )
    assert response.status_code == 422
    assert "Alle plaatsen zijn bezet" in response.text
    assert "laat@okprofs.example" in response.text
    assert places_taken(event) == {"Ochtend met lunch": 1}


def test_more_than_is_left_is_refused_as_a_whole_and_says_how_many_there_are(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=2)])
    kind = event.ticket_types[0].public_id
    response = browser.fill_in(
        path_of(event),
        **VISITOR,
        **colleague(0, name="Piet Pietersen", ticket_type=kind),
        **colleague(1, name="Kees de Boer", ticket_type=kind),
    )
    assert response.status_code == 422
    assert "Er is nog plaats voor 2, je vraagt er 3." in response.text
    assert all_of(Order) == []
    assert places_taken(event) == {"Ochtend met lunch": 0}


def test_eleven_is_too_many(browser: Browser) -> None:
    event = make_event()
    kind = ticket(event, "Ochtend met lunch")
    values: dict[str, str] = {}
    for number in range(MOST_ATTENDEES):
        values |= colleague(number, name=f"Collega Nummer {number}", ticket_type=kind)
    response = browser.fill_in(path_of(event), **VISITOR, **values)
    assert response.status_code == 422
    assert "Maak voor de anderen een tweede aanmelding." in response.text
    assert all_of(Order) == []


@pytest.mark.parametrize("values", [{"sign_up_closes_at": at("9:00", -1)}, {"sign_up_opens_at": at("9:00", 3)}])
def test_outside_the_period_of_sale_a_kept_form_is_refused(browser: Browser, values: Any) -> None:
    event = make_event()
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    with transaction():
        stored = db.session.get_one(Event, event.id)
        for name, value in values.items():
            setattr(stored, name, value)
    response = browser.post(path_of(event), data={**form, **VISITOR})
    assert response.status_code == 422
    assert all_of(Order) == []


def test_a_ticket_type_that_was_taken_away_meanwhile_is_refused(browser: Browser) -> None:
    event = make_event()
    with pytest.raises(Refused, match="ticket_type_gone"), transaction():
        sign_up(event.id, Contact("Jan Jansen", "jan@okprofs.example"), [Attendee("weg", is_contact=True)])
    response = browser.fill_in(path_of(event), **VISITOR, **{"own-ticket_type": "weg"})
    assert response.status_code == 422


# Once


def test_every_repeat_of_a_form_gets_the_first_ones_answer(browser: Browser) -> None:
    event = make_event()
    form = {**forms_of(browser.get(path_of(event)).text)[-1].values, **VISITOR}
    answers = [browser.post(path_of(event), data=form) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(all_of(Order)) == 1
    assert len(all_of(Letter)) == 1
    assert browser.get(answers[0].location).status_code == 200


def test_a_repeat_after_the_first_answer_got_lost_still_shows_the_order(app: Any, browser: Browser) -> None:
    event = make_event()
    form = {**forms_of(browser.get(path_of(event)).text)[-1].values, **VISITOR}
    before = browser.get_cookie("form")
    assert before is not None
    browser.post(path_of(event), data=form)
    browser.set_cookie("form", before.value)
    again = browser.post(path_of(event), data=form)
    assert browser.get(again.location).status_code == 200


def test_a_page_that_is_kept_gives_everyone_a_token_and_a_key_of_their_own(app: Any, browser: Browser) -> None:
    event = make_event()
    texts = [app.test_client().get(path_of(event)).text for _ in range(4)]
    forms = [forms_of(text)[-1].values for text in texts]
    assert len({form["csrf_token"] for form in forms}) == len({form["once"] for form in forms}) == 4
    assert (
        len(
            {
                text.replace(form["csrf_token"], "").replace(form["once"], "")
                for text, form in zip(texts, forms, strict=True)
            }
        )
        == 1
    )
    assert not any("\x00" in text for text in texts)
    first = app.test_client()
    assert first.post(path_of(event), data={**forms[0], **VISITOR}).status_code == 400
    assert all_of(Order) == []


def test_a_kept_page_is_never_out_of_date(app: Any, browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=2)])
    pages = (f"/bijeenkomsten/{event.slug}", path_of(event), "/bijeenkomsten")
    before = [browser.get(page).text for page in pages]
    assert "nog 2 plaatsen" in before[0]
    app.test_client().fill_in(path_of(event), **VISITOR)
    assert "nog 1 plaats" in browser.get(pages[0]).text
    assert "Nog 1 plaats vrij" in browser.get(pages[1]).text
    with transaction():
        db.session.get_one(Event, event.id).title = "Een andere titel"
    assert all("Een andere titel" in browser.get(page).text for page in pages)
    with transaction():
        session = db.session.get_one(Event, event.id).sessions[1]
        seen = SessionDetails.of(session)
        edit_session(
            db.session.get_one(Event, event.id),
            session.public_id,
            seen.state,
            replace(seen, title="Een ander onderdeel"),
        )
    assert "Een ander onderdeel" in browser.get(pages[0]).text
    browser.set_cookie("taal", "en")
    assert all('<html lang="en">' in browser.get(page).text for page in pages)
    member = app.test_client().sign_in(make_member("Maria van der Veen"))
    assert all("Maria van der Veen" in member.get(page).text for page in pages)
    assert not any("Maria van der Veen" in app.test_client().get(page).text for page in pages)


def test_the_same_form_with_something_else_in_it_is_refused(browser: Browser) -> None:
    event = make_event()
    form = {**forms_of(browser.get(path_of(event)).text)[-1].values, **VISITOR}
    browser.post(path_of(event), data=form)
    assert browser.post(path_of(event), data={**form, "contact_email": "ander@okprofs.example"}).status_code == 409
    assert len(all_of(Order)) == 1


def test_nobody_takes_part_twice(browser: Browser) -> None:
    event = make_event()
    browser.fill_in(path_of(event), **VISITOR)
    again = browser.fill_in(path_of(event), contact_name="Jan Jansen", contact_email="JAN@gemeente.EXAMPLE")
    assert again.status_code == 422
    assert "Met dit e-mailadres is al iemand aangemeld." in again.text
    kind = ticket(event, "Ochtend met lunch")
    twice = browser.fill_in(
        path_of(event),
        contact_name="Anna",
        contact_email="anna@okprofs.example",
        **colleague(0, name="Anna Nog Eens", email="Anna@okprofs.example", ticket_type=kind),
    )
    assert twice.status_code == 422
    assert "Collega 1: Deze deelnemer staat twee keer in je aanmelding." in twice.text
    assert len(all_of(Registration)) == 1


def test_who_is_found_to_come_already_hears_of_it_once_a_day_and_not_ever_again_and_again(browser: Browser) -> None:
    event = make_event()
    browser.fill_in(path_of(event), **VISITOR)
    email = all_of(Registration)[0].email
    kind = ticket(event, "Ochtend met lunch")

    def pry() -> int:
        return int(
            browser.fill_in(
                path_of(event),
                contact_name="Nieuwsgierig Aagje",
                contact_email="aagje@okprofs.example",
                **colleague(0, name="Jan Jansen", email=email, ticket_type=kind),
            ).status_code
        )

    def told() -> int:
        letters = [letter for letter in all_of(Letter) if letter.kind == "events/comes_already"]
        assert {letter.recipient for letter in letters} <= {email}
        return len(letters)

    assert (pry(), told()) == (422, 1)
    assert (pry(), told()) == (422, 1)
    with time_machine.travel(now() + timedelta(days=1)):
        assert (pry(), told()) == (422, 2)
        assert [pry() for _ in range(10)] == [422] * 9 + [429]
    assert len(all_of(Registration)) == 1


def test_who_is_known_here_tells_nobody_by_asking_for_a_colleague_twice(browser: Browser) -> None:
    event = make_event()
    browser.fill_in(path_of(event), **VISITOR)
    kind, email = ticket(event, "Ochtend met lunch"), all_of(Registration)[0].email
    browser.sign_in(make_member())
    answer = browser.fill_in(
        path_of(event),
        **{"own-ticket_type": kind},
        **colleague(0, name="Jan Jansen", email=email, ticket_type=kind),
    )
    assert answer.status_code == 422
    assert "events/comes_already" not in {letter.kind for letter in all_of(Letter)}


def test_a_member_who_is_registered_is_recognised_also_at_a_new_address(browser: Browser) -> None:
    event = make_event()
    member = make_member()
    browser.sign_in(member).fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Ochtend met lunch")})
    with transaction():
        stored = db.session.get_one(type(member), member.id)
        stored.email = "nieuw@okprofs.example"
    again = browser.fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")}, comes_along="y")
    assert again.status_code == 422
    assert len(all_of(Registration)) == 1


def test_who_comes_already_is_asked_for_somebody_else(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_member()).fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")})
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    assert "comes_along" not in form
    values = colleague(0, name="Piet Pietersen", ticket_type=ticket(event, "Ochtend met lunch"))
    assert browser.post(path_of(event), data={**form, **values}).status_code == 303
    assert [one.name for one in all_of(Registration)] == ["Maria van der Veen", "Piet Pietersen"]


def test_the_unique_index_is_the_second_line(browser: Browser) -> None:
    event = make_event()
    kind = event.ticket_types[0]
    with transaction():
        order = sign_up(event.id, Contact("Jan", "jan@okprofs.example"), [Attendee(kind.public_id, is_contact=True)])
    again = {"name": "Jan", "email": "jan@okprofs.example", "price_cents": 0}
    row = Registration(order_id=order.id, event_id=event.id, ticket_type_id=kind.id, **again)
    with pytest.raises(sa.exc.IntegrityError), transaction() as session:
        session.add(row)


def test_of_twenty_at_once_five_get_the_last_five_places(app: Any, browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=5)])
    path = path_of(event)
    clients = [app.test_client() for _ in range(20)]
    forms = [forms_of(client.get(path).text)[-1].values for client in clients]

    def order(number: int) -> int:
        typed = {"contact_name": "Jan Jansen", "contact_email": f"jan{number}@okprofs.example"}
        return int(clients[number].post(path, data={**forms[number], **typed}).status_code)

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(order, range(20)))
    assert answers == [303] * 5 + [422] * 15
    assert len(all_of(Registration)) == len(all_of(Letter)) == 5
    assert places_taken(event) == {"Ochtend met lunch": 5}


def test_of_ten_who_use_one_invitation_at_once_one_comes_in(app: Any, browser: Browser) -> None:
    event = make_event()
    _, token = make_invitation(event)
    day = ticket(event, "Hele dag")

    def order(number: int) -> int:
        client = app.test_client()
        return int(client.fill_in(f"/uitnodigingen/{token}/aanmelden", **{"own-ticket_type": day}).status_code)

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(order, range(10)))
    assert answers == [303] + [422] * 9
    assert places_taken(event)["Hele dag"] == 1


# What comes of it


def test_the_order_is_written_down_and_confirmed_by_mail_without_diet_or_address(browser: Browser) -> None:
    event = make_event()
    browser.fill_in(
        path_of(event),
        **VISITOR,
        **{"own-dietary_wishes": "Kanarie-allergie", "own-organisation_name": "Gemeente Geheim"},
        invoice_reference="PO-KANARIE",
    )
    [order] = all_of(Order)
    assert order.registrations[0].dietary_wishes == "Kanarie-allergie"
    [letter] = all_of(Letter)
    assert (letter.kind, letter.recipient, letter.language) == (
        "events/order_confirmed",
        "jan@gemeente.example",
        "nl",
    )
    entries = all_of(JournalEntry)
    assert [entry.action for entry in entries] == ["order_made"]
    assert entries[0].details == {"event": event.public_id, "attendees": 1}
    told = f"{letter.facts}{[entry.details for entry in entries]}"
    for secret in ("anarie", "KANARIE", "Geheim", "jan@gemeente.example"):
        assert secret not in told


def test_without_food_nobody_is_asked_for_their_diet(browser: Browser) -> None:
    event = make_event(has_food=False)
    assert "dietary_wishes" not in browser.get(path_of(event)).text
    browser.fill_in(path_of(event), **VISITOR, **{"own-dietary_wishes": "vegetarisch"})
    assert all_of(Registration)[0].dietary_wishes == ""


def test_who_orders_in_english_is_written_in_english(browser: Browser) -> None:
    event = make_event()
    browser.set_cookie("taal", "en")
    browser.fill_in(path_of(event), **VISITOR)
    assert all_of(Letter)[0].language == "en"


def test_columns_that_are_not_in_the_form_cannot_be_set(browser: Browser) -> None:
    event = make_event()
    forbidden = {
        column.name: "1"
        for model in (Order, Registration, TicketType, Event)
        for column in model.__table__.columns
        if column.name != "name"
    }
    nested = {f"own-{name}": "1" for name in forbidden if name not in ("organisation_name", "dietary_wishes")}
    extra = {
        "price_cents": "0",
        "own-price_cents": "0",
        "own-ground": "invited",
        "own-name": "Boris",
        "account_id": "1",
    }
    typed = {**forbidden, **nested, **extra, **VISITOR, "contact_name": "Jan Jansen"}
    typed.pop("invoice_reference")
    assert browser.fill_in(path_of(event), **typed).status_code == 303
    [order] = all_of(Order)
    [registration] = order.registrations
    assert (order.event_id, order.account_id, order.cancelled_at) == (event.id, None, None)
    assert (registration.name, registration.price_cents, registration.ground) == ("Jan Jansen", 6000, "open")
    assert (registration.account_id, registration.cancelled_at) == (None, None)
    assert order.made_at > now() - timedelta(minutes=1)
    assert db.session.get_one(Event, event.id).version == 1


def test_only_the_browser_that_ordered_sees_the_order(app: Any, browser: Browser) -> None:
    event = make_event()
    location = browser.fill_in(path_of(event), **VISITOR).location
    stranger = app.test_client()
    assert stranger.get(location).status_code == 404
    assert stranger.get("/aanmeldingen/bestaatniet").status_code == 404
    assert browser.get(location).status_code == 200
    member = make_member()
    assert app.test_client().sign_in(member).get(location).status_code == 404


def test_an_order_made_signed_in_is_seen_by_that_person_only(app: Any, browser: Browser) -> None:
    event = make_event()
    owner, other = make_member("Olga Owner"), make_member("Otto Other")
    browser.sign_in(owner)
    location = browser.fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")}).location
    elsewhere = app.test_client().sign_in(owner)
    assert elsewhere.get(location).status_code == 200
    assert (
        "Olga Owner" in elsewhere.get("/mijn/aanmeldingen").text
        or event.title in elsewhere.get("/mijn/aanmeldingen").text
    )
    stranger = app.test_client().sign_in(other)
    assert stranger.get(location).status_code == 404
    assert event.title not in stranger.get("/mijn/aanmeldingen").text


def test_a_saved_cookie_opens_no_order_after_signing_out(app: Any, browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_member("Olga Owner"))
    location = browser.fill_in(path_of(event), **{"own-ticket_type": ticket(event, "Hele dag")}).location
    assert browser.get(location).status_code == 200
    thief = app.test_client()
    for name in ("form", "session"):
        thief.set_cookie(name, browser.get_cookie(name).value)
    assert thief.get(location).status_code == 200
    [sign_out] = [form for form in forms_of(browser.get(location).text) if form.action == "/uitloggen"]
    browser.post("/uitloggen", data=sign_out.values)
    assert thief.get(location).status_code == 404


def test_a_browser_shows_what_it_ordered_no_longer_than_a_session_lasts(browser: Browser) -> None:
    event = make_event()
    location = browser.fill_in(path_of(event), **VISITOR).location
    with time_machine.travel(now() + timedelta(hours=11, minutes=59)):
        assert browser.get(location).status_code == 200
    with time_machine.travel(now() + timedelta(hours=12, minutes=1)):
        assert browser.get(location).status_code == 404


def test_own_orders_ask_to_sign_in_and_are_designed_for_none(browser: Browser) -> None:
    assert browser.get("/mijn/aanmeldingen").status_code == 303
    assert "nog nergens voor aangemeld" in browser.sign_in(make_account()).get("/mijn/aanmeldingen").text


def test_thirty_orders_an_hour_is_enough_for_one_machine(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(capacity=None)])
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    for _ in range(5):
        browser.post(path_of(event), data={**form, "add": "colleagues"})
    statuses = [browser.post(path_of(event), data={**form, "contact_name": ""}).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


@pytest.mark.parametrize(
    "odd",
    [
        {"colleagues-²-name": "x"},
        {f"colleagues-{'9' * 5000}-name": "x"},
        {"colleagues-99999999999999999999-name": "x"},
        {"colleagues--1-name": "x", "colleagues-x-ticket_type": "y"},
        {"contact_name": "a\x00b" * 5000},
        {"contact_email": "x" * 100_000 + "@okprofs.example"},
        {"own-ticket_type": "\ud7ff\u202e"},
        {"remove": "colleagues-7"},
        {"remove": "__class__"},
        {"add": "1", "remove": "2", "total": "3"},
    ],
)
def test_odd_input_is_answered_in_words(browser: Browser, odd: dict[str, str]) -> None:
    event = make_event()
    form = forms_of(browser.get(path_of(event)).text)[-1].values
    response = browser.post(path_of(event), data={**form, **VISITOR, **odd})
    assert response.status_code in (200, 303, 413, 422)


def test_a_sign_up_asks_the_database_few_things(browser: Browser) -> None:
    event = make_event()
    asked: list[str] = []
    browser.get("/bijeenkomsten")

    def note(*arguments: Any) -> None:
        asked.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        response = browser.fill_in(path_of(event), **VISITOR)
        browser.get(response.location)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) <= 25, "\n".join(asked)


# Inviting


def test_an_invitation_is_mailed_and_written_down(browser: Browser) -> None:
    event = make_event()
    invitation, _ = make_invitation(event, "  Gijs   Genodigde ", "GIJS@okprofs.example")
    assert (invitation.name, invitation.email) == ("Gijs Genodigde", "gijs@okprofs.example")
    [letter] = all_of(Letter)
    assert (letter.kind, letter.recipient) == ("events/invitation", "gijs@okprofs.example")
    assert [entry.action for entry in all_of(JournalEntry)] == ["invitation_sent"]


@pytest.mark.parametrize(
    ("name", "email", "days", "code"),
    [
        ("", "gijs@okprofs.example", 30, "name_too_short"),
        ("Gijs", "geen adres", 30, "address_invalid"),
        ("Gijs", "gijs@okprofs.example", -3, "event_started"),
    ],
)
def test_an_invitation_that_leads_nowhere_is_refused(
    browser: Browser, name: str, email: str, days: int, code: str
) -> None:
    event = make_event(days)
    with pytest.raises(Refused, match=code), transaction():
        invite(event, name, email)
    assert all_of(Letter) == []


def test_the_closed_day_is_known_by_its_audience_alone() -> None:
    assert make_ticket_type(audience=Audience.PROFESSIONALS_AND_INVITEES).places_left is None
