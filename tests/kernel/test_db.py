"""One function commits, and outside it nothing can be written."""

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.db import WriteOutsideTransaction, db, transaction
from okprofs.kernel.forms import Submission


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
