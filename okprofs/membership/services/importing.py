"""Taking in a list of people: kept as it came, checked row by row, sent or thrown away.

What is too much for one transaction is done in parts of `BATCH` rows, in the order of the file. The rows themselves
tell which are done, in the same transaction; so nothing is done twice or left out, wherever it is cut off.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import digest, new_public_id
from okprofs.kernel.refusals import refuse
from okprofs.kernel.tables import Table
from okprofs.mail.models import Letter, LetterState
from okprofs.mail.services import Addressed, take_back, write_each
from okprofs.membership import letters
from okprofs.membership.models import NetworkImport, NetworkImportRow
from okprofs.membership.queries import imports as queries
from okprofs.membership.rules.duplicates import Someone
from okprofs.membership.rules.importing import (
    LISTS_KEPT,
    NOTHING_KNOWN,
    PASSED_OVER,
    WAITING,
    ImportState,
    ImportStep,
    Known,
    Matching,
    Part,
    Person,
    Result,
    answer_before,
    guess_matching,
    may_match,
    may_step,
    read_person,
    reminded_on,
    result_for,
)
from okprofs.membership.rules.look_alikes import look_alikes
from okprofs.people.models import Account

BATCH = 500
# A batch of letters each minute, so that who wants to sign in meanwhile does not wait behind ten thousand others.
_BETWEEN_BATCHES = timedelta(minutes=1)
_WIPED: dict[str, Any] = {
    "cells": (),
    "name": "",
    "address": "",
    "address_digest": None,
    "organisation_name": "",
    "function_title": "",
    "language": "",
    "earlier_line": None,
    "answer_before": None,
    "next_on": None,
}


def keep_list(table: Table, *, file_name: str, source: str, by: Account, language: str = "nl") -> NetworkImport:
    """Keep a list as it came; nothing is done with it yet."""
    first = table.rows[0][1]
    matching = {part.value: place for part, place in guess_matching(table.headings, first).items()}
    made = NetworkImport(
        file_name=file_name,
        source=source,
        language=language,
        made_by_id=by.id,
        headings=table.headings,
        matching=matching,
        is_guessed=table.is_guessed,
        total=len(table.rows),
    )
    db.session.add(made)
    db.session.flush()
    rows = [
        {"public_id": new_public_id(), "import_id": made.id, "number": number, "cells": cells}
        for number, cells in table.rows
    ]
    db.session.execute(sa.insert(NetworkImportRow), rows)
    record("network_list_taken_in", made, rows=made.total)
    return made


def match(public_id: str, matching: Matching) -> NetworkImport:
    """Say which column holds what. The rows are checked by it, the first of them at once.

    Refused: `import_other_state`, and as `may_match`.
    """
    refuse(may_match(matching))
    held = hold_list(public_id)
    refuse(may_step(held.state, ImportStep.MATCH))
    held.matching = {part.value: place for part, place in matching.items()}
    held.state, held.done, held.ready = ImportState.CHECKING, 0, 0
    anew = {**_WIPED, "result": None}
    del anew["cells"]
    _update(NetworkImportRow.import_id == held.id, anew)
    db.session.flush()
    _check_part(held)
    return held


def check_lists() -> bool:
    """Check a part of the oldest list that waits for it; for the worker. Returns whether there may be more."""
    held = _next(ImportState.CHECKING)
    if held is None:
        return False
    _check_part(held)
    return True


def _check_part(held: NetworkImport) -> None:
    waiting = (NetworkImportRow.import_id == held.id, NetworkImportRow.result.is_(None))
    rows = _part(waiting)
    matching = {Part(word): place for word, place in held.matching.items()}
    people = [read_person(row.cells, matching) for row in rows]
    results = _results(held, [row.number for row in rows], people)
    changes = [
        {
            "id": row.id,
            "result": result,
            "earlier_line": known.earlier_line if result is Result.DOUBLE else None,
            "name": person.name,
            "address": person.address or person.typed_address,
            "address_digest": digest(person.address) if person.address else None,
            "organisation_name": person.organisation,
            "function_title": person.function_title,
            "language": person.language,
        }
        for row, person, (result, known) in zip(rows, people, results, strict=True)
    ]
    if changes:
        db.session.execute(sa.update(NetworkImportRow), changes)
    held.done += len(rows)
    held.ready += sum(result is Result.READY for result, _ in results)
    # Not by counting to the total: who says no meanwhile is gone from every list.
    if len(rows) < BATCH:
        _point_out_look_alikes(held)
        held.state = ImportState.CHECKED
        record("network_list_checked", held, ready=held.ready)


def _point_out_look_alikes(held: NetworkImport) -> None:
    """Beside whoever is ready stands the earlier line that may be the same person. They are invited all the same, for
    two may have one name: it is for the office to see, before it sends."""
    columns = (
        NetworkImportRow.id,
        NetworkImportRow.number,
        NetworkImportRow.result,
        NetworkImportRow.name,
        NetworkImportRow.address,
        NetworkImportRow.organisation_name,
    )
    named = (NetworkImportRow.import_id == held.id, NetworkImportRow.name != "")
    rows = {row.number: row for row in db.session.execute(sa.select(*columns).where(*named))}
    people = {number: Someone(row.name, row.address, row.organisation_name) for number, row in rows.items()}
    changes = [
        {"id": rows[line].id, "earlier_line": earlier}
        for line, earlier in look_alikes(people).items()
        if rows[line].result is Result.READY
    ]
    if changes:
        db.session.execute(sa.update(NetworkImportRow), changes)


def _results(held: NetworkImport, numbers: list[int], people: list[Person]) -> list[tuple[Result, Known]]:
    """What becomes of these rows, which follow each other in the file."""
    if not people:
        return []
    addresses = {person.address for person in people if person.address}
    known_of = queries.known_of(addresses, import_id=held.id, before=numbers[0])
    first_line: dict[str, int] = {}
    found = []
    for number, person in zip(numbers, people, strict=True):
        known = known_of.get(person.address, NOTHING_KNOWN)
        line = first_line.setdefault(person.address, number) if person.address else number
        if line != number and known.earlier_line is None:
            known = replace(known, earlier_line=line)
        found.append((result_for(person, known), known))
    return found


def send(public_id: str) -> NetworkImport:
    """From here on everyone on the list who is ready gets an invitation, or, when the list is withdrawn, nobody more.

    Refused: `import_other_state`, `import_nobody`.
    """
    held = hold_list(public_id)
    refuse(may_step(held.state, ImportStep.SEND, good=held.ready))
    held.state, held.done = ImportState.SENDING, 0
    record("network_list_sent", held, ready=held.ready)
    return held


def send_invitations() -> bool:
    """Invite a part of the oldest list that is being sent; for the worker. Returns whether there may be more."""
    held = _next(ImportState.SENDING)
    if held is None:
        return False
    rows = _part((NetworkImportRow.import_id == held.id, NetworkImportRow.result == Result.READY))
    people = [Person(row.name, row.address, row.address, row.organisation_name, row.function_title) for row in rows]
    # Since it was checked someone may have become a member, or been invited by another list.
    results = _results(held, [row.number for row in rows], people)
    invited = [row for row, (result, _) in zip(rows, results, strict=True) if result is Result.READY]
    passed_over = [
        {"id": row.id, "result": result}
        for row, (result, _) in zip(rows, results, strict=True)
        if result is not Result.READY
    ]
    if passed_over:
        db.session.execute(sa.update(NetworkImportRow), passed_over)
    _invite(held, invited)
    held.done += len(rows)
    held.invited += len(invited)
    if len(rows) < BATCH:
        held.state, held.sent_at = ImportState.SENT, now()
        _update(NetworkImportRow.import_id == held.id, {"cells": ()})
        record("network_invitations_written", held, rows=held.invited)
    return True


def _invite(held: NetworkImport, rows: list[NetworkImportRow]) -> None:
    until = answer_before(today())
    changes = {"result": Result.INVITED, "cells": (), "answer_before": until, "next_on": reminded_on(today())}
    _update(NetworkImportRow.id.in_([row.id for row in rows]), changes)
    facts = {"source": held.source, "until": until.isoformat()}
    first_due = _after_the_last()
    write_each(
        letters.NETWORK_INVITED,
        (
            Addressed(row.address, row.language or held.language, row.public_id, {"name": row.name, **facts})
            for row in rows
        ),
        due_at=first_due,
    )


def _after_the_last() -> datetime:
    """A minute after the last of these letters that waits for its time."""
    kinds = (letters.NETWORK_INVITED.name, letters.NETWORK_REMINDED.name)
    waiting = (Letter.state == LetterState.QUEUED, Letter.due_at > now() - _BETWEEN_BATCHES, Letter.kind.in_(kinds))
    last: datetime | None = db.session.scalar(sa.select(sa.func.max(Letter.due_at)).where(*waiting))
    return max(last + _BETWEEN_BATCHES, now()) if last else now()


def remind_invited() -> bool:
    """Remind a part of who was invited and did not answer; for the worker. Returns whether there is more."""
    due = (NetworkImportRow.result == Result.INVITED, NetworkImportRow.next_on <= today())
    query = sa.select(NetworkImportRow, NetworkImport.source, NetworkImport.language).join(NetworkImportRow.taken_from)
    chosen = query.where(*due).order_by(NetworkImportRow.id).limit(BATCH).with_for_update(of=NetworkImportRow)
    rows = db.session.execute(chosen).all()
    # Who hears of it late still has two weeks.
    at_least = today() + timedelta(days=14)
    changes = []
    letters_to = []
    for row, source, language in rows:
        until = max(row.answer_before or at_least, at_least)
        changes.append({"id": row.id, "result": Result.REMINDED, "answer_before": until, "next_on": until})
        facts = {"name": row.name, "source": source, "until": until.isoformat()}
        letters_to.append(Addressed(row.address, row.language or language, row.public_id, facts))
    if changes:
        db.session.execute(sa.update(NetworkImportRow), changes)
        write_each(letters.NETWORK_REMINDED, letters_to, due_at=_after_the_last())
    return len(rows) == BATCH


def wipe_unanswered() -> bool:
    """Wipe a part of who did not answer in time; for the worker. Returns whether there is more."""
    due = (NetworkImportRow.result == Result.REMINDED, NetworkImportRow.next_on <= today())
    chosen = sa.select(NetworkImportRow.id).where(*due).order_by(NetworkImportRow.id).limit(BATCH)
    ids = db.session.scalars(chosen.with_for_update()).all()
    if ids:
        _update(NetworkImportRow.id.in_(ids), {**_WIPED, "result": Result.LAPSED})
    return len(ids) == BATCH


def withdraw(public_id: str) -> NetworkImport:
    """Throw a list away; of one that is being sent or was, nothing more goes out, and who did not answer is wiped.
    Who confirmed stays. Refused: `import_other_state`."""
    held = hold_list(public_id)
    refuse(may_step(held.state, ImportStep.WITHDRAW))
    _withdraw(held)
    record("network_list_withdrawn", held)
    return held


def _withdraw(held: NetworkImport) -> None:
    of_list = NetworkImportRow.import_id == held.id
    is_waiting = sa.and_(of_list, NetworkImportRow.result.in_(WAITING))
    # Held first, so that no reminder that is being written meanwhile goes out after all.
    db.session.execute(sa.select(NetworkImportRow.id).where(is_waiting).order_by(NetworkImportRow.id).with_for_update())
    take_back(sa.select(NetworkImportRow.public_id).where(is_waiting))
    _update(is_waiting, {**_WIPED, "result": Result.WITHDRAWN})
    answered = (Result.CONFIRMED, Result.DECLINED, Result.LAPSED, Result.WITHDRAWN)
    _delete(sa.and_(of_list, sa.or_(NetworkImportRow.result.is_(None), NetworkImportRow.result.not_in(answered))))
    held.state = ImportState.WITHDRAWN


def forget_lists() -> bool:
    """Throw away what nobody sent; of lists that were sent, the rows that were passed over; and who said no two years
    ago. For the worker, a list at a time. Returns whether there may be more."""
    left_before = now() - LISTS_KEPT
    unsent = NetworkImport.state.in_((ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED))
    query = sa.select(NetworkImport).where(unsent, NetworkImport.changed_at < left_before).limit(1)
    left = db.session.scalars(locked(query)).first()
    if left is not None:
        _withdraw(left)
        record("network_list_forgotten", left)
        return True
    read = sa.select(NetworkImport.id).where(NetworkImport.sent_at < left_before)
    _delete(sa.and_(NetworkImportRow.import_id.in_(read), NetworkImportRow.result.in_(PASSED_OVER)))
    _delete(sa.and_(NetworkImportRow.result == Result.DECLINED, NetworkImportRow.next_on <= today()))
    return False


def hold_list(public_id: str) -> NetworkImport:
    """The list as it stands, held until the end of the transaction. It is always held before any of its rows, and those
    in the order of their ids, so that no two wait for each other."""
    query = sa.select(NetworkImport).where(NetworkImport.public_id == public_id)
    return db.session.scalars(locked(query)).one()


def _next(state: ImportState) -> NetworkImport | None:
    query = sa.select(NetworkImport).where(NetworkImport.state == state).order_by(NetworkImport.id).limit(1)
    return db.session.scalars(locked(query)).first()


def _part(which: Iterable[sa.ColumnElement[bool]]) -> list[NetworkImportRow]:
    query = sa.select(NetworkImportRow).where(*which).order_by(NetworkImportRow.number).limit(BATCH)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _update(which: sa.ColumnElement[bool], values: dict[str, Any]) -> None:
    changed = sa.update(NetworkImportRow).where(which).values(values)
    db.session.execute(changed.execution_options(synchronize_session=False))


def _delete(which: sa.ColumnElement[bool]) -> None:
    db.session.execute(sa.delete(NetworkImportRow).where(which).execution_options(synchronize_session=False))
