"""Loading the demo club into an empty database, as if it had grown there."""

from datetime import date, timedelta
from itertools import cycle

import sqlalchemy as sa
from flask import current_app

from okprofs.demo import club, events
from okprofs.demo.applications import load_applications
from okprofs.demo.club import DOMAIN
from okprofs.demo.doors import load_doors
from okprofs.demo.groups import load_groups
from okprofs.demo.hours import load_hours
from okprofs.demo.lists import load_lists
from okprofs.demo.memberships import load_memberships
from okprofs.demo.messages import load_messages
from okprofs.demo.photos import drawn_photo
from okprofs.demo.searches import load_searches
from okprofs.demo.seats import load_seats
from okprofs.demo.voices import load_voices
from okprofs.demo.waiting import load_waiting
from okprofs.demo.workshops import load_workshops
from okprofs.events.models import (
    Code,
    Event,
    Invitation,
    Order,
    PendingTerms,
    Registration,
    TicketType,
)
from okprofs.events.services.places import take
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.membership.services.memberships import begin_membership
from okprofs.membership.services.profiles import show_as_chosen
from okprofs.organisations.models import OrganisationDomain
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import COLUMNS, Account, Appointment, Office, Photo, Profile
from okprofs.people.rules.visibility import Audience, Field
from okprofs.people.services.accounts import create_account
from okprofs.people.services.passwords import hashed

DIETS = ("", "", "vegetarisch", "", "", "glutenvrij", "", "vegetarisch", "", "", "", "veganistisch")


class NotEmpty(RuntimeError):
    """The database already holds people; the demo club stays out."""


def load() -> None:
    """Fill an empty database. Raises RuntimeError in production, NotEmpty when there are people already."""
    if not current_app.config["IS_DEVELOPMENT"]:
        raise RuntimeError("the demo club does not exist in production")
    if db.session.scalar(sa.select(Account.id).limit(1)) is not None:
        raise NotEmpty("there are people in this database already")
    _organisations()
    secret = hashed(club.PASSWORD)
    members = _members(secret)
    load_applications(secret, members)
    load_memberships(secret)
    load_lists(members)
    load_seats(members["lid"], secret)
    load_searches(members["lid"])
    load_messages(members)
    load_groups(members)
    _events(members)
    load_doors()
    load_hours(members["lid"])
    load_voices()


def _organisations() -> None:
    for name, kind, province, domains in club.ORGANISATIONS:
        organisation = find_or_flag(name)
        organisation.kind, organisation.province, organisation.is_confirmed = kind, province, True
        known = (*domains, _example_domain(domains[0]))
        organisation.domains = [OrganisationDomain(domain=domain) for domain in known]
    db.session.flush()


def _example_domain(domain: str) -> str:
    """Where the people of the demo have their work address: no mail ever reaches it."""
    return f"{domain.rpartition('.')[0]}.example"


def _members(secret: str) -> dict[str, Account]:
    """Everyone who is a member, by the first part of the address."""
    accounts = {}
    for role in club.CAST:
        account = accounts[role.address] = _account(role.address, role.person, secret)
        account.appointments = [Appointment(office=office) for office in role.offices]
        _admit(account, role.person)
    for person in club.MEMBERS:
        address = ".".join(word.lower() for word in person.name.split() if word.isascii()).replace("’", "")
        accounts[address] = _account(address, person, secret)
        _admit(accounts[address], person)
    for address in club.FURTHER_REVIEWERS:
        accounts[address].appointments = [Appointment(office=Office.REVIEWER)]
    return accounts


def _account(address: str, person: club.Person, secret: str) -> Account:
    account = create_account(f"{address}@{DOMAIN}", person.name, "nl")
    account.password_hash = secret
    profile = account.profile
    profile.organisation = find_or_flag(person.organisation)
    profile.position = person.position
    profile.function_title = person.title
    profile.disciplines = person.disciplines
    profile.ask_me_about = person.ask_me_about
    _tell_more(profile, account.id)
    if person.shows_phone:
        profile.phone = f"+3161234{account.id + 1000:04d}"
    return account


