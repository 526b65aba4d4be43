"""Does anybody at an event hold what somebody else needs, while they wait for the event? Then the two never end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.events.models import Door, Event, Registration
from okprofs.events.rules.arrival import ScanKind
from okprofs.events.rules.listing import Shown
from okprofs.events.services import arriving, certificates, listings
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.people.queries import hold_accounts
from tests.events.makers import make_account, make_door, make_event_of_today

pytestmark = [
    pytest.mark.parametrize(
        "engine", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True, scope="session"
    ),
    pytest.mark.usefixtures("database"),
]

ACTS: dict[str, Callable[[Door, Registration], Any]] = {
    "a telephone sends": lambda door, who: arriving.take_in(
        door, [arriving.Written("a", who.public_id, door.public_id, ScanKind.IN, now())]
    ),
    "let in": arriving.let_in,
    "taken back": arriving.take_back,
    "to be seen": lambda _, who: listings.choose_listing(who, Shown(for_attendees=True)),
    "a certificate": lambda _, who: certificates.issue(who),
}


@contextmanager
def meanwhile(app: Flask, act: Callable[[], Any]) -> Iterator[None]:
    """Somebody does this elsewhere, up to where they wait for us."""

    def elsewhere() -> None:
        with app.app_context(), suppress(Refused):
            try:
                with transaction():
                    act()
            finally:
                db.session.remove()

    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with ThreadPoolExecutor(1) as pool, db.engine.connect() as looking:
        done = pool.submit(elsewhere)
        while not done.done() and not looking.execute(waiting).scalar():
            looking.rollback()
        try:
            assert not done.done(), "they did not wait"
            yield
        finally:
            db.session.rollback()
        done.result()


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whoever_waits_for_an_event_holds_nothing_of_it_yet(app: Flask, act: Callable[..., Any]) -> None:
    event = make_event_of_today("vandaag", "Anneke Bakker")
    door_id = make_door(event).id
    who = db.session.scalars(sa.select(Registration.id)).one()
    with transaction() as session:
        session.execute(sa.select(Event.id).with_for_update())
        with meanwhile(app, lambda: act(db.session.get_one(Door, door_id), db.session.get_one(Registration, who))):
            for each in (Registration, Door):
                session.execute(sa.select(each.id).with_for_update(nowait=True))


def test_rows_may_refer_to_people_who_are_held() -> None:
    account = make_account()
    with transaction(), db.engine.connect() as elsewhere:
        hold_accounts([account.id])
        elsewhere.exec_driver_sql("SELECT 1 FROM accounts FOR KEY SHARE NOWAIT")
