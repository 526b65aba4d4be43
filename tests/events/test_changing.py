"""Invitations that are answered, and what contact and attendees change by themselves, in the order in which it goes."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import Event, Handover, Invitation, Order, Registration
from okprofs.events.rules.cancellation import ActorFacts, CancellationTerms
from okprofs.events.services import exchanging, invitations
from okprofs.events.services.changing import cancel_registration
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.events.services.terms import set_change_terms
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.events.makers import (
    make_account,
    make_event,
    make_invitation,
    make_link,
    make_member,
    make_ticket_type,
    places_taken,
)
from tests.pages import forms_of

CONTACT = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


def fresh(model: Any) -> Any:
    db.session.rollback()
    return db.session.scalars(sa.select(model).order_by(model.id.desc())).first()


def letters_to(address: str) -> list[str]:
    db.session.rollback()
    query = sa.select(Letter.kind).where(Letter.recipient == address).order_by(Letter.id)
    return [kind.removeprefix("events/") for kind in db.session.scalars(query)]


def with_colleague(event: Event, viewer: Any = None, kind: int = 0) -> Order:
    """An order for the contact and for Piet, who has an address of his own."""
    types = event.ticket_types
    with transaction():
        return sign_up(
            event.id,
            Contact("Jan Jansen", "jan@okprofs.example"),
            [
                Attendee(types[kind].public_id, is_contact=True),
                Attendee(types[0].public_id, name="Piet Pietersen", email="piet@okprofs.example"),
            ],
            viewer=viewer,
        )


def own_link(order: Order) -> str:
    attendee = order.registrations[1]
    return f"/deelname/{make_link('registration', attendee.public_id, attendee.email)}"


def press(browser: Browser, page: str, ending: str, button: int = 0) -> Any:
    """The button that sends to an address ending so, with the value that it carries."""
    [form] = [one for one in forms_of(browser.get(page).text) if one.action.endswith(ending)]
    return browser.post(form.action, data={**form.values, "cents": button})


def test_who_is_invited_says_no_and_comes_after_all(browser: Browser) -> None:
    event = make_event()
    invitation, token = make_invitation(event)
    assert "Ik kan niet komen" in browser.get(f"/uitnodigingen/{token}").text
    assert browser.fill_in(f"/uitnodigingen/{token}/afzegging").status_code == 303
    assert fresh(Invitation).declined_at is not None
    day = event.ticket_types[1].public_id
    answer = browser.fill_in(f"/uitnodigingen/{token}/aanmelden", **{"own-ticket_type": day})
    assert answer.status_code == 303
    used = fresh(Invitation)
    assert (used.declined_at, used.registration_id) == (None, fresh(Registration).id)
    with pytest.raises(Refused, match="invitation_used"), transaction():
        invitations.decline(invitation)


def test_a_list_is_looked_at_first_and_then_invited(browser: Browser) -> None:
    event = make_event()
    make_invitation(event)
    desk = browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    url = f"/beheer/bijeenkomsten/{event.slug}/uitnodigingen/lijst"
    text = "Nina Nieuw <nina@ede.example>\nnina@ede.example; Nina\nGijs;gijs@okprofs.example\nZonder adres"
    form = forms_of(desk.get(url).text)[-1]
    page = desk.post(url, data={**form.values, "text": text})
    for words in ("Krijgt een uitnodiging", "Staat er twee keer op", "Is al uitgenodigd", "Geen e-mailadres"):
        assert words in page.text
    assert letters_to("nina@ede.example") == []
    confirming = next(one for one in forms_of(page.text) if json.loads(one.values.get("checked") or "[]"))
    assert desk.post(url, data={**confirming.values, "language": "en"}).status_code == 303
    assert letters_to("nina@ede.example") == ["invitation"]
    assert (fresh(Invitation).name, fresh(Invitation).language) == ("Nina Nieuw", "en")


def test_who_did_not_answer_is_reminded_once(database: Any) -> None:
    event = make_event()
    for name, answer in (("stil", None), ("nee", "declined_at"), ("weg", "revoked_at")):
        invitation, _ = make_invitation(event, name.title(), f"{name}@okprofs.example")
        with transaction():
            held = db.session.get_one(Invitation, invitation.id)
            held.invited_at = now() - timedelta(days=20)
            if answer:
                setattr(held, answer, now())
    with transaction():
        invitations.set_reminder(event, 40)
    for _ in range(2):
        with transaction():
            invitations.remind_invited()
    # Invited before the moment that the reminder goes: forty days before the event is ten days ago.
    assert letters_to("stil@okprofs.example") == ["invitation", "invitation_reminder"]
    assert letters_to("nee@okprofs.example") == letters_to("weg@okprofs.example") == ["invitation"]


def test_each_attendee_has_a_link_of_their_own_that_shows_nobody_else(browser: Browser) -> None:
    event = make_event()
    order = with_colleague(event)
    assert letters_to("piet@okprofs.example") == ["attendee_signed_up"]
    assert letters_to("jan@okprofs.example") == ["order_confirmed"]
    link = own_link(order)
    page = browser.get(link).text
    assert "Piet Pietersen" in page
    assert "jan@okprofs.example" not in page
    assert browser.fill_in(f"{link}/gegevens", name="Piet Petersen", dietary_wishes="halal").status_code == 303
    changed = fresh(Registration)
    assert (changed.name, changed.email, changed.dietary_wishes) == ("Piet Petersen", "piet@okprofs.example", "halal")
    assert press(browser, link, "/afmelden").status_code == 303
    assert letters_to("jan@okprofs.example")[-1] == "order_cancelled"
    assert [item.cancelled_at is None for item in fresh(Order).registrations] == [True, False]


def test_who_was_replaced_has_no_link_any_more(browser: Browser) -> None:
    order = with_colleague(make_event())
    link = own_link(order)
    contact = f"/aanmeldingen/link/{make_link('order', order.public_id, order.contact_email)}"
    page = f"{contact}/deelnemers/{order.registrations[1].public_id}"
    assert browser.fill_in(page, name="Kees", email="kees@okprofs.example").status_code == 303
    assert browser.get(link).status_code == 404
    assert letters_to("piet@okprofs.example")[-1] == "attendee_replaced"
    assert letters_to("kees@okprofs.example") == ["attendee_signed_up"]


def test_cancelling_late_costs_what_was_said_and_no_more(browser: Browser) -> None:
    event = make_event()
    order = with_colleague(event)
    contact = f"/aanmeldingen/link/{make_link('order', order.public_id, order.contact_email)}"
    with transaction():
        set_change_terms(event, None, CancellationTerms(now() - timedelta(hours=1), 50))
    page = browser.get(contact).text
    assert "Daarna betaal je 50% van de prijs" in page
    assert "Afzeggen kost nu €\xa030,00" in page
    ending = f"{order.registrations[1].public_id}/afmelden"
    press(browser, contact, ending)
    assert fresh(Registration).cancelled_at is None
    press(browser, contact, ending, button=3000)
    assert fresh(Registration).cancellation_cents == 3000
    assert fresh(Order).total_cents == 9000
    assert places_taken(event)["Ochtend met lunch"] == 1


def test_a_ticket_is_exchanged_at_the_price_that_was_shown(browser: Browser) -> None:
    event, member = make_event(), make_member()
    order = with_colleague(event, member)
    own = browser.sign_in(member)
    page = f"/aanmeldingen/{order.public_id}/deelnemers/{order.registrations[0].public_id}/deelnamevorm"
    assert "€\xa040,00 erbij" in own.get(page).text
    day = event.ticket_types[1].public_id
    assert own.fill_in(page, ticket_type=f"{day}-9900").status_code == 422
    assert own.fill_in(page, ticket_type=f"{day}-10000").status_code == 303
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 1}
    db.session.rollback()
    changed = db.session.get_one(Registration, order.registrations[0].id)
    assert (changed.price_cents, changed.ground) == (10000, "member")
    colleague = f"/aanmeldingen/{order.public_id}/deelnemers/{order.registrations[1].public_id}/deelnamevorm"
    assert own.fill_in(colleague, ticket_type=f"{day}-10000").status_code == 422


def test_a_closed_place_goes_to_a_colleague_who_proves_that_it_may(browser: Browser) -> None:
    event, member, taker = make_event(), make_member(), make_member("Tia Taker")
    order = with_colleague(event, member, kind=1)
    given = order.registrations[0]
    with transaction():
        exchanging.offer_to_colleague(order, given.public_id, "Tia", taker.email, CONTACT)
    assert letters_to(taker.email) == ["handover_offered"]
    link = f"/overdracht/{make_link('handover', fresh(Handover).public_id, taker.email)}"
    # By the link alone nobody is a member, and the page says so of whoever has it.
    assert "Zo kun je de plaats niet overnemen" in browser.get(link).text
    assert browser.sign_in(taker).fill_in(link).status_code == 303
    db.session.rollback()
    taken = db.session.get_one(Registration, given.id)
    assert (taken.name, taken.email, taken.price_cents) == (taker.name, taker.email, 10000)
    assert places_taken(event)["Hele dag"] == 1
    assert letters_to(member.email)[-1] == "order_changed"
    assert browser.get(link).status_code == 404


def test_cancelling_refuses_more_than_was_agreed(database: Any) -> None:
    order = with_colleague(make_event())
    with transaction():
        set_change_terms(order.event, None, CancellationTerms(None, 100))
    with pytest.raises(Refused, match="cancellation_cost_changed"), transaction():
        cancel_registration(order, order.registrations[0].public_id, CONTACT, 5999)


def test_the_price_for_a_further_colleague_stands_when_the_first_does_not_come(database: Any) -> None:
    event = make_event(ticket_types=[make_ticket_type(colleague_price_cents=4500)])
    ticket = event.ticket_types[0].public_id
    with transaction():
        pair = [Attendee(ticket, name=name, organisation_name="Gemeente Ede") for name in ("Ans", "Bas")]
        order = sign_up(event.id, Contact("Carla", "carla@okprofs.example"), pair)
    first, second = order.registrations
    with transaction():
        assert cancel_registration(order, first.public_id, CONTACT)
    assert (fresh(Registration).id, fresh(Registration).price_cents) == (second.id, 4500)
