"""The journal: what is recorded stays, and can be found again."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.journal.models import JournalEntry
from okprofs.journal.queries import NOBODY, Sought, entries
from okprofs.journal.services import forget_entries, record
from okprofs.journal.wording import action_label, subject_label
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction


@dataclass
class Thing:
    public_id: str
    __tablename__ = "events"


def note(action: str, thing: str = "ding", actor: str | None = None) -> None:
    with transaction():
        record(action, Thing(thing), actor=Thing(actor) if actor else None)


def found(**sought: object) -> list[str]:
    return [entry.action for entry in entries(Sought(**sought), 1).items]  # type: ignore[arg-type]


@pytest.mark.usefixtures("database")
def test_a_line_says_who_did_what_to_what_and_when() -> None:
    with transaction():
        record("event_published", Thing("ding"), actor=Thing("iemand"), told=3)
    [entry] = entries(Sought(), 1).items
    assert (entry.actor, entry.action, entry.subject_kind, entry.subject_id) == (
        "iemand",
        "event_published",
        "events",
        "ding",
    )
    assert entry.details == {"told": 3}
    assert now() - entry.at < timedelta(minutes=1)


@pytest.mark.usefixtures("database")
def test_it_is_found_by_what_who_about_what_and_when_newest_first() -> None:
    with time_machine.travel(now() - timedelta(days=3)):
        note("lang_geleden", "oud", "an")
    note("eerst", "a", "jan")
    note("daarna", "b", "an")
    note("vanzelf", "b")
    assert found() == ["vanzelf", "daarna", "eerst", "lang_geleden"]
    assert found(action="eerst") == ["eerst"]
    assert found(actor="an") == ["daarna", "lang_geleden"]
    assert found(actor=NOBODY) == ["vanzelf"]
    assert found(subject="b") == ["vanzelf", "daarna"]
    assert found(subject_kind="accounts") == []
    assert found(since=now() - timedelta(days=1)) == ["vanzelf", "daarna", "eerst"]
    assert found(before=now() - timedelta(days=1)) == ["lang_geleden"]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "statement",
    [sa.update(JournalEntry).values(action="iets anders"), sa.delete(JournalEntry)],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_rewrite_it(statement: sa.Executable) -> None:
    note("gebeurd")
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), transaction() as session:
        session.execute(statement)
    assert found() == ["gebeurd"]


@pytest.mark.usefixtures("database")
def test_after_its_term_a_line_may_go_but_still_not_be_changed() -> None:
    with time_machine.travel(now() - timedelta(days=800)):
        note("lang_geleden")
    with pytest.raises(sa.exc.DatabaseError, match="append-only"), transaction() as session:
        session.execute(sa.update(JournalEntry).values(action="iets anders"))
    with transaction() as session:
        session.execute(sa.delete(JournalEntry))
    assert found() == []


@pytest.mark.usefixtures("database")
def test_two_years_after_it_goes_by_itself_and_not_before() -> None:
    for days in (733, 730, 0):
        with time_machine.travel(now() - timedelta(days=days)):
            note(f"dag_{days}")
    with transaction():
        assert not forget_entries()
    assert sorted(found()) == ["dag_0", "dag_730"]


@pytest.mark.usefixtures("database")
def test_what_is_rolled_back_was_not_done() -> None:
    with pytest.raises(RuntimeError), transaction():  # noqa: PT012 (first recorded, then it goes wrong)
        record("gebeurd", Thing("ding"))
        raise RuntimeError
    assert found() == []


@pytest.mark.usefixtures("database")
def test_a_page_costs_the_same_however_long_the_journal_is() -> None:
    with transaction() as session:
        session.execute(
            sa.insert(JournalEntry),
            [
                {"action": "a", "actor": "an", "subject_kind": "events", "subject_id": str(number), "at": now()}
                for number in range(400)
            ],
        )
    for column, sought in (("actor", Sought(actor="an")), ("action", Sought(action="a")), ("moment", Sought())):
        page = entries(sought, 3)
        assert len(page.items) == 50
        assert page.has_next
        assert column
    if db.session.get_bind().dialect.name == "sqlite":
        for where, index in (("actor = 'an'", "actor"), ("action = 'a'", "action"), ("1 = 1", "moment")):
            query = f"EXPLAIN QUERY PLAN SELECT * FROM journal_entries WHERE {where} ORDER BY at DESC, id DESC LIMIT 51"  # noqa: S608
            plan = str(db.session.execute(sa.text(query)).all())
            assert f"ix_journal_entries_{index}" in plan
            assert "TEMP B-TREE" not in plan


def test_a_code_without_words_is_shown_as_it_is(app: Flask) -> None:
    with app.app_context():
        assert action_label("application_admitted") == "liet iemand toe"
        assert action_label("iets_nieuws") == "iets_nieuws"
        assert subject_label("events") == "bijeenkomst"
        assert subject_label("iets") == "iets"
