"""Workshops from the first line in the programme to the letter that says where one goes."""

import re

import pytest
import sqlalchemy as sa

from okprofs.events.models import (
    Event,
    Order,
    ProgrammeSession,
    Registration,
    SessionKind,
    Speaker,
    Workshop,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.queries.division import division_of
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.rules.optimum import allocate
from okprofs.events.services.changing import cancel_order
from okprofs.events.services.composing import keep_division
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.people.models import Account
from tests.conftest import Browser
from tests.events.makers import at, make_account, make_event, make_link, make_member
from tests.pages import forms_of


def base(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.slug}"


@pytest.fixture
def event(database: None) -> Event:
    """With two closed rounds in the afternoon."""
    event = make_event()
    with transaction() as session:
        for number, clock in enumerate(("14:30", "15:30"), start=1):
            round_ = ProgrammeSession(
                title=f"Ronde {number}", kind=SessionKind.WORKSHOP, starts_at=at(clock), is_closed=True
            )
            session.get_one(Event, event.id).sessions.append(round_)
        session.add(WorkshopPlan(event_id=event.id))
    return event


def rounds(event: Event) -> list[str]:
    db.session.rollback()
    return [one.public_id for one in event.sessions if one.kind is SessionKind.WORKSHOP]


def make_workshops(event: Event, capacity: int = 1) -> None:
    with transaction() as session:
        for round_ in [one for one in session.get_one(Event, event.id).sessions if one.kind is SessionKind.WORKSHOP]:
            for title in ("Lean", "Klant"):
                session.add(Workshop(session_id=round_.id, title=title, room="Bibliotheek", capacity=capacity))


def make_attendee(event: Event, name: str, *choices: str) -> Account:
    """A member with the whole day who wants these workshops, in both rounds."""
    account = make_member(name)
    ticket = event.ticket_types[1].public_id
    with transaction() as session:
        order = sign_up(event.id, Contact(), [Attendee(ticket, is_contact=True)], viewer=account)
        for workshop in session.scalars(sa.select(Workshop)):
            if workshop.title in choices:
                session.add(
                    WorkshopPreference(
                        registration_id=order.registrations[0].id,
                        workshop_id=workshop.id,
                        rank=choices.index(workshop.title) + 1,
                    )
                )
    return account


def letters() -> list[str]:
    """To whom it was told where they go, in order."""
    db.session.rollback()
    query = sa.select(Letter.recipient).where(Letter.kind == "events/workshops_told").order_by(Letter.id)
    return [address.partition("@")[0].rstrip("0123456789") for address in db.session.scalars(query)]


def division() -> set[tuple[str, str, str | None]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(WorkshopPlace)).all()
    rounds_ = sorted({row.session_id for row in rows})
    return {
        (row.registration.name, str(rounds_.index(row.session_id) + 1), row.workshop.title if row.workshop else None)
        for row in rows
    }


def divide(event: Event) -> None:
    """As the button does, but here: a process of its own for each time would take longer than all the rest."""
    with transaction():
        found = division_of(event)
        keep_division(event, found.plan.version, allocate(found.problem))


def press(desk: Browser, event: Event, deed: str) -> str:
    """Press a button of the division, and read the page that follows."""
    url = f"{base(event)}/indeling"
    desk.fill_in(url, form=f"{url}/{deed}")
    return desk.get(url).text


def test_workshops_and_who_hosts_them_come_on_the_programme_for_whom_they_are(
    desk: Browser, event: Event, organiser: Account
) -> None:
    first, second = rounds(event)
    url, page = f"{base(event)}/workshops", f"/bijeenkomsten/{event.slug}"
    for round_ in (first, second):
        desk.fill_in(f"{url}/nieuw", round=round_, title="Dagstarts", text="Staand", room="Zolder", capacity="12")
    again = desk.fill_in(f"{url}/nieuw", round=first, title="dagstarts", capacity="8")
    assert "“dagstarts” is er in deze ronde al." in again.text
    assert "Verwijder die eerst" in desk.fill_in(f"{base(event)}/programma/{first}/verwijdering").text
    hanna = make_member("Hanna Host")
    workshop = db.session.scalars(sa.select(Workshop).order_by(Workshop.id)).first()
    assert workshop is not None
    parts = [workshop.public_id]
    desk.fill_in(f"{base(event)}/sprekers/nieuw", name="Hanna Host", address=hanna.email, parts=parts, text="Zij")
    speaker = db.session.scalars(sa.select(Speaker)).one()
    hers = f"{page}/sprekers/{speaker.public_id}"

    # Who hosts what is closed is nobody's business outside, and whether her page leads to her profile is hers.
    desk.sign_in(hanna)
    assert "Zolder" in desk.get(page).text
    assert hers in desk.get(page).text
    desk.fill_in(hers, form=f"{hers}/profiel", show="1")
    assert f"/leden/{hanna.public_id}" in desk.get(hers).text
    desk.sign_in(make_account("Vera Vreemd"))
    assert "Zolder" not in desk.get(page).text
    assert desk.get(hers).status_code == 404
    desk.sign_in(organiser)
    desk.fill_in(f"{base(event)}/sprekers/{speaker.public_id}", address="")
    assert not db.session.scalars(sa.select(Speaker)).one().shows_profile


def test_the_office_is_not_told_whether_a_speaker_has_an_account(desk: Browser, event: Event) -> None:
    pages = f"{base(event)}/sprekers"
    for address in (make_member("Hanna Host").email, "niemand@gemeente.example"):
        made = desk.fill_in(f"{pages}/nieuw", name="Hanna", address=address)
        assert made.location == f"{base(event)}/workshops#sprekers"
        speaker = db.session.scalars(sa.select(Speaker).order_by(Speaker.id.desc())).first()
        assert speaker is not None
        assert f'value="{address}"' in desk.get(f"{pages}/{speaker.public_id}").text
        assert desk.fill_in(f"{pages}/{speaker.public_id}", role="Adviseur").status_code == 303
    kept = db.session.scalars(sa.select(Speaker.account_id).order_by(Speaker.id)).all()
    assert [account_id is not None for account_id in kept] == [True, False]


def test_an_attendee_ranks_what_they_want_until_the_moment_that_the_organiser_set(
    browser: Browser, event: Event, organiser: Account
) -> None:
    make_workshops(event)
    account = make_attendee(event, "Anneke Bakker")
    order = db.session.scalars(sa.select(Order)).one()
    url = f"/aanmeldingen/{order.public_id}/deelnemers/{order.registrations[0].public_id}/workshops"
    lean, klant = (one.public_id for one in db.session.scalars(sa.select(Workshop).order_by(Workshop.id).limit(2)))
    browser.sign_in(account)
    assert url in browser.get(f"/aanmeldingen/{order.public_id}").text
    browser.fill_in(url, round_1_choice_1=klant, round_1_choice_2=lean)
    chosen = sa.select(Workshop.title).join(WorkshopPreference).order_by(WorkshopPreference.rank)
    assert db.session.scalars(chosen).all() == ["Klant", "Lean"]
    twice = browser.fill_in(url, round_1_choice_1=klant, round_1_choice_2=klant)
    assert (twice.status_code, "hoogstens één keer" in twice.text) == (422, True)

    # By the link in the mail too, without an account; a stranger finds nothing.
    link = f"/aanmeldingen/link/{make_link('order', order.public_id)}/deelnemers/{order.registrations[0].public_id}"
    browser.sign_in(make_account("Vera Vreemd"))
    assert browser.get(url).status_code == 404
    browser.fill_in(f"{link}/workshops", round_1_choice_1=lean, round_1_choice_2="")
    assert db.session.scalars(chosen).all() == ["Lean"]
    with transaction() as session:
        session.get_one(WorkshopPlan, event.id).choices_close_at = now()
    closed = browser.get(f"{link}/workshops").text
    assert "Je kunt geen workshops meer kiezen." in closed
    assert "Bewaar mijn keuzes" not in closed


def test_the_organiser_divides_moves_publishes_and_each_hears_once(
    desk: Browser, event: Event, organiser: Account
) -> None:
    make_workshops(event)
    make_attendee(event, "Anneke Bakker", "Lean", "Klant")
    make_attendee(event, "Bert Blok", "Lean")
    assert "De indeling is berekend" in press(desk, event, "berekening")
    # Both want the same; nobody is twice in one workshop, so each is where they want to be once.
    of = {(name, title) for name, _, title in division()}
    assert of == {(name, title) for name in ("Anneke Bakker", "Bert Blok") for title in ("Lean", "Klant")}
    assert letters() == []
    press(desk, event, "publicatie")
    assert sorted(letters()) == ["anneke", "bert"]
    told = desk.get(f"{base(event)}/indeling").text
    assert "Publiceer" not in told
    # To drag takes a script and a mouse; without them nobody is told of it.
    assert re.search(r"<p[^>]* data-hint hidden>Sleep iemand", told)

    # Somebody cannot come: nobody moves of whom it was told where they go, but who comes new takes the place.
    with transaction() as session:
        order = session.scalars(sa.select(Order).where(Order.contact_name == "Bert Blok")).one()
        cancel_order(order, ActorFacts(is_proven=True, is_attendee=True, is_contact=True))
    before = {row for row in division() if row[0] == "Anneke Bakker"}
    make_attendee(event, "Cor Kist", "Lean", "Klant")
    divide(event)
    assert before < division()
    press(desk, event, "publicatie")
    assert sorted(letters()) == ["anneke", "bert", "cor"]

    # By hand: what is full is refused, to nowhere and back is not; a letter goes only to who moved.
    cor = db.session.scalars(sa.select(Registration).where(Registration.name == "Cor Kist")).one().public_id
    place = f"{base(event)}/indeling/{rounds(event)[0]}/{cor}"
    of_round_1 = db.session.scalars(sa.select(Workshop).order_by(Workshop.id).limit(2))
    elsewhere = {one.title: one.public_id for one in of_round_1}
    taken = next(title for name, number, title in before if number == "1")
    says = dict(re.findall(r'data-to="(\w*)" data-says="([^"]*)"', desk.get(place).text))
    rank = 2 if taken == "Lean" else 1
    assert (says[""], says[elsewhere["Klant" if rank == 2 else "Lean"]]) == (
        f"+{100 - rank} punten",
        f"keuze {rank} · nu hier",
    )
    assert says[elsewhere[str(taken)]].startswith(f"“{taken}” is vol.")
    full = desk.fill_in(place, workshop=elsewhere[str(taken)])
    assert (full.status_code, "is vol" in full.text) == (422, True)
    desk.fill_in(place, workshop="")
    press(desk, event, "publicatie")
    assert sorted(letters()) == ["anneke", "bert", "cor", "cor"]
    assert (
        "nog geen plaats" in desk.get(f"{base(event)}/indeling").text.lower()
        or "Zonder plaats" in desk.get(f"{base(event)}/indeling").text
    )


def test_who_comes_second_is_told_and_nothing_is_told_twice(desk: Browser, event: Event) -> None:
    make_workshops(event)
    make_attendee(event, "Anneke Bakker", "Lean")
    divide(event)
    url = f"{base(event)}/indeling"
    [publish] = [form for form in forms_of(desk.get(url).text) if form.action.endswith("publicatie")]
    desk.post(publish.action, data=publish.values)
    desk.post(publish.action, data={**publish.values, "once": "another"})
    assert "Intussen is er iets veranderd" in desk.get(url).text
    assert letters() == ["anneke"]


def test_what_does_not_go_together_is_said(desk: Browser, event: Event) -> None:
    make_workshops(event)
    for name in ("Anneke Bakker", "Bert Blok", "Cor Kist"):
        make_attendee(event, name, "Lean")
    divide(event)
    text = desk.get(f"{base(event)}/indeling").text
    assert "Niet alles past samen" in text
    assert "Met 2 plaatsen meer kan iedereen mee" in text


def test_a_workshop_cannot_have_fewer_places_than_are_taken(desk: Browser, event: Event) -> None:
    make_workshops(event, capacity=2)
    for name in ("Ans Appel", "Bas Bos"):
        make_attendee(event, name, "Lean")
    divide(event)
    workshop = db.session.scalars(sa.select(Workshop).where(Workshop.title == "Lean").limit(1)).one()
    url = f"{base(event)}/workshops/{workshop.public_id}"

    def fresh_capacity() -> int:
        db.session.rollback()
        return db.session.get_one(Workshop, workshop.id).capacity

    refused = desk.fill_in(url, capacity="1")
    assert (refused.status_code, "Er zijn al 2 plaatsen bezet" in refused.text) == (422, True)
    # What another number does is told first; the second click does it.
    told = desk.fill_in(url, capacity="3")
    assert (told.status_code, "2 bezet, 1 vrij" in told.text) == (200, True)
    assert fresh_capacity() == 2
    assert desk.fill_in(url, capacity="3", explained="3").status_code == 303
    assert fresh_capacity() == 3
    assert "dan is deze workshop vol" in desk.fill_in(url, capacity="2").text
