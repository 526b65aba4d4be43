"""One booking, two truths: what an applicant gets at once, what waits, and what comes of it."""

from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import (
    Code,
    Event,
    Invitation,
    Order,
    PendingTerms,
    PendingTicket,
    Quota,
    Registration,
    TicketType,
    WaitingParty,
)
from okprofs.events.queries.pending import due_pending, state_of
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.pending import Outcome
from okprofs.events.services import pending
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.exchanging import exchange_ticket
from okprofs.events.services.organising import cancel_event
from okprofs.events.services.paying import note_payment
from okprofs.events.services.quotas import QuotaDetails, add_quota
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.membership.models import Application, ApplicationStatus, Membership, Merger
from okprofs.membership.services import objections, review
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import (
    make_account,
    make_ended_member,
    make_event,
    make_invitation,
    make_link,
    make_member,
    make_order,
    places_taken,
)
from tests.membership.makers import make_application
from tests.membership.test_review import CLEAR

ATTENDEE = ActorFacts(is_proven=True, is_attendee=True, is_contact=True)

pytestmark = pytest.mark.usefixtures("database")


def make_waitable(hours: int = 48, **values: Any) -> Event:
    """The founding seminar, where an applicant may wait for the whole day with the morning."""
    event = make_event(**values)
    morning, day = event.ticket_types
    with transaction() as session:
        session.add(PendingTerms(ticket_type_id=day.id, open_ticket_type_id=morning.id, hold_hours=hours))
    return event


def make_applicant(name: str = "Aad Aanvrager") -> Account:
    """Someone whose application can be decided."""
    account = make_account(name)
    make_application(name, account, **CLEAR)
    return account


def books_whole_day(browser: Browser, event: Event, account: Account) -> Order:
    day = event.ticket_types[1].public_id
    answer = browser.sign_in(account).fill_in(
        f"/bijeenkomsten/{event.slug}/aanmelden", **{"own-ticket_type": day, "comes_along": "y"}
    )
    assert answer.status_code == 303, answer.text
    return db.session.scalars(sa.select(Order).where(Order.account_id == account.id)).one()


def decide(account: Account, deed: str) -> None:
    reviewer = make_account("Roos Reviewer", Office.REVIEWER)
    found = db.session.scalars(sa.select(Application).where(Application.account_id == account.id)).one()
    public_id, version = found.public_id, found.version
    with transaction():
        if deed == "admit":
            review.admit(public_id, reviewer=reviewer, seen_version=version)
        elif deed == "reject":
            review.reject(public_id, "Past niet.", None, reviewer=reviewer, seen_version=version)
        else:
            review.withdraw(public_id, account=account)


def how_it_stands(order: Order) -> tuple[str, int, int, Outcome | None]:
    """The ticket that stands, what is due now, what it may come to, and how the waiting ended."""
    db.session.rollback()
    order = db.session.get_one(Order, order.id)
    _, amounts = state_of(order)
    waited = db.session.scalars(sa.select(PendingTicket)).one()
    return order.attendees[0].ticket_type.title, amounts.due_cents, amounts.total_cents, waited.outcome


def letters() -> list[tuple[str, str]]:
    db.session.rollback()
    return [
        (letter.recipient.partition("@")[0].rstrip("0123456789"), letter.facts["state"])
        for letter in db.session.scalars(sa.select(Letter).order_by(Letter.id))
        if letter.kind.startswith("events/waiting")
    ]


def test_an_applicant_books_the_whole_day_and_gets_the_morning_at_once(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    page = browser.sign_in(account).get(f"/bijeenkomsten/{event.slug}/aanmelden").text
    assert "Ochtend met lunch staat meteen vast" in page
    order = books_whole_day(browser, event, account)
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 10000, None)
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 1}
    shown = browser.get(f"/aanmeldingen/{order.public_id}").text
    assert "We houden een plaats vast tot" in shown
    assert "Totaal als alles doorgaat" in shown
    decide(account, "admit")
    assert how_it_stands(order) == ("Hele dag", 10000, 10000, Outcome.CONFIRMED)
    assert places_taken(event) == {"Ochtend met lunch": 0, "Hele dag": 1}
    assert letters() == [("aad", "confirmed")]


@pytest.mark.parametrize(("deed", "outcome"), [("reject", Outcome.REJECTED), ("withdraw", Outcome.WITHDRAWN)])
def test_without_admission_the_morning_stands(browser: Browser, deed: str, outcome: Outcome) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    decide(account, deed)
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 6000, outcome)
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 0}
    assert letters() == [("aad", outcome.value)]


