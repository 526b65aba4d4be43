"""Receiving people at the door: the link, the list, scans that come late, twice and in any order, and who walks in."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.events.models import Door, Event, Registration, Scan
from okprofs.events.queries.doors import arrivals_on, attendance_of, code_digest, counts_of, expected_at, list_mark
from okprofs.events.rules.admission import Ground
from okprofs.events.rules.cancellation import ActorFacts
from okprofs.events.services import doors as services
from okprofs.events.services.changing import Details, cancel_registration, change_registration
from okprofs.kernel.clock import now, today
from okprofs.kernel.codes import qr_drawing
from okprofs.kernel.db import db, transaction
from okprofs.kernel.limits import Attempts
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.people.models import Office
from tests.conftest import Browser, on_one_engine
from tests.events.makers import (
    make_account,
    make_door,
    make_door_link,
    make_event,
    make_event_of_today,
    make_link,
    make_member,
    make_order,
)

DOOR = "/deur/scannen"
MARK = "geen lid op die dag"


@pytest.fixture
def telephone(browser: Browser) -> Browser:
    """A telephone at the door of an event for which Anneke and Bert signed up."""
    event = make_event_of_today("vandaag", "Anneke Bakker", "Bert de Boer")
    browser.fill_in(f"/deur/open/{make_door_link(make_door(event))}")
    return browser


def the_event() -> Event:
    db.session.rollback()
    return db.session.scalars(sa.select(Event).where(Event.slug == "vandaag")).one()


def person(name: str) -> Registration:
    return db.session.scalars(sa.select(Registration).where(Registration.name == name)).one()


def scan(who: Registration, key: str = "a", **values: Any) -> dict[str, Any]:
    at = round(now().timestamp() * 1000)
    return {"key": key, "who": who.public_id, "door": "", "kind": "in", "at": at, "off": 0, "back": "", **values}


def send(telephone: Browser, *scans: Any, number: Any = 0, **options: Any) -> Any:
    token = telephone.get("/deur/lijst").json["token"]
    headers = {"X-CSRFToken": token}
    return telephone.post("/deur/scans", json={"scans": scans, "number": number}, headers=headers, **options)


def inside() -> set[str]:
    event = the_event()
    found = arrivals_on(event.id, today())
    return set(db.session.scalars(sa.select(Registration.name).where(Registration.public_id.in_(found))))


@on_one_engine
def test_what_an_organiser_wrote_is_dutch_also_on_an_english_page(telephone: Browser) -> None:
    page = telephone.get(f"{DOOR}?q=anneke").text
    for title in ('<p class="lead" lang="nl">', '<dt lang="nl">Ochtend', '<span class="muted" lang="nl">Ochtend'):
        assert title in page


def test_a_link_opens_a_door_and_stands_in_no_further_address(telephone: Browser) -> None:
    page = telephone.get(DOOR)
    assert page.status_code == 200
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "camera=()" in telephone.get("/").headers["Permissions-Policy"]
    cookie = telephone.get_cookie("door", path="/deur")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    assert cookie.value not in page.text


def test_without_scripts_someone_is_found_by_name_let_in_once_and_taken_back(telephone: Browser) -> None:
    found = telephone.get(f"{DOOR}?q=bakk").text
    assert "Anneke Bakker" in found
    assert "Bert" not in found
    form = {"form": f"/{person('Anneke Bakker').public_id}"}
    telephone.fill_in(f"{DOOR}?q=bakk", **form)
    assert "is binnen" in telephone.get(DOOR).text
    assert inside() == {"Anneke Bakker"}
    token = {"csrf_token": telephone.get("/deur/lijst").json["token"], "once": "second"}
    telephone.post(f"{DOOR}/{person('Anneke Bakker').public_id}", data=token)
    assert "is al binnen, sinds" in telephone.get(DOOR).text
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 1
    telephone.fill_in(f"{DOOR}?q=bakk", takes_back="ja", **form)
    assert inside() == set()


def test_a_telephone_gets_names_and_kinds_and_nothing_that_makes_a_ticket(telephone: Browser) -> None:
    answer = telephone.get("/deur/lijst")
    anneke = person("Anneke Bakker")
    assert [anneke.public_id, "Anneke Bakker", 0, code_digest(anneke.ticket_code), False] in answer.json["people"]
    assert anneke.ticket_code not in answer.text
    assert "@" not in answer.text


def test_who_is_no_member_any_more_is_marked_at_the_door_and_let_in_all_the_same(telephone: Browser) -> None:
    anneke, event = person("Anneke Bakker"), the_event()
    member = make_member("Anneke Bakker")
    with transaction():
        anneke.ticket_type, anneke.account_id, anneke.ground = event.ticket_types[1], member.id, Ground.MEMBER

    def marked() -> list[str]:
        found = [each[1] for each in telephone.get("/deur/lijst").json["people"] if each[4]]
        page = telephone.get(f"{DOOR}?q=bakker").text.partition('id="gevonden"')[2]
        assert (MARK in page) is (found == ["Anneke Bakker"])
        return found

    assert marked() == []
    mark = send(telephone).json["mark"]
    with transaction() as session:
        membership = session.scalars(sa.select(Membership).where(Membership.account_id == member.id)).one()
        membership.status = MembershipStatus.SUSPENDED
    assert marked() == ["Anneke Bakker"]
    assert send(telephone).json["mark"] != mark, "a telephone would not ask for the list anew"
    telephone.fill_in(f"{DOOR}?q=bakk", form=f"/{anneke.public_id}")
    assert inside() == {"Anneke Bakker"}


def test_scans_that_come_twice_and_late_count_once(telephone: Browser) -> None:
    anneke, bert = person("Anneke Bakker"), person("Bert de Boer")
    first, back = scan(anneke), scan(anneke, "b", kind="taken_back", back="a")
    # The answer to the first got lost; what takes it back comes before it.
    assert send(telephone, back, scan(bert, "c")).json["dropped"] == []
    for _ in range(2):
        assert send(telephone, first).status_code == 200
    assert inside() == {"Bert de Boer"}
    assert db.session.scalar(sa.select(sa.func.count(Scan.id))) == 3


def test_a_telephone_hears_what_is_new_and_only_that(telephone: Browser) -> None:
    heard = send(telephone, scan(person("Anneke Bakker"))).json["scans"]
    assert [line[1] for line in heard] == ["a"]
    again = send(telephone, scan(person("Bert de Boer"), "b"), number=heard[-1][0]).json["scans"]
    assert [line[1] for line in again] == ["b"]


@on_one_engine
def test_what_cannot_be_read_or_is_of_another_event_is_dropped_and_holds_nothing_up(telephone: Browser) -> None:
    anneke = person("Anneke Bakker")
    other = make_order(make_event(), "Cor Collega").registrations[0]
    odd = [
        scan(other, "other"),
        scan(anneke, "kind", kind="out"),
        scan(anneke, "at", at="gisteren"),
        scan(anneke, "far", at=10**18),
        scan(anneke, "off", off=True),
        {**scan(anneke, "who"), "who": [1]},
        scan(anneke, "sign", door="\x00"),
        {"key": "bare"},
        None,
        7,
    ]
    answer = send(telephone, *odd, scan(anneke), number="x")
    assert answer.status_code == 200
    assert set(answer.json["dropped"]) == {"other", "kind", "at", "far", "off", "who", "sign", "bare"}
    assert inside() == {"Anneke Bakker"}


@on_one_engine
def test_too_many_scans_at_once_and_what_are_no_scans_are_refused(telephone: Browser) -> None:
    anneke = person("Anneke Bakker")
    assert send(telephone, *(scan(anneke, f"k{number}") for number in range(501))).status_code == 413
    token = {"X-CSRFToken": telephone.get("/deur/lijst").json["token"]}
    for body in ([], {"scans": 5}, "x", None):
        assert telephone.post("/deur/scans", json=body, headers=token).status_code == 400
    assert telephone.post("/deur/scans", json={"scans": []}).status_code == 400
    assert inside() == set()


@on_one_engine
def test_who_floods_a_door_is_held_up(telephone: Browser) -> None:
    anneke, bert = person("Anneke Bakker"), person("Bert de Boer")
    assert send(telephone, scan(anneke)).status_code == 200
    with transaction():
        db.session.execute(sa.update(Attempts).values(count=1200))
    assert send(telephone, scan(bert, "b")).status_code == 429
    assert inside() == {"Anneke Bakker"}


def test_a_new_link_ends_the_one_before_and_closing_the_door_ends_all(telephone: Browser) -> None:
    door = db.session.scalars(sa.select(Door)).one()
    secret = make_door_link(door)
    assert telephone.get(DOOR).status_code == 404
    assert telephone.get("/deur/lijst").json == {"closed": True}
    telephone.fill_in(f"/deur/open/{secret}")
    assert telephone.get(DOOR).status_code == 200
    with transaction():
        services.close_door(db.session.scalars(sa.select(Door)).one())
    assert "Bakker" not in telephone.get(f"{DOOR}?q=bakker").text
    assert telephone.get(f"/deur/open/{secret}").status_code == 404


@on_one_engine
def test_a_link_works_on_its_day_alone(browser: Browser) -> None:
    event = make_event(1)
    make_order(event, "Anneke Bakker")
    secret = make_door_link(make_door(event, in_days=1))
    page = browser.get(f"/deur/open/{secret}")
    assert "Nog niet open" in page.text
    assert "Bakker" not in page.text
    browser.set_cookie("door", secret, path="/deur")
    assert browser.get("/deur/lijst").json == {"closed": True}


@on_one_engine
def test_what_was_scanned_without_connection_comes_in_until_two_days_later_and_nothing_goes_out(
    telephone: Browser,
) -> None:
    late = scan(person("Anneke Bakker"))
    headers = {"X-CSRFToken": telephone.get("/deur/lijst").json["token"]}

    def days_later(number: int) -> Any:
        with transaction():
            day = today().fromordinal(today().toordinal() - number)
            db.session.execute(sa.update(Door).values(on_day=day))
        return telephone.post("/deur/scans", json={"scans": [late], "number": 0}, headers=headers)

    assert days_later(3).json == {"closed": True}
    assert days_later(2).json == {"dropped": [], "closed": True}
    assert list(attendance_of(the_event())) == [late["who"]]
    assert telephone.get("/deur/lijst").json == {"closed": True}


@on_one_engine
def test_who_walks_in_buys_by_the_same_rules_and_is_in(telephone: Browser) -> None:
    morning, day = the_event().ticket_types
    typed = {"name": "Wim Wandel", "email": "wim@ede.example"}
    refused = telephone.fill_in("/deur/nieuw", ticket_type=day.public_id, **typed)
    assert refused.status_code == 422
    assert "Alleen de organisator" in refused.text
    assert telephone.fill_in("/deur/nieuw", ticket_type=morning.public_id, **typed).status_code == 303
    assert inside() == {"Wim Wandel"}
    with transaction():
        db.session.execute(sa.update(type(morning)).values(capacity=type(morning).taken))
    other = {"name": "Wies Wandel", "email": "wies@ede.example"}
    assert telephone.fill_in("/deur/nieuw", ticket_type=morning.public_id, **other).status_code == 422
    assert inside() == {"Wim Wandel"}


@on_one_engine
def test_what_is_sold_by_a_code_alone_is_not_sold_at_the_door(telephone: Browser) -> None:
    hidden = the_event().ticket_types[0]
    with transaction():
        hidden.is_hidden = True
    page = telephone.get("/deur/nieuw")
    assert page.status_code == 200
    assert hidden.public_id not in page.text
    typed = {"name": "Wim Wandel", "email": "wim@ede.example"}
    assert telephone.fill_in("/deur/nieuw", ticket_type=hidden.public_id, **typed).status_code == 422
    assert inside() == set()


@on_one_engine
def test_a_telephone_sends_for_its_own_day_and_those_before_it(telephone: Browser) -> None:
    """As long as what was scanned on those comes in."""
    tomorrow = make_door(the_event(), "Hal", in_days=1)
    anneke, bert = person("Anneke Bakker"), person("Bert de Boer")
    assert send(telephone, scan(anneke, door=tomorrow.public_id)).json["dropped"] == ["a"]
    with transaction() as session:
        session.get_one(Door, tomorrow.id).on_day = today() - timedelta(days=2)
    assert send(telephone, scan(bert, "b", door=tomorrow.public_id)).json["dropped"] == []
    assert list(attendance_of(the_event())) == [bert.public_id]
    assert inside() == set()


@on_one_engine
def test_the_organiser_sees_who_was_there_also_in_the_file(telephone: Browser) -> None:
    send(telephone, scan(person("Anneke Bakker")))
    organiser = telephone.application.test_client()
    organiser.sign_in(make_account("Olga Organisator", Office.ORGANISER))  # type: ignore[attr-defined]
    page = organiser.get("/beheer/bijeenkomsten/vandaag/deelnemers").text
    assert page.count("was er,") == 1
    rows = organiser.fill_in(  # type: ignore[attr-defined]
        "/beheer/bijeenkomsten/vandaag/deelnemers", form="/uitvoer/csv"
    ).text.splitlines()
    assert {row.split(";")[0].strip('"'): f"{today():%d-%m-%Y}" in row.rsplit(";", 1)[1] for row in rows[1:]} == {
        "Anneke Bakker": True,
        "Bert de Boer": False,
    }
    event = the_event()
    assert list(attendance_of(event)) == [person("Anneke Bakker").public_id]
    assert [(count.inside, count.expected) for count in counts_of(event, today())] == [(1, 2), (0, 0)]


@on_one_engine
@pytest.mark.usefixtures("database")
def test_whoever_comes_instead_gets_another_code_and_who_cancels_is_not_expected() -> None:
    event = make_event()
    order = make_order(event, "Anneke Bakker", "Bert de Boer")
    anneke, bert = order.registrations
    before, contact = anneke.ticket_code, ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
    marks = [list_mark(event)]
    with transaction():
        change_registration(order, anneke.public_id, Details("Anna Bos", "", "", ""), contact)
    assert person("Anna Bos").ticket_code != before
    assert len(before) == 27
    marks.append(list_mark(event))
    with transaction():
        person("Anna Bos").ticket_type = order.event.ticket_types[1]
    marks.append(list_mark(event))
    with transaction():
        cancel_registration(order, bert.public_id, contact)
    assert len({*marks, list_mark(event)}) == 4, "a telephone would not ask for the list anew"
    assert [each.name for each in expected_at(event)] == ["Anna Bos"]


@on_one_engine
def test_who_is_inside_is_not_replaced_and_what_a_door_saw_before_a_replacement_is_not_of_who_comes_instead(
    telephone: Browser,
) -> None:
    anneke, bert = person("Anneke Bakker"), person("Bert de Boer")
    event, order = the_event(), anneke.order
    contact = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
    began, early = event.starts_at, round((now() - timedelta(minutes=9)).timestamp() * 1000)
    instead = {one: Details(f"{one} Anders", "", "", "") for one in ("Anna", "Bas")}
    send(telephone, scan(anneke, at=early))
    with transaction() as session:
        session.get_one(Event, event.id).starts_at = now() + timedelta(minutes=30)
    with pytest.raises(Refused, match="attendee_is_inside"), transaction():
        change_registration(order, anneke.public_id, instead["Anna"], contact)
    # The door was mistaken, and took it back.
    send(telephone, scan(anneke, key="b", kind="taken_back", back="a"))
    with transaction():
        change_registration(order, anneke.public_id, instead["Anna"], contact)
        change_registration(order, bert.public_id, instead["Bas"], contact)
    with transaction() as session:
        session.get_one(Event, event.id).starts_at = began
    # A door without connection saw Bert before Bas came instead; sent twice it is the same.
    late = scan(bert, key="c", at=early)
    assert [send(telephone, late).status_code for _ in range(2)] == [200, 200]
    assert attendance_of(the_event()) == {}
    told = send(telephone).json["scans"]
    assert [(each[4], each[6]) for each in told if each[2] == bert.public_id] == [
        ("in", ""),
        ("taken_back", "c"),
    ]
    send(telephone, scan(bert, key="d"))
    assert list(attendance_of(the_event())) == [bert.public_id]


def test_whose_name_is_corrected_stays_inside_and_whose_name_is_all_we_know_is_somebody_else(
    telephone: Browser,
) -> None:
    anneke, bert = person("Anneke Bakker"), person("Bert de Boer")
    event, order = the_event(), anneke.order
    contact = ActorFacts(is_proven=True, is_attendee=False, is_contact=True)
    began, early = event.starts_at, round((now() - timedelta(minutes=9)).timestamp() * 1000)
    with transaction() as session:
        anneke.email = "anneke@ede.example"
        session.get_one(Event, event.id).starts_at = now() + timedelta(minutes=30)
    before = anneke.ticket_code
    with transaction():
        change_registration(order, anneke.public_id, Details("Annika Bakker", anneke.email, "", ""), contact)
        change_registration(order, bert.public_id, Details("Bart de Boer", "", "", ""), contact)
    with transaction() as session:
        session.get_one(Event, event.id).starts_at = began
    send(telephone, scan(anneke, at=early), scan(bert, "b", at=early))
    assert inside() == {"Annika Bakker"}
    assert anneke.ticket_code == before


@on_one_engine
def test_a_ticket_shows_its_code_to_who_holds_the_order(browser: Browser) -> None:
    order = make_order(make_event(), "Anneke Bakker")
    page = browser.get(f"/aanmeldingen/link/{make_link('order', order.public_id)}/kaarten")
    assert qr_drawing(order.registrations[0].ticket_code).path in page.text
    assert order.registrations[0].ticket_code not in page.text
    assert browser.get(f"/aanmeldingen/{order.public_id}/kaarten").status_code == 404
