"""Which kinds of letters do we write? Each room lists its own in `letters.py`; this says what such a kind is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link in a letter: the endpoint that takes the secret as `token`, what it is good for, how long.

    The link is made when the letter is sent, counts from then, and acts only by POST: mail scanners open links. With
    `ends_mail` it ends the mail that the letter is one of; mail programs then have a button for it (RFC 8058), and the
    endpoint takes `one_click` of `kernel/forms.py`.
    """

    endpoint: str
    purpose: str
    valid_for: timedelta
    ends_mail: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """A letter that can be answered by mail: what the secret in the address is good for, and how long."""

    purpose: str
    valid_for: timedelta


@dataclass(frozen=True, slots=True)
class Attachment:
    file_name: str
    content_type: str
    content: bytes


_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter. `name` is also its template: `templates/mail/<name>.txt`, subject on the first line.

    `at_least_once` says what happens when a crash leaves it uncertain whether it arrived: send again (the same
    Message-ID), or hold it for a person to decide. `attach` makes a file from the letter's facts, or none.
    `look_up` gives what the template names besides them, read when it is sent: what must not stand in the outbox. None
    when that is no more, and the letter never goes. `answers`: where mail comes in, the letter can be answered.
    """

    name: str
    link: Link | None = None
    at_least_once: bool = True
    attach: Callable[[dict[str, Any]], Attachment | None] | None = None
    answers: Answers | None = None
    look_up: Callable[[dict[str, Any]], dict[str, Any] | None] | None = None

    def __post_init__(self) -> None:
        if self.name in _kinds:
            raise ValueError(f"two kinds of letters are called {self.name}")
        _kinds[self.name] = self


def kind_named(name: str) -> Kind:
    """The kind of a stored letter. Raises KeyError when no room writes it."""
    return _kinds[name]


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())
