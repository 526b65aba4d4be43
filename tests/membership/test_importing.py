"""A list of people becomes invitations, and invitations that are confirmed become network members."""

import io
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import Job, run
from okprofs.mail.models import Letter, LetterState
from okprofs.membership import letters
from okprofs.membership.models import Membership, NetworkImport, NetworkImportRow
from okprofs.membership.queries import current_membership
from okprofs.membership.queries.imports import counts
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.importing import ImportState, Part, Result
from okprofs.membership.services import importing
from okprofs.membership.services.memberships import end_membership
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Appointment, Office
from okprofs.people.queries import account_by_email
from okprofs.wiring import JOBS
from tests.conftest import Browser
from tests.membership import makers
from tests.membership.makers import make_application, make_member, membership_of
from tests.organisations.makers import make_organisation
from tests.pages import forms_of
from tests.people.makers import deeds, letters_to, mailed_secret, make_account

pytestmark = pytest.mark.usefixtures("database")

LISTS = "/beheer/leden/inlezing"
NETWORK_JOBS = [job for job in JOBS if "the network" in job.name]
ANNA, PIET = "anna.bos@ede.example", "piet@wageningen.example"
LIST = f"""Voornaam;Achternaam;E-mailadres;Organisatie;Functie
Anna;Bos;{ANNA};gemeente Ede;adviseur Lean
Piet;Putter;{PIET};;
Anna;Bos-Jansen;{ANNA.upper()};gemeente Ede;
Zonder;Adres;;gemeente Ede;
Kees;Kapot;kees@;gemeente Ede;
"""


def the_worker_comes() -> None:
    for job in NETWORK_JOBS:
        while run(job):
            pass


def upload(browser: Browser, content: bytes, **values: Any) -> TestResponse:
    [form] = [form for form in forms_of(browser.get(LISTS).text) if form.method == "post" and not form.action]
    data = {**form.values, "source": "de ledenlijst van NMKG", "file": (io.BytesIO(content), "leden.csv"), **values}
    return browser.post(LISTS, data=data, content_type="multipart/form-data")


def make_list(content: str = LIST, *, by: Account | None = None) -> NetworkImport:
    return makers.make_list(content, by=by or make_account("Rita Lezer", offices=[Office.REVIEWER]))


def send(made: NetworkImport) -> None:
    with transaction():
        importing.send(made.public_id)
    the_worker_comes()


def again(list_id: int) -> NetworkImport:
    """The list as it stands now."""
    db.session.rollback()
    return db.session.get_one(NetworkImport, list_id)


def row_of(address: str) -> NetworkImportRow | None:
    """The first line with this address, while it stands there."""
    db.session.rollback()
    found = sa.select(NetworkImportRow).where(NetworkImportRow.address == address)
    return db.session.scalars(found.order_by(NetworkImportRow.number)).first()


def personal_link(address: str) -> str:
    return f"/netwerk/bevestigen/{mailed_secret(letters.NETWORK_INVITED, row_of(address), address)}"


def test_from_a_file_to_a_network_member(browser: Browser, app: Flask) -> None:
    office = browser.sign_in(make_account("Rita Lezer", offices=[Office.REVIEWER]))
    assert "Nog niets ingelezen" in office.get(LISTS).text
    matching = upload(office, LIST.encode("cp1252")).location
    assert "E-mailadres, zoals “anna.bos@ede.example”" in office.get(matching).text
    shown = office.fill_in(matching, "").location
    page = office.get(shown)
    assert "2 van de 5 mensen" in page.text
    assert "met regel 2" in page.text
    assert "Kees Kapot" not in office.get(f"{shown}?uitkomst=double").text
    assert db.session.query(Letter).count() == 0

    assert office.fill_in(f"{shown}/verzending", "").location == shown
    the_worker_comes()
    assert letters_to(ANNA) == letters_to(PIET) == ["membership/network_invited"]
    assert db.session.query(Letter).count() == 2
    assert "Uitgenodigd (2)" in office.get(shown).text
    assert account_by_email(ANNA) is None
    assert db.session.query(Membership).count() == 0

    visitor = app.test_client()
    link = personal_link(ANNA)
    assert "de ledenlijst van NMKG" in visitor.get(link).text
    assert db.session.query(Membership).count() == 0
    answer = visitor.fill_in(link, "", function_title="adviseur kwaliteit")  # type: ignore[attr-defined]
    assert answer.location == "/mijn/lidmaatschap"
    assert "Netwerklid" in visitor.get(answer.location).text
    anna = account_by_email(ANNA)
    assert anna is not None
    assert membership_of(anna).category is Category.NETWORK
    assert anna.name == "Anna Bos"
    assert anna.profile.function_title == "adviseur kwaliteit"
    assert anna.profile.organisation is not None
    assert anna.profile.organisation.name == "gemeente Ede"
    assert row_of(ANNA) is None
    assert "Bevestigd (1)" in office.get(shown).text
    assert visitor.get(link).status_code == 404
    assert {"network_list_taken_in", "network_list_sent", "network_invitation_confirmed"} <= set(deeds())


