"""How do we reach the database, and who commits?

`transaction()` holds the only commit in the package. Outside it the session is read-only, so a GET cannot write.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect, Engine, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, UOWTransaction

_QUOTED = re.compile(r'(?:: "|\n).*', re.DOTALL)
Selecting = TypeVar("Selecting", bound=sa.Select[Any])


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware moment, kept in UTC by both engines (SQLite itself forgets the zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(values: type[StrEnum]) -> sa.Enum:
    """A column type that keeps one of `values`, as its word."""
    return sa.Enum(values, native_enum=False, length=40, values_callable=lambda enum: [item.value for item in enum])


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


_writing: ContextVar[bool] = ContextVar("writing", default=False)


class ReadingSession(FlaskSession):
    """On PostgreSQL reads need no transaction: each statement sees what is committed at its moment, as it would inside
    one, and BEGIN and ROLLBACK cost as much as a short query each. SQLite keeps one view for the whole page."""

    def get_bind(self, *arguments: Any, **keywords: Any) -> Engine | Connection:
        bind = super().get_bind(*arguments, **keywords)
        if _writing.get() or bind.dialect.name != "postgresql" or not isinstance(bind, Engine):
            return bind
        return _reading(bind)


@cache
def _reading(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(model_class=Base, session_options={"class_": ReadingSession})
# A column annotated with `datetime` is an aware moment. Set here, for Flask-SQLAlchemy copies the class body.
db.Model.registry.update_type_annotation_map({datetime: UtcDateTime()})  # type: ignore[attr-defined]

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class WriteOutsideTransaction(RuntimeError):
    """Something tried to write outside `transaction()`: a bug, for a GET writes nothing."""


@contextmanager
def transaction() -> Iterator[Session]:
    """Do everything in the block, or nothing of it: one per POST, command or job.

    What was read before is read again inside, behind the lock, so no decision stands on an old answer.
    Raises RuntimeError when one is already under way.
    """
    if _writing.get():
        raise RuntimeError("a transaction is already under way")
    session = db.session()
    session.rollback()
    token = _writing.set(True)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        _writing.reset(token)


def expect_much() -> None:
    """Let SQLite keep more pages at hand on this connection. What touches many rows in one transaction would else write
    each page again and again: a day on which 100,000 memberships are suspended cost a third more time."""
    if db.session.get_bind().dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA cache_size = -8192"))


def locked(select: Selecting, *, referable: bool = False, of: type[Base] | None = None) -> Selecting:
    """The rows of `select`, held until the end of the transaction and read afresh.

    PostgreSQL locks the rows; SQLite has locked the whole database at BEGIN IMMEDIATE. With `referable`, others may
    store rows that refer to these meanwhile, so that two who hold different parents never wait for each other. What is
    joined along and may be missing cannot be locked: then `of` names what is.
    """
    return select.with_for_update(key_share=referable, of=of).execution_options(populate_existing=True)


def insert_into(model: type[Base]) -> Any:
    """An INSERT that knows ON CONFLICT, in the words of the engine in use."""
    engine = db.session.get_bind().dialect.name
    return postgresql.insert(model) if engine == "postgresql" else sqlite.insert(model)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own transactions would begin too late to be safe; ours begin in `_begin`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if (
        connection.dialect.name == "sqlite"
        and connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT"
    ):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@event.listens_for(Engine, "handle_error")
def _tell_no_values(context: ExceptionContext) -> None:
    """Errors go to the log. After its first line, and after a colon, PostgreSQL quotes what stood in the row."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (_QUOTED.sub("", str(error.args[0])), *error.args[1:])


@event.listens_for(db.session, "before_flush")
def _refuse_flush(session: Session, context: UOWTransaction, instances: Any) -> None:
    if not _writing.get() and (session.new or session.deleted or any(map(session.is_modified, session.dirty))):
        raise WriteOutsideTransaction(f"{[*session.new, *session.dirty, *session.deleted]}")


@event.listens_for(db.session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if not _writing.get() and (state.is_insert or state.is_update or state.is_delete):
        raise WriteOutsideTransaction(str(state.statement))


def engine_options(url: str) -> dict[str, Any]:
    """What the engine behind `url` needs: short waits, a connection that is tried before it is trusted, and errors that
    do not tell what stood in the rows, for they go to the log."""
    if url.startswith("postgresql"):
        arguments = {"connect_timeout": 2, "options": "-c statement_timeout=10000 -c timezone=UTC"}
        pool = {"pool_pre_ping": True, "pool_size": 2, "max_overflow": 4}
        return {**pool, "connect_args": arguments, "hide_parameters": True}
    return {"connect_args": {"timeout": 30}, "hide_parameters": True}
