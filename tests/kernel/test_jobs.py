"""A job is done once per due time, whoever is first."""

import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.forms import Submission, forget_submissions
from okprofs.kernel.ids import new_secret
from okprofs.kernel.jobs import Job, JobRun, due_time, one_of, run
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.wiring import JOBS

pytestmark = pytest.mark.usefixtures("database")


def test_a_job_is_done_once_per_due_time() -> None:
    done: list[int] = []
    job = Job("tel", lambda: done.append(1), timedelta(hours=1))
    with time_machine.travel(due_time(job) + timedelta(minutes=10), tick=False) as clock:
        assert [run(job), run(job), run(job)] == [True, False, False]
        clock.shift(timedelta(hours=1))
        assert [run(job), run(job)] == [True, False]
    assert len(done) == 2


def test_of_workers_that_come_at_the_same_moment_one_does_the_job(app: Flask) -> None:
    def work() -> None:
        db.session.add(Submission(key_digest=new_secret(), viewer="", path="/", content_digest=""))

    for number in range(5):
        job, start, done = Job(f"samen {number}", work, timedelta(days=7)), threading.Barrier(4), []

        def come(job: Job = job, start: threading.Barrier = start, done: list[bool] = done) -> None:
            with app.app_context():
                start.wait()
                done.append(run(job))

        workers = [threading.Thread(target=come) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert sorted(done) == [False, False, False, True]
    db.session.rollback()
    assert db.session.query(Submission).count() == 5


def test_a_job_that_fails_leaves_nothing_and_is_done_again() -> None:
    works = False

    def work() -> None:
        db.session.add(Submission(key_digest="half", viewer="", path="/", content_digest=""))
        if not works:
            raise RuntimeError("not yet")

    job = Job("wankel", work, timedelta(hours=1))
    with pytest.raises(RuntimeError):
        run(job)
    assert db.session.query(Submission).count() == db.session.query(JobRun).count() == 0
    works = True
    assert run(job)
    assert db.session.query(Submission).count() == 1


def test_what_is_refused_leaves_nothing_and_does_not_hold_up_the_others() -> None:
    done: list[int] = []

    def act(key: int) -> None:
        db.session.add(Submission(key_digest=str(key), viewer="", path="", content_digest=""))
        db.session.flush()
        if key == 1:
            raise Refused(Refusal("seat_changed"))
        done.append(key)

    with transaction():
        assert one_of([1, 2, 3], act)
    assert done == [2]
    assert db.session.get(Submission, "1") is None
    assert db.session.get(Submission, "2") is not None
    with transaction():
        assert not one_of([1], act)


def test_every_job_of_the_house_runs_and_is_named_once() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    for job in JOBS:
        assert run(job)


def test_what_is_kept_for_repeated_forms_is_forgotten_after_two_days() -> None:
    with transaction() as session:
        for key, hours in (("oud", 49), ("nieuw", 47)):
            moment = now() - timedelta(hours=hours)
            session.add(Submission(key_digest=key, viewer="", path="/", content_digest="", at=moment))
    with transaction():
        forget_submissions()
    assert [row.key_digest for row in db.session.query(Submission)] == ["nieuw"]


def test_old_runs_are_forgotten() -> None:
    job = Job("tel", lambda: None, timedelta(hours=1))
    with time_machine.travel(now() - timedelta(days=40)):
        run(job)
    run(job)
    assert db.session.query(JobRun).count() == 1
