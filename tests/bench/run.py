"""What do a page, a search and a sign-up cost, at 1,000, 10,000 and 100,000 members, on both engines?

The measure is CPU time a request, of web processes and database together, as a ratio to a bare Flask page in the same
run: machines drift, ratios much less. The two are asked in turns, for the same reason. Prints a table, writes JSON, and
fails when a bound does not hold. `--members 1000` and `--engines sqlite` make it shorter.
"""

import argparse
import contextlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())

import sqlalchemy as sa  # noqa: E402
from flask import Flask  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

from config import from_environment  # noqa: E402
from okprofs.app import create_app  # noqa: E402
from okprofs.kernel.db import db  # noqa: E402
from tests import postgresql  # noqa: E402
from tests.bench import club  # noqa: E402
from tests.bench.measuring import Deed, Measured, getting, resident_megabytes  # noqa: E402
from tests.pages import forms_of  # noqa: E402
from tests.processes import Client, Site, environment, free_port, path_of, site  # noqa: E402

WORKERS = 2
ROUNDS, REQUESTS_A_ROUND = 8, 40
EVENT = f"/bijeenkomsten/{club.SLUG}"
GROWTH = 1.5
STARTED_WITHIN_SECONDS = 2.0
RESIDENT_MEGABYTES = 300
# How long nineteen of twenty who look for members wait at most, on the clock, in a club of any size.
FOUND_WITHIN_MS = {"postgresql": 150, "sqlite": 250}
SIGN_UP_REQUESTS, SIGN_UP_QUERIES, SIGN_UP_CPU_MS, SIGN_UPS_A_SECOND = 3, 25, 40, 40

BARE, SIGN_UP = "bare page", "whole sign-up"
NUMBERS = count(1)


@dataclass(frozen=True)
class Page:
    """A page, who opens it, and what it may cost: so many times the bare page, and so many queries. `finds`: there
    one looks for members, and is not kept waiting."""

    name: str
    path: str
    secret: str = ""
    ratio: float | None = None
    queries: int | None = None
    finds: bool = False

    @property
    def cookies(self) -> dict[str, str]:
        return {"session": self.secret} if self.secret else {}

    def next_path(self) -> str:
        return self.path.replace("{number}", str(next(NUMBERS)))


PAGES = (
    Page("event page", EVENT, ratio=2, queries=4),
    # An address that nobody asked for before, so that no page was kept for it.
    Page("event page, rendered anew", EVENT + "?{number}", queries=4),
    Page("sign-up form", f"{EVENT}/aanmelden", ratio=3),
    Page("directory", "/leden", club.MEMBER_SECRET, 4, 8, finds=True),
    Page("directory, facets", "/leden?vakgebied=lean&soort=municipality", club.SEARCH_SECRETS[0], 4, 8, finds=True),
    Page("search, common word", "/leden?q=lean", club.SEARCH_SECRETS[1], 4, 8, finds=True),
    Page("search, rare word", f"/leden?q={club.RARE_WORD}", club.SEARCH_SECRETS[2], 4, 8, finds=True),
    Page("search, two words", "/leden?q=anneke+lean", club.SEARCH_SECRETS[3], 4, 8, finds=True),
    Page("search, word and facet", "/leden?q=coach&soort=municipality", club.SEARCH_SECRETS[4], 4, 8, finds=True),
    Page("directory, method", "/leden?methode=ink&bereid=speak", club.SEARCH_SECRETS[5], 4, 8, finds=True),
    Page("home", "/"),
    Page("list of events", "/bijeenkomsten"),
    Page("calendar of all events", "/bijeenkomsten/agenda.ics"),
    Page("own page", "/mijn", club.MEMBER_SECRET),
    Page("desk of the office", "/beheer", club.OFFICE_SECRET),
    Page("review queue", "/beheer/aanvragen", club.OFFICE_SECRET),
    Page("registrations", f"/beheer{EVENT}/deelnemers", club.OFFICE_SECRET),
    Page("journal", "/beheer/logboek", club.OFFICE_SECRET),
    Page("journal, one deed", "/beheer/logboek?actie=order_made", club.OFFICE_SECRET),
)


@dataclass
class Row:
    """A line of the table."""

    engine: str
    members: int
    what: str
    cpu_ms: float
    ratio: float
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    requests: int
    queries: int
    kilobytes: float
    errors: int


@dataclass
class Figure:
    """Something about the site as a whole, and what it may be at most."""

    engine: str
    members: int
    what: str
    value: float
    most: float


