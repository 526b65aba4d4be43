"""Applications and members for the tests, made by the services themselves."""

from datetime import timedelta
from typing import Any

from okprofs.kernel.db import db, transaction
from okprofs.kernel.tables import read_table
from okprofs.mail.services import mint
from okprofs.membership import queries
from okprofs.membership.models import Application, Membership, NetworkImport
from okprofs.membership.rules.eligibility import Appointment, Engagement
from okprofs.membership.rules.importing import Part
from okprofs.membership.services import applying, importing, memberships, objections, profiles, review
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position
from tests.people.makers import make_account

WORK = applying.Work(True, "gemeente Nijkerk", Appointment.PERMANENT)
PROFESSION = applying.Profession(
    position=Position.MUNICIPAL_SECRETARY,
    function_title="Gemeentesecretaris",
    engagement=Engagement.PART_TIME,
    disciplines=frozenset({Discipline.LEAN}),
    dedication="Ik leid sinds 2009 ons Lean-programma.",
)
LIST_HEADINGS = "Voornaam;Tussenvoegsel;Achternaam;E-mail;Organisatie;Functie"
OBJECTION = "Jullie lazen over mijn Lean-programma heen."
MOTIVATION = "Ik zoek vakgenoten om concernbrede sturing mee te bespreken."


def make_draft(
    name: str = "Mirjam Smits",
    email: str = "mirjam.smits@nijkerk.example",
    *,
    account: Account | None = None,
    wants_to_be_found: bool = True,
    **answers: Any,
) -> Application:
    """A whole draft, ready to be sent. `answers` are columns: `position=Position.MANAGER`."""
    with transaction():
        draft = applying.begin(WORK, account=account, language="nl")
        applying.change_profession(draft, PROFESSION)
        applying.change_person(draft, applying.Person(name, email, MOTIVATION, wants_to_be_found))
        for column, value in answers.items():
            assert column in Application.__table__.columns, f"an application has no {column}"
            setattr(draft, column, value)
    return draft


def make_application(
    name: str = "Mirjam Smits",
    account: Account | None = None,
    *,
    wants_to_be_found: bool = True,
    **answers: Any,
) -> Application:
    """An application that was submitted, by `account` or by someone new."""
    account = account or make_account(name)
    application = make_draft(name=account.name, account=account, wants_to_be_found=wants_to_be_found, **answers)
    with transaction():
        applying.send(application, account=account, language="nl")
        for column, value in answers.items():
            setattr(application, column, value)
    return application


def make_rejected(reviewer: Account, name: str = "Mirjam Smits") -> Application:
    application = make_application(name, position=Position.ADVISER, disciplines=frozenset({Discipline.QUALITY}))
    with transaction():
        review.reject(
            application.public_id, "Geen Lean.", None, reviewer=reviewer, seen_version=again(application).version
        )
    return application


def make_objected(reviewer: Account, name: str = "Mirjam Smits") -> Application:
    """An application that `reviewer` rejected, and the applicant's objection to it."""
    application = make_rejected(reviewer, name)
    with transaction():
        objections.object_to(application.public_id, OBJECTION, account=application.account)
    return again(application)


def make_list(content: str, *, by: Account) -> NetworkImport:
    """A list of people that was checked."""
    with transaction():
        made = importing.keep_list(read_table(content.encode()), file_name="leden.csv", source="een lijst", by=by)
        importing.match(made.public_id, {Part(word): place for word, place in made.matching.items()})
    return made


def again(application: Application) -> Application:
    """The application as it stands now."""
    db.session.rollback()
    return db.session.get_one(Application, application.id)


def make_member(
    name: str = "Anneke Bakker", *, wants_to_be_found: bool = True, offices: Any = (), **account_and_profile: Any
) -> Account:
    """A member. What is said of the profile goes before what the choice to be found says of it."""
    account = make_account(name, offices=offices, **account_and_profile)
    profile = {column: value for column, value in account_and_profile.items() if hasattr(type(account.profile), column)}
    with transaction():
        profiles.show_as_chosen(account, wants_to_be_found=wants_to_be_found)
        for column, value in profile.items():
            setattr(account.profile, column, value)
        memberships.begin_membership(account)
    return account


def membership_of(account: Account) -> Membership:
    """The membership as it stands now."""
    db.session.rollback()
    found = queries.current_membership(account.id)
    assert found is not None
    return found


def mailed_secret(purpose: str, about: str, address: str) -> str:
    """The secret of a personal link, as the letter would carry it."""
    with transaction():
        return mint(purpose, about, address, timedelta(days=7))
