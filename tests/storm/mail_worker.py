"""Two workers as they run in earnest, under one parent that replaces the one that is killed.

They are forked from it, and sooner taken for dead than in earnest, so that a storm need not take minutes.
`python -m tests.storm.mail_worker [heedless]`: heedless ones take letters without claiming them, as a control.
"""

import os
import signal
import sys
from datetime import timedelta
from types import FrameType

import sqlalchemy as sa

from okprofs.cli import working
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.mail import delivery
from okprofs.mail.models import Letter, LetterState
from tests.mail import makers  # noqa: F401 (it declares the kinds of these letters)
from tests.mail.conftest import HERE
from wsgi import app

WORKERS = 2


def take_without_asking() -> Letter | None:
    """What a worker does that looks and does not claim."""
    letter = db.session.scalar(
        sa.select(Letter).where(Letter.state == LetterState.QUEUED, Letter.due_at <= now()).order_by(Letter.id).limit(1)
    )
    if letter is not None:
        db.session.expunge(letter)
    db.session.rollback()
    return letter


def start() -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        with app.app_context():
            working.work(working.Stopping(), is_orphan=lambda: os.getppid() != parent)
        os._exit(0)
    return pid


def keep_going() -> int:
    """Replace each worker that is killed, until told to stop. How many did not end as they should, once told."""
    running = {start() for _ in range(WORKERS)}
    is_stopping, badly_ended = False, 0

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True
        for pid in running:
            os.kill(pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    while running:
        pid, status = os.wait()
        running.discard(pid)
        if is_stopping:
            badly_ended += os.waitstatus_to_exitcode(status) != 0
        else:
            running.add(start())
    return badly_ended


if __name__ == "__main__":
    delivery.LEASE = timedelta(seconds=2)
    working.MAIL_EVERY = 0.1
    app.jinja_loader.searchpath.append(str(HERE / "templates"))  # type: ignore[union-attr]
    if "heedless" in sys.argv:
        delivery.claim = take_without_asking
        delivery._note_dot = lambda letter, secret: True
    sys.exit(keep_going())
