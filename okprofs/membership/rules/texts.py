"""Which texts does the office write itself, and what may stand in them?

A text is words with placeholders from a fixed list between braces: {naam}. It is no template: there is nothing in it to
work out, and what is filled in is never read for placeholders again.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.eligibility import Clause


class TextKey(StrEnum):
    """What a text is for: to ask, to admit, to reject on a clause or for another reason, or to say what became of an
    objection."""

    QUESTION = "question"
    ADMISSION = "admission"
    REJECTION_GOVERNMENT = "rejection_government"
    REJECTION_ENGAGEMENT = "rejection_engagement"
    REJECTION_CORE_FUNCTION = "rejection_core_function"
    REJECTION_ADJACENT_FUNCTION = "rejection_adjacent_function"
    REJECTION_MUNICIPAL_SECRETARY = "rejection_municipal_secretary"
    REJECTION_OTHER = "rejection_other"
    OBJECTION_UPHELD = "objection_upheld"
    OBJECTION_DISMISSED = "objection_dismissed"


REJECTIONS = frozenset(key for key in TextKey if key.value.startswith("rejection_"))
"""These have a second part: what would change the decision."""


class Placeholder(StrEnum):
    """What can be filled in; the value is what stands between the braces."""

    NAME = "naam"
    ORGANISATION = "organisatie"
    FUNCTION = "functie"
    CLAUSE = "clausule"
    SUBMITTED_ON = "ingediend"


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def rejection_on(clause: Clause | None) -> TextKey:
    """The text for a rejection that rests on this clause, or on another reason."""
    return TextKey(f"rejection_{clause.value}") if clause else TextKey.REJECTION_OTHER


def may_keep(*texts: str) -> tuple[Refusal, ...]:
    """May these be texts of the office? Refusals: `unknown_placeholder`, for each; `loose_brace`."""
    names = [name for text in texts for name in _PLACEHOLDER.findall(text)]
    unknown = dict.fromkeys(name for name in names if name not in set(Placeholder))
    refusals = [Refusal("unknown_placeholder", (("name", name),)) for name in unknown]
    if any(set("{}") & set(_PLACEHOLDER.sub("", text)) for text in texts):
        refusals.append(Refusal("loose_brace"))
    return tuple(refusals)


def filled(text: str, values: Mapping[Placeholder, str]) -> str:
    """The text with its placeholders filled in, once; one that is unknown stays as it stands."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        return values[Placeholder(name)] if name in set(Placeholder) else found[0]

    return _PLACEHOLDER.sub(value, text)
