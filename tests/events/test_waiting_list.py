"""Someone waits for a place: from a full event by mail to a place of their own, and nobody gets in between."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import Code, Event, Quota, Registration, WaitingEntry, WaitingParty
from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.publication import EditRefusal
from okprofs.events.rules.waiting import WaitingState
from okprofs.events.services import exchanging, waiting_beside, waiting_list
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.organising import cancel_event
from okprofs.events.services.quotas import QuotaDetails, add_quota
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.events.services.ticket_types import remove_ticket_type
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.kinds import kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rendering import render
from okprofs.people.models import Office
from tests.events.makers import make_account, make_event, make_link, make_order, make_ticket_type, places_taken

PROVEN = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)


def make_full_event(capacity: int = 1, **values: Any) -> Event:
    return make_event(ticket_types=[make_ticket_type(title="Ochtend", capacity=capacity)], **values)


def wait(event: Event, *names: str, together: bool = False, confirmed: bool = True) -> WaitingParty:
    """Somebody joins the list, and confirms by mail."""
    ticket = event.ticket_types[0].public_id
    contact = Contact(names[0], f"{names[0].lower()}@okprofs.example")
    others = [Attendee(ticket, name=name, email=f"{name.lower()}@okprofs.example") for name in names[1:]]
    with transaction():
        party = waiting_list.sign_up_or_wait(
            event.id, contact, [Attendee(ticket, is_contact=True), *others], stays_together=together
        )
        assert isinstance(party, WaitingParty)
        if confirmed:
            waiting_list.confirm(party)
    return party


def states(*parties: WaitingParty) -> list[str]:
    db.session.rollback()
    return [entry.state.value for party in parties for entry in party.entries]


def places(event: Event) -> tuple[int, int]:
    """How many are taken, and kept aside."""
    db.session.rollback()
    ticket_type = db.session.get_one(Event, event.id).ticket_types[0]
    return ticket_type.taken, ticket_type.saved


def letters(party: WaitingParty) -> list[str]:
    query = sa.select(Letter.facts).where(Letter.about == party.public_id).order_by(Letter.id)
    return [facts["state"] for facts in db.session.scalars(query)]


def letter_text(party: WaitingParty) -> str:
    """The last letter to them, in words."""
    query = sa.select(Letter).where(Letter.about == party.public_id).order_by(Letter.id.desc())
    letter = db.session.scalars(query).first()
    assert letter is not None
    return render(kind_named(letter.kind), language="nl", facts=letter.facts, secret="x" * 20).text


def test_from_a_full_event_to_a_place(browser: Any, database: Any) -> None:
    event = make_full_event()
    order = make_order(event, contact="Olga Eerst")
    path = f"/bijeenkomsten/{event.slug}"
    assert "Zet je op de wachtlijst" in browser.get(path).text
    answer = browser.fill_in(
        f"{path}/aanmelden",
        contact_name="Wim Wachter",
        contact_email="wim@okprofs.example",
        waits="y",
        **{"own-ticket_type": event.ticket_types[0].public_id, "comes_along": "y"},
    )
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "Je bent nummer 1 in de rij." in page
    assert "Kijk in je mail" in page
    party = db.session.scalars(sa.select(WaitingParty)).one()
    # Who only typed an address decides nothing for it.
    assert "vertrek" not in page

    token = make_link("waiting_list", party.public_id, party.contact_email)
    mine = f"/wachtlijst/link/{token}"
    assert browser.fill_in(mine, form="bevestiging").status_code == 303
    with transaction():
        cancel_order(order, PROVEN)
    assert "Er is plaats. We houden die vast tot" in browser.get(mine).text
    # A newcomer does not get it, and may wait too.
    assert "Zet je op de wachtlijst" in browser.get(path).text
    assert browser.fill_in(mine, form="aanmelding", cents=6000).status_code == 303
    assert "Heeft een plaats." in browser.get(mine).text
    assert letters(party) == ["joined", "offered"]
    assert places(event) == (1, 0)


@pytest.mark.usefixtures("database")
def test_a_freed_place_goes_to_who_waits_longest_and_confirmed_at_once() -> None:
    event = make_full_event()
    order = make_order(event, contact="Olga Eerst")
    silent, first, second = wait(event, "Silvia", confirmed=False), wait(event, "Eva"), wait(event, "Tom")
    with transaction():
        cancel_order(order, PROVEN)
    assert states(silent, first, second) == ["waiting", "offered", "waiting"]
    with transaction():
        assert waiting_list.leave(first, first.entries[0].public_id)
        assert not waiting_list.leave(first, first.entries[0].public_id)
    assert states(first, second) == ["left", "offered"]
    with transaction():
        order = waiting_list.take_offer(second, second.entries[0].public_id, 6000)
    assert order.total_cents == 6000
    assert states(second) == ["taken"]
    assert places(event) == (1, 0)
    with transaction():
        cancel_order(order, PROVEN)
    # Nobody who confirmed waits any more; who comes new may have it, and so may the silent one who speaks up first.
    with transaction():
        waiting_list.confirm(silent)
    assert states(silent) == ["offered"]
    assert places(event) == (1, 0)


@pytest.mark.usefixtures("database")
def test_an_offer_lapses_and_the_next_gets_it() -> None:
    event = make_full_event()
    order = make_order(event, contact="Olga Eerst")
    first, second = wait(event, "Eva"), wait(event, "Tom")
    with transaction():
        cancel_order(order, PROVEN)
    with transaction():
        entry = db.session.get_one(WaitingEntry, first.entries[0].id)
        entry.offered_until = now() - timedelta(seconds=1)
    with transaction():
        assert waiting_list.serve_due() is False
    assert states(first, second) == ["lapsed", "offered"]
    assert letters(first) == ["joined", "offered", "lapsed"]


@pytest.mark.usefixtures("database")
def test_a_group_together_keeps_places_aside_and_a_group_apart_takes_them_one_by_one() -> None:
    event = make_full_event(capacity=2)
    one, other = make_order(event, contact="Olga Eerst"), make_order(event, contact="Piet Tweede")
    together, apart = wait(event, "Eva", "Tom", together=True), wait(event, "Ans", "Bas")
    assert [entry.number for entry in (*together.entries, *apart.entries)] == [1, 2, 3]
    with transaction():
        cancel_order(one, PROVEN)
    assert places(event) == (1, 1)
    assert states(together, apart) == ["waiting", "waiting", "waiting"]
    with transaction():
        cancel_order(other, PROVEN)
    assert places(event) == (2, 0)
    assert states(together, apart) == ["offered", "waiting", "waiting"]
    with transaction():
        waiting_list.leave(together, together.entries[0].public_id)
    assert states(together, apart) == ["left", "offered", "offered"]


def test_who_was_passed_reads_why_and_nobody_else_may_let_people_go_first(browser: Any, database: Any) -> None:
    event = make_full_event()
    order = make_order(event, contact="Olga Eerst")
    first, second = wait(event, "Eva"), wait(event, "Tom")
    entry = second.entries[0].public_id
    office = f"/beheer/bijeenkomsten/{event.slug}/wachtlijst"
    browser.sign_in(make_account("Ora Organisator", Office.ORGANISER))
    assert "Eva" in browser.get(office).text
    assert browser.fill_in(f"{office}/{entry}", reason="").status_code == 422
    assert browser.fill_in(f"{office}/{entry}", reason="Dit is de spreker van de ochtend").status_code == 303
    with transaction():
        cancel_order(order, PROVEN)
    assert states(first, second) == ["waiting", "offered"]
    page = browser.get(f"/wachtlijst/link/{make_link('waiting_list', first.public_id, first.contact_email)}").text
    assert "Dit is de spreker van de ochtend" in page
    assert "Tom" not in page
    query = sa.select(JournalEntry).where(JournalEntry.action == "waiting_entry_let_first")
    assert db.session.scalars(query).one().actor


@pytest.mark.usefixtures("database")
def test_a_list_ends_with_the_event() -> None:
    event = make_full_event()
    order = make_order(event, contact="Olga Eerst")
    first, second = wait(event, "Eva"), wait(event, "Tom")
    with transaction():
        cancel_order(order, PROVEN)
    with transaction():
        cancel_event(event, "Ziek")
    assert states(first, second) == ["ended", "ended"]
    assert places(event) == (0, 0)
    assert letters(second)[-1] == "event_cancelled"
    assert {entry.state for entry in db.session.scalars(sa.select(WaitingEntry))} == {WaitingState.ENDED}


@pytest.mark.parametrize("ends", ["is_stopped", "most_uses"])
def test_a_code_that_ended_makes_an_offer_no_cheaper_and_stands_in_nobodys_way(
    browser: Any, database: Any, ends: str
) -> None:
    event = make_full_event()
    order, ticket = make_order(event, contact="Olga Eerst"), event.ticket_types[0].public_id
    code = Code(event_id=event.id, code="KORTING2027", discount_cents=1000, uses=1)
    with transaction() as session:
        session.add(code)
    with transaction():
        contact = Contact("Eva", "eva@okprofs.example", code="korting2027")
        party = waiting_list.sign_up_or_wait(event.id, contact, [Attendee(ticket, True)], stays_together=False)
        assert isinstance(party, WaitingParty)
        waiting_list.confirm(party)
        cancel_order(order, PROVEN)
    mine = f"/wachtlijst/link/{make_link('waiting_list', party.public_id, party.contact_email)}"
    assert "€\xa050,00" in browser.get(mine).text
    with transaction() as session:
        setattr(session.get_one(Code, code.id), ends, 1)
    # The price is another than the one they saw: they see that first.
    answer = browser.fill_in(mine, form="aanmelding", cents=5000)
    page = browser.get(answer.location).text
    assert "De prijs is intussen anders" in page
    assert "€\xa060,00" in page
    assert browser.fill_in(mine, form="aanmelding", cents=6000).status_code == 303
    assert states(party) == ["taken"]


@pytest.mark.usefixtures("database")
def test_who_waits_with_a_code_that_ended_is_not_offered_what_it_opened() -> None:
    event = make_event(ticket_types=[make_ticket_type(title="Sprekerskaart", capacity=1, is_hidden=True)])
    with transaction() as session:
        session.add(Code(event_id=event.id, code="SPREKER2027", ticket_types=list(event.ticket_types)))
    ticket, parties, orders = event.ticket_types[0].public_id, [], []
    for name in ("olga", "eva"):
        with transaction():
            contact = Contact(name, f"{name}@okprofs.example", code="SPREKER2027")
            made = waiting_list.sign_up_or_wait(event.id, contact, [Attendee(ticket, True)], stays_together=False)
            if isinstance(made, WaitingParty):
                waiting_list.confirm(made)
                parties.append(made)
            else:
                orders.append(made)
    with transaction() as session:
        session.execute(sa.update(Code).values(is_stopped=True))
    with transaction():
        cancel_order(orders[0], PROVEN)
    assert states(*parties) == ["ended"]


def test_who_has_the_morning_waits_for_the_whole_day_and_exchanges_it(browser: Any, database: Any) -> None:
    kinds = [make_ticket_type(title="Ochtend", place=1), make_ticket_type(title="Dag", place=2, capacity=1)]
    event = make_event(ticket_types=kinds)
    with transaction():
        day = event.ticket_types[1].public_id
        taken = sign_up(event.id, Contact("Olga", "olga@okprofs.example"), [Attendee(day, is_contact=True)])
    mine = [make_order(event, contact=name) for name in ("Eva Eerst", "Tom Tweede")]
    links = [make_link("order", order.public_id, order.contact_email) for order in mine]
    pages = [
        f"/aanmeldingen/link/{link}/deelnemers/{order.registrations[0].public_id}/deelnamevorm"
        for link, order in zip(links, mine, strict=True)
    ]
    for page in pages:
        answer = browser.fill_in(page, form="wachtlijst", ticket_type=day)
        assert "Voor Dag sta je op de wachtlijst" in browser.get(answer.location).text
        assert "Zet op de wachtlijst voor" not in browser.get(page).text
    with transaction():
        cancel_order(taken, PROVEN)
    eva, tom = db.session.scalars(sa.select(WaitingParty).order_by(WaitingParty.id)).all()
    assert states(eva, tom) == ["offered", "waiting"]
    assert "Ochtend staat vast" in letter_text(tom)
    # Who does not come any more leaves what they were offered to the next.
    with transaction():
        cancel_order(mine[0], PROVEN)
    assert states(eva, tom) == ["ended", "offered"]
    waits = f"/wachtlijst/link/{make_link('waiting_list', tom.public_id, tom.contact_email)}"
    assert browser.fill_in(waits, form="aanmelding", cents=6000).status_code == 303
    assert states(tom) == ["taken"]
    assert places_taken(event) == {"Ochtend": 0, "Dag": 1}
    live = sa.select(Registration).where(Registration.cancelled_at.is_(None), Registration.event_id == event.id)
    [only] = db.session.scalars(live)
    assert (only.order_id, only.ticket_type.title) == (mine[1].id, "Dag")


@pytest.mark.usefixtures("database")
def test_whose_offer_of_another_ticket_lapses_keeps_the_one_they_have() -> None:
    kinds = [make_ticket_type(title="Ochtend", place=1), make_ticket_type(title="Dag", place=2, capacity=1)]
    event = make_event(ticket_types=kinds)
    with transaction():
        day = event.ticket_types[1].public_id
        taken = sign_up(event.id, Contact("Olga", "olga@okprofs.example"), [Attendee(day, is_contact=True)])
    order = make_order(event, contact="Eva Eerst")
    with transaction():
        party = waiting_beside.wait_for_another(order, order.registrations[0].public_id, day, PROVEN, None)
        cancel_order(taken, PROVEN)
    assert places_taken(event) == {"Ochtend": 1, "Dag": 1}
    with transaction():
        add_quota(event, QuotaDetails("Zaal", 5, [item.public_id for item in event.ticket_types]))
    # One person, so one chair in what both tickets share.
    assert db.session.scalars(sa.select(Quota.taken)).one() == 1
    with transaction() as session:
        session.execute(sa.update(WaitingEntry).values(offered_until=now()))
    with transaction():
        waiting_list.serve_due()
    assert states(party) == ["lapsed"]
    assert places_taken(event) == {"Ochtend": 1, "Dag": 0}
    assert db.session.scalars(sa.select(Quota.taken)).one() == 1
    assert "Ochtend staat vast" in letter_text(party)


@pytest.mark.usefixtures("database")
def test_nobody_joins_a_closed_list_and_the_ticket_that_somebody_waited_beside_cannot_be_removed() -> None:
    kinds = [make_ticket_type(title="Ochtend", place=1), make_ticket_type(title="Dag", place=2, capacity=1)]
    event = make_event(ticket_types=kinds)
    morning, day = (kind.public_id for kind in event.ticket_types)
    with transaction():
        taken = sign_up(event.id, Contact("Olga", "olga@okprofs.example"), [Attendee(day, is_contact=True)])
    order = make_order(event, contact="Eva Eerst")
    own = order.registrations[0].public_id
    with transaction() as session:
        closed = {"sign_up_closes_at": now() - timedelta(hours=1), "changes_close_at": event.starts_at}
        session.execute(sa.update(Event).values(closed))
    with transaction(), pytest.raises(Refused) as refused:
        waiting_beside.wait_for_another(order, own, day, PROVEN, None)
    assert [refusal.code for refusal in refused.value.refusals] == [AdmissionRefusal.SALES_CLOSED]
    with transaction() as session:
        session.execute(sa.update(Event).values(sign_up_closes_at=None))
    with transaction():
        party = waiting_beside.wait_for_another(order, own, day, PROVEN, None)
        cancel_order(taken, PROVEN)
    with transaction():
        waiting_list.take_offer(party, party.entries[0].public_id, 6000)
    assert places_taken(event) == {"Ochtend": 0, "Dag": 1}
    with transaction(), pytest.raises(Refused) as refused:
        remove_ticket_type(event, morning)
    assert [refusal.code for refusal in refused.value.refusals] == [EditRefusal.TICKET_TYPE_IN_USE]


@pytest.mark.usefixtures("database")
def test_a_ticket_that_is_exchanged_leaves_its_place_to_who_waits() -> None:
    kinds = [make_ticket_type(title="Ochtend", capacity=1, place=1), make_ticket_type(title="Hele dag", place=2)]
    event = make_event(ticket_types=kinds)
    order = make_order(event, contact="Olga Eerst")
    party = wait(event, "Eva")
    with transaction():
        own, day = order.registrations[0].public_id, event.ticket_types[1].public_id
        exchanging.exchange_ticket(order, own, day, 6000, PROVEN, None)
    assert states(party) == ["offered"]
