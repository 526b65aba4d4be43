"""Attempts are counted in the database, so that they hold across processes."""

from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.limits import Attempts, DatabaseStorage, Handfuls


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


def test_what_is_counted_by_the_handful_is_counted_at_the_last_of_each() -> None:
    keys = iter("aaabaaaab")
    handfuls = Handfuls(3, lambda: next(keys))
    assert [handfuls.is_in_hand() for _ in range(9)] == [True, True, False, True, True, True, False, True, True]


def test_who_asked_too_much_is_counted_each_time_and_many_keys_take_no_room() -> None:
    handfuls = Handfuls(3, lambda: "a")
    handfuls.keep_full()
    assert not handfuls.is_in_hand()
    numbers = map(str, count())
    many = Handfuls(3, lambda: next(numbers))
    assert all(many.is_in_hand() for _ in range(Handfuls.MOST_KEYS * 2))
    assert len(many._in_hand) <= Handfuls.MOST_KEYS
