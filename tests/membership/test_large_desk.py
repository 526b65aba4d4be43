"""What does the review desk cost when many cases wait?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import new_public_id
from okprofs.membership import queries
from okprofs.membership.models import Application
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.people.models import Account, Office
from tests.conftest import Browser
from tests.membership.makers import make_application
from tests.people.makers import make_account

FEW, MANY = 40, 4_000
# So many steps of SQLite go by between two looks.
STEPS = 10


def wait_at_desk(number: int) -> None:
    """So many more cases, newer than any other, and what the journal tells of them."""
    ids = [new_public_id() for _ in range(number)]
    cases = [
        {
            "public_id": public_id,
            "status": ApplicationStatus.SUBMITTED,
            "submitted_at": now() + timedelta(minutes=minute),
            "name": f"Aanvrager {minute}",
            "outcome": Outcome.ELIGIBLE,
        }
        for minute, public_id in enumerate(ids)
    ]
    lines = [
        {"action": "application_submitted", "subject_kind": "applications", "subject_id": public_id, "at": now()}
        for public_id in ids
    ]
    with transaction() as session:
        session.execute(sa.insert(Application), cases)
        session.execute(sa.insert(JournalEntry), lines)


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How many statements are sent, and how much SQLite does for them; what it reads counts among that."""
    found = {"statements": 0, "steps": 0}

    def look() -> int:
        found["steps"] += STEPS
        return 0

    def note(connection: sa.Connection, *rest: Any) -> None:
        found["statements"] += not rest[1].startswith("BEGIN")
        driver = connection.connection.dbapi_connection
        if connection.dialect.name == "sqlite" and driver is not None:
            driver.set_progress_handler(look, STEPS)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def reviewer(browser: Browser) -> Account:
    return make_account("Roos Vermeulen", offices=[Office.REVIEWER])


def test_the_desk_costs_the_same_with_a_hundred_times_as_many_cases(
    browser: Browser, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_application("Mirjam Smits")
    # Counting stops there; below it a larger desk counts further.
    monkeypatch.setattr(queries, "COUNTED_AT_MOST", FEW)
    wait_at_desk(FEW)
    browser.sign_in(reviewer)
    paths = ("/beheer/aanvragen", f"/beheer/aanvragen/{first.public_id}")

    def cost(path: str) -> dict[str, int]:
        assert "Mirjam Smits" in browser.get(path).text
        with counted() as found:
            browser.get(path)
        return found

    before = {path: cost(path) for path in paths}
    wait_at_desk(MANY)
    for path, small in before.items():
        large = cost(path)
        assert large["statements"] == small["statements"] <= 10
        assert large["steps"] <= 1.2 * small["steps"]