def test_who_says_no_is_wiped_at_once_and_not_asked_by_another_list(browser: Browser) -> None:
    send(make_list())
    link = personal_link(ANNA).replace("bevestigen", "wissen")
    assert browser.fill_in(link, "").location == "/netwerk/bedankt"
    assert row_of(ANNA) is None
    assert account_by_email(ANNA) is None
    found = counts(make_list().id)
    assert found[Result.UNWANTED] == found[Result.INVITED_BEFORE] == 1


def test_who_says_no_gets_no_reminder_that_was_on_its_way_and_holds_up_no_other_list(browser: Browser) -> None:
    send(make_list())
    link = personal_link(ANNA).replace("bevestigen", "wissen")
    other = make_list()
    with transaction() as session:
        waiting = sa.select(Letter).where(Letter.recipient == ANNA)
        for letter in session.scalars(waiting):
            letter.state = LetterState.HELD
    browser.fill_in(link, "")
    assert db.session.scalars(sa.select(Letter.id).where(Letter.recipient == ANNA)).all() == []
    with transaction() as session:
        checked = session.get_one(NetworkImport, other.id)
        importing.match(checked.public_id, {Part(word): place for word, place in checked.matching.items()})
    the_worker_comes()
    assert again(other.id).state is ImportState.CHECKED


def test_a_link_of_two_months_signs_nobody_in_who_had_an_account(browser: Browser) -> None:
    anna = make_account("Anna", ANNA)
    send(make_list())
    answer = browser.fill_in(personal_link(ANNA), "")
    assert answer.location == "/netwerk/bedankt?antwoord=ja"
    assert browser.get("/mijn").status_code == 303
    assert membership_of(anna).category is Category.NETWORK
    assert anna.name == "Anna"


def test_whom_we_know_is_not_invited() -> None:
    make_member("Mina Lid", email="mina@lid.example")
    gone = make_member("Gijs Weg", email="gijs@weg.example")
    with transaction():
        end_membership(membership_of(gone))
    applicant = make_application("Aad Vraagt").email
    rows = ["mina@lid.example", "gijs@weg.example", applicant, "nieuw@ede.example"]
    made = make_list("Naam;E-mail\n" + "\n".join(f"Iemand;{address}" for address in rows))
    found = db.session.scalars(sa.select(NetworkImportRow.result).order_by(NetworkImportRow.number)).all()
    assert found == [Result.MEMBER, Result.LEFT, Result.APPLYING, Result.READY]
    assert made.state is ImportState.CHECKED
    assert made.ready == 1


def test_who_became_a_member_after_the_check_gets_no_invitation() -> None:
    made = make_list()
    make_member("Anna Bos", email=ANNA)
    send(made)
    assert letters_to(ANNA) == []
    assert letters_to(PIET) == ["membership/network_invited"]
    assert counts(made.id)[Result.MEMBER] == 1


