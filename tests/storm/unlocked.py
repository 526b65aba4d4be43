"""The application without its locks: the control that shows that the storm can go wrong."""

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

import okprofs.kernel.db as kernel

kernel.locked = lambda select, **how: select
event.remove(Engine, "begin", kernel._begin)


@event.listens_for(Engine, "begin")
def _begin_late(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        # As a program does that reads before it writes: from here on it sees the past.
        connection.exec_driver_sql("SELECT count(*) FROM events").fetchone()


# Only now, so that every room gets the lock that does not lock.
from wsgi import app  # noqa: E402

__all__ = ["app"]
