"""May someone on a list that we got be invited to the network, and what becomes of who is?

A list makes nobody a member. Each on it who can be reached, and is not with us already, gets one personal invitation
and one reminder; who confirms becomes a network member. The rights of other kinds need more than a list: a professional
is one by the definition, which a reviewer holds against an application, and the honorary are named one by one.

Who left, said no before, or was blocked, is not written to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.kernel.search import words
from okprofs.membership.rules.categories import Category
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name

BECOMES = Category.NETWORK
"""What who confirms becomes."""

OPEN_FOR = timedelta(days=60)
"""How long after the invitation someone can answer; then what we had of them is wiped."""

REMINDED_AFTER = timedelta(days=21)

DECLINED_KEPT = timedelta(days=730)
"""How long we remember that someone wants no such invitation."""

LISTS_KEPT = timedelta(days=14)
"""So long a list waits to be sent, and so long after it stays to be read who was not invited and why."""

LONGEST_WORK = {"organisation": 200, "function_title": 100}


class ImportState(StrEnum):
    """How far a list is."""

    UPLOADED = "uploaded"  # which column holds what is to be said
    CHECKING = "checking"  # row by row it is seen what each would become
    CHECKED = "checked"  # to be sent, or thrown away
    SENDING = "sending"  # row by row the invitations go to the outbox
    SENT = "sent"
    WITHDRAWN = "withdrawn"  # thrown away, or stopped: nothing of anyone is left who did not answer


class ImportStep(StrEnum):
    """What someone can do with a list."""

    MATCH = "match"
    SEND = "send"
    WITHDRAW = "withdraw"


_WHEN: Mapping[ImportStep, frozenset[ImportState]] = {
    ImportStep.MATCH: frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED}),
    ImportStep.SEND: frozenset({ImportState.CHECKED}),
    ImportStep.WITHDRAW: frozenset(ImportState) - {ImportState.WITHDRAWN},
}


def may_step(state: ImportState, step: ImportStep, *, good: int = 1) -> tuple[Refusal, ...]:
    """Refused: `import_other_state`; `import_nobody` when there is nobody to send to."""
    if state not in _WHEN[step]:
        return (Refusal("import_other_state"),)
    return (Refusal("import_nobody"),) if step is ImportStep.SEND and not good else ()


class Result(StrEnum):
    """What becomes of a row: first what the check found, and of who is invited how it went on."""

    READY = "ready"
    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    DOUBLE = "double"
    MEMBER = "member"
    LEFT = "left"
    APPLYING = "applying"
    UNWANTED = "unwanted"
    INVITED_BEFORE = "invited_before"

    INVITED = "invited"
    REMINDED = "reminded"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


PASSED_OVER = frozenset(list(Result)[1:11])
"""Why someone is not invited."""

WAITING = frozenset({Result.INVITED, Result.REMINDED})
"""Who was invited, and can still answer."""


class Part(StrEnum):
    """What a column of a list may hold that we need."""

    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first_name"
    PREFIX = "prefix"
    FAMILY_NAME = "family_name"
    ORGANISATION = "organisation"
    FUNCTION = "function"
    LANGUAGE = "language"


_CALLED: Mapping[Part, frozenset[str]] = {
    Part.EMAIL: frozenset({"e mail", "email", "mail", "e mailadres", "emailadres", "mailadres", "email address"}),
    Part.NAME: frozenset({"naam", "name", "volledige naam", "contactpersoon", "deelnemer", "lid", "full name"}),
    Part.FIRST_NAME: frozenset({"voornaam", "roepnaam", "first name", "given name", "voornamen"}),
    Part.PREFIX: frozenset({"tussenvoegsel", "tussenvoegsels", "tussenv", "tv", "voorvoegsel", "voorvoegsels"}),
    Part.FAMILY_NAME: frozenset({"achternaam", "familienaam", "last name", "surname", "family name"}),
    Part.ORGANISATION: frozenset(
        {"organisatie", "werkgever", "instelling", "bedrijf", "gemeente", "organisation", "organization", "company"}
    ),
    Part.FUNCTION: frozenset({"functie", "functienaam", "functietitel", "function", "job title", "beroep", "rol"}),
    Part.LANGUAGE: frozenset({"taal", "voorkeurstaal", "language", "preferred language"}),
}
_LANGUAGES: Mapping[str, frozenset[str]] = {
    "nl": frozenset({"nl", "nld", "nl nl", "nederlands", "dutch"}),
    "en": frozenset({"en", "eng", "en gb", "en us", "engels", "english"}),
}

Matching = Mapping[Part, int]
"""In which column each part stands; the first is 0. What is not in it stands nowhere."""


def guess_matching(headings: Sequence[str], first_row: Sequence[str]) -> dict[Part, int]:
    """What the headings say; and where none does, the address is in the column that holds one."""
    found: dict[Part, int] = {}
    for place, heading in enumerate(headings):
        called = " ".join(words(heading))
        for part, names in _CALLED.items():
            if called in names:
                found.setdefault(part, place)
    if Part.EMAIL not in found:
        addresses = [place for place, text in enumerate(first_row) if normalise_address(text)]
        if addresses:
            found[Part.EMAIL] = addresses[0]
    if Part.FAMILY_NAME in found:
        # "Naam" beside "achternaam" is mostly that of something else.
        found.pop(Part.NAME, None)
    return found


def may_match(matching: Matching) -> tuple[Refusal, ...]:
    """Refused: `import_address_missing`, `import_name_missing`, `import_column_twice`."""
    refusals = []
    if Part.EMAIL not in matching:
        refusals.append(Refusal("import_address_missing"))
    if Part.NAME not in matching and Part.FAMILY_NAME not in matching:
        refusals.append(Refusal("import_name_missing"))
    if len(set(matching.values())) < len(matching):
        refusals.append(Refusal("import_column_twice"))
    return tuple(refusals)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone as the list has them. `address` is as people.rules.addresses keeps it, or empty when it is none;
    `language` is "nl" or "en", or empty when the list names none that we write."""

    name: str
    address: str
    typed_address: str
    organisation: str
    function_title: str
    language: str = ""


