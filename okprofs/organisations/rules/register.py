"""What does the register of government bodies say, line by line, and which lines can we not take?

The register is a CSV with the columns type, code, naam, provincie, inwoners (others are passed over).
"""

import csv
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okprofs.kernel.refusals import Refusal
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.naming import LONGEST_NAME

COLUMNS = ("type", "code", "naam", "provincie", "inwoners")
MOST_LINES = 5_000
LONGEST_LINE = 2_000
LONGEST_CODE = 40
MOST_INHABITANTS = 20_000_000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

KINDS: Mapping[str, OrganisationKind] = {
    "gemeente": OrganisationKind.MUNICIPALITY,
    "provincie": OrganisationKind.PROVINCE,
    "waterschap": OrganisationKind.WATER_BOARD,
    "ministerie": OrganisationKind.CENTRAL,
    "zbo": OrganisationKind.CENTRAL,
    "oorg": OrganisationKind.CENTRAL,
    "gr": OrganisationKind.JOINT,
    "gemeenschappelijke regeling": OrganisationKind.JOINT,
}

PROVINCES: Mapping[str, str] = {
    "": "",
    "pv20": "Groningen",
    "pv21": "Fryslân",
    "pv22": "Drenthe",
    "pv23": "Overijssel",
    "pv24": "Flevoland",
    "pv25": "Gelderland",
    "pv26": "Utrecht",
    "pv27": "Noord-Holland",
    "pv28": "Zuid-Holland",
    "pv29": "Zeeland",
    "pv30": "Noord-Brabant",
    "pv31": "Limburg",
}


@dataclass(frozen=True, slots=True)
class RegisteredBody:
    """One government body as the register has it."""

    code: str
    name: str
    kind: OrganisationKind
    province: str
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that is passed over, and why. The first line of a file is number 1."""

    number: int
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in the file. With any of `refusals` the file as a whole is of no use."""

    bodies: tuple[RegisteredBody, ...] = ()
    refused: tuple[RefusedLine, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_register(lines: Iterable[str]) -> Reading:
    """Read the register.

    Refuses the file: register_empty, register_too_long, register_line_too_long, register_columns_missing (columns),
    register_not_csv (line). Refuses a line: see `_body`, and register_code_twice.
    """
    some: list[str] = []
    for line in lines:
        if len(line) > LONGEST_LINE:
            return Reading(refusals=(Refusal("register_line_too_long", (("line", len(some) + 1),)),))
        some.append(line.rstrip("\r\n") + "\n")
        if len(some) > MOST_LINES:
            return Reading(refusals=(Refusal("register_too_long", (("most", MOST_LINES),)),))
    if not any(line.strip() for line in some):
        return Reading(refusals=(Refusal("register_empty"),))
    some[0] = some[0].removeprefix("\ufeff")
    reader = csv.reader(some, delimiter=";" if some[0].count(";") > some[0].count(",") else ",", strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        return Reading(refusals=(Refusal("register_not_csv", (("line", reader.line_num),)),))
    headings = [heading.strip().lower() for heading in rows[0][1]]
    missing = [column for column in COLUMNS if column not in headings]
    if missing:
        return Reading(refusals=(Refusal("register_columns_missing", (("columns", ", ".join(missing)),)),))
    return _bodies(headings, rows[1:])


def _bodies(headings: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Reading:
    bodies: dict[str, RegisteredBody] = {}
    refused: list[RefusedLine] = []
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        found: RegisteredBody | tuple[Refusal, ...]
        if len(row) != len(headings):
            found = (Refusal("register_cells", (("expected", len(headings)), ("found", len(row)))),)
        else:
            found = _body(dict(zip(headings, (cell.strip() for cell in row), strict=True)))
        if isinstance(found, RegisteredBody) and found.code in bodies:
            found = (Refusal("register_code_twice", (("code", found.code),)),)
        if isinstance(found, RegisteredBody):
            bodies[found.code] = found
        else:
            refused.append(RefusedLine(number, found))
    return Reading(tuple(bodies.values()), tuple(refused))


def _body(cells: Mapping[str, str]) -> RegisteredBody | tuple[Refusal, ...]:
    """The body on one line, or every reason why not: register_kind, register_code, register_name_missing,
    register_name_too_long, register_name_formula, register_name_characters, register_province, register_inhabitants."""
    kind = KINDS.get(cells["type"].lower())
    province = PROVINCES.get(cells["provincie"].lower())
    inhabitants = _inhabitants(cells["inwoners"])
    refusals = [*_code_refusals(cells["code"]), *_name_refusals(cells["naam"])]
    if kind is None:
        refusals.append(Refusal("register_kind", (("kind", cells["type"][:40]),)))
    if province is None:
        refusals.append(Refusal("register_province", (("province", cells["provincie"][:40]),)))
    if inhabitants is False:
        refusals.append(Refusal("register_inhabitants", (("inhabitants", cells["inwoners"][:40]),)))
    if refusals or kind is None or province is None or inhabitants is False:
        return tuple(refusals)
    return RegisteredBody(cells["code"].lower(), " ".join(cells["naam"].split()), kind, province, inhabitants)


def _inhabitants(text: str) -> int | bool | None:
    """A number, None for nothing, False for what is neither."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return False
    return int(text) if int(text) <= MOST_INHABITANTS else False


def _code_refusals(code: str) -> list[Refusal]:
    fits = 0 < len(code) <= LONGEST_CODE and code.isascii() and code.replace("-", "").replace("_", "").isalnum()
    return [] if fits else [Refusal("register_code", (("code", code[:LONGEST_CODE]),))]


def _name_refusals(name: str) -> list[Refusal]:
    if not any(letter.isalnum() for letter in name):
        return [Refusal("register_name_missing")]
    refusals = []
    if len(name) > LONGEST_NAME:
        refusals.append(Refusal("register_name_too_long", (("most", LONGEST_NAME),)))
    if name.startswith(_FORMULA):
        refusals.append(Refusal("register_name_formula"))
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for letter in name):
        refusals.append(Refusal("register_name_characters"))
    return refusals


def decode(content: bytes) -> str | Refusal:
    """The text of an uploaded file. Refuses register_not_utf8 and register_not_text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Refusal("register_not_utf8")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t" for letter in text):
        return Refusal("register_not_text")
    return text
