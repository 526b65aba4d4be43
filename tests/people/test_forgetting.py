"""Is who left told, and forgotten when we said so, and is who came back or is needed not?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.people.letters import FORGOTTEN_SOON
from okprofs.people.models import Account, Office
from okprofs.people.queries import account_by_email
from okprofs.people.rules.forgetting import KEPT_AFTER, TOLD_BEFORE
from okprofs.people.services.accounts import block
from okprofs.people.services.forgetting import forget_accounts, keep, tell_who_is_forgotten
from okprofs.people.services.offices import dismiss
from okprofs.people.services.sessions import begin_session
from tests.people.makers import deeds, letters_to, make_account

pytestmark = pytest.mark.usefixtures("database")

DAY = timedelta(days=1)
WIL, LIDA, ANNA = (f"{name}@okprofs.example" for name in ("wil", "lida", "anna"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


def worker() -> None:
    """What the worker does on a day."""
    for job in (tell_who_is_forgotten, forget_accounts):
        with transaction():
            assert not job()


def there(address: str) -> bool:
    db.session.rollback()
    return account_by_email(address) is not None


def test_who_is_nobodys_member_is_told_a_week_before_and_then_forgotten(clock: time_machine.Traveller) -> None:
    make_account("Wil Weg", WIL)
    member = make_account("Lida Lid", LIDA)
    with transaction():
        keep(db.session.get_one(Account, member.id))
    clock.shift(KEPT_AFTER - TOLD_BEFORE - DAY)
    worker()
    assert letters_to(WIL) == []
    clock.shift(DAY)
    for _ in range(2):
        worker()
    assert letters_to(WIL) == [FORGOTTEN_SOON.name]
    clock.shift(TOLD_BEFORE - DAY)
    worker()
    assert there(WIL)
    clock.shift(DAY)
    worker()
    assert (there(WIL), there(LIDA)) == (False, True)
    assert deeds()[-1] == "account_forgotten"
    # Who comes by later begins anew, with the same address.
    make_account("Wil Weer", WIL)


def test_after_a_year_without_a_worker_they_still_have_their_week(clock: time_machine.Traveller) -> None:
    make_account("Wil Weg", WIL)
    clock.shift(timedelta(days=500))
    worker()
    clock.shift(TOLD_BEFORE - DAY)
    worker()
    assert there(WIL)
    clock.shift(DAY)
    worker()
    assert not there(WIL)


def test_who_signs_in_after_they_were_told_has_half_a_year_again(app: Flask, clock: time_machine.Traveller) -> None:
    account = make_account("Wil Weg", WIL)
    clock.shift(KEPT_AFTER - DAY)
    worker()
    with app.test_request_context(), transaction():
        begin_session(db.session.get_one(Account, account.id))
    clock.shift(KEPT_AFTER - DAY)
    worker()
    assert there(WIL)
    assert letters_to(WIL) == [FORGOTTEN_SOON.name] * 2


def test_who_holds_an_office_is_not_told_and_stays_until_half_a_year_after_it(clock: time_machine.Traveller) -> None:
    account = make_account("Wil Weg", WIL, offices=[Office.TREASURER])
    board = make_account("Anna Baas", ANNA, offices=[Office.ADMINISTRATOR])
    clock.shift(timedelta(days=400))
    for _ in range(20):
        worker()
        clock.shift(7 * DAY)
    assert letters_to(WIL) == []
    with transaction():
        dismiss(db.session.get_one(Account, account.id), Office.TREASURER, board)
    clock.shift(KEPT_AFTER - TOLD_BEFORE)
    worker()
    assert there(WIL)
    clock.shift(TOLD_BEFORE)
    worker()
    assert (there(WIL), there(ANNA)) == (False, True)


def test_who_cannot_sign_in_gets_no_mail_that_says_so(clock: time_machine.Traveller) -> None:
    account = make_account("Wil Weg", WIL)
    with transaction():
        block(db.session.get_one(Account, account.id))
    clock.shift(KEPT_AFTER - TOLD_BEFORE)
    worker()
    clock.shift(TOLD_BEFORE)
    worker()
    assert not there(WIL)
    assert FORGOTTEN_SOON.name not in letters_to(WIL)


def test_a_day_reads_only_accounts_that_are_due() -> None:
    """By one index, also among many who are not."""
    with transaction() as session:
        rows = [{"email": f"{number}@okprofs.example", "name": "Lid", "language": "nl"} for number in range(3_000)]
        session.execute(sa.insert(Account), rows)
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *others: Any) -> None:
        asked.append((statement, parameters))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        worker()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    found = [(statement, parameters) for statement, parameters in asked if "forget_on" in statement]
    assert len(found) == 2
    explain = "EXPLAIN QUERY PLAN " if db.engine.dialect.name == "sqlite" else "EXPLAIN "
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE accounts")
        for statement, parameters in found:
            plan = str(connection.exec_driver_sql(explain + statement, parameters).all())
            assert "ix_accounts_forget_on" in plan
            assert "SCAN accounts" not in plan
            assert "Seq Scan" not in plan
