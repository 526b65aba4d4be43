"""One function commits, and outside it nothing can be written."""

import contextlib
import traceback
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import WriteOutsideTransaction, db, transaction
from okprofs.kernel.forms import Submission
from okprofs.people.models import Account
from tests.people.makers import make_account


def submission(key: str) -> Submission:
    return Submission(key_digest=key, viewer="", path="/", content_digest="")


def count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Submission)) or 0


def test_what_is_done_in_a_transaction_stays(database: None) -> None:
    with transaction() as session:
        session.add(submission("a"))
    db.session.remove()
    assert count() == 1


def test_when_it_goes_wrong_nothing_of_it_remains(database: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as session:  # noqa: PT012 (first written, then it goes wrong)
        session.add(submission("a"))
        session.flush()
        1 / 0  # noqa: B018
    assert count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sa.insert(Account).values(name="Anneke", email="anneke@barneveld.nl", language="nl", made_at=now()),
        lambda: sa.select(sa.cast(sa.literal("anneke@barneveld.nl"), sa.Integer)),
    ],
)
def test_an_error_tells_the_log_nothing_of_what_stood_in_the_row(database: None, wrong: Any) -> None:
    make_account("Anneke", email="anneke@barneveld.nl")
    told = []
    with contextlib.suppress(sa.exc.DBAPIError), transaction() as session:
        try:
            session.execute(wrong())
        except sa.exc.DBAPIError as error:
            told.append("".join(traceback.format_exception(error)))
            raise
    assert [text for text in told if "anneke@barneveld.nl" in text] == []
    # SQLite takes any text for a number.
    assert len(told) == 1 or "sqlite" in db.engine.url.drivername


def test_a_row_cannot_be_written_outside_a_transaction(database: None) -> None:
    db.session.add(submission("a"))
    with pytest.raises(WriteOutsideTransaction):
        db.session.flush()
    db.session.rollback()
    for statement in (sa.insert(Submission).values(key_digest="a"), sa.update(Submission), sa.delete(Submission)):
        with pytest.raises(WriteOutsideTransaction):
            db.session.execute(statement)


def test_transactions_do_not_nest(database: None) -> None:
    with pytest.raises(RuntimeError, match="already under way"), transaction(), transaction():
        pass
    with transaction() as session:
        session.add(submission("a"))
    assert count() == 1


def test_what_was_read_before_the_lock_is_read_again_behind_it(app: Flask, database: None) -> None:
    with transaction() as session:
        session.add(submission("a"))
    seen = db.session.get_one(Submission, "a")
    assert seen.location == ""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        other.execute(sa.update(Submission).values(location="/elsewhere"))
    assert seen.location == ""
    with transaction():
        assert seen.location == "/elsewhere"
