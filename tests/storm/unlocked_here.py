"""The verbs of this process without their locks: the control that shows that a storm in threads can go wrong."""

import contextlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from unittest import mock

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from okprofs.kernel import db as kernel


def _begin_late(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
        # As a program does that reads before it writes: from here on it sees the past.
        connection.exec_driver_sql("SELECT count(*) FROM events").fetchone()


def _as_it_is(select: Any, **options: Any) -> Any:
    return select.execution_options(populate_existing=True)


@contextlib.contextmanager
def without_locks(*modules: ModuleType) -> Iterator[None]:
    """In these modules `locked` locks nothing, and SQLite begins to write only when it writes."""
    event.remove(Engine, "begin", kernel._begin)
    event.listen(Engine, "begin", _begin_late)
    try:
        with contextlib.ExitStack() as stack:
            for module in modules:
                stack.enter_context(mock.patch.object(module, "locked", _as_it_is))
            yield
    finally:
        event.remove(Engine, "begin", _begin_late)
        event.listen(Engine, "begin", kernel._begin)
