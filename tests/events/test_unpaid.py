"""Places are held until a day that everyone can see, and what nobody paid for goes to who waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.events.models import Event, Order, PendingTerms, TicketType, WaitingEntry
from okprofs.events.queries.pending import state_of
from okprofs.events.services import pending
from okprofs.events.services.paying import give_time, note_payment
from okprofs.events.services.signup import Attendee, Contact
from okprofs.events.services.unpaid import keep_terms
from okprofs.events.services.waiting_list import sign_up_or_wait
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.wall_time import local
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_event, make_invitation, make_member, make_order, places_taken
from tests.events.test_pending import make_applicant

pytestmark = pytest.mark.usefixtures("database")


def time_goes_by(**values: Any) -> None:
    """Let the reminder be due, or the term be over; and the worker come along."""
    with transaction() as session:
        session.execute(sa.update(Order).where(Order.pay_until.is_not(None)).values(**values))
    with transaction():
        while keep_terms():
            pass
    db.session.rollback()


def is_over() -> None:
    time_goes_by(pay_until=now() - timedelta(minutes=1))


def told(kind: str) -> dict[str, str]:
    """What letters of this kind say, by to whom."""
    db.session.rollback()
    found = db.session.scalars(sa.select(Letter).where(Letter.kind == f"events/{kind}").order_by(Letter.id))
    return {
        letter.recipient: render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="x" * 20).text
        for letter in found
    }


def test_an_unpaid_order_is_seen_reminded_given_time_and_then_its_places_go_to_who_waits(browser: Browser) -> None:
    event = make_event()
    with transaction() as session:
        session.execute(sa.update(TicketType).values(capacity=1))
    never = make_order(make_event())
    office = f"/beheer/bijeenkomsten/{event.slug}"
    browser.sign_in(make_account("Otto", Office.ORGANISER, Office.TREASURER))
    terms = f"{office}/wijzigen-en-afzeggen"
    assert browser.fill_in(terms, pay_within_days="0").status_code == 422
    assert browser.fill_in(terms, pay_within_days="14", percentage="50").status_code == 303
    order = make_order(event, "Piet Pieters", email="piet@okprofs.example")
    with transaction():
        waits = Contact("Wil Wacht", "wil@okprofs.example"), [Attendee(event.ticket_types[0].public_id, True)]
        party = sign_up_or_wait(event.id, *waits, stays_together=True)
        party.confirmed_at = now()
    last = local(order.pay_until).date()
    assert last >= today() + timedelta(days=14)
    assert "houden we de plaats vast" in told("order_confirmed")[order.contact_email]
    booking = f"{office}/aanmeldingen/{order.public_id}"
    assert "Te betalen tot en met" in browser.get(booking).text
    assert "uiterlijk" in browser.get("/beheer/betalingen").text

    time_goes_by(pay_reminder_at=now())
    assert "nog € 60,00 te betalen" in told("payment_reminder")[order.contact_email].replace("\xa0", " ")
    assert browser.fill_in(f"{booking}/meer-tijd", day=str(last)).status_code == 422
    assert browser.fill_in(f"{booking}/meer-tijd", day=str(last + timedelta(days=5))).status_code == 303
    order = db.session.get_one(Order, order.id)
    assert local(order.pay_until).date() == last + timedelta(days=5)
    assert order.pay_reminder_at is not None

    is_over()
    order = db.session.get_one(Order, order.id)
    assert (order.cancelled_at is None, order.total_cents, order.pay_until) == (False, 0, None)
    assert db.session.scalars(sa.select(WaitingEntry.state)).one() == "offered"
    assert "je hoeft er niets voor te betalen" in told("order_lapsed")[order.contact_email]
    assert "niet meer aangemeld" in told("attendee_lapsed")["piet@okprofs.example"]
    entry = db.session.scalars(sa.select(JournalEntry).where(JournalEntry.action == "order_not_paid_in_time")).one()
    assert (entry.subject_id, entry.actor, entry.details) == (order.public_id, None, {"ending": "everything"})
    assert db.session.get_one(Order, never.id).cancelled_at is None


@pytest.mark.parametrize("paid", [6000, 7000])
def test_who_paid_the_morning_and_not_the_difference_keeps_the_morning(browser: Browser, paid: int) -> None:
    event, account = make_event(pay_within_days=14), make_applicant()
    treasurer = make_account("Theo", Office.TREASURER)
    morning, day = event.ticket_types
    with transaction() as session:
        session.add(PendingTerms(ticket_type_id=day.id, open_ticket_type_id=morning.id, hold_hours=48))
    with transaction():
        order = sign_up_or_wait(
            event.id, Contact(), [Attendee(day.public_id, True)], stays_together=True, viewer=account
        )
    with transaction():
        note_payment(order, paid, is_payback=False, by=treasurer)
        assert order.pay_until is None
    invitation, _ = make_invitation(event, account.name, account.email)
    with transaction():
        pending.accept(invitation, 10000)
    order = db.session.get_one(Order, order.id)
    assert order.pay_until is not None
    assert "Betaal uiterlijk op" in told("waiting")[account.email]
    page = browser.sign_in(account).get(f"/aanmeldingen/{order.public_id}").text
    assert "Tot en met die dag houden we de plaats vast" in page

    is_over()
    is_over()
    assert db.session.scalars(sa.select(JournalEntry.action)).all().count("order_not_paid_in_time") == 1
    order = db.session.get_one(Order, order.id)
    keeps_all = paid > 6000  # a part of it came in: that is for people to find out
    assert order.attendees[0].ticket_type.title == ("Hele dag" if keeps_all else "Ochtend met lunch")
    assert state_of(order)[1].open_cents == (3000 if keeps_all else 0)
    assert order.is_late == keeps_all
    assert places_taken(event) == {"Ochtend met lunch": 0 if keeps_all else 1, "Hele dag": 1 if keeps_all else 0}
    assert list(told("order_lapsed")) == ([] if keeps_all else [account.email])
    browser.sign_in(treasurer)
    assert ("Te laat" in browser.get("/beheer/betalingen?status=open").text) == keeps_all


def test_a_term_that_is_changed_or_taken_away_leaves_what_was_promised() -> None:
    event, member = make_event(), make_member()
    before = make_order(event, "Voor Vera", contact="Vera")
    with transaction():
        event = db.session.get_one(Event, event.id)
        event.pay_within_days = 14
        free = event.ticket_types[1]
        free.price_cents = 0
    order = make_order(event, "Ad Adams", contact="Ad")
    promised = order.pay_until
    with transaction():
        db.session.get_one(Event, event.id).pay_within_days = 1
        nothing = sign_up_or_wait(
            event.id, Contact(), [Attendee(free.public_id, True)], stays_together=True, viewer=member
        )
    assert (db.session.get_one(Order, before.id).pay_until, nothing.pay_until) == (None, None)
    assert db.session.get_one(Order, order.id).pay_until == promised


def one_after_the_other(app: Flask, first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """The second begins while the first is under way, and has not ended when it ends."""

    def elsewhere() -> None:
        with app.app_context():
            try:
                with transaction():
                    second()
            finally:
                db.session.remove()

    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            first()
            session.flush()
            done = pool.submit(elsewhere)
            if db.engine.dialect.name == "postgresql":  # the other locks the whole file
                with db.engine.connect() as looking:
                    while not done.done() and not looking.execute(waiting).scalar():
                        looking.rollback()
        done.result()
    db.session.rollback()


@pytest.mark.parametrize(
    ("is_job_first", "is_paid", "outcome"),
    [(False, True, (True, 0)), (True, True, (False, 6000)), (False, False, (True, 0))],
    ids=["a payment goes first", "the job goes first", "more time goes first"],
)
def test_of_what_stops_it_and_the_end_of_the_term_at_the_same_moment_one_is_first(
    app: Flask, is_job_first: bool, is_paid: bool, outcome: tuple[bool, int]
) -> None:
    event, treasurer = make_event(pay_within_days=14), make_account("Theo", Office.TREASURER).id
    order_id = make_order(event).id
    with transaction() as session:
        session.execute(sa.update(Order).values(pay_until=now() - timedelta(minutes=1)))

    def stop() -> None:
        order = db.session.get_one(Order, order_id)
        if is_paid:
            note_payment(order, 6000, is_payback=False, by=db.session.get_one(Account, treasurer))
        else:
            give_time(order, today() + timedelta(days=3))

    one_after_the_other(app, *((keep_terms, stop) if is_job_first else (stop, keep_terms)))
    order = db.session.get_one(Order, order_id)
    assert (order.cancelled_at is None, state_of(order)[1].overpaid_cents) == outcome
    assert (len(told("order_lapsed")), told("payment_reminder")) == (not outcome[0], {})
    assert order.is_late is False
