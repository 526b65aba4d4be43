"""Is this place fit to run the site? What `flask check` says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from limits.errors import StorageError

from config import refuse_unfit
from okprofs.directory.queries import is_behind
from okprofs.kernel.db import db
from okprofs.kernel.limits import limiter
from okprofs.mail.queries import is_mail_stuck
from okprofs.mail.transport import Away, connect
from okprofs.people.models import Office
from okprofs.people.queries import holders_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. What is serious must be mended first."""

    sentence: str
    is_serious: bool = True


def findings() -> list[Finding]:
    """Everything that is not as it should be, the serious things first."""
    config = current_app.config
    found = [*_settings(config), *_database(), *_limits(), *_mail(config)]
    return sorted(found, key=lambda finding: not finding.is_serious)


def _settings(config: Mapping[str, Any]) -> Iterator[Finding]:
    if config["IS_DEVELOPMENT"]:
        yield Finding("OKPROFS_ENV is development: the demo, /post and plain http exist", is_serious=False)
    try:
        refuse_unfit(config)
    except ValueError as error:
        yield from (Finding(problem, not config["IS_DEVELOPMENT"]) for problem in str(error).split("; "))
    if config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        yield Finding("SQLite serves one machine; PostgreSQL serves several web processes better", is_serious=False)
    if config["PROXIES"] == 0 and config["PREFERRED_URL_SCHEME"] == "https":
        yield Finding("PROXIES is 0: behind a reverse proxy every visitor has the proxy's address", is_serious=False)
    if config["MAIL_SERVER"] and not (config["MAIL_USE_TLS"] or config["MAIL_USE_SSL"]):
        yield Finding("MAIL_USE_TLS and MAIL_USE_SSL are 0: mail, and the password for it, go in clear text")
    if not re.search(r"@[\w.-]+\.[a-z]{2,}>?$", config["MAIL_SENDER"], re.IGNORECASE):
        yield Finding("MAIL_SENDER is not an address")
    elif config["MAIL_SENDER"].rstrip(">").endswith(".example"):
        yield Finding("MAIL_SENDER is still the example", is_serious=not config["IS_DEVELOPMENT"])


def _database() -> Iterator[Finding]:
    try:
        with db.engine.connect() as connection:
            version = MigrationContext.configure(connection).get_current_revision()
            is_ours = sa.inspect(connection).has_table("accounts")
    except sa.exc.SQLAlchemyError as error:
        yield Finding(f"the database cannot be reached ({type(error).__name__})")
        return
    head = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    if version != head:
        yield Finding(f"the database is at migration {version or 'none'}, not {head}: run `flask db upgrade`")
    if is_ours and version == head:
        if not holders_of(Office.ADMINISTRATOR):
            yield Finding("there is no administrator: run `flask people appoint-first`", is_serious=False)
        if is_mail_stuck():
            yield Finding("there is mail that did not go; see /beheer/post, and whether a worker runs", False)
        if is_behind():
            yield Finding("the directory finds less than it could: run `flask directory rebuild`", is_serious=False)


def _limits() -> Iterator[Finding]:
    if current_app.config["RATELIMIT_STORAGE_URI"].startswith("memory"):
        yield Finding("RATELIMIT_STORAGE_URI is memory: every process counts attempts for itself")
    try:
        works = limiter.storage.check()
    except (sa.exc.SQLAlchemyError, StorageError, OSError):
        works = False
    if not works:
        yield Finding("attempts cannot be counted: RATELIMIT_STORAGE_URI cannot be reached, so nobody gets in")


def _mail(config: Mapping[str, Any]) -> Iterator[Finding]:
    if not config["MAIL_SERVER"]:
        return
    try:
        with connect():
            pass
    except Away as away:
        yield Finding(f"the mail server does not take us: {away}")