def test_a_rejection_that_is_overturned_gives_the_whole_day_after_all(browser: Browser) -> None:
    event, account = make_waitable(hours=0), make_applicant()
    order = books_whole_day(browser, event, account)
    assert places_taken(event)["Hele dag"] == 0
    decide(account, "reject")
    found = db.session.scalars(sa.select(Application).where(Application.account_id == account.id)).one()
    public_id, second = found.public_id, make_account("Wim Wit", Office.REVIEWER)
    with transaction():
        objections.object_to(public_id, "Ik doe wel kwaliteit.", account=account)
        version = db.session.scalars(sa.select(Application.version)).one()
        objections.overturn(public_id, "Klopt.", reviewer=second, seen_version=version)
    assert how_it_stands(order) == ("Hele dag", 10000, 10000, Outcome.CONFIRMED)
    assert [state for _, state in letters()] == ["rejected", "confirmed"]


def test_a_colleague_asks_for_themself_and_the_contact_hears_no_more_than_they_need(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant("Bea Blom")
    order = make_order(event, "Bea Blom", email=account.email)
    url = f"/bijeenkomsten/{event.slug}/besloten-deel"
    answer = browser.sign_in(account).fill_in(url)
    assert answer.status_code == 303, answer.text
    assert "wacht op een besluit" in browser.get(url).text
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 10000, None)
    decide(account, "reject")
    told = [
        letter
        for letter in db.session.scalars(sa.select(Letter).order_by(Letter.id))
        if letter.kind.startswith("events/waiting")
    ]
    assert [letter.facts["state"] for letter in told] == ["asked", "asked", "rejected", "rejected"]
    texts = {letter.recipient: text_of(letter) for letter in told[2:]}
    assert "aanvraag" not in texts["carla@okprofs.example"]
    assert "aanvraag" in texts[account.email]


def test_what_is_due_is_looked_up_once_for_both_letters() -> None:
    event, account = make_waitable(), make_applicant("Bea Blom")
    make_order(event, "Bea Blom", email=account.email)
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    with transaction():
        pending.ask(event.id, event.ticket_types[1].public_id, account)
    sa.event.remove(db.engine, "before_cursor_execute", note)
    assert len(letters()) == 2
    assert sum("order_payments" in statement for statement in sent) == 1


def text_of(letter: Letter) -> str:
    return render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="x" * 20).text


def test_what_an_applicant_may_wait_for_no_typed_name_may(browser: Browser) -> None:
    event, account, nobody = make_waitable(), make_applicant(), make_account("Niek Niemand")
    day = event.ticket_types[1].public_id
    pages = set()
    for address in (account.email, nobody.email):
        with transaction():
            contact, attendees = Contact("Carla", "carla@okprofs.example"), [Attendee(day, name="X", email=address)]
            with pytest.raises(Refused) as refused:
                sign_up(event.id, contact, attendees)
        pages.add(str(refused.value))
    assert pages == {"attendee_not_proven"}


def test_a_hold_ends_and_the_waiting_goes_on_until_the_deadline(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    with transaction() as session:
        session.execute(sa.update(PendingTicket).values(held_until=now()))
    with transaction():
        assert not pending.settle_due()
    assert places_taken(event)["Hele dag"] == 0
    assert how_it_stands(order)[3] is None
    with transaction() as session:
        session.execute(sa.update(Event).values(sign_up_closes_at=now()))
    with transaction():
        pending.settle_due()
    decide(account, "admit")
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 6000, Outcome.TOO_LATE)
    assert [state for _, state in letters()] == ["hold_ended", "too_late"]


