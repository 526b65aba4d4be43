"""What may someone else's text say in a letter of ours? Words, and nothing that a mail program makes into a link.

Names, titles and remarks are typed by people, some of whom are not members. Whoever signs up as "betaal op
evil.example" would otherwise have us mail their link under our name. A mail program makes a link of an address with a
scheme, of `www.` and of any bare domain name, so each of these is broken by a space: visible, and sure to work in
every program, which an invisible character is not.
"""

import re
import unicodedata
from textwrap import wrap
from typing import Any

LONGEST = 200

_SCHEME = re.compile(r"[:：]\s*(?=[/／\\]{2})")
_SCHEME_WITHOUT_SLASHES = re.compile(r"\b(mailto|tel|sms|javascript|data)[:：](?=\S)", re.IGNORECASE)
_SLASHES = re.compile(r"[/／\\]{2,}")
# A dot between a letter or digit and two letters: "evil.example", not "9.30 uur", "J.P." or "1.2".
_DOMAIN = re.compile(r"(?<=[^\W_])([.。．｡․])(?=[^\W\d_]{2})|(?<=[^\W_])([.。．｡․])(?=xn--)", re.IGNORECASE)
_WWW = re.compile(r"\b(www[\w-]*)([.。．｡․])(?=\S)", re.IGNORECASE)


def cleaned(text: str) -> str:
    """One line of at most 200 characters, without control characters, and without what would become a link."""
    plain = "".join(
        " " if character.isspace() or character in "\u2028\u2029" else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    plain = _SCHEME.sub(": ", plain)
    plain = _SCHEME_WITHOUT_SLASHES.sub(r"\1: ", plain)
    plain = _SLASHES.sub("/", plain)
    plain = _WWW.sub(r"\1\2 ", plain)
    plain = _DOMAIN.sub(lambda match: match[0] + " ", plain)
    plain = " ".join(plain.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def cleaned_all(value: Any) -> Any:
    """The same for every text in the facts of a letter, however deep."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {key: cleaned_all(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned_all(item) for item in value]
    return value


def in_pieces(text: str) -> list[list[str]]:
    """A longer text as a letter takes it: its paragraphs, each in pieces of a length that is not cut off."""
    return [wrap(paragraph, LONGEST - 10) for paragraph in text.splitlines() if paragraph.strip()]