def _tell_more(profile: Profile, number: int) -> None:
    """Some tell much, some little."""
    profile.topics = club.TOPICS[number % len(club.TOPICS)]
    profile.methods = club.METHODS[number % len(club.METHODS)]
    profile.certificates = club.CERTIFICATES[number % len(club.CERTIFICATES)]
    profile.willing_to = club.WILLING_TO[number % len(club.WILLING_TO)]
    profile.languages = club.LANGUAGES[number % len(club.LANGUAGES)]
    profile.working_since = 2011 - number * 7 % 23 if number % 3 else None
    if number % 5 == 2:
        profile.photo = Photo(**{COLUMNS[size]: content for size, content in drawn_photo(number // 5).items()})


def _admit(account: Account, person: club.Person) -> None:
    show_as_chosen(account, wants_to_be_found=person.name not in club.HIDDEN)
    if person.name not in club.HIDDEN:
        for field in (*club.SHOWN, *([] if account.id % 9 == 0 else [Field.PHOTO])):
            setattr(account.profile, f"{field}_audience", Audience.MEMBERS)
        account.profile.phone_audience = Audience.MEMBERS if person.shows_phone else Audience.NOBODY
    db.session.flush()
    begin_membership(account, since_on=date(2011, 11, 10) + timedelta(days=account.id * 61 % 5000))


def _events(members: dict[str, Account]) -> None:
    founding, last, practice = events.founding_seminar(), events.last_seminar(), events.practice_day()
    intervision, zwolle = events.intervision_afternoon(), events.visit_to_zwolle()
    db.session.add_all([founding, last, practice, intervision, zwolle, events.cancelled_morning(), events.draft_day()])
    db.session.flush()
    people = list(members.values())
    # Who founded it is forgotten; how many they were is not.
    for _ in range(52):
        take(founding.ticket_types[1])
    founding.ticket_types[1].came = 49
    _sign_up(last, last.ticket_types[1], people[:52], days_before=30)
    _sign_up(practice, practice.ticket_types[0], people[10:28], days_before=None)
    _sign_up(practice, practice.ticket_types[1], [*people[3:5], *people[30:46]], days_before=None)
    _let_wait(practice)
    load_workshops(practice, people[3])
    _sign_up(intervision, intervision.ticket_types[0], people[20:28], days_before=None)
    load_waiting(intervision, people[5:8])
    _sign_up(zwolle, zwolle.ticket_types[0], people[40:44], days_before=None)
    voucher = Code(event_id=practice.id, code="EENZAMEFIETSER", note="Introducé van een lid", discount_cents=2000)
    voucher.most_uses = 10
    db.session.add_all(
        [
            voucher,
            Invitation(event_id=practice.id, name="Prof. Louise Adriaanse", email=f"louise.adriaanse@{DOMAIN}"),
            Invitation(event_id=practice.id, name="Sander Vlug", email=f"sander.vlug@{DOMAIN}"),
        ]
    )
    db.session.flush()
    _applicant_waits(db.session.scalars(sa.select(Account).where(Account.email == f"aanvrager@{DOMAIN}")).one())


def _let_wait(event: Event) -> None:
    """Who has an application under review may wait for the whole day with the morning, and a week for a place."""
    morning, day = event.ticket_types
    db.session.add(PendingTerms(ticket_type_id=day.id, open_ticket_type_id=morning.id, hold_hours=7 * 24))


def _applicant_waits(applicant: Account) -> None:
    """The applicant comes to the next seminar: the morning is sure, the whole day waits."""
    event = db.session.scalars(sa.select(Event).where(Event.slug == "lean-in-de-praktijk")).one()
    day = event.ticket_types[1].public_id
    sign_up(event.id, Contact(), [Attendee(day, is_contact=True)], viewer=applicant)


def _sign_up(event: Event, ticket: TicketType, people: list[Account], days_before: int | None) -> None:
    made_at = event.starts_at - timedelta(days=days_before) if days_before else now() - timedelta(days=5)
    diets = cycle(DIETS if event.has_food else ("",))
    for account in people:
        order = Order(
            event_id=event.id,
            account_id=account.id,
            contact_name=account.name,
            contact_email=account.email,
            made_at=made_at,
        )
        order.registrations.append(
            Registration(
                event_id=event.id,
                ticket_type=ticket,
                account_id=account.id,
                name=account.name,
                email=account.email,
                organisation_name=account.profile.organisation.name if account.profile.organisation else "",
                dietary_wishes=next(diets),
                price_cents=ticket.price_cents if ticket.member_price_cents is None else ticket.member_price_cents,
                ground="member",
                made_at=made_at,
            )
        )
        take(ticket)
        db.session.add(order)
    db.session.flush()
