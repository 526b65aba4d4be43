"""The page of an organisation: who is here from it, as far as each allows, its practice and its seats."""

from okprofs.directory import services
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.membership.models import OrganisationMembership, Seat
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Appointment, Office
from okprofs.people.rules.visibility import Field
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.organisations.makers import flag_organisation, make_organisation
from tests.people.makers import fresh


def path_of(organisation: Organisation) -> str:
    return f"/leden/organisaties/{organisation.public_id}"


def body_of(browser: Browser, path: str) -> str:
    """The page, without what is given out anew each time."""
    text = browser.get(path).text
    return text[text.index("<main") : text.index("</main>")]


def test_it_names_who_shows_where_they_work_and_nobody_else(browser: Browser) -> None:
    ede = make_organisation("gemeente Ede")
    make_member("Zora Zichtbaar", organisation=ede, function_title="Adviseur")
    make_member("Vera Verborgen", organisation=ede, shows=set(Field) - {Field.ORGANISATION})
    make_member("Nora Nergens", organisation=ede, is_findable=False)
    make_member("Aad Anders", organisation=make_organisation("gemeente Arnhem"))
    shown = make_member("Anna Als Eerste", organisation=ede)
    browser.sign_in(make_member("Lezer Lid"))
    page = body_of(browser, path_of(ede))
    assert page.index("Anna Als Eerste") < page.index("Zora Zichtbaar")
    for name in ("Vera", "Nora", "Aad"):
        assert name not in page
    assert path_of(ede) in browser.get(f"/leden/{shown.public_id}").text


def test_whoever_hides_it_changes_no_byte_of_the_page(browser: Browser) -> None:
    ede, typed = make_organisation("gemeente Ede"), flag_organisation("gemeente Nergens")
    hidden: list[Account] = [
        make_member(name, shows=set(Field) - {Field.ORGANISATION}) for name in ("Aad Eerst", "Zoë Laatst")
    ]
    make_member("Mia Midden", organisation=ede)
    reader = make_member("Lezer Lid")
    browser.sign_in(reader)
    before = body_of(browser, path_of(ede))
    assert browser.get(path_of(typed)).status_code == 404
    for account in hidden:
        with transaction():
            at(account).profile.organisation_id = ede.id
            services.refresh([account.id])
    assert body_of(browser, path_of(ede)) == before
    with transaction():
        at(hidden[0]).profile.organisation_id = typed.id
        services.refresh([hidden[0].id])
    assert browser.get(path_of(typed)).status_code == 404
    assert path_of(typed) not in browser.get(f"/leden/{hidden[0].public_id}").text


def at(account: Account) -> Account:
    """The account as it stands in this transaction."""
    return db.session.get_one(Account, account.id)


def test_free_seats_are_for_the_contact_and_the_office_and_the_practice_for_members(browser: Browser) -> None:
    ede = make_organisation("gemeente Ede")
    contact, reader = make_member("Carla Contact"), make_member("Lezer Lid")
    office = make_member("Bas Ballotage")
    with transaction() as session:
        session.get_one(Organisation, ede.id).practice = "Wij doen **Lean**. <script>alert(1)</script>"
        seats = [Seat(number=1, holder_id=contact.id)]
        session.add(
            OrganisationMembership(
                organisation_id=ede.id, number_of_seats=3, since_on=today(), contact_id=contact.id, seats=seats
            )
        )
        session.add(Appointment(account_id=office.id, office=Office.REVIEWER))
    for account, knows in ((reader, False), (contact, True), (office, True)):
        browser.sign_in(fresh(account))
        page = body_of(browser, path_of(ede))
        assert "met 3 plaatsen" in page
        assert ("Vrije plaatsen" in page) is knows
        assert "<strong>Lean</strong>" in page
        assert "<script>" not in page
    assert "Carla" not in page
