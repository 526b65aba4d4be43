"""From the door to a certificate: hours, who was there, what is printed, and who checks it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.events.letters_of_certificates import CERTIFICATE_READY
from okprofs.events.models import Certificate, Door, Event, Registration
from okprofs.events.queries.certificates import CERTIFICATE, checked
from okprofs.events.rules.arrival import ScanKind
from okprofs.events.services import certificates as services
from okprofs.events.services.arriving import Written, receive
from okprofs.events.services.forgetting import forget_people
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.events.makers import make_account, make_door, make_event, make_link, make_member, make_order

OFFICE = "/beheer/bijeenkomsten/gisteren/bewijzen"


@pytest.fixture
def organiser(browser: Browser) -> Browser:
    """An organiser, after an event to which Anneke and Bert came; Maria signed them up. Cor stayed away."""
    event = make_event(slug="gisteren")
    make_order(event, "Anneke Bakker", "Bert de Boer", "Cor Collega", contact="Maria Manders")
    door = make_door(event, in_days=30)
    receive(door, [_scan(door, person("Anneke Bakker"), "a"), _scan(door, person("Bert de Boer"), "b")])
    with transaction():
        _back(db.session.get_one(Event, event.id), door)
    browser.sign_in(make_account("Olga Organisator", Office.ORGANISER))
    return browser


def _scan(door: Door, who: Registration, key: str, **values: str) -> Written:
    kind = ScanKind.TAKEN_BACK if values else ScanKind.IN
    at = door.event.starts_at - timedelta(minutes=10)
    return Written(key, who.public_id, door.public_id, kind, at, **values)  # type: ignore[arg-type]


def _back(event: Event, door: Door) -> None:
    """It was 60 days earlier than it was made for."""
    earlier = timedelta(days=60)
    for session in event.sessions:
        session.starts_at, session.ends_at = session.starts_at - earlier, session.ends_at and session.ends_at - earlier
    event.starts_at, event.ends_at = event.starts_at - earlier, event.ends_at - earlier
    event.doors_open_at = event.starts_at
    door = db.session.get_one(Door, door.id)
    door.on_day -= earlier
    db.session.execute(sa.text("UPDATE scans SET scanned_at = :at"), {"at": event.starts_at - timedelta(minutes=10)})


def person(name: str) -> Registration:
    return db.session.scalars(sa.select(Registration).where(Registration.name == name)).one()


def the_event() -> Event:
    db.session.rollback()
    return db.session.scalars(sa.select(Event).where(Event.slug == "gisteren")).one()


def released(organiser: Browser, minutes: str = "90") -> None:
    case = the_event().sessions[1]
    learning = {f"minutes_{case.public_id}": minutes, f"goals_{case.public_id}": "Je kunt een dagstart opzetten."}
    organiser.fill_in(f"{OFFICE}/uren", **learning)
    organiser.fill_in(f"{OFFICE}/vrijgave")


def certificates() -> list[Certificate]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Certificate).order_by(Certificate.id)))


def test_who_was_there_makes_a_certificate_that_anyone_can_check(organiser: Browser) -> None:
    released(organiser)
    letters = db.session.scalars(sa.select(Letter).where(Letter.kind == CERTIFICATE_READY.name)).all()
    # Who stayed away hears nothing; who gave no address of their own is told by who signed them up.
    assert [letter.facts["name"] for letter in letters] == ["Anneke Bakker", "Bert de Boer"]
    assert {letter.recipient for letter in letters} == {"maria@okprofs.example"}

    anneke = person("Anneke Bakker")
    link = f"/bewijs/link/{make_link(CERTIFICATE, anneke.public_id, 'maria@okprofs.example')}"
    stranger: Browser = organiser.application.test_client()  # type: ignore[assignment]
    assert "Je kunt een dagstart opzetten." in stranger.get(link).text
    made = stranger.fill_in(link)
    assert made.mimetype == "application/pdf"
    assert made.data.startswith(b"%PDF")
    again = stranger.fill_in(link)
    assert again.data.startswith(b"%PDF")
    [certificate] = certificates()
    assert (certificate.name, certificate.minutes, len(certificate.code)) == ("Anneke Bakker", 90, 27)

    shown = stranger.get(f"/bewijs?code={certificate.code.lower()}").text
    assert "Dit bewijs klopt" in shown
    assert "Anneke Bakker" in shown
    assert "1,5 uur" in shown
    # No more than the name, the event, the day and the hours.
    assert "dagstart" not in shown
    assert "maria" not in shown.lower()
    assert stranger.get("/bewijs?code=GEENECHTECODE").status_code == 404


def test_a_certificate_is_withdrawn_when_the_attendance_is_corrected(organiser: Browser) -> None:
    released(organiser)
    with transaction():
        code = services.issue(person("Anneke Bakker")).code
    anneke = person("Anneke Bakker")
    case = the_event().sessions[1].public_id
    organiser.fill_in(f"{OFFICE}/{anneke.public_id}", **{f"part_{case}": None})
    assert "ingetrokken" in organiser.get(f"/bewijs?code={code}").text
    link = f"/bewijs/link/{make_link(CERTIFICATE, anneke.public_id, 'maria@okprofs.example')}"
    assert "geen enkel onderdeel" in organiser.get(link).text

    # She was there after all: the old one stays withdrawn, the new one holds.
    organiser.fill_in(f"{OFFICE}/{anneke.public_id}", **{f"part_{case}": "y"})
    assert organiser.fill_in(link).data.startswith(b"%PDF")
    old, new = certificates()
    assert old.withdrawn_at is not None
    assert [checked(one.code).is_good for one in (old, new)] == [False, True]  # type: ignore[union-attr]


def test_a_scan_that_is_taken_back_withdraws_it_by_itself(organiser: Browser) -> None:
    released(organiser)
    with transaction():
        code = services.issue(person("Anneke Bakker")).code
    door = db.session.scalars(sa.select(Door)).one()
    receive(door, [_scan(door, person("Anneke Bakker"), "late", takes_back="a")])
    assert "ingetrokken" in organiser.get(f"/bewijs?code={code}").text


def test_the_link_is_of_who_has_the_ticket(organiser: Browser) -> None:
    anneke = person("Anneke Bakker")
    mine = make_link(CERTIFICATE, anneke.public_id, "maria@okprofs.example")
    assert organiser.get(f"/bewijs/link/{mine}").status_code == 404  # not released yet
    released(organiser)
    assert organiser.get(f"/bewijs/link/{mine}").status_code == 200
    with transaction():
        person("Anneke Bakker").email = "anneke@okprofs.example"
    assert organiser.get(f"/bewijs/link/{mine}").status_code == 404


def test_hours_of_ones_own_are_there_to_take_along(organiser: Browser) -> None:
    released(organiser)
    member = make_member("Anneke Bakker")
    with transaction():
        person("Anneke Bakker").account_id = member.id
        person("Bert de Boer").email = "iemand.anders@okprofs.example"
    own = person("Anneke Bakker").public_id
    organiser.sign_in(db.session.get_one(Account, member.id))
    assert "samen 1,5 uur" in organiser.get("/mijn/uren").text
    assert organiser.fill_in(f"/mijn/uren/{own}").data.startswith(b"%PDF")
    lines = organiser.get("/mijn/uren/bestand/csv").data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "1,50" in lines[1]
    assert certificates()[0].code[:3] in lines[1]
    assert organiser.get("/mijn/uren/bestand/xlsx").data.startswith(b"PK")
    assert organiser.get("/mijn/uren/bestand/pdf").data.startswith(b"%PDF")
    # Nobody else's.
    assert organiser.get(f"/mijn/uren/{person('Bert de Boer').public_id}").status_code == 404


def test_nothing_is_released_without_hours_or_twice(organiser: Browser) -> None:
    assert "Vul eerst in" in organiser.fill_in(f"{OFFICE}/vrijgave").text
    released(organiser)
    assert "al vrijgegeven" in organiser.fill_in(f"{OFFICE}/vrijgave").text


def test_what_two_organisers_write_at_once_is_not_lost(organiser: Browser) -> None:
    released(organiser)
    answer = organiser.fill_in(f"{OFFICE}/uren", seen="0", goals="Van mij")
    assert answer.status_code == 422
    assert "Iemand anders heeft dit veranderd" in answer.text
    assert "Van mij" in answer.text


def test_a_certificate_is_made_again_as_long_as_it_is_kept(organiser: Browser) -> None:
    released(organiser)
    member = make_member("Anneke Bakker")
    with transaction():
        # A colleague signed her up, with her own address.
        person("Anneke Bakker").email = member.email
        own, other = (services.issue(person(name)).public_id for name in ("Anneke Bakker", "Bert de Boer"))
    with time_machine.travel(the_event().ends_at + timedelta(days=367)):
        more = True
        while more:
            with transaction():
                more = forget_people()
        organiser.sign_in(db.session.get_one(Account, member.id))
        assert f"/mijn/uren/bewijs/{own}" in organiser.get("/mijn/uren").text
        assert organiser.get(f"/mijn/uren/bewijs/{own}").data.startswith(b"%PDF")
        assert organiser.get(f"/mijn/uren/bewijs/{other}").status_code == 404
        with transaction():
            services.withdraw(certificates()[0])
        assert organiser.get(f"/mijn/uren/bewijs/{own}").status_code == 404


def test_certificates_are_kept_seven_years(organiser: Browser) -> None:
    released(organiser)
    with transaction():
        # One that is made today of an event of long ago is kept as long.
        person("Anneke Bakker").order.event.starts_at -= timedelta(days=10 * 366)
        services.issue(person("Anneke Bakker"))
        services.issue(person("Bert de Boer")).issued_at = now() - timedelta(days=8 * 366)
    with transaction():
        services.forget_certificates()
    assert [one.name for one in certificates()] == ["Anneke Bakker"]
