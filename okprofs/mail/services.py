"""Writing a letter, spending a mailed link, and deciding about what could not be sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, insert_into
from okprofs.kernel.ids import digest, new_public_id, new_secret
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.kinds import Kind
from okprofs.mail.models import Letter, LetterState, MailedLink
from okprofs.mail.rules.retrying import give_up_time

KEPT = timedelta(days=14)
RESULT_KEPT = timedelta(days=180)
LINKS_KEPT = timedelta(days=30)


def write(
    kind: Kind,
    *,
    to: str,
    language: str,
    about: Any,
    facts: dict[str, Any],
    once: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Put a letter in the outbox, to go when this transaction has committed.

    `about` is the record it concerns (its `public_id` is kept); `facts` are what the template names: plain JSON, no
    secret, nobody's diet or motivation. With `once`, the same letter to the same person is written a single time.
    """
    values = _letter(kind, to, language, about.public_id, facts, due_at or now())
    values["once_key"] = digest(f"{kind.name}:{about.public_id}:{to}:{once}") if once is not None else None
    insert = insert_into(Letter).values(**values)
    db.session.execute(insert.on_conflict_do_nothing(index_elements=[Letter.once_key]))


@dataclass(frozen=True, slots=True)
class Addressed:
    """To whom one of many letters of a kind goes. `about` is the public id of the record it concerns."""

    to: str
    language: str
    about: str
    facts: dict[str, Any]


def write_each(kind: Kind, letters: Iterable[Addressed], *, due_at: datetime | None = None) -> None:
    """Put many letters of one kind in the outbox at once, to go at once or from `due_at`."""
    first_due = due_at or now()
    rows = [_letter(kind, each.to, each.language, each.about, each.facts, first_due) for each in letters]
    if rows:
        db.session.execute(sa.insert(Letter), rows)


def take_back(abouts: sa.Select[Any]) -> None:
    """Throw away the letters about these records that did not go, or may not have gone and wait for somebody to decide.
    `abouts` selects their public ids."""
    unsent = (LetterState.QUEUED, LetterState.HELD, LetterState.FAILED)
    waiting = (Letter.about.in_(abouts), Letter.state.in_(unsent))
    db.session.execute(sa.delete(Letter).where(*waiting).execution_options(synchronize_session=False))


def _letter(
    kind: Kind, to: str, language: str, about: str, facts: dict[str, Any], first_due: datetime
) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "kind": kind.name,
        "about": about,
        "recipient": to,
        "language": language,
        "facts": facts,
        "state": LetterState.QUEUED,
        "written_at": now(),
        "due_at": first_due,
        "give_up_at": give_up_time(first_due),
        "attempts": 0,
        "trouble": "",
    }


def mint(purpose: str, about: str, address: str, valid_for: timedelta) -> str:
    """A new secret for a personal link, which counts from now."""
    secret = new_secret()
    keep_link(secret, purpose, about, address, valid_for)
    return secret


def keep_link(secret: str, purpose: str, about: str, address: str, valid_for: timedelta) -> None:
    """Let a secret open what it is for, from now; of itself only a digest is kept."""
    db.session.add(
        MailedLink(digest=digest(secret), purpose=purpose, about=about, address=address, expires_at=now() + valid_for)
    )


def spend(link: MailedLink) -> None:
    """Use a link that works once. Refused when someone was first."""
    spent = db.session.scalar(
        sa.update(MailedLink)
        .where(MailedLink.digest == link.digest, MailedLink.used_at.is_(None), MailedLink.expires_at > now())
        .values(used_at=now())
        .returning(MailedLink.digest)
    )
    if spent is None:
        raise Refused(Refusal("link_used"))


def revoke(purpose: str, about: str) -> None:
    """End every unused link of this purpose about this record."""
    db.session.execute(
        sa.update(MailedLink)
        .where(MailedLink.purpose == purpose, MailedLink.about == about, MailedLink.used_at.is_(None))
        .values(used_at=now())
    )


def send_again(letter: Letter) -> None:
    """Put a letter that failed, is held or waits back at the front, with its tries begun anew. Refused when it went
    meanwhile, or a worker has it in hands."""
    _refuse_unless_stuck(letter)
    letter.state = LetterState.QUEUED
    letter.due_at = now()
    letter.give_up_at = give_up_time(now())
    letter.attempts = 0
    letter.trouble = ""


def count_as_sent(letter: Letter) -> None:
    """Someone knows that it arrived, or that it need not go any more. Refused when it went meanwhile, or a worker has
    it in hands."""
    _refuse_unless_stuck(letter)
    letter.state = LetterState.SENT
    letter.sent_at = now()


def _refuse_unless_stuck(letter: Letter) -> None:
    db.session.refresh(letter, with_for_update=True)
    if letter.state not in (LetterState.FAILED, LetterState.HELD, LetterState.QUEUED) or not letter.recipient:
        raise Refused(Refusal("letter_on_its_way"))


def forget_letters() -> None:
    """Two weeks after a letter went, failed or was left as uncertain its address and facts go; half a year after, the
    row."""
    settled = (LetterState.SENT, LetterState.FAILED, LetterState.HELD)
    old = sa.and_(Letter.state.in_(settled), Letter.due_at < now() - KEPT)
    db.session.execute(sa.update(Letter).where(old, Letter.recipient != "").values(recipient="", facts={}, trouble=""))
    db.session.execute(sa.delete(Letter).where(old, Letter.due_at < now() - RESULT_KEPT))


def forget_links() -> None:
    """Remove mailed links that expired long ago."""
    db.session.execute(sa.delete(MailedLink).where(MailedLink.expires_at < now() - LINKS_KEPT))
