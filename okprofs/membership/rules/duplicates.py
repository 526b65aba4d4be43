"""May these two be one person, and what makes us think so?

Nobody is taken for another by this: it only says which two a reviewer should look at. People write their name with and
without an initial, with the name they married into, or with a letter wrong; and they apply from home and from work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from okprofs.kernel.search import fold, words
from okprofs.kernel.spelling import allowed, distance, sound, without

LONGEST_KEY = 260
# Keys are made of the first letters of a family name only: enough to find it, and then to compare it whole.
_FIRST_LETTERS = 6
_MOST_FAMILY_NAMES = 3
_PARTICLES = "aan al bij d da de del den der des di du el en het in l la le les op s t te ten ter v van vd von"
_SMALL = frozenset(_PARTICLES.split())
# What people leave out or write short when they say where they work.
_GENERAL = frozenset({"gem", "gemeente"})


class Likeness(StrEnum):
    """What two have in common, the strongest first."""

    ACCOUNT = "account"
    ADDRESS = "address"
    NEAR_ADDRESS = "near_address"
    NAME_AND_ORGANISATION = "name_and_organisation"
    NEAR_NAME_AND_ORGANISATION = "near_name_and_organisation"
    NAME = "name"


STRENGTH = {likeness: place for place, likeness in enumerate(Likeness)}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, as far as is told by what one recognises them. `account_id` is None for who has no account."""

    name: str
    email: str
    organisation_name: str = ""
    organisation_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    given: str
    families: tuple[str, ...]


def likeness(one: Someone, other: Someone) -> Likeness | None:
    """The strongest that these two have in common; None when nothing says that they are one person."""
    if one.account_id is not None and one.account_id == other.account_id:
        return Likeness.ACCOUNT
    if one.email and other.email:
        if fold(one.email) == fold(other.email):
            return Likeness.ADDRESS
        if _mailbox(one.email) == _mailbox(other.email):
            return Likeness.NEAR_ADDRESS
    mine, theirs = _read(one.name), _read(other.name)
    is_same = _is_same(mine, theirs)
    if not is_same and not _is_near(mine, theirs):
        return None
    if _works_at_the_same(one, other):
        return Likeness.NAME_AND_ORGANISATION if is_same else Likeness.NEAR_NAME_AND_ORGANISATION
    return Likeness.NAME if is_same else None


def keys_of(name: str, email: str) -> frozenset[str]:
    """By what someone is looked up who may be one with another: two that are alike have a key in common.

    Of names two letters of which are wrong in the first six, and with another first letter, that is not promised.
    """
    found = {f"a:{_mailbox(email)}"} if "@" in email else set()
    read = _read(name)
    for family in read.families:
        heard = sound(family)[:_FIRST_LETTERS]
        found |= {f"n:{_initial(read.given)}:{rest}" for rest in without(heard, 1)}
    return frozenset(key[:LONGEST_KEY] for key in found)


def _mailbox(email: str) -> str:
    """An address without what many mailboxes do not tell apart: a tag, and signs between the parts of a name."""
    local, _, domain = fold(email).rpartition("@")
    plain = "".join(letter for letter in local.partition("+")[0] if letter not in "._-")
    return f"{plain or local}@{domain}"


@lru_cache(maxsize=512)
def _read(name: str) -> _Name:
    """The first of the given names, and the family names: the last, and those joined to it by a hyphen."""
    parts = name.replace(" - ", "-").split()
    if not parts:
        return _Name("", ())
    first, *rest = parts
    names = [part for place, part in enumerate(rest) if "-" in part or place == len(rest) - 1]
    families = _telling(names) or _telling([first])
    givens = words(first) if rest else []
    return _Name(givens[0] if givens else "", tuple(families[:_MOST_FAMILY_NAMES]))


def _telling(parts: Iterable[str]) -> list[str]:
    found = [word for part in parts for word in words(part)]
    return [word for word in found if word not in _SMALL] or found


def _initial(given: str) -> str:
    heard = sound(given)[:1]
    return "k" if heard == "c" else heard


def _is_same(one: _Name, other: _Name) -> bool:
    is_written_out = len(one.given) > 1 and one.given == other.given
    return is_written_out and set(one.families) == set(other.families)


def _is_near(one: _Name, other: _Name) -> bool:
    if not one.given or not other.given or _initial(one.given) != _initial(other.given):
        return False
    is_given_near = 1 in (len(one.given), len(other.given)) or _sounds_near(one.given, other.given)
    return is_given_near and any(_sounds_near(mine, theirs) for mine in one.families for theirs in other.families)


def _sounds_near(one: str, other: str) -> bool:
    most = min(allowed(one), allowed(other))
    return distance(sound(one), sound(other), most) <= most


def _works_at_the_same(one: Someone, other: Someone) -> bool:
    if one.organisation_id is not None and one.organisation_id == other.organisation_id:
        return True
    mine, theirs = _employer(one.organisation_name), _employer(other.organisation_name)
    return bool(mine and theirs) and _sounds_near(mine, theirs)


def _employer(name: str) -> str:
    found = words(name)
    return "".join(word for word in found if word not in _GENERAL) or "".join(found)
