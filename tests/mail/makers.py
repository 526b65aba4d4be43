"""Letters for the tests: kinds of their own, whose templates stand beside them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import new_public_id
from okprofs.mail.kinds import Attachment, Kind, Link
from okprofs.mail.models import Letter, LetterState
from okprofs.mail.services import write

CERTAIN = Kind(
    "tests/certain",
    link=Link("people.create_session_by_link", "tests", timedelta(hours=1)),
    attach=lambda facts: Attachment("bijlage.txt", "text/plain", str(facts["name"]).encode()),
)
HELD = Kind("tests/held", at_least_once=False)
BROKEN = Kind("tests/broken")


@dataclass
class Something:
    """What a letter is about."""

    public_id: str


def make_letter(kind: Kind = CERTAIN, to: str = "jan@gemeente.nl", name: str = "Jan", **more: Any) -> str:
    """A letter in the outbox; its public id."""
    about = Something(new_public_id())
    with transaction():
        write(kind, to=to, language=more.pop("language", "nl"), about=about, facts={"name": name}, **more)
    return db.session.scalars(sa.select(Letter.public_id).where(Letter.about == about.public_id)).one()


def letter(public_id: str) -> Letter:
    """The letter as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(sa.select(Letter).where(Letter.public_id == public_id)).one()


def states() -> dict[LetterState, int]:
    """How many letters are in each state."""
    db.session.rollback()
    query = sa.select(Letter.state, sa.func.count().label("number")).group_by(Letter.state)
    return {row.state: row.number for row in db.session.execute(query)}
