"""A club of any size, put into the database at once: for measuring, not for reading."""

import random
from datetime import date, timedelta

import sqlalchemy as sa

from okprofs.directory.services import rebuild
from okprofs.events.models import Event, EventStatus, ProgrammeSession, SessionKind, TicketType
from okprofs.events.rules.admission import Audience as TicketAudience
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest, new_public_id
from okprofs.kernel.search import fold
from okprofs.membership.models import Membership
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.models import Account, Audience, Profile, SignInSession
from okprofs.people.rules.profession import Discipline, Position

BATCH = 2000
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
    "Blom",
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
    "zelfevaluatie",
]
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
    "Utrecht",
]
SECRET = "the-session-of-the-member-who-measures"
SLUG = "lean-in-de-praktijk"


def fill(members: int) -> None:
    """`members` findable members, a signed-in one (cookie `SECRET`), and one event with a programme."""
    chance = random.Random(2011)
    kinds = list(OrganisationKind)
    with transaction() as session:
        session.execute(
            sa.insert(Organisation),
            [
                {
                    "id": number,
                    "public_id": new_public_id(),
                    "name": f"gemeente {PLACES[number % len(PLACES)]} {number}",
                    "folded_name": fold(f"gemeente {PLACES[number % len(PLACES)]} {number}"),
                    "kind": kinds[number % len(kinds)],
                    "is_confirmed": True,
                }
                for number in range(1, 401)
            ],
        )
    for start in range(1, members + 1, BATCH):
        numbers = range(start, min(start + BATCH, members + 1))
        with transaction() as session:
            session.execute(sa.insert(Account), [_account(number, chance) for number in numbers])
            session.execute(sa.insert(Profile), [_profile(number, chance) for number in numbers])
            session.execute(sa.insert(Membership), [_membership(number) for number in numbers])
    rebuild_directory()
    with transaction() as session:
        session.add(SignInSession(digest=digest(SECRET), account_id=1))
        session.add(_event(capacity=100_000))
    if db.engine.dialect.name == "postgresql":
        _continue_numbering()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def rebuild_directory() -> None:
    with transaction():
        rebuild()


def _account(number: int, chance: random.Random) -> dict[str, object]:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}{chance.randint(1, 9999)}"
    return {
        "id": number,
        "public_id": new_public_id(),
        "name": name,
        "email": f"lid{number}@okprofs.example",
        "language": "nl",
    }


def _profile(number: int, chance: random.Random) -> dict[str, object]:
    shown = Audience.MEMBERS
    return {
        "account_id": number,
        "organisation_id": chance.randint(1, 400),
        "position": chance.choice(list(Position)),
        "function_title": chance.choice(["Adviseur Lean", "Kwaliteitsmanager", "Procesmanager", "Beleidsmedewerker"]),
        "disciplines": frozenset(chance.sample(list(Discipline), chance.randint(1, 3))),
        "ask_me_about": " ".join(chance.sample(ABOUT, 3)),
        "is_findable": True,
        "function_audience": shown,
        "organisation_audience": shown,
        "disciplines_audience": shown,
        "ask_me_about_audience": shown,
    }


def _membership(number: int) -> dict[str, object]:
    return {
        "public_id": new_public_id(),
        "account_id": number,
        "number": 1000 + number,
        "status": "active",
        "since_on": date(2011, 11, 10),
    }


def _event(capacity: int) -> Event:
    starts = now() + timedelta(days=40)
    return Event(
        slug=SLUG,
        title="Lean in de praktijk",
        summary="Een open ochtend en een besloten middag.",
        description="Voorbeelden uit **Barneveld** en van Rijkswaterstaat.",
        venue="Gemeentehuis Barneveld",
        address="Raadhuisplein 2, Barneveld",
        organiser_name="NMKG",
        status=EventStatus.PUBLISHED,
        starts_at=starts,
        ends_at=starts + timedelta(hours=7),
        has_food=True,
        sessions=[
            ProgrammeSession(
                kind=SessionKind.PLENARY,
                title=f"Onderdeel {hour}",
                starts_at=starts + timedelta(hours=hour),
                ends_at=starts + timedelta(hours=hour + 1),
                is_closed=hour > 3,
            )
            for hour in range(6)
        ],
        ticket_types=[
            TicketType(
                title="Ochtend met lunch",
                audience=TicketAudience.EVERYONE,
                price_cents=6000,
                capacity=capacity,
                place=1,
            ),
            TicketType(
                title="Hele dag",
                audience=TicketAudience.PROFESSIONALS_AND_INVITEES,
                price_cents=10000,
                capacity=capacity,
                place=2,
            ),
        ],
    )


def _continue_numbering() -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("accounts", "organisations"):
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
            )
