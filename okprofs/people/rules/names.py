"""Is this a name by which we can address someone, also in a mail?"""

import re
import unicodedata

from okprofs.kernel.refusals import Refusal

LONGEST = 100
# What no name holds, and what makes a mail program turn a name into a link.
_NEVER = re.compile(r"[<>@:/\\\[\]{}|=]|\w\w\.\w\w")


def clean_name(text: str) -> str:
    """A name without invisible characters, with single spaces."""
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def refusals_for_name(name: str) -> list[Refusal]:
    """What is wrong with a cleaned name: empty, too long, or not a name."""
    if len(name) < 2:
        return [Refusal("name_too_short")]
    if len(name) > LONGEST:
        return [Refusal("name_too_long")]
    if _NEVER.search(name):
        return [Refusal("name_unlikely")]
    return []
