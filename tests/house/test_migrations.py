"""The database is what the migrations make of it, up and down, on both engines."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from flask_migrate import downgrade, upgrade

from okprofs.events.models import WaitingAttendee, WaitingEntry, WaitingParty
from okprofs.journal.models import JournalEntry
from okprofs.kernel.db import db, transaction
from tests.events.makers import make_event, make_order


def test_there_is_one_head(app: Flask) -> None:
    scripts = ScriptDirectory("migrations")
    assert len(scripts.get_heads()) == 1


def test_the_migrations_make_what_the_models_say(app: Flask, database: None) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, db.metadata) == []


def test_the_migrations_can_be_undone_and_done_again(app: Flask, database: None) -> None:
    def tables() -> set[str]:
        return set(sa.inspect(db.engine).get_table_names())

    before = tables()
    downgrade(revision="base")
    assert tables() <= {"alembic_version"}
    upgrade()
    assert tables() == before


def test_who_waits_in_the_place_of_a_ticket_is_never_left_waiting_for_a_second_one(app: Flask, database: None) -> None:
    event = make_event()
    [registration] = make_order(event).registrations
    beside = WaitingAttendee(ticket_type_id=event.ticket_types[1].id, registration_id=registration.id)
    party = WaitingParty(event_id=event.id, contact_name="Wies", contact_email="wies@ede.example")
    party.entries.append(WaitingEntry(event_id=event.id, number=1, attendees=[beside]))
    with transaction() as session:
        session.add(party)
    migration: Any = ScriptDirectory("migrations").get_revision("0045")
    with (
        db.engine.connect() as connection,
        Operations.context(MigrationContext.configure(connection)),
        pytest.raises(CommandError, match="1 of those who wait"),
    ):
        migration.module.downgrade()


def test_the_journal_cannot_be_rewritten(app: Flask, database: None) -> None:
    with transaction() as session:
        session.add(JournalEntry(action="tested", subject_kind="test", subject_id="x"))
    for change in (sa.update(JournalEntry).values(action="forged"), sa.delete(JournalEntry)):
        with pytest.raises(sa.exc.DBAPIError), transaction() as session:
            session.execute(change)
    assert db.session.scalar(sa.select(JournalEntry.action)) == "tested"
