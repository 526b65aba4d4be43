"""What a storm needs: a fresh database, the application on it, and an event that people sign up for."""

import contextlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from config import from_environment
from okprofs.app import create_app
from okprofs.events.models import (
    Code,
    Event,
    EventStatus,
    Order,
    ProgrammeSession,
    Registration,
    SessionKind,
    TicketType,
)
from okprofs.events.rules.admission import Audience
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import new_public_id
from okprofs.mail.models import Letter
from tests import postgresql
from tests.processes import ROOT, Site, environment, free_port, site

ENGINES = ["sqlite", "postgresql"]


def new_database(engine: str, folder: Path) -> str:
    """The URL of a database that is not there yet, or empty."""
    if engine == "sqlite":
        return f"sqlite:///{folder}/storm.sqlite3"
    return postgresql.new_database(f"storm_{os.getpid()}_{folder.name}")


@contextlib.contextmanager
def tables(settings: dict[str, str]) -> Iterator[Flask]:
    """The database of these settings as the migrations make it, for this process to look into."""
    application = create_app(from_environment(settings))
    with application.app_context():
        upgrade(str(ROOT / "migrations"))
        try:
            yield application
        finally:
            db.session.remove()
            db.engine.dispose()


@contextlib.contextmanager
def stage(engine: str, factory: pytest.TempPathFactory, *, app: str = "wsgi:app") -> Iterator[Site]:
    """A site of four web processes on a fresh database."""
    folder = factory.mktemp("storm")
    port = free_port()
    settings = environment(new_database(engine, folder), port)
    with tables(settings), site(settings, port, folder, app=app) as running:
        yield running


def make_event(capacity: int | None, code: str = "", most_uses: int = 1) -> str:
    """An event with so many places, and its sign-up page; with a code, the ticket is hidden and opens so often."""
    starts = now() + timedelta(days=30)
    event = Event(
        slug=new_public_id(),
        title="Laatste plaatsen",
        status=EventStatus.PUBLISHED,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        sessions=[ProgrammeSession(kind=SessionKind.PLENARY, title="Opening", starts_at=starts)],
        ticket_types=[TicketType(title="Ochtend", audience=Audience.EVERYONE, price_cents=6000, capacity=capacity)],
    )
    event.ticket_types[0].is_hidden = bool(code)
    with transaction() as session:
        session.add(event)
        session.flush()
        path = f"/bijeenkomsten/{event.slug}/aanmelden"
        if code:
            session.add(Code(event_id=event.id, code=code, most_uses=most_uses, ticket_types=event.ticket_types[:]))
        return f"{path}?code={code}" if code else path


def uses_of_code(path: str) -> int:
    """How often the code of this event counts as used."""
    db.session.rollback()
    query = sa.select(Code.uses).join(Event, Event.id == Code.event_id).where(Event.slug == path.split("/")[2])
    return db.session.scalars(query).one()


def counts(path: str) -> dict[str, int]:
    """What came of signing up at this page. In order, they are all the same when each order has one attendee."""
    db.session.rollback()
    event = db.session.scalars(sa.select(Event).where(Event.slug == path.split("/")[2])).one()
    orders = sa.select(Order.public_id).where(Order.event_id == event.id)
    queries = {
        "orders": sa.select(sa.func.count()).select_from(orders.subquery()),
        "registrations": sa.select(sa.func.count()).where(Registration.event_id == event.id),
        "letters": sa.select(sa.func.count()).where(Letter.about.in_(orders)),
        "journal lines": sa.select(sa.func.count()).where(
            JournalEntry.action == "order_made", JournalEntry.subject_id.in_(orders)
        ),
    }
    found = {name: db.session.scalars(query).one() for name, query in queries.items()}
    return {**found, "taken": sum(ticket_type.taken for ticket_type in event.ticket_types)}
