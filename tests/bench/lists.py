"""How long does it take to take in a list of 10,000 people, from the file to the invitations, in a large club?

As the site does it: who is in the office uploads the file, says which column holds what, reads what would come of it
and sends; the worker's jobs check and invite, part after part. One in ten is known already, one in ten stands on the
list twice and one in ten has no address that can be. Prints CPU seconds, of us and of the database together, and
seconds on the clock; fails when all together takes longer than a minute. `--members 1000`, `--rows 200` and
`--engines sqlite` make it shorter.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

from config import from_environment  # noqa: E402
from okprofs.app import create_app  # noqa: E402
from okprofs.kernel.db import db  # noqa: E402
from okprofs.kernel.jobs import Job, run  # noqa: E402
from okprofs.mail.models import Letter  # noqa: E402
from okprofs.membership import letters  # noqa: E402
from okprofs.membership.models import NetworkImport  # noqa: E402
from okprofs.membership.rules.importing import ImportState  # noqa: E402
from okprofs.membership.services import importing  # noqa: E402
from okprofs.wiring import JOBS  # noqa: E402
from tests.bench import club  # noqa: E402
from tests.bench.measuring import cpu_seconds  # noqa: E402
from tests.bench.run import database  # noqa: E402
from tests.pages import forms_of  # noqa: E402
from tests.processes import environment  # noqa: E402

WITHIN_SECONDS = 60
LISTS = "/beheer/leden/inlezing"
CHECKING, SENDING = (
    next(job for job in JOBS if job.work is work) for work in (importing.check_lists, importing.send_invitations)
)


@dataclass
class Done:
    """One step, in so many parts."""

    name: str
    cpu: float
    seconds: float
    parts: int
    longest_part: float


def measure(engine: str, members: int, rows: int, folder: Path) -> list[Done]:
    """Every step with one list, in a club of this size."""
    with database(engine, folder, members) as (url, pids):
        app = create_app({**from_environment(environment(url, 80)), "TRUSTED_HOSTS": None})
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            club.fill(members)
            db.session.remove()
        office = app.test_client()
        office.set_cookie("session", club.OFFICE_SECRET)
        content = file_of(rows, members)

        def upload() -> None:
            file = (io.BytesIO(content), "leden.csv")
            sent(office, LISTS, source="de ledenlijst van NMKG", file=file)

        def by_worker(job: Job) -> Callable[[], bool]:
            def part() -> bool:
                with app.app_context():
                    return run(job)

            return part

        def of_list() -> str:
            with app.app_context():
                return f"{LISTS}/{db.session.scalars(sa.select(NetworkImport.public_id)).one()}"

        processes = [os.getpid(), *pids]
        done = [
            go_through("upload", upload, processes),
            go_through("matching, with the first part", lambda: sent(office, f"{of_list()}/kolommen"), processes),
            go_through("check, by the worker", by_worker(CHECKING), processes),
            go_through("reading what would come of it", lambda: shown(office, of_list()), processes),
            go_through("sending", lambda: sent(office, f"{of_list()}/verzending"), processes),
            go_through("invitations, by the worker", by_worker(SENDING), processes),
        ]
        with app.app_context():
            refuse_half(rows)
            db.session.remove()
            db.engine.dispose()
        return done


def file_of(rows: int, members: int) -> bytes:
    """A list as somebody keeps it: most are new."""
    lines = ["Voornaam;Achternaam;E-mailadres;Organisatie;Functie"]
    for number in range(rows):
        address = {
            1: f"lid{number % members + 1}@okprofs.example",
            2: f"nieuw{number - 2}@netwerk.example",
            3: "geen-adres@",
        }.get(number % 10, f"nieuw{number}@netwerk.example")
        first, last = club.FIRST[number % len(club.FIRST)], club.LAST[number % len(club.LAST)]
        lines.append(f"{first};{last} {number};{address};gemeente Ede;adviseur kwaliteit")
    return "\n".join(lines).encode()


def sent(office: FlaskClient, path: str, **values: object) -> None:
    """Open a page of the office and send its form."""
    page = office.get(path)
    [form] = [form for form in forms_of(page.text) if form.method == "post" and form.action in ("", path)]
    answer = office.post(path, data={**form.values, **values}, content_type="multipart/form-data")
    if answer.status_code != 303 or not (answer.location or "").startswith(LISTS):
        raise RuntimeError(f"{path} answered {answer.status_code}, to {answer.location}")


def shown(office: FlaskClient, path: str) -> None:
    """Open the page of the list, and one of its outcomes."""
    for address in (path, f"{path}?uitkomst=ready&pagina=2"):
        if office.get(address).status_code != 200:
            raise RuntimeError(f"{address} is not shown")


def go_through(name: str, act: Callable[[], bool | None], pids: list[int]) -> Done:
    """Do `act`, again as long as it says that it did a part."""
    times: list[float] = []
    before, begun = cpu_seconds(pids), time.perf_counter()
    while True:
        part = time.perf_counter()
        did_part = act()
        if did_part is not False:
            times.append(time.perf_counter() - part)
        if not did_part:
            break
    seconds = time.perf_counter() - begun
    return Done(name, cpu_seconds(pids) - before, seconds, len(times), max(times, default=0.0))


def refuse_half(rows: int) -> None:
    """Nothing was left out: RuntimeError when the list is not sent, or not everybody who was ready has a letter."""
    taken = db.session.scalars(sa.select(NetworkImport)).one()
    invited = sa.select(sa.func.count()).select_from(Letter).where(Letter.kind == letters.NETWORK_INVITED.name)
    count = db.session.scalars(invited).one()
    if taken.state is not ImportState.SENT or taken.total != rows or not count == taken.invited == taken.ready > 0:
        raise RuntimeError(f"{taken.state}: {taken.ready} of {taken.total} are ready, {count} have a letter")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--engines", default="sqlite,postgresql")
    options = parser.parse_args()
    print(f"{'':10} {'rows':>8} {'':34} {'CPU s':>7} {'clock s':>8} {'parts':>6} {'longest s':>9}")
    broken = []
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for engine in options.engines.split(","):
            done = measure(engine, options.members, options.rows, Path(folder))
            whole = Done("all together", sum(one.cpu for one in done), sum(one.seconds for one in done), 0, 0.0)
            whole.parts, whole.longest_part = sum(one.parts for one in done), max(one.longest_part for one in done)
            for one in (*done, whole):
                print(f"{engine:10} {options.rows:8} {one.name:34} {one.cpu:7.2f} {one.seconds:8.2f} ", end="")
                print(f"{one.parts:6} {one.longest_part:9.2f}", flush=True)
            if whole.seconds > WITHIN_SECONDS:
                broken.append(f"{engine}, {whole.name}: {whole.seconds:.0f} seconds, at most {WITHIN_SECONDS}")
    print("\n".join(["", "Bounds that do not hold:" if broken else "Every bound holds.", *broken]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
