"""How does a rule say no?

A rule returns all its refusals; a service raises them together as `Refused`; the form or page that asked shows each
one's sentence. The sentences live in each room's `wording.py`, so that rules stay free of the screen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why not: a code, and the facts that its sentence names."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()


class Refused(Exception):
    """Raised by a service when its rules say no; carries every refusal."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals


_sentences: dict[str, Any] = {}


def learn(sentences: Mapping[str, Any]) -> None:
    """Teach the kernel a room's sentences, by code. A code means one thing in the whole house."""
    twice = {code for code in sentences.keys() & _sentences.keys() if sentences[code] is not _sentences[code]}
    if twice:
        raise ValueError(f"two rooms use the same refusal codes: {sorted(twice)}")
    _sentences.update(sentences)


def sentence(refusal: Refusal) -> str:
    """What we say to the person, in their language. An unknown code is a bug and raises KeyError."""
    return str(_sentences[refusal.code]) % dict(refusal.facts)


def refuse(refusals: Iterable[Refusal]) -> None:
    """Raise `Refused` when there is any refusal."""
    found = tuple(refusals)
    if found:
        raise Refused(*found)
