"""Asking people what they thought, mailing some of them, and what can be counted of an event."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.events.models import (
    Event,
    FeedbackAnswer,
    FeedbackMark,
    FeedbackRound,
    Mailing,
    MailingRecipient,
    OrderPayment,
    PendingTicket,
    Registration,
    WaitingParty,
)
from okprofs.events.queries.figures import people_of, tallies
from okprofs.events.queries.mailings import Chosen, reached_by, to_thank
from okprofs.events.rules.feedback import Answer, Question
from okprofs.events.rules.mailing import Presence, Whom
from okprofs.events.services import feedback, mailings, waiting_list
from okprofs.events.services.arriving import let_in
from okprofs.events.services.signup import Attendee, Contact
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter, LetterState
from okprofs.mail.rendering import build
from okprofs.people.models import Account
from tests.conftest import Browser
from tests.events.makers import make_door, make_event, make_event_of_today, make_link, make_order, make_ticket_type
from tests.events.office.test_cost_and_letters import cost

GRADES = {question.value: "4" for question in Question}


def ended(*names: str) -> Event:
    """An event that is over, to which these people came; each has an address of their own."""
    event = make_event()
    for name in names:
        make_order(event, contact=name)
    with transaction():
        event = db.session.get_one(Event, event.id)
        event.starts_at, event.ends_at = now() - timedelta(hours=9), now() - timedelta(hours=1)
    return event


def people(event: Event) -> list[Registration]:
    query = sa.select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
    return list(db.session.scalars(query))


def letters(kind: str) -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Letter).where(Letter.kind == f"events/{kind}").order_by(Letter.id)))


def test_people_are_asked_once_answer_once_and_nobody_can_tell_who_said_what(desk: Browser) -> None:
    event = ended(*(f"{name} Jansen" for name in ("An", "Bo", "Co", "Do", "Ed", "Fe")))
    office = f"/beheer/bijeenkomsten/{event.slug}/mening"
    desk.fill_in(f"{office}/vraag")
    assert len(letters("feedback_asked")) == 6
    assert "al verstuurd" in desk.fill_in(f"{office}/vraag").text
    everyone = people(event)
    first = everyone[0]
    link = f"/mening/{make_link('feedback', first.public_id, first.email)}"
    assert desk.fill_in(link, **GRADES, best="Inzicht 0", better="<b>Koffie</b>").status_code == 303
    assert "Je antwoord is binnen" in desk.get(link).text
    with pytest.raises(Refused, match="feedback_answered_already"), transaction():
        feedback.answer(db.session.get_one(Registration, first.id), Answer(dict.fromkeys(Question, 1)))
    with transaction():
        for number, person in enumerate(everyone[1:], 1):
            words = {"best": f"Inzicht {number}", "better": "Thee"} if number < 5 else {}
            given = Answer(dict.fromkeys(Question, 4), **words)
            feedback.answer(db.session.get_one(Registration, person.id), given)
    assert "6 van de 6" in desk.get(office).text
    # Nothing is told before the form is closed, for numbers that grow one by one tell who came last.
    assert "Inzicht" not in desk.get(office).text
    desk.fill_in(f"{office}/sluiting")
    page = desk.get(office).text
    assert "Inzicht 3" in page
    assert "&lt;b&gt;Koffie&lt;/b&gt;" in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(FeedbackMark)) == 0
    kept = {column.name for column in FeedbackAnswer.__table__.columns}
    assert not any("_at" in name or name in ("id", "registration_id", "account_id", "name") for name in kept)
    actions = set(db.session.scalars(sa.select(JournalEntry.action)))
    assert {"feedback_asked", "feedback_closed"} <= actions
    assert not any("answer" in action for action in actions)
    late = make_link("feedback", everyone[0].public_id, everyone[0].email)
    assert "gesloten" in desk.get(f"/mening/{late}").text


def test_of_few_answers_nothing_is_shown_and_small_groups_are_forgotten(desk: Browser) -> None:
    event = ended(*(f"{name} Jansen" for name in ("An", "Bo", "Co", "Do")))
    with transaction():
        feedback.ask(event)
        for person in people(event):
            feedback.answer(person, Answer(dict.fromkeys(Question, 5), best="Alles"))
    with transaction():
        db.session.get_one(FeedbackRound, event.id).closes_at = now()
    with transaction():
        assert feedback.close_due()
    with transaction():
        assert not feedback.close_due()
    page = desk.get(f"/beheer/bijeenkomsten/{event.slug}/mening").text
    assert "Te weinig antwoorden" in page
    assert "Alles" not in page
    assert set(db.session.scalars(sa.select(FeedbackAnswer.ticket_type_id))) == {None}


def test_the_link_of_who_was_replaced_and_of_another_kind_opens_nothing(desk: Browser) -> None:
    event = ended("An Jansen")
    with transaction():
        feedback.ask(event)
    person = people(event)[0]
    for link in (make_link("feedback", person.public_id, "x@okprofs.example"), make_link("order", person.public_id)):
        assert desk.get(f"/mening/{link}").status_code == 404


@pytest.fixture
def full(database: None) -> Event:
    """An event of today with five people, of whom An came and Bo paid."""
    event = make_event_of_today("vandaag", "Gast Eén", "Gast Twee")
    # Who signed up by themselves have their own address.
    with transaction():
        event = db.session.get_one(Event, event.id)
        event.starts_at += timedelta(days=2)
    for name in ("An Jansen", "Bo Jansen", "Co Jansen"):
        make_order(event, contact=name)
    with transaction():
        event = db.session.get_one(Event, event.id)
        event.starts_at -= timedelta(days=2)
        named = {person.name: person for person in people(event)}
        paid = named["Bo Jansen"]
        db.session.add(OrderPayment(order_id=paid.order_id, cents=paid.price_cents))
    door = make_door(event)
    with transaction():
        let_in(door, db.session.get_one(Registration, named["An Jansen"].id))
    return event


def test_a_mail_reaches_who_was_chosen_each_address_once(full: Event) -> None:
    def names(**chosen: object) -> list[str]:
        return [person.name for person in reached_by(full, Chosen(**chosen))]  # type: ignore[arg-type]

    # The two guests have no address: their contact gets one mail.
    assert names() == ["Carla Contact", "An Jansen", "Bo Jansen", "Co Jansen"]
    assert names(presence=Presence.THERE) == ["An Jansen"]
    assert names(presence=Presence.ABSENT) == ["Carla Contact", "Bo Jansen", "Co Jansen"]
    assert names(only_unpaid=True) == ["Carla Contact", "An Jansen", "Co Jansen"]
    assert names(ticket_types=(full.ticket_types[1].public_id,)) == []
    assert names(workshop="onbekend") == []
    with transaction() as session:
        co = next(person for person in people(full) if person.name == "Co Jansen")
        wants = {"ticket_type_id": full.ticket_types[1].id, "open_ticket_type_id": co.ticket_type_id}
        account = make_account_id()
        waits = PendingTicket(event_id=full.id, registration_id=co.id, account_id=account, price_cents=1, **wants)
        session.add(waits)
    assert names(only_waiting=True) == ["Co Jansen"]


def make_account_id() -> int:
    account = Account(email="wacht@okprofs.example", name="Co Jansen")
    db.session.add(account)
    db.session.flush()
    return account.id


def test_a_mail_goes_to_who_is_on_the_waiting_list_and_confirmed_that(desk: Browser) -> None:
    full = make_event(ticket_types=[make_ticket_type(capacity=1)])
    make_order(full)
    for name in ("Eva", "Silvia"):
        with transaction():
            contact, ticket = Contact(name, f"{name.lower()}@okprofs.example"), full.ticket_types[0].public_id
            wants = [Attendee(ticket, is_contact=True)]
            party = waiting_list.sign_up_or_wait(full.id, contact, wants, stays_together=False)
            assert isinstance(party, WaitingParty)
            if name == "Eva":
                waiting_list.confirm(party)
    office = f"/beheer/bijeenkomsten/{full.slug}/mail"
    answer = desk.fill_in(f"{office}/nieuw", subject="Nog even geduld", text="Er komt plaats.", whom="on_waiting_list")
    shown = desk.get(answer.location).text
    assert "Wie op de wachtlijst staat" in shown
    assert "omdat je op de wachtlijst" in shown
    desk.fill_in(f"{answer.location}/verzending")
    [letter] = letters("mailing")
    assert letter.recipient == "eva@okprofs.example"
    assert "omdat je op de wachtlijst" in build(letter, "").get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Eva" in desk.get(answer.location).text
    reached = [reached_by(full, Chosen(whom=Whom.BOTH, only_unpaid=only)) for only in (False, True)]
    assert [sum(one.waits for one in people) for people in reached] == [1, 0]


def test_a_mail_is_looked_at_tried_and_sent_once(desk: Browser, full: Event) -> None:
    office = f"/beheer/bijeenkomsten/{full.slug}/mail"
    text = "Neem je laptop mee.\n\n<script>alert(1)</script> {{ 7*7 }} https://evil.example"
    answer = desk.fill_in(f"{office}/nieuw", subject="De zaal\r\nBcc: x@evil.example", text=text)
    shown = desk.get(answer.location).text
    assert "Zo ziet de mail eruit voor Carla Contact" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert desk.fill_in(answer.location, form="/proef").status_code == 303
    [test] = letters("mailing")
    assert test.recipient.startswith("otto")
    built = build(test, "")
    assert built["Subject"].startswith("Proef: De zaal Bcc: x@evil")
    assert built["Bcc"] is None
    words = built.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "<script>" in words
    assert "{{ 7*7 }}" in words
    assert "https://evil" not in words
    # What is written stands in no letter of the outbox, and not in the journal.
    assert "laptop" not in str(test.facts)
    confirm = f"{answer.location}/verzending"
    assert desk.fill_in(confirm).status_code == 303
    assert desk.get(confirm).status_code == 200
    assert "intussen verstuurd" in desk.fill_in(confirm).text
    assert len(letters("mailing")) == 1 + 4
    with transaction():
        sent = db.session.scalars(
            sa.select(Letter).where(Letter.kind == "events/mailing", Letter.recipient.startswith("an@"))
        ).one()
        sent.state = LetterState.SENT
    followed = desk.get(answer.location).text
    assert "Verstuurd: 1" in followed
    assert "Onderweg: 3" in followed
    entry = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "mailing_sent")).one()
    assert entry.details == {"event": full.public_id, "rows": 4}


def test_who_was_there_is_thanked_once_it_is_over_and_nobody_else(desk: Browser, full: Event) -> None:
    office = f"/beheer/bijeenkomsten/{full.slug}/mail"
    assert "bedankt" not in desk.get(office).text
    assert "Fijn dat je erbij was" not in desk.get(f"{office}/nieuw?bedankt=1").text
    nobody_scanned = ended("An Jansen", "Bo Jansen")
    with transaction():
        event = db.session.get_one(Event, full.id)
        event.starts_at, event.ends_at = now() - timedelta(hours=9), now() - timedelta(hours=1)
    assert f"{office}/nieuw?bedankt=1" in desk.get(office).text
    answer = desk.fill_in(f"{office}/nieuw?bedankt=1")
    assert "Fijn dat je erbij was." in desk.get(answer.location).text
    desk.fill_in(f"{answer.location}/verzending")
    assert [letter.recipient for letter in letters("mailing")] == ["an@okprofs.example"]
    # Where no door knows who came, it is all who had a place.
    assert [person.name for person in reached_by(nobody_scanned, to_thank(nobody_scanned))] == [
        "An Jansen",
        "Bo Jansen",
    ]


def test_what_another_organiser_changed_meanwhile_does_not_go(desk: Browser, full: Event) -> None:
    with transaction():
        mailing = mailings.draft(full, "De zaal", "Kom op tijd.", Chosen())
    with transaction():
        mailings.redraft(mailing, 1, "De zaal", "Kom later.", Chosen())
    with pytest.raises(Refused), transaction():
        mailings.send(mailing, 1, make_sender())
    assert letters("mailing") == []
    page = f"/beheer/bijeenkomsten/{full.slug}/mail/{mailing.public_id}"
    assert "Iemand anders" in desk.fill_in(f"{page}/wijziging", seen="1").text
    desk.fill_in(f"{page}/verwijdering")
    assert db.session.scalar(sa.select(Mailing.id)) is None
    assert db.session.scalar(sa.select(MailingRecipient.id)) is None


def make_sender() -> Account:
    return db.session.scalars(sa.select(Account).limit(1)).one()


def test_sign_ups_are_counted_by_full_days_before_the_event(database: None) -> None:
    event = make_event(days_from_now=10)
    make_order(event, "An", "Bo")
    make_order(event, contact="Co Jansen")
    with transaction():
        late = people(event)[2]
        late.made_at = event.starts_at + timedelta(hours=3)
        first = people(event)[0]
        first.made_at = event.starts_at - timedelta(days=3, hours=5)
        second = people(event)[1]
        second.made_at = event.starts_at - timedelta(hours=5)
    assert tallies([event]) == {event.id: {3: 1, 0: 1, -1: 1}}


def test_the_figures_show_who_stayed_away_and_hide_small_groups(desk: Browser, full: Event) -> None:
    page = desk.get(f"/beheer/bijeenkomsten/{full.slug}/cijfers")
    assert page.status_code == 200
    assert "1 / 5" in page.text
    assert [(one.expected, one.came, one.stayed_away) for one in people_of(full).came] == [(5, 1, 4)]
    assert people_of(full).kinds.groups == ()
    assert "Er zijn nog geen vijf mensen uit één groep" in page.text


def test_figures_ask_ten_questions_at_most_however_many_come(desk: Browser) -> None:
    for days in (-30, -60, -90):
        make_event(days_from_now=days)
    few, many = make_event(), make_event()
    make_order(few)
    for number in range(6):
        make_order(many, *(f"Gast {guest}" for guest in range(6)), contact=f"Carla{number} Contact")
    with transaction():
        mailing = {event.slug: mailings.draft(event, "Zaal", "Kom.", Chosen()).public_id for event in (few, many)}
    for path in ("cijfers", "mening", "mail", "mail/{}"):
        each = [
            cost(desk, f"/beheer/bijeenkomsten/{event.slug}/{path.format(mailing[event.slug])}")
            for event in (few, many)
        ]
        assert each[0] == each[1] <= 10, path


def all_at_once(app: Flask, act: Callable[[], object], times: int = 4) -> list[str]:
    """What comes of it when so many do this at the same moment: "done", or why not."""
    ready = Barrier(times)

    def one() -> str:
        with app.app_context():
            ready.wait()
            try:
                with transaction():
                    act()
            except Refused as refused:
                return refused.refusals[0].code
            finally:
                db.session.remove()
            return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(future.result() for future in [pool.submit(one) for _ in range(times)])


def test_of_many_clicks_one_counts(app: Flask, full: Event) -> None:
    with transaction() as session:
        mailing = mailings.draft(full, "De zaal", "Kom.", Chosen())
        session.add(FeedbackRound(event_id=full.id, closes_at=now() + timedelta(days=1), asked=5))
        sender = session.get_one(Account, make_account_id()).id
    registration, ids = people(full)[0].id, (mailing.id, full.id)

    def send() -> None:
        mailings.send(db.session.get_one(Mailing, ids[0]), 1, db.session.get_one(Account, sender))

    def answer() -> None:
        given = Answer(dict.fromkeys(Question, 5))
        feedback.answer(db.session.get_one(Registration, registration), given)

    db.session.rollback()
    assert all_at_once(app, send) == ["done", *["mailing_sent_already"] * 3]
    assert all_at_once(app, answer) == ["done", *["feedback_answered_already"] * 3]
    assert all_at_once(app, lambda: feedback.close(ids[1])) == ["done", *["feedback_closed"] * 3]
    assert len(letters("mailing")) == 4
    assert db.session.scalar(sa.select(sa.func.count()).select_from(FeedbackAnswer)) == 1
