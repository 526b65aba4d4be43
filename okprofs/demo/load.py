"""Loading the demo club into an empty database, as if it had grown there."""

from datetime import date, timedelta
from itertools import cycle

import sqlalchemy as sa
from flask import current_app

from okprofs.demo import club, events
from okprofs.events.models import Event, Invitation, Order, Registration, TicketType
from okprofs.kernel.clock import local, now
from okprofs.kernel.db import db
from okprofs.membership.models import Application, ApplicationMessage, MessageSide
from okprofs.membership.queries import current_membership
from okprofs.membership.rules.eligibility import Appointment as Employment
from okprofs.membership.rules.eligibility import Clause, Engagement
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services.applying import Work, begin
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.memberships import begin_membership
from okprofs.membership.services.profiles import show_as_chosen
from okprofs.organisations.models import OrganisationDomain
from okprofs.organisations.rules.domains import evidence_for
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account, Appointment
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience
from okprofs.people.services.accounts import create_account
from okprofs.people.services.passwords import hashed

DOMAIN = "okprofs.example"
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
    _applications(secret, members)
    _events(members)


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
    if person.shows_phone:
        profile.phone = f"+3161234{account.id + 1000:04d}"
    return account


def _admit(account: Account, person: club.Person) -> None:
    show_as_chosen(account, wants_to_be_found=person.name not in club.HIDDEN)
    if person.name not in club.HIDDEN:
        account.profile.ask_me_about_audience = Audience.MEMBERS
        account.profile.phone_audience = Audience.MEMBERS if person.shows_phone else Audience.NOBODY
    db.session.flush()
    begin_membership(account).since_on = date(2011, 11, 10) + timedelta(days=account.id * 61 % 5000)


def _application(
    name: str,
    organisation: str,
    position: Position,
    title: str,
    disciplines: set[Discipline],
    dedication: str,
    motivation: str,
    days_ago: int,
    *,
    email: str | None = None,
    works_for_government: bool = True,
) -> Application:
    employer = find_or_flag(organisation)
    domains = [known.domain for known in employer.domains]
    at_work = next((domain for domain in domains if domain.endswith(".example")), DOMAIN)
    address = email or f"{name.split(maxsplit=1)[0].lower()}.{name.rsplit(maxsplit=1)[-1].lower()}@{at_work}"
    application = Application(
        name=name,
        email=address,
        status=ApplicationStatus.SUBMITTED,
        works_for_government=works_for_government,
        organisation_name=organisation,
        organisation=employer,
        appointment=Employment.PERMANENT if works_for_government else Employment.NONE,
        position=position,
        function_title=title,
        engagement=Engagement.PART_TIME,
        disciplines=frozenset(disciplines),
        dedication=dedication,
        motivation=motivation,
        wants_to_be_found=True,
        address_evidence=evidence_for(address, domains),
        begun_at=now() - timedelta(days=days_ago, hours=1),
        sent_at=now() - timedelta(days=days_ago),
        submitted_at=now() - timedelta(days=days_ago),
    )
    db.session.add(application)
    store_assessment(application)
    application.assessments[-1].at = application.submitted_at
    return application


