"""How does a letter leave the house, so that none is lost, and a double is rare and known?

Three phases, each committed before the next begins: a worker claims the letter for a limited time; it hands over all
but the last dot, up to where a crash means *certainly not delivered*; it notes `dot`, sends the dot, reads the answer
and notes `sent`. Only a crash or a cut in `dot` is uncertain, and the letter's kind says what we do then: send it again
under the same Message-ID, or hold it for a person to decide. Nothing here promises "exactly once"; SMTP cannot.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import OperationalError

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import new_secret
from okprofs.mail import kinds, services
from okprofs.mail.models import Letter, LetterState
from okprofs.mail.rendering import Unsendable, build
from okprofs.mail.rules.replying import token_of
from okprofs.mail.rules.retrying import next_try
from okprofs.mail.transport import Away, Deferred, Line, Rejected, Uncertain, connect

# Longer than a claim can take: each of MAIL, RCPT, DATA and the body may be silent for 20 seconds.
LEASE = timedelta(minutes=2)
BATCH = 200
_LONGEST_TROUBLE = 300

log = logging.getLogger("okprofs.mail")


def deliver_due(is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Deliver what is due, at most a batch, and return how many letters were tried.

    Raises transport.Away when the mail server cannot be reached; the letters then wait untouched.
    """
    recover()
    tried = 0
    if not _anything_due():
        return tried
    try:
        with connect() as line:
            while tried < BATCH and not is_stopping():
                letter = claim()
                if letter is None:
                    break
                deliver(letter, line)
                tried += 1
    except Away as away:
        _note_away(str(away))
        raise
    return tried


