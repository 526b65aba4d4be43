"""Everybody in a club is to be asked, reminded, suspended or ended on one day, and the workers that do it die in the
middle of it, again and again.

Afterwards each step was taken with each member once: with one letter, one line of the journal, and what comes next.
"""

import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.services import rebuild
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter
from okprofs.membership import letters
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.membership.rules.year import YearStep
from okprofs.people.models import Account, Profile
from tests.processes import environment, process_waits
from tests.storm.stage import ENGINES, new_database, tables
from tests.storm.test_dying import wait_until
from tests.storm.test_mail import Workers

pytestmark = pytest.mark.storm

MEMBERS, KILLS = 320, 25
# So many seconds at most between two of them: a worker lives as long as a few parts take.
LONGEST_WAIT = 0.16
STEPS = list(YearStep)
ACTIVE, SUSPENDED, ENDED = MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED, MembershipStatus.ENDED
# What a step leaves: the letter, the line of the journal, the standing, what comes next, and in how many days.
TAKEN: dict[YearStep, tuple[str, str, MembershipStatus, YearStep | None, int | None]] = {
    YearStep.ASK: (letters.YEAR_ASKED.name, "membership_confirmation_asked", ACTIVE, YearStep.REMIND, 30),
    YearStep.REMIND: (letters.YEAR_REMINDED.name, "membership_confirmation_reminded", ACTIVE, YearStep.SUSPEND, 60),
    YearStep.SUSPEND: (letters.YEAR_SUSPENDED.name, "membership_suspended", SUSPENDED, YearStep.END, 90),
    YearStep.END: (letters.YEAR_ENDED.name, "membership_ended", ENDED, None, None),
}


@contextlib.contextmanager
def stage(engine: str, factory: pytest.TempPathFactory, *arguments: str) -> Iterator[Workers]:
    """A club of which a quarter is due for each step, and two workers."""
    folder = factory.mktemp("year")
    settings = environment(new_database(engine, folder), 8000)
    with tables(settings):
        make_members()
        # They are to come to a database to which nobody is connected.
        db.session.remove()
        workers = Workers(settings, folder, *arguments, module="tests.storm.year_worker")
        try:
            yield workers
        finally:
            workers.end()


def kill_again_and_again(workers: Workers) -> None:
    """kill -9 at any moment, of either worker, until enough have died; then let the others do the rest."""
    chance = random.Random(2011)
    wait_until(lambda: len(workers.living()) == 2)
    for _ in range(KILLS):
        process_waits(chance.uniform(0, LONGEST_WAIT))
        workers.kill(chance.randrange(2))
    wait_until(lambda: not still_due())
    workers.end()


@pytest.mark.parametrize("engine", ENGINES)
def test_workers_that_die_in_any_step_leave_nobody_out_and_take_none_twice(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with stage(engine, tmp_path_factory) as workers:
        kill_again_and_again(workers)
        assert what_is_wrong() == {}


def test_letters_that_are_written_in_a_second_transaction_are_lost(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: were nothing wrong here, the test above would prove nothing."""
    with stage("sqlite", tmp_path_factory, "forgetful") as workers:
        kill_again_and_again(workers)
        assert what_is_wrong() != {}


def step_of(number: int) -> YearStep:
    """Which step is due for the member with this number."""
    return STEPS[number % len(STEPS)]


def make_members() -> None:
    numbers = range(1, MEMBERS + 1)
    year = {"since_on": today() - timedelta(days=335), "confirmed_on": today() - timedelta(days=335)}
    members: list[dict[str, Any]] = [
        {
            "account_id": number,
            "number": number,
            "status": SUSPENDED if step_of(number) is YearStep.END else ACTIVE,
            "next_step": step_of(number),
            "next_step_on": today(),
            "sort_name": "lid",
            "spoken_name": "lid",
            **year,
        }
        for number in numbers
    ]
    with transaction() as session:
        people = [{"id": number, "name": f"Lid {number}", "email": f"lid{number}@x.example"} for number in numbers]
        session.execute(sa.insert(Account), people)
        session.execute(sa.insert(Profile), [{"account_id": number, "is_findable": True} for number in numbers])
        session.execute(sa.insert(Membership), members)
        session.flush()
        rebuild()


def still_due() -> set[YearStep]:
    db.session.rollback()
    query = sa.select(Membership.next_step).where(Membership.next_step_on <= today()).distinct()
    return {step for step in db.session.scalars(query) if step is not None}


def what_is_wrong() -> dict[YearStep, list[str]]:
    """Of each step: everybody with whom it was taken, but not wholly, or more than once."""
    db.session.rollback()
    written = Counter(map(tuple, db.session.execute(sa.select(Letter.about, Letter.kind))))
    told = Counter(map(tuple, db.session.execute(sa.select(JournalEntry.subject_id, JournalEntry.action))))
    shown = set(db.session.scalars(sa.select(DirectoryEntry.account_id)))
    wrong: dict[YearStep, list[str]] = {}
    steps: dict[str, YearStep] = {}
    for member in db.session.scalars(sa.select(Membership)):
        steps[member.public_id] = step = step_of(member.number)
        letter, action, status, next_step, days = TAKEN[step]
        if member.next_step is step:
            continue
        due: date | None = today() + timedelta(days=days) if days else None
        found = (
            written.pop((member.public_id, letter), 0),
            told.pop((member.public_id, action), 0),
            (member.status, member.next_step, member.next_step_on),
            member.account_id in shown,
        )
        if found != (1, 1, (status, next_step, due), status is ACTIVE):
            wrong.setdefault(step, []).append(f"{member.number}: {found}")
    for public_id, what in (*written, *told):
        wrong.setdefault(steps[public_id], []).append(f"{public_id}: {what} for nothing")
    return wrong