def _applications(secret: str, members: dict[str, Account]) -> None:
    """A queue of every kind: clear, in need of judgement, not fitting, waiting for an answer, decided, taken back."""
    reviewer = members["ballotage"]
    applicant = create_account(f"aanvrager@{DOMAIN}", "Marjan Vos", "nl")
    applicant.password_hash = secret
    _application(
        "Marjan Vos",
        "gemeente Nijkerk",
        Position.MUNICIPAL_SECRETARY,
        "Gemeentesecretaris",
        {Discipline.LEAN},
        "Ik leid sinds 2019 ons Lean-programma en begeleid zelf elk kwartaal een verbeterteam.",
        "Ik zoek vakgenoten om concernbrede sturing mee te bespreken.",
        9,
        email=applicant.email,
    ).account = applicant
    pending = [
        _application(
            "Sietske Boersma",
            "gemeente Groningen",
            Position.ADVISER,
            "Adviseur kwaliteit",
            {Discipline.QUALITY, Discipline.LEAN},
            "",
            "Ik werk alleen aan kwaliteit en wil sparren met anderen.",
            6,
        ),
        _application(
            "Ruud Cornelissen",
            "gemeente Breda",
            Position.MANAGER,
            "Manager control",
            {Discipline.CONTROLLING, Discipline.QUALITY},
            "Twee dagen per week werk ik aan ons kwaliteitssysteem.",
            "Control en kwaliteit horen bij elkaar.",
            4,
        ),
        _application(
            "Roos de Wit",
            "Adviesbureau De Wit",
            Position.ADVISER,
            "Organisatieadviseur",
            {Discipline.LEAN},
            "",
            "Ik help gemeenten met Lean.",
            2,
            works_for_government=False,
        ),
        _application(
            "Yusuf Kara",
            "UWV",
            Position.POLICY_OFFICER,
            "Beleidsmedewerker dienstverlening",
            {Discipline.SERVICE_DELIVERY},
            "",
            "Leren hoe anderen de stem van de klant binnenhalen.",
            1,
        ),
    ]
    asked = _application(
        "Heleen Bosch",
        "provincie Overijssel",
        Position.POLICY_OFFICER,
        "Beleidsmedewerker strategie",
        {Discipline.STRATEGY},
        "Ik schreef mee aan onze kwaliteitsvisie.",
        "Kwaliteit op strategisch niveau.",
        12,
    )
    asked.status = ApplicationStatus.MORE_INFO_NEEDED
    asked.messages.append(
        ApplicationMessage(
            side=MessageSide.OFFICE,
            author_id=reviewer.id,
            text="Hoeveel tijd besteed je nu aan kwaliteitsmanagement, en wat doe je dan?",
            at=now() - timedelta(days=8),
        )
    )
    rejected = _application(
        "Bas Teunissen",
        "Drukkerij Teunissen",
        Position.MANAGER,
        "Directeur",
        {Discipline.QUALITY},
        "",
        "Wij drukken veel voor gemeenten.",
        40,
        works_for_government=False,
    )
    rejected.status = ApplicationStatus.REJECTED
    rejected.decided_at, rejected.decided_by_id = now() - timedelta(days=35), reviewer.id
    rejected.decision_clause = Clause.GOVERNMENT
    rejected.decision_reason = "OK-Profs is voor mensen die vast of tijdelijk bij de overheid werken."
    withdrawn = _application(
        "Petra Lans",
        "gemeente Arnhem",
        Position.ADVISER,
        "Adviseur procesmanagement",
        {Discipline.PROCESS_MANAGEMENT},
        "",
        "Ik wil leren hoe anderen hun processen beheren.",
        25,
    )
    withdrawn.status = ApplicationStatus.WITHDRAWN
    _admitted(members["casper.vink"], reviewer)
    _draft(secret)
    for application in (*pending, asked, rejected, withdrawn):
        application.account = create_account(application.email, application.name, "nl")
        application.account.password_hash = secret
    db.session.flush()


def _admitted(account: Account, reviewer: Account) -> Application:
    """The latest of all those who came in by an application."""
    application = _application(
        account.name,
        "RDW",
        Position.ADVISER,
        account.profile.function_title,
        {Discipline.QUALITY, Discipline.CERTIFICATION},
        "",
        "Kwaliteit bij een uitvoerder is anders dan bij een gemeente. Daar praat ik graag over.",
        20,
        email=account.email,
    )
    application.account, application.status = account, ApplicationStatus.ADMITTED
    application.decided_at, application.decided_by_id = now() - timedelta(days=17), reviewer.id
    db.session.flush()
    membership = current_membership(account.id)
    if membership is not None:
        membership.since_on = local(application.decided_at).date()
    return application


def _draft(secret: str) -> None:
    """Someone who began, and has yet to tell about their profession."""
    account = create_account(f"nienke.hofstra@{DOMAIN}", "Nienke Hofstra", "nl")
    account.password_hash = secret
    db.session.flush()
    begin(Work(True, "gemeente Leeuwarden", Employment.PERMANENT), account=account, language="nl")


def _events(members: dict[str, Account]) -> None:
    founding, practice = events.founding_seminar(), events.practice_day()
    intervision, zwolle = events.intervision_afternoon(), events.visit_to_zwolle()
    db.session.add_all([founding, practice, intervision, zwolle, events.cancelled_morning(), events.draft_day()])
    db.session.flush()
    people = list(members.values())
    _sign_up(founding, founding.ticket_types[1], people[:52], days_before=30)
    _sign_up(practice, practice.ticket_types[0], people[10:28], days_before=None)
    _sign_up(practice, practice.ticket_types[1], [*people[3:5], *people[30:46]], days_before=None)
    _sign_up(intervision, intervision.ticket_types[0], people[20:28], days_before=None)
    _sign_up(zwolle, zwolle.ticket_types[0], people[40:44], days_before=None)
    db.session.add_all(
        [
            Invitation(event_id=practice.id, name="Prof. Louise Adriaanse", email=f"louise.adriaanse@{DOMAIN}"),
            Invitation(event_id=practice.id, name="Sander Vlug", email=f"sander.vlug@{DOMAIN}"),
        ]
    )
    db.session.flush()


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
        ticket.taken += 1
        db.session.add(order)
    db.session.flush()
