"""How do words become what is searched on, the same on both engines?"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
LONGEST_TERM = 40
MOST_TERMS_ASKED = 6
# Letters with a stroke or without their dot do not come apart.
_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """Small letters without accents: "Één" and "een" are one word."""
    # First apart, then small: "℡" comes apart into capitals.
    small = unicodedata.normalize("NFKD", text.replace("\x00", " ")).casefold().translate(_PLAIN)
    return "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word[:LONGEST_TERM] for word in _WORD.findall(fold(text))]


def terms(text: str) -> list[str]:
    """The words of a text, folded, in order, each once."""
    return list(dict.fromkeys(words(text)))


def asked_terms(text: str) -> list[str]:
    """The words that someone searches for: no more than a person would mean."""
    return terms(text[:200])[:MOST_TERMS_ASKED]


def sort_name(name: str) -> str:
    """Bakker, Anneke · Veen, Maria van der: Dutch lists sort on the first capital of the family name."""
    parts = name.split()
    family = next((place for place, part in enumerate(parts) if place and part[:1].isupper()), len(parts) - 1)
    return fold(" ".join([*parts[family:], *parts[:family]]))[:200]
