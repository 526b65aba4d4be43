"""A worker as it runs in earnest, but quicker to be taken for dead, so that a storm need not take minutes.

`python -m tests.storm.mail_worker [heedless]`: heedless takes letters without claiming them, as a control.
"""

import sys
from datetime import timedelta

import sqlalchemy as sa

from okprofs.cli import working
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.mail import delivery
from okprofs.mail.models import Letter, LetterState
from tests.mail import makers  # noqa: F401 (it declares the kinds of these letters)
from tests.mail.conftest import HERE
from wsgi import app

delivery.LEASE = timedelta(seconds=2)
working.MAIL_EVERY = 0.1


def take_without_asking() -> Letter | None:
    """What a worker does that looks and does not claim."""
    letter = db.session.scalar(
        sa.select(Letter).where(Letter.state == LetterState.QUEUED, Letter.due_at <= now()).order_by(Letter.id).limit(1)
    )
    if letter is not None:
        db.session.expunge(letter)
    db.session.rollback()
    return letter


def main() -> None:
    app.jinja_loader.searchpath.append(str(HERE / "templates"))  # type: ignore[union-attr]
    if "heedless" in sys.argv:
        delivery.claim = take_without_asking
    with app.app_context():
        working.work(working.Stopping())


if __name__ == "__main__":
    main()
