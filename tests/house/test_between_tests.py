"""What one test leaves behind is not there for the next, also when it left a connection open."""

from flask import Flask

from okprofs.kernel.db import db, transaction
from okprofs.kernel.forms import Submission
from tests.conftest import empty


def count() -> int:
    return db.session.query(Submission).count()


def test_the_database_is_put_back_under_a_connection_that_is_still_open(
    app: Flask, database: None, engine: str
) -> None:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as left_open:
        for _ in range(3):
            with transaction() as session:
                session.add(Submission(key_digest="a", viewer="", path="/", content_digest=""))
            left_open.execute(db.select(Submission)).all()
            db.session.remove()
            empty(engine)
            assert count() == 0
        db.session.remove()
        left_open.execute(db.delete(Submission))
        assert left_open.execute(db.select(Submission)).all() == []
    assert count() == 0
