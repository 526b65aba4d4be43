"""Thousands of members are to be asked on one day, and the workers that do it die in the middle of it.

Afterwards each was asked once, by one letter and one line of the journal, and knows what comes next.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.membership.letters import YEAR_ASKED
from okprofs.membership.models import Membership
from okprofs.membership.rules.year import YearStep
from okprofs.people.models import Account, Profile
from tests.processes import environment, free_port, let_go
from tests.storm.dying import Workers
from tests.storm.stage import ENGINES, new_database, tables
from tests.storm.test_dying import wait_until

pytestmark = pytest.mark.storm

MEMBERS = 5_000
KILLS = 6


@pytest.mark.parametrize("engine", ENGINES)
def test_workers_that_die_while_they_ask_leave_nobody_out_and_ask_nobody_twice(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder, port, chance = tmp_path_factory.mktemp("year"), free_port(), random.Random(2011)
    let_go(port)
    settings = environment(new_database(engine, folder), port, MAILBOX=str(folder / "mailbox"))
    with tables(settings):
        make_members()
        workers = Workers(settings, folder)
        try:
            workers.start()
            for _ in range(KILLS):
                before = still_to_ask()
                wait_until(lambda before=before: still_to_ask() < before or before == 0)  # type: ignore[misc]
                workers.kill(chance.choice([process.pid for process in workers.running]))
            wait_until(lambda: still_to_ask() == 0)
        finally:
            workers.end()
        names = set(db.session.scalars(sa.select(Membership.public_id)))
        letters = Counter(db.session.scalars(sa.select(Letter.about).where(Letter.kind == YEAR_ASKED.name)))
        deed = JournalEntry.action == "membership_confirmation_asked"
        lines = Counter(db.session.scalars(sa.select(JournalEntry.subject_id).where(deed)))
        assert letters == lines == dict.fromkeys(names, 1)
        following = sa.select(Membership.next_step, Membership.next_step_on, Membership.confirm_by).distinct()
        due = today() + timedelta(days=30)
        assert [tuple(row) for row in db.session.execute(following)] == [(YearStep.REMIND, due, due)]


def make_members() -> None:
    numbers = range(1, MEMBERS + 1)
    with transaction() as session:
        people = [{"id": number, "name": f"Lid {number}", "email": f"lid{number}@x.example"} for number in numbers]
        session.execute(sa.insert(Account), people)
        session.execute(sa.insert(Profile), [{"account_id": number} for number in numbers])
        year = {
            "since_on": today() - timedelta(days=335),
            "confirmed_on": today() - timedelta(days=335),
            "confirm_by": today() + timedelta(days=30),
            "next_step": YearStep.ASK,
            "next_step_on": today(),
            "sort_name": "lid",
            "spoken_name": "lid",
        }
        session.execute(sa.insert(Membership), [{"account_id": number, "number": number, **year} for number in numbers])


def still_to_ask() -> int:
    db.session.rollback()
    query = sa.select(sa.func.count()).select_from(Membership).where(Membership.next_step == YearStep.ASK)
    return db.session.scalars(query).one()
