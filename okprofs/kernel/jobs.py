"""What does the worker do by itself, and how is each job done once per due time, whichever worker is first?

The due times of a job are the multiples of its interval, so all workers agree on them without talking. Who writes the
row for a due time does the job, in that same transaction: when it fails the row is gone too, and it is tried again.

A job that is too much for one transaction does a part and says that there is more: the due time stays open then, and
whichever worker comes next does the next part. What is done is for the job's own rows to tell.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, db, expect_much, insert_into, transaction
from okprofs.kernel.privacy import NOTHING
from okprofs.kernel.refusals import Refused

log = logging.getLogger("okprofs.jobs")
_BEGINNING = datetime(2000, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """Something to do, and how often. `work` returns True when it did a part and there is more to do at once."""

    name: str
    work: Callable[[], bool | None]
    every: timedelta


class JobRun(Model):
    """A job that was done for one due time."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True, info=NOTHING)
    due_at: Mapped[datetime] = mapped_column(primary_key=True, info=NOTHING)
    done_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)


def one_of(keys: Iterable[int], act: Callable[[int], object]) -> bool:
    """Do `act` with the first of these for which it is not refused, so that a job holds the locks of one thing only and
    what is refused does not hold up the others. Returns whether one was done: then there may be more."""
    for key in keys:
        try:
            with db.session.begin_nested():
                act(key)
        except Refused as refused:
            log.warning("%s %s: %s", act.__name__, key, refused)
        else:
            return True
    return False


def due_time(job: Job) -> datetime:
    """The last due time of `job` that has come."""
    moment = now()
    return moment - (moment - _BEGINNING) % job.every


def run(job: Job) -> bool:
    """Do `job`, or its next part, when nobody has for its last due time. Returns whether anything was done here."""
    due_at = due_time(job)
    if db.session.get(JobRun, (job.name, due_at)) is not None:
        db.session.rollback()
        return False
    with transaction() as session:
        expect_much()
        row = insert_into(JobRun).values(name=job.name, due_at=due_at, done_at=now())
        # A second worker waits here for the first to commit, then finds that it was done.
        if session.scalar(row.on_conflict_do_nothing().returning(JobRun.name)) is None:
            return False
        is_over = not job.work()
        old = JobRun.due_at < due_at - 30 * job.every
        session.execute(sa.delete(JobRun).where(JobRun.name == job.name, old if is_over else JobRun.due_at == due_at))
    return True