def test_the_dry_run_points_out_who_may_be_on_the_list_twice_under_another_address(browser: Browser) -> None:
    reviewer = make_account("Rita Lezer", offices=[Office.REVIEWER])
    made = make_list(
        "Naam;E-mail;Organisatie\n"
        "Anna Bakker;anna@ede.example;gemeente Ede\n"
        "Anna de Wit;anna.dewit@ede.example;gemeente Ede\n"
        "A. Bakkers;ab@thuis.example;Gem. Ede\n"
        "Anna Bakker;anna@zwolle.example;gemeente Zwolle\n",
        by=reviewer,
    )
    db.session.rollback()
    shown = sa.select(NetworkImportRow.number, NetworkImportRow.earlier_line).order_by(NetworkImportRow.number)
    assert [tuple(row) for row in db.session.execute(shown)] == [(2, None), (3, None), (4, 2), (5, None)]
    assert counts(made.id) == {Result.READY: 4}
    assert "lijkt op regel 2" in browser.sign_in(reviewer).get(f"{LISTS}/{made.public_id}").text


def test_the_dry_run_points_out_who_may_be_known_under_another_address_and_invites_them_all_the_same(
    browser: Browser,
) -> None:
    reviewer = make_account("Rita Lezer", offices=[Office.REVIEWER])
    member = make_member(
        "Anna Bakker", email="anna@thuis.example", organisation_id=make_organisation("gemeente Ede").id
    )
    applicant = make_account("Piet Putter", "piet@thuis.example")
    make_application(account=applicant, organisation_name="waterschap Vallei")
    made = make_list(
        "Naam;E-mail;Organisatie\n"
        "A. Bakker;a.bakker@ede.example;Gem. Ede\n"
        "Anna Bakker;anna@zwolle.example;gemeente Zwolle\n"
        "Piet Puter;pp@vallei.example;waterschap Vallei\n",
        by=reviewer,
    )
    page = browser.sign_in(reviewer).get(f"{LISTS}/{made.public_id}").text
    assert page.count("misschien al bekend") == 2
    assert "Anna Bakker, gemeente Ede (anna@thuis.example)" in page
    assert "Piet Putter, waterschap Vallei (piet@thuis.example)" in page
    assert counts(made.id) == {Result.READY: 3}
    # Whose case is closed to who looks, is not named.
    valley = db.session.scalars(sa.select(Organisation).where(Organisation.name == "waterschap Vallei")).one()
    near = make_member("Nel Nabij", organisation_id=valley.id)
    for reader, others in ((near, ["Anna Bakker, "]), (member, ["Piet Putter, "]), (applicant, ["Anna Bakker, "])):
        with transaction() as session:
            session.get_one(Account, reader.id).appointments = [Appointment(office=Office.REVIEWER)]
        page = browser.sign_in(reader).get(f"{LISTS}/{made.public_id}").text
        assert page.count("misschien al bekend") == 2
        assert [name for name in ("Anna Bakker, ", "Piet Putter, ") if name in page] == others
    send(made)
    assert "misschien al bekend" not in browser.get(f"{LISTS}/{made.public_id}").text
    assert letters_to("a.bakker@ede.example") == ["membership/network_invited"]


def test_who_is_on_an_english_list_or_row_is_written_to_in_english(browser: Browser) -> None:
    office = browser.sign_in(make_account("Rita Lezer", offices=[Office.REVIEWER]))
    content = f"Naam;E-mail;Taal\nAnna Bos;{ANNA};Nederlands\nPiet Putter;{PIET};\n"
    shown = office.fill_in(upload(office, content.encode(), language="en").location, "").location
    office.fill_in(f"{shown}/verzending", "")
    make = make_list("Naam;E-mail;Taal\nEva Else;eva@ede.example;English\n")
    send(make)
    with time_machine.travel(now() + timedelta(days=21), tick=False):
        the_worker_comes()
    db.session.rollback()
    written = db.session.execute(sa.select(Letter.recipient, Letter.language).order_by(Letter.id)).all()
    assert {address: {each.language for each in written if each.recipient == address} for address, _ in written} == {
        ANNA: {"nl"},
        PIET: {"en"},
        "eva@ede.example": {"en"},
    }
    assert len(written) == 6


