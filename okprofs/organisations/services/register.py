"""Taking in the register of government bodies: what it would change, and changing it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import refuse
from okprofs.organisations.facts import OrganisationRenamed
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.naming import comparable_name
from okprofs.organisations.rules.register import RefusedLine, RegisteredBody, read_register
from okprofs.organisations.services.keeping import index

_AT_ONCE = 500
_COLUMNS = ("name", "kind", "province", "inhabitants")


@dataclass(frozen=True, slots=True)
class Change:
    """One organisation that the register knows otherwise: which of its columns, and its name before and after."""

    name: str
    before: str
    columns: tuple[str, ...]


@dataclass(slots=True)
class ImportResult:
    """What the register brings: new names, changes, how many stay as they are, and the lines passed over."""

    new: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    refused: Sequence[RefusedLine] = ()


def preview_register(lines: Iterable[str]) -> ImportResult:
    """What `import_register` would do; nothing is written. Refused: as `read_register` refuses a file."""
    return _compare(lines, is_for_real=False)


def import_register(lines: Iterable[str]) -> ImportResult:
    """Take in the register: bodies are known by their code, and what it says of them goes before what we had.

    Someone's flagged name that the register turns out to have is confirmed. A body that was merged into another stays
    merged. Doing it twice changes nothing more. Refused: as `read_register` refuses a file.
    """
    return _compare(lines, is_for_real=True)


def _compare(lines: Iterable[str], *, is_for_real: bool) -> ImportResult:
    reading = read_register(lines)
    refuse(reading.refusals)
    result = ImportResult(refused=reading.refused)
    known, flagged = _known(reading.bodies, is_for_real)
    made: list[Organisation] = []
    renamed: list[Organisation] = []
    for body in reading.bodies:
        found = known.get(body.code) or flagged.pop(comparable_name(body.name), None)
        if found is None:
            result.new.append(body.name)
            if is_for_real:
                made.append(_made(body))
            continue
        columns = _differences(found, body)
        if not columns or found.merged_into_id is not None:
            result.unchanged += 1
            continue
        result.changed.append(Change(body.name, found.name, columns))
        if is_for_real:
            _follow(found, body, columns)
            if {"name", "kind", "province"} & set(columns):
                renamed.append(found)
    if is_for_real:
        _finish(result, made, renamed)
    return result


def _known(
    bodies: Sequence[RegisteredBody], is_for_real: bool
) -> tuple[dict[str, Organisation], dict[str, Organisation]]:
    """What we have of these bodies: by code; and, by name, what stands without a code. A confirmed one comes first."""
    known: dict[str, Organisation] = {}
    flagged: dict[str, Organisation] = {}
    for start in range(0, len(bodies), _AT_ONCE):
        some = bodies[start : start + _AT_ONCE]
        registered = Organisation.register_code.in_([body.code for body in some])
        unregistered = sa.and_(
            Organisation.register_code.is_(None),
            Organisation.merged_into_id.is_(None),
            Organisation.folded_name.in_([comparable_name(body.name) for body in some]),
        )
        select = sa.select(Organisation).where(sa.or_(registered, unregistered)).order_by(Organisation.id)
        for row in db.session.scalars(locked(select) if is_for_real else select):
            if row.register_code is not None:
                known[row.register_code] = row
            elif row.folded_name not in flagged or row.is_confirmed:
                flagged[row.folded_name] = row
    return known, flagged


def _made(body: RegisteredBody) -> Organisation:
    return Organisation(
        name=body.name,
        folded_name=comparable_name(body.name),
        kind=body.kind,
        province=body.province,
        inhabitants=body.inhabitants,
        register_code=body.code,
        is_confirmed=True,
    )


def _differences(found: Organisation, body: RegisteredBody) -> tuple[str, ...]:
    columns = tuple(column for column in _COLUMNS if getattr(found, column) != getattr(body, column))
    if found.register_code != body.code:
        columns += ("register_code",)
    return columns if found.is_confirmed else (*columns, "is_confirmed")


def _follow(found: Organisation, body: RegisteredBody, columns: Sequence[str]) -> None:
    for column in _COLUMNS:
        setattr(found, column, getattr(body, column))
    found.folded_name = comparable_name(body.name)
    found.register_code = body.code
    found.is_confirmed = True
    record("organisation_followed_register", found, columns=",".join(columns))


def _finish(result: ImportResult, made: Sequence[Organisation], renamed: Sequence[Organisation]) -> None:
    db.session.add_all(made)
    db.session.flush()
    index([*made, *renamed])
    for organisation in made:
        record("organisation_created", organisation)
    for organisation in renamed:
        announce(OrganisationRenamed(organisation.id))
