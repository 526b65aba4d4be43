"""The application that confirms an order only after it was made, in a second transaction: the control that shows that
the storm finds what is half."""

import time
from types import SimpleNamespace
from typing import Any

from flask import g
from werkzeug.wrappers import Response

from okprofs.events.services import signup
from okprofs.kernel.db import transaction
from okprofs.mail.services import write
from wsgi import app

# As long as a mail server may take to answer.
A_WHILE = 0.1


def write_later(kind: Any, *, about: Any, **letter: Any) -> None:
    g.letter = (kind, {**letter, "about": SimpleNamespace(public_id=about.public_id)})


def write_now(response: Response) -> Response:
    if "letter" in g:
        time.sleep(A_WHILE)
        kind, letter = g.pop("letter")
        with transaction():
            write(kind, **letter)
    return response


signup.write = write_later  # type: ignore[assignment]
app.after_request(write_now)

__all__ = ["app"]
