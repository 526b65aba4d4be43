"""A club of any size, put into the database at once: for measuring, not for reading.

Everything that grows with a club grows with `members`: accounts, the directory, applications, letters, and ten lines
of the journal for each member. Of events there are always 300, for which at least 50,000 signed up: in a small club
most of them as guests. What one page shows stays alike: an event has eight sessions, somebody has one order, a rare
word finds thirty.
"""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.services import rebuild
from okprofs.events.models import (
    Door,
    Event,
    EventStatus,
    Order,
    ProgrammeSession,
    Quota,
    Registration,
    Scan,
    SessionKind,
    Speaker,
    TicketType,
    Workshop,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.rules.admission import Audience as TicketAudience
from okprofs.events.rules.arrival import ScanKind
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest, new_public_id
from okprofs.kernel.search import fold
from okprofs.mail.models import Letter, LetterState
from okprofs.membership.models import Application, Membership
from okprofs.membership.rules.eligibility import Appointment as Employment
from okprofs.membership.rules.eligibility import Engagement, Outcome
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.models import Account, Appointment, Audience, Office, Profile, SignInSession
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline, Position

BATCH = 2000
ORGANISATIONS = 400
EVENTS = 300
PAST_EVENTS = 288
# The first of those to come is the one that is looked at.
COMING_EVENT = PAST_EVENTS + 1
LEAST_REGISTRATIONS = 50_000
# So many of all registrations are for the coming event; the others are spread over the past ones.
ONE_IN = 10
# Whoever of the first so many comes to it stays the whole day, and chooses workshops.
WHOLE_DAY_AMONG = 3_000
# The ids of the second ticket types begin here.
WHOLE_DAY = 1_000
WORKSHOPS_A_ROUND, RANKS = 6, 3
JOURNAL_ACTIONS = (
    "signed_in",
    "signed_out",
    "profile_changed",
    "order_made",
    "order_cancelled",
    "account_made",
    "application_sent",
    "application_submitted",
    "application_admitted",
    "membership_begun",
)
SLUG = "lean-in-de-praktijk"
MEMBER_SECRET = "the-session-of-the-member-who-measures"
OFFICE_SECRET = "the-session-of-the-office-that-measures"
MEMBER, OFFICER = 1, 2
# More than one member asks in an hour: each search is asked by another, from this one on.
SEARCHING = 3
SEARCH_SECRETS = tuple(f"the-session-of-member-{SEARCHING + place}-who-searches" for place in range(6))
RARE_WORD, HOW_RARE = "scorecard", 30

FIRST = [
    "Anneke",
    "Jan",
    "Mirjam",
    "Pieter",
    "Fatima",
    "Kees",
    "Roos",
    "Mohamed",
    "Ingrid",
    "Bram",
    "Els",
    "Tom",
    "Linda",
    "Esra",
    "Gerrit",
    "Marieke",
    "Dirk",
]
LAST = [
    "Bakker",
    "Visser",
    "Smits",
    "Kramer",
    "Haddou",
    "Vermeulen",
    "Dekker",
    "Jacobs",
    "Hoekstra",
    "Willems",
    "Brouwer",
    "Janssen",
    "Peeters",
]
ABOUT = [
    "dagstarts",
    "waardestroom",
    "klantreis",
    "audits",
    "INK",
    "certificering",
    "zaakgericht",
    "verbeterborden",
    "coaching",
]
FUNCTIONS = ("Adviseur Lean", "Kwaliteitsmanager", "Procesmanager", "Beleidsmedewerker")
PLACES = [
    "Barneveld",
    "Ede",
    "Nijkerk",
    "Apeldoorn",
    "Arnhem",
    "Zwolle",
    "Assen",
    "Breda",
    "Tilburg",
    "Leiden",
    "Almere",
    "Haarlem",
    "Zeist",
]


def fill(members: int) -> None:
    """A club of `members`, one of whom is signed in under `MEMBER_SECRET`, one, who holds every office, under
    `OFFICE_SECRET`, and one under each of `SEARCH_SECRETS`."""
    chance = random.Random(2011)
    with transaction() as session:
        session.execute(sa.insert(Organisation), [_organisation(number) for number in range(1, ORGANISATIONS + 1)])
        session.add_all(_event(number, _registered(members)) for number in range(1, EVENTS + 1))
        session.flush()
        session.execute(sa.insert(Door), [_door(number) for number in range(1, EVENTS + 1)])
    for start in range(1, members + 1, BATCH):
        numbers = range(start, min(start + BATCH, members + 1))
        with transaction() as session:
            session.execute(sa.insert(Account), [_account(number, chance) for number in numbers])
            session.execute(sa.insert(Profile), [_profile(number, members, chance) for number in numbers])
    for each in (_memberships, _applications, _letters):
        _for_every_account(each)
    for each in (_orders, _registrations):
        _for_everyone_registered(each, _registered(members))
    with transaction() as session:
        session.execute(_scans())
        _add_workshops(session)
    for action in JOURNAL_ACTIONS:
        _for_every_account(partial(_journal_entries, action))
    with transaction() as session:
        session.execute(sa.insert(Application), [_waiting(number) for number in range(members // 10)])
        rebuild()
        _sort_memberships(session)
        session.add_all(Appointment(account_id=OFFICER, office=office) for office in Office)
        session.add(SignInSession(digest=digest(MEMBER_SECRET), account_id=MEMBER))
        session.add(SignInSession(digest=digest(OFFICE_SECRET), account_id=OFFICER))
        for place, secret in enumerate(SEARCH_SECRETS):
            session.add(SignInSession(digest=digest(secret), account_id=SEARCHING + place))
    if db.engine.dialect.name == "postgresql":
        _settle()


def _sort_memberships(session: Session) -> None:
    """Under the name by which they stand in the directory, where everybody is here."""
    listed = sa.select(DirectoryEntry.sort_name).where(DirectoryEntry.account_id == Membership.account_id)
    session.execute(sa.update(Membership).values(sort_name=listed.scalar_subquery()))


def _settle() -> None:
    """What PostgreSQL does by itself after a while; and its numbering goes on after the numbers given here."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("accounts", "organisations", "orders", "registrations", "events", "ticket_types", "doors"):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
            )
        connection.exec_driver_sql("VACUUM ANALYZE")
        connection.exec_driver_sql("CHECKPOINT")


def _organisation(number: int) -> dict[str, Any]:
    name = f"gemeente {PLACES[number % len(PLACES)]} {number}"
    kinds = list(OrganisationKind)
    return {
        "id": number,
        "public_id": new_public_id(),
        "name": name,
        "folded_name": fold(name),
        "kind": kinds[number % len(kinds)],
        "is_confirmed": True,
    }


def _account(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": number,
        "public_id": new_public_id(),
        "name": f"{chance.choice(FIRST)} {chance.choice(LAST)}{chance.randint(1, 9999)}",
        "email": f"lid{number}@okprofs.example",
        "language": "nl",
        "made_at": now() - timedelta(minutes=chance.randint(0, 600_000)),
    }


def _profile(number: int, members: int, chance: random.Random) -> dict[str, Any]:
    about = chance.sample(ABOUT, 3)
    is_rare = number % (members // HOW_RARE) == 0
    return {
        "account_id": number,
        "organisation_id": chance.randint(1, ORGANISATIONS),
        "position": chance.choice(list(Position)),
        "function_title": chance.choice(FUNCTIONS),
        "disciplines": frozenset(chance.sample(list(Discipline), chance.randint(1, 3))),
        "ask_me_about": " ".join([*about, RARE_WORD] if is_rare else about),
        "methods": frozenset(chance.sample(list(Method), chance.randint(0, 2))),
        "willing_to": frozenset(chance.sample(list(Willingness), chance.randint(0, 2))),
        "is_findable": True,
        **{f"{field}_audience": Audience.MEMBERS for field in ("function", "organisation", "disciplines")},
        **{f"{field}_audience": Audience.MEMBERS for field in ("methods", "willing_to")},
        "ask_me_about_audience": Audience.MEMBERS,
    }


_ANSWERS: dict[str, Any] = {
    "works_for_government": True,
    "organisation_name": "gemeente Barneveld",
    "appointment": Employment.PERMANENT,
    "position": Position.ADVISER,
    "function_title": "Adviseur Lean",
    "engagement": Engagement.FULL_TIME,
    "disciplines": frozenset({Discipline.LEAN}),
    "outcome": Outcome.ELIGIBLE,
}


def _waiting(number: int) -> dict[str, Any]:
    """An application that nobody looked at yet."""
    return {
        "public_id": new_public_id(),
        "status": ApplicationStatus.SUBMITTED,
        "submitted_at": now() - timedelta(minutes=10 * number),
        "name": f"Aanvrager {number}",
        "email": f"aanvrager{number}@okprofs.example",
        **_ANSWERS,
    }


def _for_every_account(rows: Callable[[], tuple[type, dict[str, Any]]]) -> None:
    """A row for each account, made by the database itself: by hand a million lines would take minutes."""
    table, columns = rows()
    source = sa.select(*(_column(table, name, value) for name, value in columns.items())).select_from(Account)
    with transaction() as session:
        session.execute(sa.insert(table).from_select(list(columns), source.order_by(Account.id)))


def _column(table: Any, name: str, value: Any) -> Any:
    is_read = isinstance(value, sa.ColumnElement | InstrumentedAttribute)
    return value if is_read else sa.literal(value, getattr(table, name).type)


def _named(letter: str) -> Any:
    """A public id that nothing else has."""
    return sa.literal(letter) + Account.public_id


def _registered(members: int) -> int:
    return max(members, LEAST_REGISTRATIONS)


# Somebody registered for each number, the members first.
_NUMBER: Any = sa.column("number", sa.Integer)
# Number 1, 11, 21 … comes to the coming event, the others have been at one of the past ones.
_AT = sa.case((_NUMBER % ONE_IN == 1, COMING_EVENT), else_=_NUMBER % PAST_EVENTS + 1)
_STAYS = sa.and_(_NUMBER % ONE_IN == 1, _NUMBER <= WHOLE_DAY_AMONG)
_NAME = sa.func.coalesce(Account.name, sa.literal("Gast ") + sa.cast(_NUMBER, sa.String))
_EMAIL = sa.func.coalesce(Account.email, sa.literal("gast") + sa.cast(_NUMBER, sa.String) + "@gasten.example")


def _for_everyone_registered(rows: Callable[[], tuple[type, dict[str, Any]]], count: int) -> None:
    """A row for each number up to `count`, beside the account of that number when there is one."""
    table, columns = rows()
    first = sa.select(sa.literal(1).label("number")).cte("numbers", recursive=True)
    numbers = first.union_all(sa.select(first.c.number + 1).where(first.c.number < count))
    source = sa.select(*(_column(table, name, value) for name, value in columns.items()))
    source = source.select_from(numbers.outerjoin(Account, Account.id == numbers.c.number)).order_by(_NUMBER)
    with transaction() as session:
        session.execute(sa.insert(table).from_select(list(columns), source))


def _numbered(letter: str) -> Any:
    """A public id that nothing else has."""
    return sa.literal(letter) + sa.cast(_NUMBER, sa.String)


def _memberships() -> tuple[type, dict[str, Any]]:
    return Membership, {
        "public_id": _named("m"),
        "account_id": Account.id,
        "number": Account.id + 1000,
        "status": "active",
        "since_on": date(2011, 11, 10),
        "confirmed_on": date(2011, 11, 10),
        "sort_name": "",
        "spoken_name": sa.func.lower(Account.name),
        "category": "professional",
        "card_shows_name": False,
    }


def _applications() -> tuple[type, dict[str, Any]]:
    return Application, {
        "public_id": _named("a"),
        "account_id": Account.id,
        "status": ApplicationStatus.ADMITTED,
        "name": Account.name,
        "email": Account.email,
        "submitted_at": Account.made_at,
        "decided_at": Account.made_at,
        **_ANSWERS,
    }


def _orders() -> tuple[type, dict[str, Any]]:
    return Order, {
        "id": _NUMBER,
        "public_id": _numbered("o"),
        "event_id": _AT,
        "account_id": Account.id,
        "contact_name": _NAME,
        "contact_email": _EMAIL,
        "made_at": sa.func.coalesce(Account.made_at, sa.literal(now(), Order.made_at.type)),
    }


def _registrations() -> tuple[type, dict[str, Any]]:
    return Registration, {
        "id": _NUMBER,
        "public_id": _numbered("r"),
        "order_id": _NUMBER,
        "event_id": _AT,
        "ticket_type_id": sa.case((_STAYS, WHOLE_DAY + COMING_EVENT), else_=_AT),
        "account_id": Account.id,
        "name": _NAME,
        "email": _EMAIL,
        "price_cents": sa.case((_STAYS, 10000), else_=6000),
        "made_at": sa.func.coalesce(Account.made_at, sa.literal(now(), Registration.made_at.type)),
        "ticket_code": _numbered("t"),
        "search_text": sa.func.lower(_NAME + " " + _EMAIL),
    }


def _scans() -> Any:
    """Who came to what is past; the door of an event has its number."""
    columns: dict[str, Any] = {
        "event_id": Registration.event_id,
        "registration_id": Registration.id,
        "door_id": Registration.event_id,
        "kind": ScanKind.IN,
        "key": Registration.public_id,
        "takes_back": "",
        "content_digest": Registration.public_id,
        "scanned_at": Registration.made_at,
        "clock_off_seconds": 0,
        "received_at": Registration.made_at,
    }
    came = sa.select(*(_column(Scan, name, value) for name, value in columns.items()))
    came = came.where(Registration.event_id != COMING_EVENT)
    return sa.insert(Scan).from_select(list(columns), came.order_by(Registration.id))


def _add_workshops(session: Any) -> None:
    """Two rounds of workshops at the coming event, each with a host, and what those who stay chose."""
    session.add(WorkshopPlan(event_id=COMING_EVENT))
    event = session.get_one(Event, COMING_EVENT)
    rounds = [item for item in event.sessions if item.kind is SessionKind.WORKSHOP]
    workshops = [
        [
            Workshop(
                session_id=each.id,
                title=f"Workshop {number}",
                capacity=60,
                hosts=[Speaker(event_id=COMING_EVENT, name=f"{FIRST[number]} {LAST[number]}")],
            )
            for number in range(WORKSHOPS_A_ROUND)
        ]
        for each in rounds
    ]
    for some in workshops:
        session.add_all(some)
    session.flush()
    choices = [
        {
            "registration_id": number,
            "workshop_id": some[(number // ONE_IN + rank) % WORKSHOPS_A_ROUND].id,
            "rank": rank,
        }
        for number in range(1, WHOLE_DAY_AMONG + 1, ONE_IN)
        for some in workshops
        for rank in range(1, RANKS + 1)
    ]
    session.execute(sa.insert(WorkshopPreference), choices)


def _letters() -> tuple[type, dict[str, Any]]:
    return Letter, {
        "public_id": _named("l"),
        "kind": "events/order_confirmed",
        "about": sa.literal("o") + sa.cast(Account.id, sa.String),
        "recipient": Account.email,
        "language": "nl",
        "facts": {},
        "state": LetterState.SENT,
        "due_at": Account.made_at,
        "give_up_at": Account.made_at,
        "sent_at": Account.made_at,
    }


def _journal_entries(action: str) -> tuple[type, dict[str, Any]]:
    return JournalEntry, {
        "at": Account.made_at,
        "actor": Account.public_id,
        "action": action,
        "subject_kind": "accounts",
        "subject_id": Account.public_id,
        "origin": "127.0.0.1",
        "details": {},
    }


def _door(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "public_id": new_public_id(),
        "event_id": number,
        "title": "Hoofdingang",
        "on_day": _begins(number).date(),
        "made_at": now(),
    }


def _begins(number: int) -> datetime:
    """The past ones were ten days apart, the coming ones will be a month."""
    days = 40 + 30 * (number - COMING_EVENT) if number >= COMING_EVENT else -10 * number
    return now() + timedelta(days=days)


def _event(number: int, registered: int) -> Event:
    """One of the past events, or of those to come: its first ticket type has its own number. Of the coming one as many
    places are taken as come."""
    is_coming = number == COMING_EVENT
    begins = _begins(number)
    everyone = len(range(1, registered + 1, ONE_IN)) if is_coming else 0
    staying = len(range(1, WHOLE_DAY_AMONG + 1, ONE_IN)) if is_coming else 0
    tickets = [_ticket(number, "Ochtend met lunch", TicketAudience.EVERYONE, 6000, everyone - staying)]
    if number >= COMING_EVENT:
        audience = TicketAudience.PROFESSIONALS_AND_INVITEES
        tickets.append(_ticket(WHOLE_DAY + number, "Hele dag", audience, 10000, staying))
    quotas = [
        Quota(title="Zaal", capacity=1_000_000, taken=everyone, ticket_types=tickets),
        Quota(title="Middag", capacity=1_000_000, taken=staying, ticket_types=tickets[1:]),
    ]
    return Event(
        id=number,
        slug=SLUG if is_coming else f"seminar-{number}",
        title="Lean in de praktijk" if is_coming else f"Seminar {number}",
        summary="Een open ochtend en een besloten middag.",
        description="Voorbeelden uit **Barneveld** en van Rijkswaterstaat.",
        venue="Gemeentehuis Barneveld",
        address="Raadhuisplein 2, Barneveld",
        organiser_name="NMKG",
        status=EventStatus.PUBLISHED,
        starts_at=begins,
        ends_at=begins + timedelta(hours=9),
        has_food=True,
        sessions=[_session(hour, begins) for hour in range(8)],
        ticket_types=tickets,
        quotas=quotas,
    )


def _ticket(number: int, title: str, audience: TicketAudience, price_cents: int, taken: int) -> TicketType:
    return TicketType(
        id=number,
        title=title,
        audience=audience,
        price_cents=price_cents,
        capacity=1_000_000,
        taken=taken,
        place=price_cents,
    )


def _session(hour: int, begins: datetime) -> ProgrammeSession:
    """The last two are rounds of workshops."""
    return ProgrammeSession(
        kind=SessionKind.WORKSHOP if hour > 5 else SessionKind.PLENARY,
        title=f"Onderdeel {hour}",
        starts_at=begins + timedelta(hours=hour),
        ends_at=begins + timedelta(hours=hour + 1),
        is_closed=hour > 3,
    )
