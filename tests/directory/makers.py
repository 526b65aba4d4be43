"""Members for the tests, and a directory of any size."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa

from okprofs.directory import services
from okprofs.directory.models import DirectoryEntry
from okprofs.directory.rules.facets import BITS, method_bits_of, willing_bits_of
from okprofs.directory.rules.words import ranked
from okprofs.directory.services.entries import put
from okprofs.kernel.db import db, transaction
from okprofs.kernel.search import sort_name, terms
from okprofs.membership.models import Membership
from okprofs.membership.services.memberships import name_anew
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.models import COLUMNS, Account, Photo
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field
from tests.conftest import Browser
from tests.people.makers import make_account

_number = count(1)


def make_member(
    name: str = "Anneke Bakker",
    *,
    shows: Iterable[Field] = tuple(Field),
    to: Audience = Audience.MEMBERS,
    **profile: Any,
) -> Account:
    """A member who wants to be found, and shows the fields in `shows`; the directory knows. `photo` is bytes."""
    audiences = {f"{field}_audience": to for field in shows}
    photo = profile.pop("photo", None)
    account = make_account(name, **{"is_findable": True, **audiences, **profile})
    with transaction() as session:
        if photo is not None:
            session.add(Photo(account_id=account.id, **dict.fromkeys(COLUMNS.values(), photo)))
        since = date(2011, 11, 10)
        membership = Membership(account_id=account.id, number=next(_number), since_on=since, confirmed_on=since)
        name_anew(membership, name)
        session.add(membership)
        session.flush()
        services.refresh([account.id])
    return account


@dataclass(frozen=True)
class Grouped:
    """What tells the directory who sits in a group."""

    group_id: str
    account_ids: frozenset[int]


def group(*accounts: Account, name: str = "groep") -> None:
    """These people sit in the group of this name, and nobody else."""
    with transaction():
        services.follow_group(Grouped(name, frozenset(account.id for account in accounts)))


def sign_out(browser: Browser) -> None:
    browser.delete_cookie(browser.application.config["SIGN_IN_COOKIE_NAME"])


FIRST = [
    "Anneke",
    "Jan",
    "Mirjam",
    "Pieter",
    "Fatima",
    "Kees",
    "Sanne",
    "Ahmed",
    "Willem",
    "Joke",
    "Bram",
    "Noor",
    "Hans",
    "Lotte",
    "Mehmet",
    "Ingrid",
]
PLACES = [
    "Ede",
    "Barneveld",
    "Nijkerk",
    "Zwolle",
    "Assen",
    "Breda",
    "Leiden",
    "Arnhem",
    "Utrecht",
    "Tilburg",
    "Almere",
    "Zeist",
    "Goes",
    "Urk",
]
ABOUT = [
    "lean",
    "waardestroom",
    "kaizen",
    "klantreis",
    "dienstverlening",
    "audit",
    "INK",
    "verandering",
    "cultuur",
    "zaakgericht",
    "regie",
]
SYLLABLES = [
    "bak",
    "ver",
    "smit",
    "kra",
    "had",
    "vis",
    "jan",
    "bos",
    "mul",
    "der",
    "veld",
    "kamp",
    "hof",
    "berg",
    "laar",
    "donk",
    "wijk",
    "sten",
    "brug",
    "oort",
]


def fill_directory(members: int, seed: int = 1, first: int = 1) -> None:
    """That many entries at once, without accounts to speak of: to measure with, and to search in. Their accounts are
    numbered from `first`."""
    chance = random.Random(seed)
    for start in range(first - 1, first - 1 + members, 1000):
        entries = {}
        rows = []
        for number in range(start + 1, min(start + 1000, first - 1 + members) + 1):
            family = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
            name = f"{chance.choice(FIRST)} {family}"
            kind = chance.choices(list(OrganisationKind), [60, 6, 8, 16, 6, 4])[0]
            position = chance.choices(list(Position), [26, 45, 18, 6, 5])[0]
            organisation = f"{kind.value} {chance.choice(PLACES)} {chance.randrange(60)}"
            disciplines = set(
                chance.choices(list(Discipline), [30, 25, 30, 20, 8, 6, 3, 3, 4, 2], k=chance.randint(1, 3))
            )
            about = " ".join(chance.sample(ABOUT, 3))
            methods = frozenset(chance.sample(list(Method), chance.choice([0, 0, 1, 2])))
            willing_to = frozenset(chance.sample(list(Willingness), chance.choice([0, 0, 1, 3])))
            columns = {
                "account_id": number,
                "public_id": f"p{number}",
                "name": name,
                "sort_name": sort_name(name),
                "function_title": f"{position.value} {chance.choice(ABOUT)}",
                "position": position,
                "organisation_name": organisation,
                "organisation_kind": kind,
                "province": chance.choice([None, *Province]),
                "sort_organisation": organisation.lower(),
                "ask_me_about": about,
                "phone": "",
                "link": "",
                "discipline_bits": sum(BITS[item] for item in disciplines),
                "methods": methods,
                "method_bits": method_bits_of(methods),
                "willing_to": willing_to,
                "willing_bits": willing_bits_of(willing_to),
            }
            work, topics = f"{organisation} {columns['function_title']}", f"{about} {' '.join(disciplines)}"
            words = ranked(terms(name), terms(work), terms(topics))
            entries[number] = (columns, words)
            rows.append(
                {
                    "id": number,
                    "public_id": f"p{number}",
                    "name": name,
                    "email": f"{number}@x.example",
                    "language": "nl",
                }
            )
        with transaction() as session:
            session.execute(sa.insert(Account), rows)
            put({}, entries)


def brute_force() -> list[DirectoryEntry]:
    """Every entry, to compare with."""
    return list(db.session.scalars(sa.select(DirectoryEntry)))
