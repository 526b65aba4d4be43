"""Is what an event holds of people gone when we said so, and does all that stays still answer?"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.events.models import (
    AttendanceCorrection,
    Certificate,
    CertificateTerms,
    Door,
    Event,
    FeedbackAnswer,
    Handover,
    Invitation,
    Mailing,
    MailingRecipient,
    Order,
    OrderPayment,
    PendingTicket,
    ProgrammeSession,
    Registration,
    Scan,
    SessionKind,
    SessionLearning,
    SessionSpeaker,
    Speaker,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
    Workshop,
    WorkshopHost,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.queries.certificates import checked
from okprofs.events.queries.figures import people_of, tallies
from okprofs.events.queries.orders import ORDER
from okprofs.events.rules.arrival import ScanKind
from okprofs.events.rules.pending import Outcome
from okprofs.events.services.certificates import issue
from okprofs.events.services.forgetting import EMPTIED, REMOVED, forget_books, forget_diets, forget_people
from okprofs.kernel.db import Base, db, transaction
from okprofs.kernel.wall_time import local, moment_at
from okprofs.people.models import Account, Office
from tests.conftest import Browser, on_one_engine
from tests.events.makers import make_account, make_event, make_link

pytestmark = pytest.mark.usefixtures("database")

OLD, RECENT = -1, 100

Row = TypeVar("Row", bound=Base)


def make_lived_event(account: Account, days_from_now: int) -> Event:
    """An event with something in all that holds people. "Vergeet" came, "Verander" is called otherwise by now, and
    "Vertrek" cancelled."""
    event = make_event(days_from_now)
    address = f"vergeet{event.id}@okprofs.example"
    with transaction() as session:

        def put(row: Row) -> Row:
            session.add(row)
            session.flush()
            return row

        event = session.get_one(Event, event.id)
        ticket = event.ticket_types[0]
        case = event.sessions[1]
        order = put(Order(event_id=event.id, account_id=account.id, contact_name="Vergeet Mij", contact_email=address))
        order.invoice_reference = "PO 12"
        common = {
            "order_id": order.id,
            "event_id": event.id,
            "ticket_type_id": ticket.id,
            "price_cents": 6000,
            "organisation_name": "Gemeente Vergeetstad",
            "dietary_wishes": "geen noten",
            "made_at": event.starts_at - timedelta(days=3, hours=5),
        }
        came = put(Registration(name="Vergeet Mij", email=address, account_id=account.id, **common))
        renamed = put(Registration(name="Verander Mij", **common))
        put(Registration(name="Vertrek Mij", cancelled_at=event.starts_at, cancellation_cents=3000, **common))
        put(OrderPayment(order_id=order.id, cents=6000))
        door = put(Door(event_id=event.id, title="Hal", on_day=local(event.starts_at).date()))
        for person in (came, renamed):
            scan = {"event_id": event.id, "door_id": door.id, "kind": ScanKind.IN, "scanned_at": event.starts_at}
            put(Scan(registration_id=person.id, key=str(person.id), content_digest=str(person.id), **scan))
        put(CertificateTerms(event_id=event.id, released_at=event.ends_at))
        put(SessionLearning(session_id=case.id, minutes=90))
        put(AttendanceCorrection(registration_id=came.id, session_id=case.id, was_there=True))
        issue(came)
        issue(renamed)
        renamed.name = "Vergeet Haar"

        round_ = put(
            ProgrammeSession(
                event_id=event.id, kind=SessionKind.WORKSHOP, title="Intervisie", starts_at=event.starts_at
            )
        )
        workshop = put(Workshop(session_id=round_.id, title="Dagstart", capacity=8))
        speaker = put(Speaker(event_id=event.id, name="Vergeet Spreker", account_id=account.id))
        put(SessionSpeaker(session_id=case.id, speaker_id=speaker.id))
        put(WorkshopHost(workshop_id=workshop.id, speaker_id=speaker.id))
        put(WorkshopPlan(event_id=event.id, conflicts=[["Vergeet Mij", "Dagstart"]]))
        put(WorkshopPreference(registration_id=came.id, workshop_id=workshop.id, rank=1))
        put(WorkshopPlace(registration_id=came.id, session_id=round_.id, workshop_id=workshop.id))

        mailing = put(Mailing(event_id=event.id, subject="Vergeet", text="je jas niet", selection={}))
        put(MailingRecipient(mailing_id=mailing.id, registration_id=came.id))
        grades = dict.fromkeys(("overall", "programme", "organisation", "recommend"), 4)
        put(FeedbackAnswer(event_id=event.id, best="Vergeet", **grades))
        put(Handover(event_id=event.id, registration_id=came.id, name="Vergeet Hem", email=address))
        put(
            PendingTicket(
                event_id=event.id,
                registration_id=came.id,
                ticket_type_id=event.ticket_types[1].id,
                open_ticket_type_id=ticket.id,
                account_id=account.id,
                price_cents=10000,
                outcome=Outcome.REJECTED,
            )
        )
        invitation = put(Invitation(event_id=event.id, name="Vergeet Genodigde", email=address))
        invitation.registration_id = came.id
        party = put(
            WaitingParty(
                event_id=event.id, contact_name="Vergeet Mij", contact_email=address, invitation_id=invitation.id
            )
        )
        entry = put(WaitingEntry(party_id=party.id, event_id=event.id, number=1, order_id=order.id))
        put(WaitingAttendee(entry_id=entry.id, ticket_type_id=ticket.id, name="Vergeet", dietary_wishes="veganistisch"))
    return event


def done(job: Callable[[], bool]) -> int:
    """Do a job until there is no more to do, as the worker does. Returns in how many parts."""
    for parts in range(100):
        with transaction():
            more = job()
        if not more:
            return parts
    raise AssertionError("it never ends")


def last_minute_of(day: date) -> datetime:
    return moment_at(day, time(23, 59))


def rows_of(model: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def diets() -> list[str]:
    db.session.rollback()
    both = (Registration.dietary_wishes, WaitingAttendee.dietary_wishes)
    return [wish for column in both for wish in db.session.scalars(sa.select(column).where(column != ""))]


@pytest.fixture
def member() -> Account:
    return make_account("Vergeet Mij")


def test_what_people_eat_is_gone_a_week_after_and_not_a_day_before(member: Account) -> None:
    event = make_lived_event(member, OLD)
    make_lived_event(member, RECENT)
    day = local(event.ends_at).date()
    with time_machine.travel(last_minute_of(day + timedelta(days=6)), tick=False):
        assert done(forget_diets) == 0
    assert len(diets()) == 8
    with time_machine.travel(moment_at(day + timedelta(days=7), time(0, 1)), tick=False):
        assert done(forget_diets) == 2
        assert len(diets()) == 4
        assert done(forget_people) == 0


def test_who_came_is_gone_twelve_months_after_and_not_a_day_before(member: Account) -> None:
    event = make_lived_event(member, OLD)
    recent = make_lived_event(member, RECENT)
    before = {model: rows_of(model) for model in REMOVED}
    assert [model.__name__ for model in REMOVED if before[model] < 2] == []
    day = local(event.ends_at).date()
    with time_machine.travel(last_minute_of(day.replace(year=day.year + 1) - timedelta(days=1)), tick=False):
        assert done(forget_people) == 0
    came = [(one.ticket, one.expected, one.came) for one in people_of(event).came]
    signed_up = tallies([event, recent])

    with time_machine.travel(moment_at(day.replace(year=day.year + 1), time(0, 1)), tick=False):
        done(forget_people)
        assert {model: rows_of(model) for model in REMOVED} == {model: before[model] // 2 for model in REMOVED}
        for model in EMPTIED:
            rows = db.session.execute(sa.select(*model.__table__.columns)).all()
            telling = [re.search("Vergeet|Vertrek", str(row)) is not None for row in rows]
            assert telling.count(True) == len(rows) // 2, model
        old = db.session.scalars(sa.select(Registration).where(Registration.event_id == event.id)).all()
        assert {(one.name, one.email, one.search_text.strip(), one.account_id) for one in old} == {("", "", "", None)}
        # What the books need, and what can be counted, is what it was.
        order = db.session.scalars(sa.select(Order).where(Order.event_id == event.id)).one()
        assert (order.total_cents, order.invoice_reference, order.account_id) == (15000, "PO 12", None)
        event = db.session.get_one(Event, event.id)
        assert (
            [(one.ticket, one.expected, one.came) for one in people_of(event).came]
            == came
            == [("Ochtend met lunch", 2, 2)]
        )
        assert tallies([event, recent]) == signed_up
        assert done(forget_people) == 0

    with time_machine.travel(last_minute_of(date(day.year + 7, 12, 31)), tick=False):
        assert done(forget_books) == 0
    with time_machine.travel(moment_at(date(day.year + 8, 1, 1), time(0, 1)), tick=False):
        done(forget_people)
        done(forget_books)
        if recent.ends_at.year == event.ends_at.year:
            assert (rows_of(Order), rows_of(Registration), rows_of(OrderPayment)) == (0, 0, 0)
        else:
            assert (rows_of(Order), rows_of(Registration), rows_of(OrderPayment)) == (1, 3, 1)


@on_one_engine
def test_pages_of_an_event_of_long_ago_answer_without_anybodys_name(browser: Browser, member: Account) -> None:
    event = make_lived_event(member, OLD)
    codes = dict(db.session.execute(sa.select(Certificate.name, Certificate.code)).all())
    order = db.session.scalars(sa.select(Order)).one()
    one = order.registrations[0]
    organiser = make_account("Olga Organisator", Office.ORGANISER, Office.TREASURER)
    with time_machine.travel(event.ends_at + timedelta(days=366)):
        link = make_link(ORDER, order.public_id, "vergeet@okprofs.example")
        done(forget_people)
        office = f"/beheer/bijeenkomsten/{event.slug}"
        browser.sign_in(organiser)
        answers = {
            path: browser.get(office + path)
            for path in (
                "",
                "/deelnemers",
                "/deelnemers?status=afgemeld",
                f"/deelnemers/{one.public_id}/waarom",
                f"/aanmeldingen/{order.public_id}",
                f"/aanmeldingen/{order.public_id}/betalingen",
                "/bewijzen",
                f"/bewijzen/{one.public_id}",
                "/cijfers",
                "/presentielijst",
                "/drukwerk",
                "/dieetwensen",
                "/deuren",
                "/indeling",
                "/mail",
                "/mening",
                "/uitnodigingen",
                "/wachten-op-aanvraag",
                "/wachtlijst",
                "/workshops",
            )
        }
        assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
        assert [
            path
            for path, answer in answers.items()
            if re.search("vergeet|Verander|Vertrek", answer.text, re.IGNORECASE)
        ] == []
        assert "een deelnemer</a>" in answers["/deelnemers"].text
        assert browser.get(f"/bijeenkomsten/{event.slug}").status_code == 200
        assert browser.get(f"/aanmeldingen/link/{link}").status_code == 404

        # A certificate holds for whom it was made, unless it no longer did.
        assert [found.is_good for name in ("Vergeet Mij", "Verander Mij") if (found := checked(codes[name]))] == [
            True,
            False,
        ]
        browser.sign_in(member)
        assert codes["Vergeet Mij"] in browser.get("/mijn/uren").text
        assert browser.get("/mijn/aanmeldingen").status_code == 200
