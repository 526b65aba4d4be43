"""Every column says what it holds of a person."""

import pytest
import sqlalchemy as sa

from okprofs.kernel.db import db
from okprofs.kernel.privacy import Holds, Kind, Reader, Term

COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_says_what_it_holds_who_reads_it_and_how_long(column: "sa.Column[object]") -> None:
    holds = column.info.get("privacy")
    assert isinstance(holds, Holds), f"{column} does not say what it holds of a person"
    if holds.kind is not Kind.NOTHING:
        assert holds.kept is not Term.ALWAYS, f"{column} is personal, and kept for ever"


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_what_proves_who_someone_is_and_what_betrays_health_is_read_by_almost_nobody(
    column: "sa.Column[object]",
) -> None:
    holds = column.info["privacy"]
    if holds.kind is Kind.CREDENTIAL:
        assert holds.readers == (Reader.NOBODY,)
    if holds.kind is Kind.SPECIAL:
        assert holds.readers == (Reader.ORGANISERS,)
        assert holds.kept is Term.EVENT_7_DAYS


def test_a_column_that_looks_personal_is_not_declared_to_hold_nothing() -> None:
    telling = {"email", "name", "phone", "dietary_wishes", "motivation", "dedication", "password_hash", "recipient"}
    # The name of an organisation, a counter or a job is nobody's.
    impersonal = {"organisations.name", "counters.name", "job_runs.name"}
    wrong = [
        str(column)
        for column in COLUMNS
        if column.name in telling and str(column) not in impersonal and column.info["privacy"].kind is Kind.NOTHING
    ]
    assert wrong == []
