"""Lists of the network, when two act on one in the same moment. PostgreSQL only: SQLite lets one write at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.models import Letter
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.models import NetworkImport
from okprofs.membership.rules.importing import ImportState
from okprofs.membership.services import importing, joining
from tests.membership.test_importing import ANNA, again, make_list, personal_link, send
from tests.processes import process_waits

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.parametrize(
        "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True, scope="session"
    ),
]


def meanwhile(app: Flask, pool: ThreadPoolExecutor, act: Callable[[], object]) -> "Future[str]":
    """Someone else does this now; we go on as soon as they wait for what we hold."""

    def one() -> str:
        with app.app_context():
            try:
                with transaction():
                    act()
            except Refused as refused:
                return refused.refusals[0].code
            finally:
                db.session.remove()
            return "done"

    doing = pool.submit(one)
    waits = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while not doing.done() and not db.session.scalar(waits):
        process_waits(0.01)
    return doing


@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_who_answers_while_the_list_is_withdrawn_waits_for_it_and_neither_fails(app: Flask, answer: str) -> None:
    made = make_list()
    send(made)
    public_id, secret = made.public_id, personal_link(ANNA).rpartition("/")[2]

    def answers() -> Any:
        link = good_link(letters.NETWORK_PURPOSE, secret)
        if answer == "decline":
            return joining.decline(link)
        return joining.confirm(link, joining.Completed("Anna Bos", "", ""), language="nl")

    with ThreadPoolExecutor(1) as pool:
        with transaction() as session:
            held = sa.select(NetworkImport.id).where(NetworkImport.public_id == public_id)
            session.execute(held.with_for_update())
            theirs = meanwhile(app, pool, answers)
            importing.withdraw(public_id)
        assert theirs.result() == "link_used"
    assert again(made.id).state is ImportState.WITHDRAWN


def test_a_reminder_that_is_being_written_while_the_list_is_withdrawn_does_not_go(app: Flask) -> None:
    made = make_list()
    send(made)
    public_id = made.public_id
    with time_machine.travel(now() + timedelta(days=21), tick=False), ThreadPoolExecutor(1) as pool:
        with transaction():
            importing.remind_invited()
            theirs = meanwhile(app, pool, lambda: importing.withdraw(public_id))
        assert theirs.result() == "done"
    db.session.rollback()
    assert db.session.scalars(sa.select(Letter.kind).where(Letter.recipient == ANNA)).all() == []
