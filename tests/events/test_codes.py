"""Codes: they open what is hidden and make cheaper, for so many, and tell a stranger nothing."""

import pytest

from okprofs.events.models import Code, Event
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from tests.conftest import Browser
from tests.events.makers import make_event, make_ticket_type

CONTACT = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


def make_hidden(**values: int) -> tuple[Event, Code]:
    """An event with one ticket type that anyone sees, and one for who has the code."""
    shown, hidden = make_ticket_type(title="Ochtend"), make_ticket_type(title="Sprekerskaart", is_hidden=True)
    event = make_event(ticket_types=[shown, hidden])
    code = Code(event_id=event.id, code="SPREKER2027", ticket_types=[hidden], **values)
    with transaction() as session:
        session.add(code)
    return event, code


def uses(code: Code) -> int:
    db.session.rollback()
    return db.session.get_one(Code, code.id).uses


def test_without_the_code_a_hidden_ticket_is_nowhere(browser: Browser) -> None:
    event, _ = make_hidden()
    page = f"/bijeenkomsten/{event.slug}"
    for path in (page, f"{page}/aanmelden", f"{page}/waarom", f"{page}?code=ERNAAST"):
        assert "Sprekerskaart" not in browser.get(path).text
    for path in (page, f"{page}/aanmelden", f"{page}/waarom"):
        assert "Sprekerskaart" in browser.get(f"{path}?code=spreker-2027").text


def test_a_wrong_code_and_one_that_has_ended_get_the_same_answer(browser: Browser) -> None:
    event, _ = make_hidden(most_uses=1, uses=1)
    path = f"/bijeenkomsten/{event.slug}/aanmelden?code="
    answers = [browser.get(path + code).text for code in ("SPREKER2027", "BESTAATNIET")]
    assert all("Deze code werkt niet, of niet meer" in answer for answer in answers)
    assert not any("Sprekerskaart" in answer for answer in answers)


def test_who_guesses_is_held_up(browser: Browser) -> None:
    event, _ = make_hidden()
    statuses = [browser.get(f"/bijeenkomsten/{event.slug}?code=RAAD{number}").status_code for number in range(12)]
    assert statuses[:10] == [200] * 10
    assert statuses[10:] == [429] * 2
    assert browser.get(f"/bijeenkomsten/{event.slug}").status_code == 200


@pytest.mark.parametrize("typed", ["", "VERKEERD"])
def test_a_hidden_ticket_cannot_be_posted_without_its_code(database: None, typed: str) -> None:
    event, _ = make_hidden()
    hidden = event.ticket_types[1].public_id
    with pytest.raises(Refused) as refused, transaction():
        sign_up(event.id, Contact("Jan", "jan@okprofs.example", code=typed), [Attendee(hidden, is_contact=True)])
    assert [refusal.code for refusal in refused.value.refusals] == ["code_unknown" if typed else "ticket_type_gone"]


def test_each_attendee_uses_the_code_once_and_gives_it_back(database: None) -> None:
    event, code = make_hidden(most_uses=2)
    hidden = event.ticket_types[1].public_id
    both = [Attendee(hidden, is_contact=True), Attendee(hidden, name="Piet Pietersen")]
    with transaction():
        order = sign_up(event.id, Contact("Jan", "jan@okprofs.example", code="spreker 2027"), both)
    assert uses(code) == 2
    with pytest.raises(Refused), transaction():
        sign_up(event.id, Contact("An", "an@okprofs.example", code="SPREKER2027"), both[:1])
    with transaction():
        cancel_order(order, CONTACT)
    assert uses(code) == 0


def test_a_voucher_makes_it_cheaper_and_page_and_letter_say_why(browser: Browser) -> None:
    event = make_event(ticket_types=[make_ticket_type(title="Ochtend", price_cents=6000)])
    with transaction() as session:
        session.add(Code(event_id=event.id, code="KORTING50", discount_percentage=50, most_uses=1))
    path = f"/bijeenkomsten/{event.slug}/aanmelden"
    values = {
        "contact_name": "Jan Jansen",
        "contact_email": "jan@okprofs.example",
        "comes_along": "y",
        "own-ticket_type": event.ticket_types[0].public_id,
        "code": "korting-50",
    }
    applied = browser.fill_in(path, **values, apply="1")
    assert "€\xa030,00" in applied.text
    assert "Korting met je code" in applied.text
    answer = browser.fill_in(path, **values)
    assert answer.status_code == 303
    assert "€\xa030,00 (korting met je code)" in browser.get(answer.location).text
    letter = db.session.query(Letter).one()
    assert letter.facts["attendees"][0]["price_reason"] == "voucher"
    # One use is one attendee.
    with pytest.raises(Refused), transaction():
        sign_up(
            event.id,
            Contact("An", "an@okprofs.example", code="KORTING50"),
            [Attendee(event.ticket_types[0].public_id, is_contact=True)],
        )


def test_the_second_of_one_organisation_pays_the_price_for_colleagues(database: None) -> None:
    event = make_event(ticket_types=[make_ticket_type(price_cents=6000, colleague_price_cents=4500)])
    kind = event.ticket_types[0].public_id
    attendees = [
        Attendee(kind, is_contact=True, organisation_name="Gemeente Ede"),
        Attendee(kind, name="Piet Pietersen", organisation_name="gemeente ede"),
        Attendee(kind, name="Els Elders", organisation_name="Gemeente Zwolle"),
    ]
    with transaction():
        order = sign_up(event.id, Contact("Jan", "jan@okprofs.example"), attendees)
    assert [item.price_cents for item in order.registrations] == [6000, 4500, 6000]
