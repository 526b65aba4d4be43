"""What does it cost to ask, remind, suspend and end all members of a club on one day, and in how large parts?

The jobs of the year as the worker runs them, one after the other, each over all memberships: 100,000 unless told
otherwise. Prints CPU seconds, of us and of the database together, and seconds on the clock; fails when a job takes
longer than a minute. `--members 1000` and `--engines sqlite` make it shorter.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
import time_machine  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

from config import from_environment  # noqa: E402
from okprofs.app import create_app  # noqa: E402
from okprofs.kernel.clock import today  # noqa: E402
from okprofs.kernel.db import db, transaction  # noqa: E402
from okprofs.kernel.jobs import Job, run  # noqa: E402
from okprofs.membership.models import Membership, MembershipStatus  # noqa: E402
from okprofs.membership.rules.year import YearStep  # noqa: E402
from okprofs.membership.services import year  # noqa: E402
from okprofs.wiring import JOBS  # noqa: E402
from tests.bench import club  # noqa: E402
from tests.bench.measuring import cpu_seconds  # noqa: E402
from tests.bench.run import database  # noqa: E402
from tests.processes import environment  # noqa: E402

WITHIN_SECONDS = 60
STEPS = (year.ask_to_confirm, year.remind_to_confirm, year.suspend_unconfirmed, year.end_unconfirmed)


@dataclass
class Done:
    """One job over all memberships."""

    name: str
    cpu: float
    seconds: float
    parts: int
    longest_part: float


def measure(engine: str, members: int, folder: Path) -> list[Done]:
    """Each step of the year for a whole club at once."""
    with database(engine, folder, members) as (url, pids):
        app = create_app(from_environment(environment(url, 80)))
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            club.fill(members)
            put_before_the_year()
            done = [go_through(job, [os.getpid(), *pids]) for job in JOBS if job.work in STEPS]
            running = sa.select(sa.func.count()).where(Membership.status != MembershipStatus.ENDED)
            left = db.session.scalars(running).one()
            db.session.remove()
            db.engine.dispose()
        if left:
            raise RuntimeError(f"{left} memberships were left out")
        return done


def put_before_the_year() -> None:
    """Everybody is to be asked today."""
    with transaction() as session:
        session.execute(sa.update(Membership).values(next_step=YearStep.ASK, next_step_on=today()))


def go_through(job: Job, pids: list[int]) -> Done:
    """Do the job as the worker does, part after part, on the day on which it is due for all."""
    due = db.session.scalars(sa.select(sa.func.max(Membership.next_step_on))).one()
    db.session.rollback()
    times = []
    with time_machine.travel(due or today()):
        before, begun = cpu_seconds(pids), time.perf_counter()
        while True:
            part = time.perf_counter()
            if not run(job):
                break
            times.append(time.perf_counter() - part)
        seconds = time.perf_counter() - begun
    return Done(job.name, cpu_seconds(pids) - before, seconds, len(times), max(times))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--engines", default="sqlite,postgresql")
    options = parser.parse_args()
    print(f"{'':10} {'members':>8} {'':34} {'CPU s':>7} {'clock s':>8} {'parts':>6} {'longest s':>9}")
    broken = []
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for engine in options.engines.split(","):
            for done in measure(engine, options.members, Path(folder)):
                print(f"{engine:10} {options.members:8} {done.name:34} {done.cpu:7.1f} {done.seconds:8.1f} ", end="")
                print(f"{done.parts:6} {done.longest_part:9.2f}", flush=True)
                if done.seconds > WITHIN_SECONDS:
                    broken.append(f"{engine}, {done.name}: {done.seconds:.0f} seconds, at most {WITHIN_SECONDS}")
    print("\n".join(["", "Bounds that do not hold:" if broken else "Every bound holds.", *broken]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
