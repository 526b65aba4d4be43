"""What does someone know, and what are they willing to do for others?

Where a fixed list says too little people write their own words, separated by commas or on lines of their own.
"""

import re
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.kernel.search import fold

LONGEST_WORDING = 60
MOST_WORDINGS = 12
EARLIEST_YEAR = 1950
_APART = re.compile(r"[,;\n]")
_NO_LETTER = re.compile(r"[\W_]+")


class Language(StrEnum):
    """A language in which a colleague can be helped."""

    DUTCH = "nl"
    FRISIAN = "fy"
    PAPIAMENTO = "pap"
    SIGN_LANGUAGE = "ngt"
    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    POLISH = "pl"
    TURKISH = "tr"
    ARABIC = "ar"
    UKRAINIAN = "uk"


class Method(StrEnum):
    """A way of working on quality that is known by name."""

    LEAN = "lean"
    SIX_SIGMA = "six_sigma"
    INK = "ink"
    EFQM = "efqm"
    CAF = "caf"
    ISO_9001 = "iso_9001"
    HKZ = "hkz"
    PDCA = "pdca"
    AGILE = "agile"
    APPRECIATIVE = "appreciative"


class Willingness(StrEnum):
    """What a member wants to do for others."""

    SPEAK = "speak"
    HOST_VISIT = "host_visit"
    MENTOR = "mentor"
    READ_ALONG = "read_along"


def spelling_key(wording: str) -> str:
    """What is the same in every spelling: "Waardestroom-analyse" and "waardestroomanalyse" are one subject."""
    return _NO_LETTER.sub("", fold(wording))[:LONGEST_WORDING]


def wordings_in(text: str) -> tuple[str, ...]:
    """The wordings in what was typed, each once, as it was spelled first."""
    found: dict[str, str] = {}
    for piece in _APART.split(text):
        wording = " ".join(piece.split()).rstrip(".")
        if key := spelling_key(wording):
            found.setdefault(key, wording)
    return tuple(found.values())


def refusals_for_wordings(text: str) -> list[Refusal]:
    """What is wrong with such a list: too many, or one that is a story."""
    wordings = wordings_in(text)
    refusals = []
    if len(wordings) > MOST_WORDINGS:
        refusals.append(Refusal("wordings_too_many", (("most", MOST_WORDINGS),)))
    if any(len(wording) > LONGEST_WORDING for wording in wordings):
        refusals.append(Refusal("wording_too_long", (("longest", LONGEST_WORDING),)))
    return refusals


def may_have_begun_in(year: int, this_year: int) -> bool:
    """Whether someone who works now can have begun in `year`."""
    return EARLIEST_YEAR <= year <= this_year
