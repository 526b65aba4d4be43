"""Two workers who do nothing but take the steps of the year, in parts so small that a small club is many of them.

They are forked from one parent that replaces the one that is killed, as in `mail_worker`.
`python -m tests.storm.year_worker [forgetful]`: forgetful ones write the letters of a part only after it was
committed, in a second transaction, as a control.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator

from okprofs.cli import working
from okprofs.kernel import jobs
from okprofs.kernel.db import transaction
from okprofs.mail.kinds import Kind
from okprofs.mail.services import Addressed, write_each
from okprofs.membership.services import year
from tests.storm.mail_worker import keep_going

STEPS = (year.ask_to_confirm, year.remind_to_confirm, year.suspend_unconfirmed, year.end_unconfirmed)
BATCH = 5
# As long as a database may take to answer.
A_WHILE = 0.05

unwritten: list[tuple[Kind, list[Addressed]]] = []


def write_later(kind: Kind, letters: Iterable[Addressed]) -> None:
    unwritten.append((kind, list(letters)))


def run_and_write(job: jobs.Job) -> bool:
    is_done_here = do(job)
    time.sleep(A_WHILE)
    while unwritten:
        with transaction():
            write_each(*unwritten.pop())
    return is_done_here


do = jobs.run


class InAnyOrder(tuple[jobs.Job, ...]):
    """Jobs of which each worker begins with another, so that they die in all of them."""

    __slots__ = ()

    def __iter__(self) -> Iterator[jobs.Job]:
        return (self[place] for place in random.sample(range(len(self)), len(self)))


if __name__ == "__main__":
    year.BATCH = BATCH
    working.JOBS = InAnyOrder(job for job in working.JOBS if job.work in STEPS)
    # The letters stay where they are, to be counted.
    working.deliver_due = lambda is_asked: 0
    if "forgetful" in sys.argv:
        year.write_each = write_later  # type: ignore[assignment]
        jobs.run = run_and_write
    sys.exit(keep_going())