def test_what_is_cut_off_goes_on_and_nobody_gets_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 3)
    people = "".join(f"Mens Mensema;mens{number % 11}@ede.example\n" for number in range(14))
    made = make_list("Naam;E-mail\n" + people)
    assert made.state is ImportState.CHECKING
    assert made.done == 3
    list_id, parts = made.id, count(1)

    def go_through(job: Job) -> None:
        """As workers do of which every second one dies at the end of its part, before it stands."""
        while True:
            try:
                with transaction():
                    is_more = job.work()
                    if next(parts) % 2:
                        raise KeyboardInterrupt
            except KeyboardInterrupt:
                db.session.remove()
                continue
            if not is_more:
                return

    checking, sending, *_ = NETWORK_JOBS
    go_through(checking)
    made = again(list_id)
    assert (made.state, made.done, made.ready) == (ImportState.CHECKED, 14, 11)
    assert counts(made.id) == {Result.READY: 11, Result.DOUBLE: 3}
    with transaction():
        importing.send(made.public_id)
    go_through(sending)
    go_through(sending)
    made = again(list_id)
    assert (made.state, made.done, made.invited) == (ImportState.SENT, 11, 11)
    recipients = db.session.scalars(sa.select(Letter.recipient)).all()
    assert len(recipients) == len(set(recipients)) == 11


def test_thrown_away_nothing_is_left_and_nothing_goes_out(browser: Browser) -> None:
    reviewer = make_account("Rita Lezer", offices=[Office.REVIEWER])
    unsent, sent = make_list("Naam;E-mail\nOnno Ooit;onno@ooit.example", by=reviewer), make_list(by=reviewer)
    send(sent)
    link = personal_link(ANNA)
    for made in (unsent, sent):
        path = f"{LISTS}/{made.public_id}/intrekking"
        assert browser.sign_in(reviewer).fill_in(path, "").location == LISTS
    db.session.rollback()
    assert db.session.query(Letter).filter(Letter.kind == letters.NETWORK_INVITED.name).count() == 0
    assert set(db.session.scalars(sa.select(NetworkImportRow.name))) == {""}
    assert browser.get(link).status_code == 404
    assert browser.fill_in(f"{LISTS}/{make_list(by=reviewer).public_id}/intrekking", "").status_code == 303


def test_no_answer_is_reminded_once_then_wiped_and_so_is_what_nobody_sent() -> None:
    left, sent = make_list("Naam;E-mail\nOnno Ooit;onno@ooit.example"), make_list()
    send(sent)
    for days, kinds in ((20, 1), (21, 2), (22, 2), (59, 2)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            the_worker_comes()
            assert len(letters_to(ANNA)) == kinds
            # Of the rows that were passed over nothing is left after two weeks.
            assert set(counts(sent.id)) == {Result.INVITED if kinds == 1 else Result.REMINDED}
    with time_machine.travel(now() + timedelta(days=60), tick=False):
        the_worker_comes()
        assert counts(sent.id) == {Result.LAPSED: 2}
        assert set(db.session.scalars(sa.select(NetworkImportRow.address))) == {""}
    db.session.rollback()
    assert left.state is ImportState.WITHDRAWN


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Er staat niemand in dit bestand"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "geen .xlsx en geen .csv"),
        (b"PK\x03\x04" + bytes(200), "kunnen we niet lezen"),
        (b"\xd0\xcf\x11\xe0" + bytes(200), "oud Excel-bestand"),
    ],
    ids=["empty", "picture", "broken", "old"],
)
def test_what_is_no_list_is_refused_and_what_was_typed_stays(browser: Browser, content: bytes, sentence: str) -> None:
    browser.sign_in(make_account("Rita Lezer", offices=[Office.REVIEWER]))
    answer = upload(browser, content)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "de ledenlijst van NMKG" in answer.text


def test_who_has_left_since_is_no_member_by_an_old_link(browser: Browser) -> None:
    send(make_list())
    link = personal_link(ANNA)
    anna = make_member("Anna Bos", email=ANNA)
    assert "al lid van OK-Profs" in browser.fill_in(link, "").text
    found = current_membership(anna.id)
    assert found is not None
    assert found.category is Category.PROFESSIONAL