def claim() -> Letter | None:
    """Take the letter that waits longest, for the length of a lease; None when there is none. Two workers never take
    the same one: PostgreSQL skips what the other has locked, SQLite lets in one writer at a time."""
    with transaction() as session:
        letter = session.scalar(
            sa.select(Letter)
            .where(Letter.state == LetterState.QUEUED, Letter.due_at <= now())
            .order_by(Letter.due_at, Letter.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if letter is None:
            return None
        letter.state = LetterState.CLAIMED
        letter.attempts += 1
        letter.lease_until = now() + LEASE
        session.flush()
        # It is read while the mail server answers, when no transaction may stand open.
        session.expunge(letter)
    return letter


def deliver(letter: Letter, line: Line) -> None:
    """Hand a claimed letter over and note what came of it. Raises transport.Away, with the letter released."""
    secret = new_secret()
    try:
        message = build(letter, secret)
    except Unsendable as error:
        _fail(letter, str(error))
        return
    except Exception as error:
        # A bug in a template or an attachment: one bad letter never blocks the rest, and goes once it is mended.
        log.exception("letter %s of kind %s cannot be written", letter.public_id, letter.kind)
        _try_later(letter, f"{type(error).__name__} while writing the letter")
        return
    finally:
        # What was looked up for it was read; no transaction stands open while the mail server answers.
        db.session.rollback()
    try:
        line.offer(message)
        if not _note_dot(letter, secret):
            line.abandon()
            return
        line.finish()
    except (Away, OperationalError):
        line.abandon()
        _give_back(letter)
        raise
    except Rejected as rejected:
        _fail(letter, str(rejected))
    except Deferred as deferred:
        _try_later(letter, str(deferred))
    except Uncertain as uncertain:
        _settle(letter, str(uncertain))
    except BaseException:
        line.abandon()
        raise
    else:
        _move(letter, state=LetterState.SENT, sent_at=now(), lease_until=None)


def _give_back(letter: Letter) -> None:
    """Let go of a letter that certainly did not leave, so that a moment without the database costs it no lease. When it
    is away still, the lease runs out by itself."""
    # The letter is not to blame, so it need not wait for the others.
    if letter.state is LetterState.CLAIMED:
        with suppress(OperationalError):
            _move(letter, state=LetterState.QUEUED, attempts=letter.attempts - 1, lease_until=None)


def recover() -> None:
    """Give back what a dead worker had in its hands: before the dot it certainly did not go."""
    dead = db.session.scalars(
        sa.select(Letter)
        .where(Letter.state.in_((LetterState.CLAIMED, LetterState.DOT)), Letter.due_at <= now())
        .where(Letter.lease_until < now())
        .limit(BATCH)
    ).all()
    for letter in dead:
        db.session.expunge(letter)
    db.session.rollback()
    for letter in dead:
        log.warning("letter %s was left behind in state %s", letter.public_id, letter.state)
        if letter.state is LetterState.CLAIMED:
            _move(letter, state=LetterState.QUEUED, lease_until=None)
        else:
            _settle(letter, "the worker ended after the last dot")


def _anything_due() -> bool:
    due = sa.exists().where(Letter.state == LetterState.QUEUED, Letter.due_at <= now())
    found = bool(db.session.scalar(sa.select(due)))
    db.session.rollback()
    return found


def _note_dot(letter: Letter, secret: str) -> bool:
    """The last commit before the dot, with the digest of the secret in the letter. False when the lease was lost."""
    kind, lease_until = kinds.kind_named(letter.kind), now() + LEASE
    with transaction():
        if not _update(letter, state=LetterState.DOT, lease_until=lease_until):
            return False
        if kind.link:
            services.keep_link(secret, kind.link.purpose, letter.about, letter.recipient, kind.link.valid_for)
        if kind.answers and current_app.config["REPLY_DOMAIN"]:
            token = token_of(secret)
            services.keep_link(token, kind.answers.purpose, letter.about, letter.recipient, kind.answers.valid_for)
    letter.state, letter.lease_until = LetterState.DOT, lease_until
    return True


def _settle(letter: Letter, trouble: str) -> None:
    """It may have arrived or not. Its kind says whether it goes again or a person decides."""
    if any(kind.name == letter.kind and kind.at_least_once for kind in kinds.all_kinds()):
        _try_later(letter, f"possibly delivered twice: {trouble}")
    else:
        _move(letter, state=LetterState.HELD, trouble=trouble, lease_until=None)


def _try_later(letter: Letter, trouble: str) -> None:
    chance = secrets.randbelow(1000) / 1000
    moment = next_try(letter.attempts, now(), letter.give_up_at, chance)
    if moment is None:
        _fail(letter, trouble)
    else:
        _move(letter, state=LetterState.QUEUED, due_at=moment, trouble=trouble, lease_until=None)


def _fail(letter: Letter, trouble: str) -> None:
    log.warning("letter %s of kind %s failed", letter.public_id, letter.kind)
    _move(letter, state=LetterState.FAILED, trouble=trouble, lease_until=None)


def _note_away(trouble: str) -> None:
    """Say at each waiting letter why it waits, and give up those that have waited too long."""
    due = (Letter.state == LetterState.QUEUED, Letter.due_at <= now())
    words = _one_line(trouble)
    with transaction() as session:
        session.execute(sa.update(Letter).where(*due, Letter.trouble != words).values(trouble=words))
        session.execute(sa.update(Letter).where(*due, Letter.give_up_at <= now()).values(state=LetterState.FAILED))


def _move(letter: Letter, **values: Any) -> None:
    """Note what became of a letter that is still ours."""
    with transaction():
        moved = _update(letter, **values)
    if not moved:
        log.warning("letter %s was taken over by another worker", letter.public_id)


def _update(letter: Letter, **values: Any) -> bool:
    """Change the row when it still is as we hold it: nobody took it over when our lease ran out."""
    if "trouble" in values:
        values["trouble"] = _one_line(values["trouble"])
    unchanged = (Letter.id == letter.id, Letter.state == letter.state, Letter.lease_until == letter.lease_until)
    result = db.session.execute(
        sa.update(Letter).where(*unchanged).values(**values).returning(Letter.id),
        execution_options={"synchronize_session": False},
    )
    return result.first() is not None


def _one_line(trouble: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in trouble).split())[
        :_LONGEST_TROUBLE
    ]
