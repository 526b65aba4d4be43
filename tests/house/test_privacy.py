"""Every column says what it holds of a person."""

from typing import Any

import sqlalchemy as sa

from okprofs.kernel.db import db
from okprofs.kernel.privacy import Holds, Kind, Reader, Term

COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]


def holds(column: "sa.Column[Any]") -> Holds:
    return column.info["privacy"]  # type: ignore[no-any-return]


def test_every_column_says_what_it_holds_who_reads_it_and_how_long() -> None:
    assert [str(column) for column in COLUMNS if not isinstance(column.info.get("privacy"), Holds)] == []


def test_nothing_personal_is_kept_for_ever() -> None:
    personal = [column for column in COLUMNS if holds(column).kind is not Kind.NOTHING]
    assert len(personal) > 20
    assert [str(column) for column in personal if holds(column).kept is Term.ALWAYS] == []


def test_what_proves_who_someone_is_and_what_betrays_health_is_read_by_almost_nobody() -> None:
    readers = {Kind.CREDENTIAL: (Reader.NOBODY,), Kind.SPECIAL: (Reader.ORGANISERS,)}
    delicate = [column for column in COLUMNS if holds(column).kind in readers]
    assert {holds(column).kind for column in delicate} == set(readers)
    assert [str(column) for column in delicate if holds(column).readers != readers[holds(column).kind]] == []
    special = [column for column in delicate if holds(column).kind is Kind.SPECIAL]
    assert [str(column) for column in special if holds(column).kept is not Term.EVENT_7_DAYS] == []


def test_a_column_that_looks_personal_is_not_declared_to_hold_nothing() -> None:
    telling = {"email", "name", "phone", "dietary_wishes", "motivation", "dedication", "password_hash", "recipient"}
    # The name of an organisation, a counter or a job is nobody's.
    impersonal = {"organisations.name", "counters.name", "job_runs.name"}
    wrong = [
        str(column)
        for column in COLUMNS
        if column.name in telling and str(column) not in impersonal and holds(column).kind is Kind.NOTHING
    ]
    assert wrong == []
