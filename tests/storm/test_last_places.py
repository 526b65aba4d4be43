"""Many people, few places, real web processes: never one too many, never two orders for one click."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from config import from_environment
from okprofs.app import create_app
from okprofs.events.models import Event, EventStatus, Order, ProgrammeSession, Registration, SessionKind, TicketType
from okprofs.events.rules.admission import Audience
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.mail.models import Letter
from tests import postgresql
from tests.processes import ROOT, Answer, Client, Site, environment, free_port, process_waits, site
from tests.storm.signing_up import all_at_once, filled_in, make_event, statuses

pytestmark = pytest.mark.storm

PEOPLE, PLACES = 500, 20
ENGINES = ["sqlite", "postgresql"]


def seminar(capacity: int) -> Event:
    starts = now() + timedelta(days=30)
    return Event(
        slug="laatste-plaatsen",
        title="Laatste plaatsen",
        status=EventStatus.PUBLISHED,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        sessions=[ProgrammeSession(kind=SessionKind.PLENARY, title="Opening", starts_at=starts)],
        ticket_types=[TicketType(title="Ochtend", audience=Audience.EVERYONE, price_cents=6000, capacity=capacity)],
    )


@contextlib.contextmanager
def stage(
    engine: str, capacity: int, tmp_path_factory: pytest.TempPathFactory, *, app: str = "wsgi:app"
) -> Iterator[tuple[Site, str]]:
    """A site on a fresh database with one event; gives the site and its sign-up page."""
    folder: Path = tmp_path_factory.mktemp("storm")
    name = "storm_" + folder.name.replace("-", "_")
    url = f"sqlite:///{folder}/storm.sqlite3" if engine == "sqlite" else postgresql.new_database(tmp_path_factory, name)
    port = free_port()
    settings = environment(url, port)
    application = create_app(from_environment(settings))
    with application.app_context():
        upgrade(str(ROOT / "migrations"))
        path = make_event(seminar(capacity))
        db.session.remove()
        with site(settings, port, folder, app=app) as running:
            yield running, path
        db.session.remove()
        db.engine.dispose()


def prepared(running: Site, path: str, people: int) -> list[tuple[Client, dict[str, object]]]:
    """Everybody has the form before them, filled in, with the finger on the button."""
    ready = []
    for number in range(people):
        client = running.client()
        ready.append((client, filled_in(client, path, f"bezoeker{number}@okprofs.example")))
    return ready


def counts() -> tuple[int, int, int]:
    """Places given, orders, and what the ticket type says is taken."""
    db.session.rollback()
    registrations = db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) or 0
    orders = db.session.scalar(sa.select(sa.func.count()).select_from(Order)) or 0
    return registrations, orders, db.session.scalars(sa.select(TicketType.taken)).one()


@pytest.mark.parametrize("engine", ENGINES)
def test_five_hundred_people_get_exactly_the_last_twenty_places(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with stage(engine, PLACES, tmp_path_factory) as (running, path):
        ready = prepared(running, path, PEOPLE)
        results = all_at_once(PEOPLE, lambda number: ready[number][0].post(path, ready[number][1]))
        assert statuses(results) == {303: PLACES, 422: PEOPLE - PLACES}
        assert counts() == (PLACES, PLACES, PLACES)
        letters = db.session.scalar(sa.select(sa.func.count()).select_from(Letter))
        entries = db.session.scalar(sa.select(sa.func.count()).where(JournalEntry.action == "order_made"))
        assert (letters, entries) == (PLACES, PLACES)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_lock_the_storm_goes_wrong(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if this passes with everything in order, the test above proves nothing."""
    with stage(engine, PLACES, tmp_path_factory, app="tests.storm.unlocked:app") as (running, path):
        ready = prepared(running, path, 200)
        results = all_at_once(200, lambda number: ready[number][0].post(path, ready[number][1]))
        is_in_order = statuses(results) == {303: PLACES, 422: 200 - PLACES} and counts()[0] == PLACES
        assert not is_in_order


@pytest.mark.parametrize("engine", ENGINES)
def test_five_clicks_make_one_order_and_every_click_gets_its_answer(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    people, clicks = 20, 5
    with stage(engine, people, tmp_path_factory) as (running, path):
        ready = prepared(running, path, people)
        results = all_at_once(
            people * clicks, lambda number: ready[number % people][0].post(path, ready[number % people][1])
        )
        assert statuses(results) == {303: people * clicks}
        assert counts() == (people, people, people)
        answers: dict[int, set[str]] = {}
        for number, answer in results:
            assert isinstance(answer, Answer)
            answers.setdefault(number % people, set()).add(answer.location)
        assert all(len(locations) == 1 for locations in answers.values())


@pytest.mark.parametrize("engine", ENGINES)
def test_when_web_processes_are_killed_no_order_is_half_and_none_that_was_confirmed_is_lost(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    people = 120
    with stage(engine, people, tmp_path_factory) as (running, path):
        ready = prepared(running, path, people)
        kills = iter(range(1000))

        def sign_up(number: int) -> Answer:
            if number % 12 == 0:
                running.kill_worker(next(kills))
            client, values = ready[number]
            for _ in range(20):
                with contextlib.suppress(OSError, ValueError):
                    answer = client.post(path, values)
                    if answer.status < 500:
                        return answer
                process_waits(0.1)
            return client.post(path, values)

        results = all_at_once(people, sign_up)
        # A retry of the same form gets the first one's answer, so in the end everybody has exactly one place.
        assert statuses(results) == {303: people}
        assert counts() == (people, people, people)
        letters = db.session.scalar(sa.select(sa.func.count()).select_from(Letter))
        entries = db.session.scalar(sa.select(sa.func.count()).where(JournalEntry.action == "order_made"))
        assert (letters, entries) == (people, people)
