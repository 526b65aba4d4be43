"""Organisations as members: their seats through the real pages, services and jobs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.jobs import run
from okprofs.kernel.refusals import Refused
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.models import Membership, MembershipStatus, OrganisationMembership, Seat, SeatLink
from okprofs.membership.queries import seats as queries
from okprofs.membership.queries.memberships import is_member_on, running_membership
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement
from okprofs.membership.rules.seats import LINKS_TO_ONE_A_DAY
from okprofs.membership.services import memberships, organisations, seats, year
from okprofs.organisations.services import find_or_flag, merge
from okprofs.people.models import Account, Office
from okprofs.people.queries import account_by_email
from okprofs.people.rules.profession import Discipline, Position
from okprofs.wiring import JOBS
from tests.conftest import Browser
from tests.membership.makers import make_member
from tests.people.makers import letters_to, mailed_secret, make_account

pytestmark = pytest.mark.usefixtures("database")

EDE = "gemeente Ede"
ENDING = (seats.end_due, organisations.end_due_organisations)
JOBS_OF_SEATS = [job for job in JOBS if "seats" in job.name or "organisations" in job.name]
FITS = Answers(True, Appointment.PERMANENT, Engagement.FULL_TIME, Position.ADVISER, frozenset({Discipline.QUALITY}))
OUTSIDE = Answers(False, Appointment.NONE, Engagement.NONE, Position.OTHER, frozenset())


def make_membership(contact: Account | None = None, number: int = 3, name: str = EDE) -> OrganisationMembership:
    contact = contact or make_account("Carla Contact")
    reviewer = make_account("Bas Ballotage", offices=[Office.REVIEWER])
    with transaction():
        made = organisations.admit_organisation(name, number, contact.email, today(), reviewer=reviewer)
    secret = mailed_secret(letters.CONTACT_ASKED, made, contact.email)
    with transaction():
        organisations.become_contact(good_link(letters.CONTACT_PURPOSE, secret), "", language="nl")
    db.session.rollback()
    return made


def contact_of(membership: OrganisationMembership) -> Account:
    db.session.rollback()
    assert membership.contact is not None
    return membership.contact


def offer(membership: OrganisationMembership, address: str) -> Seat:
    contact = contact_of(membership)
    with transaction():
        return seats.hand_out(membership, address, contact=contact)


def accept(seat: Seat, name: str = "Nina Nieuw") -> Account:
    db.session.rollback()
    secret = mailed_secret(letters.SEAT_OFFERED, seat, seat.offered_to)
    with transaction():
        return seats.accept(good_link(letters.SEAT_PURPOSE, secret), name, language="nl")


def give(membership: OrganisationMembership, address: str) -> Account:
    """A seat handed out and accepted."""
    return accept(offer(membership, address))


def seat_of(account: Account) -> Seat | None:
    db.session.rollback()
    return queries.seat_held_by(account.id)


def held_seat(account: Account) -> Seat:
    seat = seat_of(account)
    assert seat is not None
    return seat


def kind_of(account: Account) -> Category | None:
    db.session.rollback()
    membership = running_membership(account.id)
    return membership.category if membership else None


def people_in(membership: OrganisationMembership) -> int:
    db.session.rollback()
    held = sa.select(sa.func.count(Seat.holder_id)).where(Seat.organisation_membership_id == membership.id)
    return db.session.scalar(held) or 0


def the_worker_comes() -> None:
    for job in JOBS_OF_SEATS:
        while run(job):
            pass


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


# The story


def test_an_organisation_becomes_a_member_and_its_contact_hands_out_a_seat(browser: Browser) -> None:
    browser.sign_in(make_account("Bas Ballotage", offices=[Office.REVIEWER]))
    made = browser.fill_in(
        "/beheer/leden/organisaties/nieuw", organisation=EDE, number="2", address="Carla@Ede.example"
    )
    assert made.status_code == 303
    membership = db.session.scalars(sa.select(OrganisationMembership)).one()
    assert letters_to("carla@ede.example") == ["membership/contact_asked"]

    asked = f"/contactpersoon/{mailed_secret(letters.CONTACT_ASKED, membership, 'carla@ede.example')}"
    guest = browser.application.test_client()
    answer = guest.fill_in(asked, name="Carla Contact")  # type: ignore[attr-defined]
    assert answer.location == "/inloggen?next=/mijn/plaatsen"
    assert guest.get(asked).status_code == 404
    contact = account_by_email("carla@ede.example")
    assert contact is not None
    assert kind_of(contact) is None

    browser.sign_in(contact)
    assert "2 plaatsen, 2 vrij" in browser.get("/mijn/plaatsen").text
    browser.fill_in(f"/mijn/plaatsen/{membership.public_id}/nieuw", address="nina@ede.example")
    assert "Aangeboden" in browser.get("/mijn/plaatsen").text
    assert account_by_email("nina@ede.example") is None

    seat = db.session.scalars(sa.select(Seat)).one()
    offered = f"/plaats/{mailed_secret(letters.SEAT_OFFERED, seat, 'nina@ede.example')}"
    assert EDE in guest.get(offered).text
    assert guest.fill_in(offered, name="Nina Nieuw").status_code == 303  # type: ignore[attr-defined]
    nina = account_by_email("nina@ede.example")
    assert nina is not None
    assert kind_of(nina) is Category.SEAT
    assert nina.profile.organisation is not None
    assert nina.profile.organisation.name == EDE
    assert not is_member_on(nina.id, today())
    assert guest.get(offered).status_code == 404
    page = browser.get("/mijn/plaatsen").text
    assert "Nina Nieuw" in page
    assert "2 plaatsen, 1 vrij" in page
    assert letters_to(contact.email)[-1] == "membership/seat_accepted"

    browser.sign_in(nina)
    assert EDE in browser.get("/mijn/lidmaatschap").text
    browser.fill_in("/mijn/lidmaatschap/plaats")
    assert kind_of(nina) is None
    assert letters_to(contact.email)[-1] == "membership/seat_given_back"


def test_who_is_no_contact_finds_nothing_there(browser: Browser) -> None:
    membership = make_membership()
    seat = held_seat(give(membership, "nina@ede.example"))
    stranger = make_member("Stijn Stranger")
    browser.sign_in(stranger)
    assert "Je bent geen contactpersoon" in browser.get("/mijn/plaatsen").text
    for path in (
        f"{membership.public_id}/nieuw",
        f"{membership.public_id}/praktijk",
        f"plaats/{seat.public_id}/terugname",
    ):
        assert browser.get(f"/mijn/plaatsen/{path}").status_code == 404
    with pytest.raises(Refused) as refused, transaction():
        seats.take_back(seat, today(), contact=stranger)
    assert codes(refused) == ["contact_no_more"]


# As many people as seats


def test_of_ten_offers_at_once_as_many_go_as_there_are_seats(app: Any) -> None:
    key = make_membership(number=3).id
    assert of_ten_at_once(app, lambda number: offer_again(key, f"collega{number}@ede.example")) == 3
    db.session.rollback()
    assert sorted(db.session.scalars(sa.select(Seat.number))) == [1, 2, 3]


def offer_again(key: int, address: str) -> None:
    membership = db.session.get_one(OrganisationMembership, key)
    seats.hand_out(membership, address, contact=membership.contact)  # type: ignore[arg-type]


def of_ten_at_once(app: Any, act: Callable[[int], object]) -> int:
    """How many succeed of ten who do this at the same moment."""

    def click(number: int) -> bool:
        try:
            with app.app_context(), transaction():
                act(number)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(5) as pool:
        return sum(pool.map(click, range(10)))


def test_of_ten_who_accept_one_offer_at_once_one_becomes_a_member(app: Any) -> None:
    membership = make_membership(number=1)
    seat = offer(membership, "nina@ede.example")
    secret = mailed_secret(letters.SEAT_OFFERED, seat, "nina@ede.example")

    assert (
        of_ten_at_once(
            app, lambda _: seats.accept(good_link(letters.SEAT_PURPOSE, secret), "Nina Nieuw", language="nl")
        )
        == 1
    )
    assert people_in(membership) == 1
    assert len(db.session.scalars(sa.select(Membership)).all()) == 1


# Taking back and passing on


def test_a_seat_that_is_taken_back_is_free_and_ends_only_the_membership_that_rests_on_it() -> None:
    membership = make_membership()
    professional = make_member("Paula Prof")
    nina, paula = give(membership, "nina@ede.example"), give(membership, professional.email)
    assert (kind_of(nina), kind_of(paula)) == (Category.SEAT, Category.PROFESSIONAL)
    for account in (nina, paula):
        seat, contact = held_seat(account), contact_of(membership)
        with transaction():
            seats.take_back(seat, today(), contact=contact)
    assert (kind_of(nina), kind_of(paula)) == (None, Category.PROFESSIONAL)
    assert people_in(membership) == 0
    assert letters_to(nina.email) == ["membership/seat_offered", "membership/seat_ended"]
    assert kind_of(give(membership, nina.email)) is Category.SEAT


def test_a_seat_that_is_to_end_later_is_kept_until_that_day() -> None:
    membership = make_membership()
    nina = give(membership, "nina@ede.example")
    seat, contact, last_day = held_seat(nina), contact_of(membership), today() + timedelta(days=9)
    with transaction():
        seats.take_back(seat, last_day + timedelta(days=1), contact=contact)
    with time_machine.travel(last_day):
        the_worker_comes()
        assert kind_of(nina) is Category.SEAT
    with time_machine.travel(last_day + timedelta(days=1)):
        the_worker_comes()
        the_worker_comes()
    assert kind_of(nina) is None
    assert letters_to(nina.email)[1:] == ["membership/seat_ending", "membership/seat_ended"]


def test_seats_and_organisations_that_are_to_end_do_so_each_in_a_transaction_of_its_own() -> None:
    rita = make_account("Rita")
    ede, arnhem = make_membership(), make_membership(name="gemeente Arnhem")
    tomorrow = today() + timedelta(days=1)
    nina, otto = give(ede, "nina@ede.example"), give(ede, "otto@ede.example")
    for account in (nina, otto):
        seat, contact = held_seat(account), contact_of(ede)
        with transaction():
            seats.take_back(seat, tomorrow, contact=contact)
    ending_seats, ending_organisations = (next(job for job in JOBS if job.work is work) for work in ENDING)
    with time_machine.travel(tomorrow):
        for left in (1, 0):
            assert run(ending_seats)
            assert people_in(ede) == left
    for membership in (ede, arnhem):
        with transaction():
            organisations.end_organisation(membership, tomorrow, reviewer=rita)
    with time_machine.travel(tomorrow):
        for left in (1, 0):
            assert run(ending_organisations)
            db.session.rollback()
            assert [each.is_over for each in (ede, arnhem)].count(False) == left


def test_a_seat_passes_to_a_successor_once_that_one_accepts() -> None:
    membership = make_membership(number=1)
    nina = give(membership, "nina@ede.example")
    seat, contact = held_seat(nina), contact_of(membership)
    with transaction():
        seats.pass_on(seat, "otto@ede.example", contact=contact)
    assert kind_of(nina) is Category.SEAT
    assert people_in(membership) == 1
    otto = accept(seat, "Otto Opvolger")
    assert (kind_of(nina), kind_of(otto)) == (None, Category.SEAT)
    assert held_seat(otto).number == 1
    assert people_in(membership) == 1
    assert letters_to(nina.email)[1:] == ["membership/seat_ending", "membership/seat_ended"]


def test_an_offer_that_nobody_accepts_lapses_with_its_link_and_the_contact_is_told() -> None:
    membership = make_membership(number=2)
    nina = give(membership, "nina@ede.example")
    offer(membership, "otto@ede.example")
    seat, contact = held_seat(nina), contact_of(membership)
    with transaction():
        seats.pass_on(seat, "petra@ede.example", contact=contact)
        organisations.ask_contact(membership, "carel@ede.example", by=contact)
    for days, lapsed in ((30, 0), (31, 3)):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days, minutes=-5)):
            the_worker_comes()
            the_worker_comes()
        assert sum("lapsed" in kind for kind in letters_to(contact.email)) == lapsed
    db.session.rollback()
    assert set(db.session.scalars(sa.select(Seat.offered_to))) == {""}
    assert membership.asked_contact == ""
    assert membership.contact_id == contact.id
    assert people_in(membership) == 1
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        assert kind_of(give(membership, "otto@ede.example")) is Category.SEAT


def test_one_address_gets_few_links_a_day_whoever_has_them_mailed(browser: Browser) -> None:
    ede, arnhem = make_membership(), make_membership(name="gemeente Arnhem")
    contact = contact_of(ede)
    for _ in range(LINKS_TO_ONE_A_DAY):
        seat = offer(ede, "nina@ede.example")
        with transaction():
            seats.withdraw_offer(seat, contact=contact)
    with pytest.raises(Refused) as refused:
        offer(arnhem, "nina@ede.example")
    assert codes(refused) == ["address_has_links"]
    page = browser.sign_in(contact).fill_in(f"/mijn/plaatsen/{ede.public_id}/nieuw", address="nina@ede.example")
    assert "kreeg vandaag al een paar keer een link" in page.text
    assert letters_to("nina@ede.example").count("membership/seat_offered") == LINKS_TO_ONE_A_DAY
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, minutes=1)):
        the_worker_comes()
        assert db.session.scalar(sa.select(sa.func.count(SeatLink.id))) == 0
        assert offer(ede, "nina@ede.example").number == 1


def test_a_holder_who_leaves_meanwhile_takes_nothing_from_the_successor() -> None:
    membership = make_membership(number=1)
    nina = give(membership, "nina@ede.example")
    seat, contact = held_seat(nina), contact_of(membership)
    with transaction():
        seats.pass_on(seat, "otto@ede.example", contact=contact)
    with transaction():
        memberships.leave(nina, at_once=True)
    assert people_in(membership) == 0
    assert kind_of(accept(seat, "Otto Opvolger")) is Category.SEAT


def test_an_offer_that_was_withdrawn_or_mailed_to_another_opens_nothing(browser: Browser) -> None:
    membership = make_membership(number=1)
    seat, contact = offer(membership, "nina@ede.example"), contact_of(membership)
    first = mailed_secret(letters.SEAT_OFFERED, seat, "nina@ede.example")
    with transaction():
        seats.pass_on(seat, "otto@ede.example", contact=contact)
    assert browser.get(f"/plaats/{first}").status_code == 404
    second = mailed_secret(letters.SEAT_OFFERED, seat, "otto@ede.example")
    with transaction():
        seats.withdraw_offer(seat, contact=contact)
    assert browser.get(f"/plaats/{second}").status_code == 404
    assert offer(membership, "nina@ede.example").number == 1


def test_nobody_has_two_seats() -> None:
    ede, arnhem = make_membership(), make_membership(name="gemeente Arnhem")
    give(ede, "nina@ede.example")
    second = offer(arnhem, "nina@ede.example")
    with pytest.raises(Refused) as refused:
        accept(second)
    assert codes(refused) == ["has_seat_already"]


# Leaving the organisation, and what ends it


@pytest.mark.parametrize(
    ("answers", "organisation", "keeps"),
    [(FITS, "gemeente Arnhem", False), (FITS, EDE, True), (OUTSIDE, "", False)],
    ids=["elsewhere", "same employer", "outside government"],
)
def test_who_tells_that_they_work_elsewhere_gives_the_seat_back(answers: Any, organisation: str, keeps: bool) -> None:
    membership = make_membership()
    paula = give(membership, make_member("Paula Prof").email)
    with transaction():
        year.tell_change(memberships.held_of(paula), year.Change(answers, organisation, "Adviseur", ""))
    assert (seat_of(paula) is not None) is keeps
    assert kind_of(paula) is (Category.PROFESSIONAL if answers is FITS else Category.ALUMNUS)


def test_who_becomes_a_professional_keeps_the_seat_and_the_number_and_stays_one_without_it() -> None:
    membership = make_membership()
    nina = give(membership, "nina@ede.example")
    number = memberships.running_membership(nina.id).number  # type: ignore[union-attr]
    with transaction():
        assert memberships.begin_membership(nina).number == number
    assert seat_of(nina) is not None
    with transaction():
        seats.give_back(nina)
    assert kind_of(nina) is Category.PROFESSIONAL


def test_whose_own_membership_ends_has_no_seat_any_more() -> None:
    membership = make_membership()
    paula = give(membership, make_member("Paula Prof").email)
    with transaction():
        memberships.end_membership(memberships.held_of(paula), reason="Past niet meer.")
    assert seat_of(paula) is None
    assert letters_to(contact_of(membership).email)[-1] == "membership/seat_given_back"


def test_when_an_organisation_ends_all_its_seats_do_on_that_day_and_everyone_knows_before() -> None:
    rita = make_account("Rita")
    membership = make_membership()
    nina = give(membership, "nina@ede.example")
    paula = give(membership, make_member("Paula Prof").email)
    third = offer(membership, "otto@ede.example")
    end = today() + timedelta(days=30)
    with transaction():
        organisations.end_organisation(membership, end, reviewer=rita)
    for account in (nina, paula):
        assert letters_to(account.email)[-1] == "membership/seat_ending"
    assert letters_to(contact_of(membership).email)[-1] == "membership/seats_ending"
    with time_machine.travel(end):
        the_worker_comes()
    assert (kind_of(nina), kind_of(paula)) == (None, Category.PROFESSIONAL)
    assert db.session.scalars(sa.select(Seat)).all() == []
    with pytest.raises(Refused) as refused:
        accept(third)
    assert codes(refused) == ["link_used"]
    db.session.rollback()
    assert membership.ended_on == end
    assert queries.in_hands_of(contact_of(membership).id) == []


def test_a_contact_stays_until_another_accepts_and_then_can_do_nothing_more() -> None:
    membership = make_membership()
    carla = contact_of(membership)
    with transaction():
        organisations.ask_contact(membership, "dirk@ede.example", by=carla)
    offer(membership, "nina@ede.example")
    secret = mailed_secret(letters.CONTACT_ASKED, membership, "dirk@ede.example")
    with transaction():
        dirk = organisations.become_contact(good_link(letters.CONTACT_PURPOSE, secret), "Dirk Daarna", language="nl")
    assert contact_of(membership).id == dirk.id
    assert letters_to(carla.email)[-1] == "membership/contact_changed"
    with pytest.raises(Refused) as refused, transaction():
        seats.hand_out(membership, "otto@ede.example", contact=carla)
    assert codes(refused) == ["contact_no_more"]


def test_there_are_never_fewer_seats_than_are_taken_and_one_membership_an_organisation() -> None:
    rita = make_account("Rita")
    membership = make_membership(number=2)
    give(membership, "nina@ede.example")
    offer(membership, "otto@ede.example")
    with pytest.raises(Refused) as refused, transaction():
        organisations.change_number(membership, 1, reviewer=rita)
    assert codes(refused) == ["seats_taken"]
    with pytest.raises(Refused) as refused:
        make_membership()
    assert codes(refused) == ["organisation_is_member"]
    own = make_account("Rik Reviewer", offices=[Office.REVIEWER])
    with transaction():
        own.profile.organisation = find_or_flag("gemeente Arnhem")
    with pytest.raises(Refused) as refused, transaction():
        organisations.admit_organisation("gemeente Arnhem", 2, "a@arnhem.example", today(), reviewer=own)
    assert codes(refused) == ["own_organisation_seats"]


def test_who_works_at_an_organisation_or_has_a_seat_of_it_decides_nothing_about_it(browser: Browser) -> None:
    membership = make_membership()
    works_there = make_account("Rik Reviewer", offices=[Office.REVIEWER])
    with transaction():
        works_there.profile.organisation = membership.organisation
    has_seat = give(membership, make_account("Sien Stoel", offices=[Office.REVIEWER]).email)
    with transaction():
        has_seat.profile.organisation = None
    page = f"/beheer/leden/organisaties/{membership.public_id}"
    for reviewer in (works_there, has_seat):
        browser.sign_in(reviewer)
        for form, values in (
            ("/aantal", {"number": "9"}),
            ("/contactpersoon", {"address": "carel@ede.example"}),
            ("/beeindiging", {"when": "vandaag"}),
        ):
            assert "Hier werk je zelf" in browser.fill_in(page, form=form, **values).text
    db.session.rollback()
    assert (membership.number_of_seats, membership.asked_contact, membership.is_over) == (3, "", False)


def test_who_accepts_on_an_english_page_has_an_english_account(browser: Browser) -> None:
    membership = make_membership()
    seat = offer(membership, "nina@ede.example")
    browser.set_cookie("taal", "en")
    browser.fill_in(f"/plaats/{mailed_secret(letters.SEAT_OFFERED, seat, 'nina@ede.example')}", name="Nina New")
    with transaction():
        organisations.ask_contact(membership, "carel@ede.example", by=contact_of(membership))
    browser.fill_in(
        f"/contactpersoon/{mailed_secret(letters.CONTACT_ASKED, membership, 'carel@ede.example')}", name="Carel New"
    )
    db.session.rollback()
    assert {account_by_email(f"{name}@ede.example").language for name in ("nina", "carel")} == {"en"}  # type: ignore[union-attr]


def test_two_organisations_that_turn_out_to_be_one_keep_all_their_seats() -> None:
    ede, old = make_membership(number=1), make_membership(number=2, name="gem. Ede")
    nina = give(old, "nina@ede.example")
    with transaction():
        kept = merge(old.organisation.public_id, ede.organisation.public_id)
    assert sum(each.number_of_seats for each in queries.memberships_of(kept.id)) == 3
    assert held_seat(nina).membership.organisation_id == kept.id


# The year


def test_once_a_year_the_contact_confirms_the_list_and_is_reminded_but_nothing_ends(browser: Browser) -> None:
    with time_machine.travel(date(2024, 2, 29)):
        membership = make_membership()
        nina = give(membership, "nina@ede.example")
        contact = contact_of(membership)

    def asked() -> int:
        return letters_to(contact.email).count("membership/seats_to_confirm")

    with time_machine.travel(date(2025, 1, 30)):
        the_worker_comes()
        assert asked() == 0
    for day, times in ((date(2025, 1, 31), 1), (date(2025, 2, 1), 1), (date(2025, 2, 28), 2), (date(2025, 3, 28), 3)):
        with time_machine.travel(day):
            the_worker_comes()
            assert asked() == times
    with time_machine.travel(date(2025, 4, 1)):
        browser.sign_in(contact)
        response = browser.fill_in("/mijn/plaatsen", form="/bevestiging")
        assert response.status_code == 303
        the_worker_comes()
        assert asked() == 3
        assert "Klopt de lijst nog" not in browser.get("/mijn/plaatsen").text
    assert kind_of(nina) is Category.SEAT
    db.session.rollback()
    assert membership.ask_on == date(2026, 1, 31)
    assert db.session.scalars(sa.select(Membership.status)).all() == [MembershipStatus.ACTIVE]
