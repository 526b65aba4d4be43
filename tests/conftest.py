"""What every test stands on: the real application on a real, empty database, on each engine in turn.

Transactions really commit; between tests the database is put back to what the migrations made. Nothing of ours is
replaced: mail goes to an SMTP server on loopback or stays in the outbox.
"""

import contextlib
import functools
import gc
import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache

from config import from_environment
from okprofs.app import create_app
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest, new_secret
from okprofs.people.models import Account, SignInSession
from tests import postgresql, tries
from tests.pages import forms_of

# Templates are made into Python once, not in each process of each run; one that changed is made anew.
TEMPLATES_KEPT = Path(".venv/templates").absolute()
LOOPBACK = ("127.0.0.1", "::1", "localhost")

# Whether an example takes long says more of the machine than of us. Who builds meets new examples in each run; what is
# about to land is tried with the same ones each time, so that a red run speaks of what changed.
hypothesis_settings.register_profile(
    "ours", deadline=None, max_examples=tries(50), derandomize=bool(os.environ.get("CI"))
)
hypothesis_settings.load_profile("ours")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there by now stays; to look through it again and again takes a tenth of the time of a run."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    if session.config.getoption("loadgroup", default=False):
        grouped = [item.nodeid for item in session.items if item.get_closest_marker("xdist_group")]
        if not all("@" in name for name in grouped):
            raise pytest.UsageError("pytest-xdist keeps no group together with this version of pytest")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What goes through the whole house runs in one process, which makes the world for it once."""
    for item in items:
        if {"crawler", "club"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("postgresql" if "postgresql" in item.name else "sqlite"))


@pytest.fixture(autouse=True, scope="session")
def closed_sockets() -> Iterator[None]:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def only_loopback(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    socket.socket.connect = only_loopback  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# For what does not hang on the engine: who may open what, how a page is made, what stands in a letter.
on_one_engine = pytest.mark.parametrize("engine", ["sqlite"], indirect=True, scope="session")


@pytest.fixture(scope="session")
def app(engine: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp(engine)
    TEMPLATES_KEPT.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder}/test.sqlite3"
    if engine == "postgresql":
        url = postgresql.new_database(f"test_{worker_id}")
    settings = {
        "OKPROFS_ENV": "development",
        "BASE_URL": "http://localhost",  # where the test client thinks it is
        "DATABASE_URL": url,
        "TRUSTED_HOSTS": "localhost",
        "SECRET_KEY": "t" * 32,
        "PASSWORD_MEMORY_KIB": "64",
    }
    app = create_app({**from_environment(settings), "TESTING": True, "MAILBOX": folder / "mailbox"})
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(TEMPLATES_KEPT))
    with app.app_context():
        _write_without_waiting(engine)
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


def _write_without_waiting(engine: str) -> None:
    """No test here pulls the plug, so nothing waits until the disk has it; the storms do, on databases of their own."""
    if engine == "sqlite":
        sa.event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {db.engine.url.database} SET synchronous_commit TO off")
    db.engine.dispose()


@pytest.fixture
def database(app: Flask, engine: str) -> Iterator[None]:
    """An empty database, and an application context to speak to it."""
    with app.app_context():
        yield
        db.session.remove()
        empty(engine)


def empty(engine: str) -> None:
    """Remove what was stored. A DELETE costs a hundredth of what TRUNCATE does on PostgreSQL, which makes every table
    new files, and of a copy of the whole file on SQLite; foreign keys and triggers sleep meanwhile."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        filled = connection.exec_driver_sql(_filled_tables(engine)).scalars().all()
        with _without_checks(connection):
            for table in filled:
                connection.execute(sa.delete(db.metadata.tables[table]))
        if engine == "postgresql":
            connection.exec_driver_sql(
                "SELECT setval(sequencename::text::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL"
            )


@contextlib.contextmanager
def _without_checks(connection: sa.Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        yield
        connection.exec_driver_sql("RESET session_replication_role")
        return
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, made in triggers:
        connection.exec_driver_sql(made)
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")


@functools.cache
def _filled_tables(engine: str) -> str:
    each = (
        sa.select(sa.literal_column(f"'{table.name}'")).where(sa.exists(sa.select(table)))
        for table in db.metadata.sorted_tables
    )
    return str(sa.union_all(*each).compile(db.engine))


def copy_sqlite(source: Path, target: Path) -> None:
    """Through SQLite itself: files that are replaced under a connection which is still open give it I/O errors."""
    with contextlib.closing(sqlite3.connect(source)) as kept, contextlib.closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        kept.backup(connection)


class Browser(FlaskClient):
    """A test client that can come in as somebody, and fill in a form as the page offers it."""

    def open(self, *args: Any, **options: Any) -> Any:
        """Each request has a context and a database session of its own, as on a server; what the test read before is
        read anew after it."""
        if has_app_context():
            db.session.rollback()
        with self.application.app_context():
            return super().open(*args, **options)

    def sign_in(self, account: Account) -> "Browser":
        """Come in as `account`, by a real session."""
        secret = new_secret()
        with transaction() as session:
            session.add(SignInSession(digest=digest(secret), account_id=account.id))
        self.set_cookie(self.application.config["SIGN_IN_COOKIE_NAME"], secret)
        return self

    def fill_in(self, url: str, form: str | None = None, **values: Any) -> Any:
        """Open `url`, fill in `values` in its form (the one that posts to `form`, or the only one) and send it."""
        response = self.get(url)
        assert response.status_code in (200, 422), (url, response.status_code)
        offered = [item for item in forms_of(response.text) if not item.action.endswith("/uitloggen")]
        found = [item for item in offered if form is None or item.action.endswith(form)]
        assert len(found) == 1, f"{url} has {[item.action for item in forms_of(response.text)]}"
        data = {**found[0].values, **values}
        return self.post(found[0].action or url, data=data)


@pytest.fixture
def browser(app: Flask, database: None) -> Browser:
    app.test_client_class = Browser
    return app.test_client()  # type: ignore[return-value]