def measure(engine: str, members: int, folder: Path) -> tuple[list[Row], list[Figure]]:
    """Everything about a club of this size on this engine."""
    with database(engine, folder, members) as (url, pids):
        app = create_app({**from_environment(environment(url, 80, RATELIMIT_ENABLED="1")), "TRUSTED_HOSTS": None})
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            club.fill(members)
            connections = db.engine
            db.session.remove()
        queries = {page.name: count_queries(app, connections, opening(page), page.cookies) for page in PAGES}
        queries[SIGN_UP] = count_queries(app, connections, sign_up_here, {})
        connections.dispose()
        bare_port = free_port()
        with site(environment(url, bare_port), bare_port, folder, app="tests.bench.bare:app", workers=WORKERS) as bare:
            port = free_port()
            # Limits as in earnest; the proxy lets everybody have an address of their own.
            settings = environment(url, port, RATELIMIT_ENABLED="1", PROXIES="1")
            begun = time.perf_counter()
            with site(settings, port, folder, workers=WORKERS) as running:
                started = time.perf_counter() - begun
                measured = ask_in_turns(bare, running, pids)
                resident = resident_megabytes(running.workers())
    figures = [
        Figure(engine, members, "first answer after the start, s", started, STARTED_WITHIN_SECONDS),
        Figure(engine, members, f"memory of {WORKERS} workers, MB", resident, RESIDENT_MEGABYTES),
    ]
    return [row_of(engine, members, name, measured, queries) for name in measured], figures


def ask_in_turns(bare: Site, running: Site, database_pids: list[int]) -> dict[str, Measured]:
    """Every page and the sign-up, some at a time, round after round, with the bare page between them."""
    deeds: dict[str, tuple[Deed, int]] = {BARE: (getting(bare.port, lambda: "/", {}), bare.process.pid)}
    for page in PAGES:
        deeds[page.name] = getting(running.port, page.next_path, page.cookies), running.process.pid
    deeds[SIGN_UP] = (lambda: sign_up(running.port)), running.process.pid
    measured = {name: Measured() for name in deeds}
    for deed, pid in deeds.values():
        Measured().round(20, deed, [pid])
    for _ in range(ROUNDS):
        for name, (deed, pid) in deeds.items():
            measured[name].round(REQUESTS_A_ROUND, deed, [pid, *database_pids])
    return measured


def row_of(engine: str, members: int, name: str, measured: dict[str, Measured], queries: dict[str, int]) -> Row:
    found = measured[name]
    return Row(
        engine=engine,
        members=members,
        what=name,
        cpu_ms=found.cpu_ms,
        ratio=found.cpu_ms / measured[BARE].cpu_ms,
        per_second=found.per_second,
        p50_ms=found.p50_ms,
        p95_ms=found.p95_ms,
        p99_ms=found.p99_ms,
        requests=SIGN_UP_REQUESTS if name == SIGN_UP else 1,
        queries=queries.get(name, 1),
        kilobytes=found.kilobytes,
        errors=found.errors,
    )