def read_person(cells: Sequence[str], matching: Matching) -> Person:
    """Who stands in a row."""

    def cell(part: Part) -> str:
        place = matching.get(part)
        return cells[place] if place is not None and place < len(cells) else ""

    pieces = (cell(Part.FIRST_NAME), cell(Part.PREFIX), cell(Part.FAMILY_NAME))
    typed = cell(Part.EMAIL).removeprefix("mailto:").strip(" <>;,")
    return Person(
        name=clean_name(cell(Part.NAME) or " ".join(pieces))[:200],
        address=normalise_address(typed) or "",
        typed_address=typed[:254],
        organisation=clean_name(cell(Part.ORGANISATION))[: LONGEST_WORK["organisation"]].rstrip(),
        function_title=clean_name(cell(Part.FUNCTION))[: LONGEST_WORK["function_title"]].rstrip(),
        language=_language(cell(Part.LANGUAGE)),
    )


def _language(text: str) -> str:
    called = " ".join(words(text))
    return next((language for language, names in _LANGUAGES.items() if called in names), "")


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of who has this address."""

    # The earlier line in the same file with the same address.
    earlier_line: int | None = None
    is_member: bool = False
    has_left: bool = False
    is_applying: bool = False
    is_invited: bool = False
    # Said no before, or the account is blocked; which of the two is not for who reads the list.
    is_unwanted: bool = False


NOTHING_KNOWN = Known()


def result_for(person: Person, known: Known = NOTHING_KNOWN) -> Result:
    """What becomes of this person: READY, or the first reason why not. What the office can mend comes first."""
    if not person.typed_address:
        return Result.NO_ADDRESS
    if not person.address:
        return Result.BAD_ADDRESS
    if not person.name:
        return Result.NO_NAME
    if refusals_for_name(person.name):
        return Result.BAD_NAME
    reasons = (
        (known.earlier_line is not None, Result.DOUBLE),
        (known.is_unwanted, Result.UNWANTED),
        (known.is_member, Result.MEMBER),
        (known.is_applying, Result.APPLYING),
        (known.has_left, Result.LEFT),
        (known.is_invited, Result.INVITED_BEFORE),
    )
    return next((result for holds, result in reasons if holds), Result.READY)


def answer_before(invited_on: date) -> date:
    """The day on which an invitation stops working."""
    return invited_on + OPEN_FOR


def reminded_on(invited_on: date) -> date:
    """The day from which someone is reminded, once."""
    return invited_on + REMINDED_AFTER
