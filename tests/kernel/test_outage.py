"""What happens while the database is away, or its disk is full? It is said, nothing is half, and it goes on."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from config import from_environment
from okprofs.app import create_app
from okprofs.cli.working import Duty
from okprofs.kernel.db import db
from okprofs.kernel.limits import limiter
from okprofs.mail.delivery import deliver_due
from okprofs.mail.models import Letter, LetterState
from tests.conftest import Browser
from tests.events.makers import make_event
from tests.events.test_signup import VISITOR, path_of
from tests.pages import forms_of
from tests.people.makers import make_account
from tests.storm.stage import counts


@contextlib.contextmanager
def away(engine: str) -> Iterator[None]:
    """Connections break, and new ones are refused."""
    db.session.remove()
    url = db.engine.url
    if engine == "sqlite":
        db.engine.dispose()
        folder = Path(str(url.database)).parent
        hidden = folder.rename(folder.with_name(f"{folder.name}-away"))
        try:
            yield
        finally:
            db.session.remove()
            hidden.rename(folder)
        return
    maintenance = sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": url.database},
        )
        try:
            yield
        finally:
            db.session.remove()
            connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
    maintenance.dispose()


def is_said(answer: Any) -> bool:
    return (
        answer.status_code == 503
        and "Even niet bereikbaar" in answer.text
        and "</html>" in answer.text
        and int(answer.headers["Retry-After"]) > 0
    )


def test_while_the_database_is_away_the_site_says_so_and_then_it_goes_on(browser: Browser, engine: str) -> None:
    event = make_event()
    browser.sign_in(make_account())
    paths = ["/", "/bijeenkomsten", f"/bijeenkomsten/{event.slug}", "/mijn", "/readyz"]
    assert [browser.get(path).status_code for path in paths] == [200] * 5
    with away(engine):
        for path in paths:
            assert is_said(browser.get(path)), path
        assert browser.get("/healthz").status_code == 200
    assert [browser.get(path).status_code for path in paths] == [200] * 5


def test_what_someone_sends_meanwhile_is_not_half_done_and_can_be_sent_again(browser: Browser, engine: str) -> None:
    path = path_of(make_event())
    page = browser.get(path)
    [form] = [form for form in forms_of(page.text) if "contact_email" in form.values]
    values = {**form.values, **VISITOR}
    with away(engine):
        assert is_said(browser.post(path, data=values))
    assert counts(path)["orders"] == 0
    assert browser.post(path, data=values).status_code == 303
    assert set(counts(path).values()) == {1}


def test_a_site_that_starts_before_its_database_answers_when_that_is_there(
    app: Flask, database: None, engine: str
) -> None:
    settings = {
        "OKPROFS_ENV": "development",
        "BASE_URL": "http://localhost",
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
    }
    with away(engine):
        started = create_app(from_environment(settings))
        assert is_said(started.test_client().get("/readyz"))
    try:
        assert started.test_client().get("/readyz").status_code == 200
    finally:
        with started.app_context():
            db.engine.dispose()


def test_the_worker_waits_for_the_database_and_then_does_what_it_had_to(browser: Browser, engine: str) -> None:
    account = make_account()
    browser.fill_in("/inloggen/link", form="", email=account.email)
    duty = Duty("mail", lambda: deliver_due() > 0, every=1)
    with away(engine):
        duty.turn()
        assert duty.rest > 1
    duty.next_at = 0
    duty.turn()
    assert db.session.scalars(sa.select(Letter.state)).all() == [LetterState.SENT]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True, scope="session")
def test_on_a_full_disk_what_does_not_fit_is_told_and_leaves_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", False)
    path = path_of(make_event())

    def fill(connection: Any, record: Any) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")

    def sign_up(number: int) -> Any:
        return browser.fill_in(path, **{**VISITOR, "contact_email": f"bezoeker{number}@barneveld.nl"})

    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Gives back the room that earlier tests left in the file.
        connection.exec_driver_sql("VACUUM")
    sa.event.listen(db.engine, "connect", fill)
    db.engine.dispose()
    try:
        for number in range(60):
            answer = sign_up(number)
            if answer.status_code != 303:
                break
        assert is_said(answer)
        assert set(counts(path).values()) == {number}
        assert browser.get(path).status_code == 200, "who reads notices nothing"
    finally:
        sa.event.remove(db.engine, "connect", fill)
        db.session.remove()
        db.engine.dispose()
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert sign_up(number).status_code == 303
    assert set(counts(path).values()) == {number + 1}
