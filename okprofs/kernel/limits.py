"""How often may one address or machine try? Counted in the database, so that it holds across processes.

Flask-Limiter does the work; this is the storage that it lacks. With Redis at hand, `RATELIMIT_STORAGE_URI` names it
instead. When the count cannot be read nobody is let through: the page answers 503.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, db, insert_into
from okprofs.kernel.ids import digest
from okprofs.kernel.privacy import NOTHING, Kind, Term, personal


class Attempts(Model):
    """How often something was tried in the window that ends at `until` (seconds since 1970)."""

    __tablename__ = "attempts"

    key_digest: Mapped[str] = mapped_column(
        sa.String(64), primary_key=True, info=personal(Kind.ACTIVITY, kept=Term.ATTEMPTS_WINDOW)
    )
    count: Mapped[int] = mapped_column(info=NOTHING)
    until: Mapped[int] = mapped_column(index=True, info=NOTHING)


class DatabaseStorage(Storage):
    """Fixed windows in the table above. Each count is one statement outside the request's transaction, for an attempt
    counts also when what it attempted is rolled back."""

    STORAGE_SCHEME = ["database"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return sa.exc.SQLAlchemyError

    def _execute(self, statement: Any) -> Any:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return connection.execute(statement).first()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        moment = int(now().timestamp())
        over = Attempts.until <= moment
        insert = insert_into(Attempts).values(key_digest=digest(key), count=amount, until=moment + expiry)
        row = self._execute(
            insert.on_conflict_do_update(
                index_elements=[Attempts.key_digest],
                set_={
                    "count": sa.case((over, amount), else_=Attempts.count + amount),
                    "until": sa.case((over, moment + expiry), else_=Attempts.until),
                },
            ).returning(Attempts.count)
        )
        return int(row[0])

    def _read(self, key: str) -> Any:
        query = sa.select(Attempts.count, Attempts.until).where(Attempts.key_digest == digest(key))
        row = self._execute(query)
        return row if row and row[1] > now().timestamp() else None

    def get(self, key: str) -> int:
        row = self._read(key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._read(key)
        return float(row[1]) if row else now().timestamp()

    def check(self) -> bool:
        return self._execute(sa.select(1)) is not None

    def reset(self) -> int | None:
        self._execute(sa.delete(Attempts).returning(Attempts.key_digest))
        return None

    def clear(self, key: str) -> None:
        self._execute(sa.delete(Attempts).where(Attempts.key_digest == digest(key)).returning(Attempts.key_digest))


class Handfuls:
    """For what is asked so often, and so cheaply, that writing each time down would slow it: a process keeps in hand
    what a key asked, and counts a handful at once. So each process lets less than a handful through uncounted.

    Who counts asks `is_in_hand` first; to the limit `keep_full` is `on_breach`, and `size` its cost.
    """

    MOST_KEYS = 1_000

    def __init__(self, size: int, key_func: Callable[[], str]) -> None:
        self.size = size
        self._key_func = key_func
        self._in_hand: Counter[str] = Counter()

    def is_in_hand(self) -> bool:
        """Keep what is asked now in hand too; False when that fills the hand, and it is to be counted."""
        key = self._key_func()
        if len(self._in_hand) >= self.MOST_KEYS:
            self._in_hand.clear()
        self._in_hand[key] += 1
        if self._in_hand[key] < self.size:
            return True
        del self._in_hand[key]
        return False

    def keep_full(self, breached: object = None) -> None:
        """Who asked too much is looked up in the count each time, until it lets them through again."""
        self._in_hand[self._key_func()] = self.size - 1


limiter = Limiter(get_remote_address, default_limits=[], strategy="fixed-window", swallow_errors=False)


def typed_address() -> str:
    """The key for limits on one account: the e-mail address in the form, as typed but for case and space."""
    return "address:" + request.form.get("email", "").strip().lower()[:254]


def forget_attempts() -> None:
    """Remove the counts of windows that are over."""
    db.session.execute(sa.delete(Attempts).where(Attempts.until < int(now().timestamp())))
