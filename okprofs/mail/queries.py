"""Is this mailed link good, and which letters did not go as they should?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.ids import digest
from okprofs.kernel.paging import Page, cut, window
from okprofs.mail.models import Letter, LetterState, MailedLink
from okprofs.mail.rules.masking import masked, masked_in
from okprofs.mail.rules.retrying import BUDGET

LATE = timedelta(minutes=15)


def good_link(purpose: str, secret: str) -> MailedLink | None:
    """The link of which this is the secret, when it is for this purpose, unused and not expired."""
    return db.session.scalar(
        sa.select(MailedLink).where(
            MailedLink.digest == digest(secret),
            MailedLink.purpose == purpose,
            MailedLink.used_at.is_(None),
            MailedLink.expires_at > now(),
        )
    )


def standing_link(purpose: str, about: str) -> MailedLink | None:
    """The newest link of this purpose about this record that is good."""
    query = sa.select(MailedLink).where(
        MailedLink.purpose == purpose,
        MailedLink.about == about,
        MailedLink.used_at.is_(None),
        MailedLink.expires_at > now(),
    )
    return db.session.scalar(query.order_by(MailedLink.expires_at.desc()).limit(1))


@dataclass(frozen=True, slots=True)
class StuckLetter:
    """A letter that failed, is held, or waits too long; with the address masked, also in what the server said."""

    public_id: str
    kind: str
    to: str
    state: LetterState
    written_at: datetime
    next_try_at: datetime
    attempts: int
    trouble: str


def stuck_letters(number: int) -> Page[StuckLetter]:
    """A page of the letters that someone should look at, oldest first."""
    limit, offset = window(number)
    query = sa.select(Letter).where(_is_stuck()).order_by(Letter.written_at, Letter.id)
    letters = db.session.scalars(query.limit(limit).offset(offset)).all()
    return cut([_shown(letter) for letter in letters], number)


def stuck_letter(public_id: str) -> Letter | None:
    """One of these letters, by its public id."""
    return db.session.scalar(sa.select(Letter).where(Letter.public_id == public_id, _is_stuck()))


def is_mail_stuck() -> bool:
    """Whether there is any such letter: for the desk, and for whoever watches over the house."""
    return bool(db.session.scalar(sa.select(sa.exists().where(_is_stuck()))))


def _is_stuck() -> sa.ColumnElement[bool]:
    # What was settled so long ago that its address is forgotten can no longer be helped.
    needs_decision = sa.and_(sa.or_(_is(LetterState.FAILED), _is(LetterState.HELD)), Letter.recipient != "")
    is_late = sa.and_(_is(LetterState.QUEUED), Letter.give_up_at < now() + BUDGET - LATE)
    return sa.or_(needs_decision, is_late)


def _is(state: LetterState) -> sa.ColumnElement[bool]:
    """Written out in the statement: a plan for any state would read every letter, for nearly all are sent."""
    return Letter.state == sa.bindparam(None, state, type_=Letter.state.type, literal_execute=True)


def _shown(letter: Letter) -> StuckLetter:
    return StuckLetter(
        public_id=letter.public_id,
        kind=letter.kind,
        to=masked(letter.recipient),
        state=letter.state,
        written_at=letter.written_at,
        next_try_at=letter.due_at,
        attempts=letter.attempts,
        trouble=masked_in(letter.trouble, letter.recipient),
    )


def states_about(abouts: Collection[str]) -> dict[str, LetterState]:
    """How it stands with the letter about each of these records (of which there is one); at most a thousand."""
    query = sa.select(Letter.about, Letter.state).where(Letter.about.in_(sorted(abouts)[:1_000]))
    return {row.about: row.state for row in db.session.execute(query)}


def count_by_state(abouts: sa.Select[Any]) -> dict[LetterState, int]:
    """How many letters about these records stand how. `abouts` selects their public ids."""
    query = sa.select(Letter.state, sa.func.count()).where(Letter.about.in_(abouts)).group_by(Letter.state)
    return {row[0]: row[1] for row in db.session.execute(query)}