@contextlib.contextmanager
def database(engine: str, folder: Path, members: int) -> Iterator[tuple[str, list[int]]]:
    """The address of an empty database, and the process of its server when it has one."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/{members}.sqlite3", []
        return
    server = postgresql.server(folder / f"postgresql-{members}")
    try:
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        yield uri, [server.get_pid()]
    finally:
        server.cleanup()


def opening(page: Page) -> Callable[[FlaskClient], None]:
    def deed(client: FlaskClient) -> None:
        answer = client.get(page.next_path())
        if answer.status_code != 200:
            raise RuntimeError(f"{page.path} answered {answer.status_code}")

    return deed


def count_queries(
    app: Flask, connections: sa.Engine, deed: Callable[[FlaskClient], None], cookies: dict[str, str]
) -> int:
    """How many statements the database is sent, BEGIN aside; counted here, the second time."""
    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    deed(client)
    sa.event.listen(connections, "before_cursor_execute", note)
    deed(client)
    sa.event.remove(connections, "before_cursor_execute", note)
    return sum(not statement.startswith("BEGIN") for statement in sent)


# A whole sign-up, three requests: the form, the order, the confirmation.


def sign_up(port: int) -> tuple[int, int]:
    """By somebody who comes from an address of their own."""
    number = next(NUMBERS)
    client = Client(port, headers={"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"})
    form = client.get(f"{EVENT}/aanmelden")
    order = client.post(f"{EVENT}/aanmelden", filled_in(form.text))
    if order.status != 303:
        return order.status, 0
    confirmation = client.get(path_of(order.location))
    return confirmation.status, sum(len(answer.text.encode()) for answer in (form, order, confirmation))


def sign_up_here(client: FlaskClient) -> None:
    """The same in this process."""
    form = client.get(f"{EVENT}/aanmelden")
    order = client.post(f"{EVENT}/aanmelden", data=filled_in(form.text))
    if client.get(order.location).status_code != 200:
        raise RuntimeError("the order that was made is not shown")


def filled_in(page: str) -> dict[str, Any]:
    """The form as a visitor sends it: the first ticket type, for themselves."""
    ticket_type = re.search(r'name="own-ticket_type"[^>]*value="([^"]+)"', page)
    if ticket_type is None:
        raise RuntimeError("the form offers no ticket type")
    return {
        **forms_of(page)[-1].values,
        "contact_name": "Anneke Bakker",
        "contact_email": f"bezoeker{next(NUMBERS)}@okprofs.example",
        "comes_along": "y",
        "own-ticket_type": ticket_type.group(1),
    }


# Which promises do not hold in this run?


def broken_bounds(rows: list[Row], figures: list[Figure]) -> list[str]:
    broken = [
        f"{figure.engine}, {figure.members} members, {figure.what}: {figure.value:.1f}, at most {figure.most}"
        for figure in figures
        if figure.value > figure.most
    ]
    pages = {page.name: page for page in PAGES}
    for row in rows:
        faults = broken_by_sign_up(row) if row.what == SIGN_UP else broken_by_page(row, pages.get(row.what))
        broken += [f"{row.engine}, {row.members} members, {row.what}: {fault}" for fault in faults]
    return [*broken, *broken_by_growth(rows)]


def broken_by_page(row: Row, page: Page | None) -> Iterator[str]:
    if row.errors:
        yield f"{row.errors} errors"
    if page and page.ratio and row.ratio > page.ratio:
        yield f"{row.ratio:.2f} × the bare page, at most {page.ratio}"
    if page and page.queries and row.queries > page.queries:
        yield f"{row.queries} queries, at most {page.queries}"
    if page and page.finds and row.p95_ms > FOUND_WITHIN_MS[row.engine]:
        yield f"{row.p95_ms:.0f} ms on the clock for one in twenty, at most {FOUND_WITHIN_MS[row.engine]}"


def broken_by_sign_up(row: Row) -> Iterator[str]:
    if row.errors:
        yield f"{row.errors} errors"
    if row.queries > SIGN_UP_QUERIES:
        yield f"{row.queries} queries, at most {SIGN_UP_QUERIES}"
    if row.cpu_ms > SIGN_UP_CPU_MS:
        yield f"{row.cpu_ms:.1f} ms of CPU, at most {SIGN_UP_CPU_MS}"
    if row.engine == "postgresql" and row.per_second < SIGN_UPS_A_SECOND:
        yield f"{row.per_second:.0f} a second, at least {SIGN_UPS_A_SECOND}"


def broken_by_growth(rows: list[Row]) -> Iterator[str]:
    """Whatever costs more in a larger club."""
    smallest = min(row.members for row in rows)
    first = {(row.engine, row.what): row.ratio for row in rows if row.members == smallest}
    for row in rows:
        before = first[row.engine, row.what]
        if row.ratio > GROWTH * before:
            yield f"{row.engine}, {row.what}: {row.ratio:.2f} × at {row.members} members, {before:.2f} × at {smallest}"


def print_heading() -> None:
    print(f"{'':10} {'members':>8} {'':26} {'CPU ms':>7} {'× bare':>6} {'req/s':>6} ", end="")
    print(f"{'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} {'queries':>7} {'kB':>7}")


def print_row(row: Row) -> None:
    # A sign-up is done so often a second; a page is asked so often.
    print(f"{row.engine:10} {row.members:8} {row.what:26} {row.cpu_ms:7.2f} {row.ratio:6.2f} ", end="")
    print(f"{row.per_second:6.0f} {row.p50_ms:7.1f} {row.p95_ms:7.1f} {row.p99_ms:7.1f} ", end="")
    print(f"{row.queries:7} {row.kilobytes:7.1f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", default="1000,10000,100000")
    parser.add_argument("--engines", default="sqlite,postgresql")
    parser.add_argument("--json", type=Path, default=ROOT / "test-results" / "bench.json")
    options = parser.parse_args()
    rows: list[Row] = []
    figures: list[Figure] = []
    print_heading()
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for engine in options.engines.split(","):
            for members in map(int, options.members.split(",")):
                more_rows, more_figures = measure(engine, members, Path(folder))
                rows += more_rows
                figures += more_figures
                for row in more_rows:
                    print_row(row)
                for figure in more_figures:
                    print(f"{engine:10} {members:8} {figure.what:34} {figure.value:.2f}")
    broken = broken_bounds(rows, figures)
    content = {"rows": list(map(asdict, rows)), "figures": list(map(asdict, figures)), "broken": broken}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(content, indent=1))
    print("\n".join(["", "Bounds that do not hold:" if broken else "Every bound holds.", *broken]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
