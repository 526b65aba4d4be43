"""What does the worker do all day? It delivers the mail and does the jobs, each on its own rhythm.

Whatever fails rests a while and is tried again, longer each time up to a minute; nothing that fails stops the rest.
"""

import logging
import os
import select
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from types import FrameType

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from okprofs.kernel import jobs
from okprofs.kernel.db import db
from okprofs.mail.delivery import BATCH, deliver_due
from okprofs.mail.transport import Away
from okprofs.wiring import JOBS

MAIL_EVERY = 1.0
JOBS_EVERY = 20.0
LONGEST_REST = 60.0

log = logging.getLogger("okprofs.worker")


class Stopping:
    """Whether someone asked us to end. SIGTERM and SIGINT say so, and wake us when we sleep."""

    def __init__(self) -> None:
        self.is_asked = False
        self._hear, self._say = os.pipe()
        os.set_blocking(self._say, False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.is_asked = True
        os.write(self._say, b".")

    def sleep(self, seconds: float) -> None:
        """Wait, or less when asked to end."""
        if not self.is_asked:
            select.select([self._hear], [], [], seconds)


@dataclass
class Duty:
    """Something done over and over."""

    name: str
    work: Callable[[], bool]
    every: float
    rest: float = 0.0
    next_at: float = 0.0

    def turn(self) -> None:
        """Do it when its time has come. `work` says whether there is more to do at once."""
        if time.monotonic() < self.next_at:
            return
        try:
            self.rest = 0.0 if self.work() else self.every
        except (Away, OperationalError, PoolTimeout) as error:
            self._rest_longer()
            log.warning("%s: %s; again in %.0f seconds", self.name, _in_short(error), self.rest)
        except Exception:
            self._rest_longer()
            log.exception("%s failed; again in %.0f seconds", self.name, self.rest)
        finally:
            db.session.remove()
        self.next_at = time.monotonic() + self.rest

    def _rest_longer(self) -> None:
        self.rest = min(max(self.rest, self.every, 1.0) * 2, LONGEST_REST)


def work(stopping: Stopping, is_orphan: Callable[[], bool] = lambda: False) -> None:
    """Do every duty in turn until asked to end, or until `is_orphan`."""
    duties = [Duty("mail", lambda: deliver_due(lambda: stopping.is_asked) == BATCH, MAIL_EVERY), *_duties(JOBS)]
    while not stopping.is_asked and not is_orphan():
        for duty in duties:
            if not stopping.is_asked:
                duty.turn()
        stopping.sleep(max(0.0, min(duty.next_at for duty in duties) - time.monotonic()))


def _duties(wired: Iterable[jobs.Job]) -> list[Duty]:
    return [Duty(job.name, partial(_run, job), JOBS_EVERY) for job in wired]


def _run(job: jobs.Job) -> bool:
    """What was done may have been a part, so look again at once."""
    is_done_here = jobs.run(job)
    if is_done_here:
        log.info("did %s", job.name)
    return is_done_here


def _in_short(error: Exception) -> str:
    """One line: what a driver or a mail server says may be long, or hold line breaks."""
    return " ".join(f"{type(error).__name__} {error}".split())[:200]