def test_what_a_decision_and_a_booking_at_the_same_moment_missed_is_settled_soon(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    with transaction() as session:
        session.execute(sa.update(Application).values(status="admitted"))
        names = {"sort_name": "aanvrager", "spoken_name": "aad aanvrager"}
        session.add(Membership(account_id=account.id, number=7, since_on=today(), confirmed_on=today(), **names))
    with transaction():
        pending.settle_due()
    assert how_it_stands(order)[0] == "Hele dag"


def test_who_waits_sits_in_one_seat_of_a_hall_that_both_tickets_share(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    books_whole_day(browser, event, account)
    with transaction():
        add_quota(event, QuotaDetails("Zaal", 10, [item.public_id for item in event.ticket_types]))
    decide(account, "admit")
    assert db.session.scalars(sa.select(Quota.taken)).one() == 1


def test_who_comes_instead_does_not_get_what_the_applicant_waited_for(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    browser.fill_in(
        f"/aanmeldingen/{order.public_id}/deelnemers/{order.registrations[0].public_id}",
        name="Cas",
        email="c@x.example",
    )
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 6000, Outcome.GIVEN_UP)
    decide(account, "admit")
    assert how_it_stands(order)[0] == "Ochtend met lunch"
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 0}


def test_the_organiser_sees_who_waits_sets_the_terms_and_notes_what_was_paid(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    organiser = make_account("Otto Organisator", Office.ORGANISER)
    office = f"/beheer/bijeenkomsten/{event.slug}"
    browser.sign_in(organiser)
    assert "Vastgehouden" in browser.get(f"{office}/wachten-op-aanvraag").text
    day = event.ticket_types[1].public_id
    browser.fill_in(f"{office}/wachten-op-aanvraag/{day}", hold_hours="0")
    assert db.session.scalars(sa.select(PendingTerms.hold_hours)).one() == 0
    payments = f"{office}/aanmeldingen/{order.public_id}/betalingen"
    assert browser.fill_in(payments, amount="100", kind="received").status_code == 303
    assert "Te veel betaald" in browser.get(payments).text
    refused = browser.fill_in(payments, amount="50", kind="paid_back")
    assert (refused.status_code, "Er is minder te veel betaald" in refused.text) == (422, True)


def test_when_an_event_is_called_off_the_office_sees_who_is_owed_and_pays_back(browser: Browser) -> None:
    event = make_event()
    order, treasurer = make_order(event), make_account("Theo Thesaurier", Office.TREASURER)
    with transaction():
        note_payment(order, 6000, is_payback=False, by=treasurer)
        cancel_event(event, "Ziek.")
    assert "Te veel betaald" in browser.sign_in(treasurer).get("/beheer/betalingen").text
    with transaction():
        held = db.session.get_one(Order, order.id)
        assert (state_of(held)[1].due_cents, state_of(held)[1].overpaid_cents) == (0, 6000)
        note_payment(held, 6000, is_payback=True, by=treasurer)
        assert state_of(held)[1].overpaid_cents == 0
    assert "Te veel betaald" not in browser.get("/beheer/betalingen").text


def test_who_has_proven_nothing_does_not_see_what_a_colleague_waits_for(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant("Bea Blom")
    morning = event.ticket_types[0].public_id
    answer = browser.fill_in(
        f"/bijeenkomsten/{event.slug}/aanmelden",
        contact_name="Carla Contact",
        contact_email="carla@okprofs.example",
        **{"own-ticket_type": morning, "comes_along": "y"},
    )
    with transaction() as session:
        session.execute(sa.update(Registration).values(email=account.email, name=account.name))
    with transaction():
        pending.ask(event.id, event.ticket_types[1].public_id, account)
    page = browser.get(answer.location).text
    assert "Bea Blom" in page
    assert "Wacht" not in page
    assert "Totaal als alles doorgaat" not in page


def test_who_is_admitted_when_it_is_full_waits_for_a_place_and_changes_seats_when_one_comes(browser: Browser) -> None:
    event, account, other = make_waitable(hours=0), make_applicant(), make_member()
    order = books_whole_day(browser, event, account)
    day = event.ticket_types[1].public_id
    with transaction() as session:
        session.execute(sa.update(TicketType).where(TicketType.title == "Hele dag").values(capacity=1))
    with transaction():
        taken = sign_up(event.id, Contact(), [Attendee(day, is_contact=True)], viewer=other)
    decide(account, "admit")
    assert how_it_stands(order) == ("Ochtend met lunch", 6000, 6000, Outcome.FULL)
    [letter] = db.session.scalars(sa.select(Letter).where(Letter.kind == "events/on_waiting_list"))
    told = text_of(letter)
    for words in ("Je bent toegelaten", "Ochtend met lunch staat vast", "als nummer 1"):
        assert words in told
    assert letters() == []
    page = browser.get(f"/aanmeldingen/{order.public_id}").text
    assert "Voor Hele dag sta je op de wachtlijst" in page
    with transaction():
        cancel_order(db.session.get_one(Order, taken.id), ATTENDEE)
    assert places_taken(event) == {"Ochtend met lunch": 1, "Hele dag": 1}
    party = db.session.scalars(sa.select(WaitingParty)).one()
    answer = browser.fill_in(f"/wachtlijst/{party.public_id}", form="aanmelding", cents=10000)
    assert answer.status_code == 303, answer.text
    assert how_it_stands(order)[:3] == ("Hele dag", 10000, 10000)
    assert places_taken(event) == {"Ochtend met lunch": 0, "Hele dag": 1}


def test_who_waits_and_accepts_an_invitation_by_name_has_the_whole_day_at_once(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    with transaction() as session:
        session.execute(sa.update(TicketType).where(TicketType.title == "Hele dag").values(member_price_cents=8000))
    order = books_whole_day(browser, event, account)
    invitation, token = make_invitation(event, account.name, account.email)
    page = f"/uitnodigingen/{token}"
    assert "hoef je niet te wachten op een besluit" in browser.get(page).text
    assert browser.fill_in(page, form="besloten-deel", cents=8000).location == page
    assert how_it_stands(order)[3] is None
    browser.fill_in(page, form="besloten-deel", cents=10000)
    assert how_it_stands(order) == ("Hele dag", 10000, 10000, Outcome.CONFIRMED)
    assert places_taken(event) == {"Ochtend met lunch": 0, "Hele dag": 1}
    ticket = db.session.get_one(Order, order.id).attendees[0]
    assert (ticket.ground, db.session.get_one(Invitation, invitation.id).registration_id) == ("invited", ticket.id)
    assert "Je nam de uitnodiging aan" in text_of(
        db.session.scalars(sa.select(Letter).order_by(Letter.id.desc())).first()
    )
    decide(account, "reject")
    assert how_it_stands(order)[0] == "Hele dag"
    assert "hoef je niet te wachten" not in browser.get(page).text


def test_who_gets_the_whole_day_in_another_way_waits_for_it_no_longer_and_reads_nothing_else(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    order = books_whole_day(browser, event, account)
    make_invitation(event, account.name, account.email)
    with transaction():
        own, day = order.registrations[0].public_id, event.ticket_types[1].public_id
        contact = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
        exchange_ticket(db.session.get_one(Order, order.id), own, day, 10000, contact, account)
    assert how_it_stands(order) == ("Hele dag", 10000, 10000, Outcome.CONFIRMED)
    assert places_taken(event) == {"Ochtend met lunch": 0, "Hele dag": 1}
    assert letters() == []


def test_that_it_was_full_is_not_told_to_the_contact(browser: Browser) -> None:
    event, account = make_waitable(hours=0), make_applicant("Bea Blom")
    order = make_order(event, "Bea Blom", email=account.email)
    with transaction() as session:
        pending.ask(event.id, event.ticket_types[1].public_id, account)
        session.execute(sa.update(TicketType).where(TicketType.title == "Hele dag").values(capacity=1, taken=1))
    decide(account, "admit")
    assert how_it_stands(order)[3] is Outcome.FULL
    query = sa.select(Letter).where(Letter.kind.in_(("events/waiting", "events/on_waiting_list")))
    query = query.order_by(Letter.id.desc()).limit(2)
    texts = {letter.recipient: text_of(letter) for letter in db.session.scalars(query)}
    assert "zit vol" in texts[account.email]
    assert "zit vol" not in texts["carla@okprofs.example"]
    link = make_link("order", order.public_id, order.contact_email)
    assert "zat vol" not in browser.get(f"/aanmeldingen/link/{link}").text


def test_who_is_admitted_pays_for_the_reason_that_was_promised_and_gives_their_code_back(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant()
    with transaction() as session:
        session.add(Code(event_id=event.id, code="KORTING2027", discount_cents=1000, uses=0))
        session.execute(sa.update(TicketType).where(TicketType.title == "Hele dag").values(member_price_cents=8000))
    day = event.ticket_types[1].public_id
    with transaction():
        contact = Contact(code="korting2027")
        order = sign_up(event.id, contact, [Attendee(day, is_contact=True)], viewer=account)
    assert (order.attendees[0].price_reason, order.attendees[0].code.uses) == ("voucher", 1)
    decide(account, "admit")
    assert how_it_stands(order)[:2] == ("Hele dag", 8000)
    ticket = db.session.get_one(Order, order.id).attendees[0]
    assert (ticket.price_reason, ticket.code, db.session.scalars(sa.select(Code.uses)).one()) == ("member", None, 0)


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_waits_by_another_application_is_due_only_as_long_as_that_ended(browser: Browser, goes_on: bool) -> None:
    event, account = make_waitable(hours=0), make_applicant()
    order = books_whole_day(browser, event, account)
    other = make_ended_member("Aad Aanvrager")
    with transaction() as session:
        own = session.scalars(sa.select(Application)).one()
        own.status = ApplicationStatus.MERGED
        membership = session.scalars(sa.select(Membership)).one()
        session.add(
            Merger(
                application_id=own.id,
                membership_id=membership.id,
                status_before=ApplicationStatus.SUBMITTED,
                merged_by_id=other.id,
            )
        )
    if goes_on:
        make_application("Aad Aanvrager", other)
    with transaction():
        pending.settle_due()
    assert due_pending(now(), 9) == []
    assert how_it_stands(order)[3] is (None if goes_on else Outcome.WITHDRAWN)


def test_asking_and_giving_up_over_and_over_writes_no_more_mail(browser: Browser) -> None:
    event, account = make_waitable(), make_applicant("Bea Blom")
    make_order(event, "Bea Blom", email=account.email)
    url = f"/bijeenkomsten/{event.slug}/besloten-deel"
    browser.sign_in(account)
    for _ in range(5):
        assert browser.fill_in(url).status_code == 303
        with transaction():
            assert pending.give_up_own(event, account)
    assert browser.fill_in(url).status_code == 429
