"""Attempts are counted in the database, so that they hold across processes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.limits import Attempts, DatabaseStorage


@pytest.fixture
def storage(database: None) -> DatabaseStorage:
    return DatabaseStorage("database://")


def test_each_attempt_counts_also_when_the_request_is_rolled_back(storage: DatabaseStorage) -> None:
    assert [storage.incr("login:anneke", 300) for _ in range(3)] == [1, 2, 3]
    db.session.rollback()
    assert storage.get("login:anneke") == 3
    assert storage.get("login:jan") == 0


def test_another_process_sees_the_count(app: Flask, storage: DatabaseStorage) -> None:
    storage.incr("login:anneke", 300)
    engine = sa.create_engine(db.engine.url)
    with engine.connect() as elsewhere:
        assert elsewhere.scalar(sa.select(Attempts.count)) == 1
    engine.dispose()


def test_a_new_window_begins_when_the_old_one_is_over(storage: DatabaseStorage) -> None:
    storage.incr("login:anneke", 300)
    with time_machine.travel(now() + timedelta(seconds=301)):
        assert storage.get("login:anneke") == 0
        assert storage.incr("login:anneke", 300) == 1


def test_what_is_counted_does_not_say_who(storage: DatabaseStorage) -> None:
    storage.incr("login:anneke@barneveld.nl", 300)
    assert "anneke" not in str(db.session.scalar(sa.select(Attempts.key_digest)))


def test_when_counting_fails_nobody_is_let_through(storage: DatabaseStorage) -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ALTER TABLE attempts RENAME TO attempts_away")
        try:
            with pytest.raises(sa.exc.DBAPIError):
                storage.incr("login:anneke", 300)
        finally:
            connection.exec_driver_sql("ALTER TABLE attempts_away RENAME TO attempts")
