"""How do answers stand in a form, and what do they stand for?"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from okprofs.people.rules.profession import Discipline

LONGEST_STORY = 3000
YES, NO = "ja", "nee"
YES_NO = [SelectChoice(YES, _l("Ja")), SelectChoice(NO, _l("Nee"))]
TOO_LONG = _l("Dit is te lang. Houd het op hooguit %(max)d tekens.")


def choices_of(labels: Mapping[Any, LazyString]) -> list[SelectChoice]:
    """Every value with its label, in the order of the table."""
    return [SelectChoice(value.value, label) for value, label in labels.items()]


class ChecklistField(SelectMultipleField):
    """Several of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def yes(word: str | None) -> bool | None:
    """What a yes or a no stands for; None for anything else."""
    return {YES: True, NO: False}.get(word or "")


def word_of(value: bool | StrEnum | None) -> str | None:
    """A stored answer, as the form has it."""
    if isinstance(value, bool):
        return YES if value else NO
    return value.value if value is not None else None


def known_disciplines(words: Iterable[str] | None) -> frozenset[Discipline]:
    """The disciplines among these words."""
    return frozenset(found for word in words or () if (found := known(Discipline, word)) is not None)


def known(values: type[StrEnum], word: Any) -> Any:
    """The value that a word stands for, or None when it is none of them."""
    try:
        return values(word)
    except ValueError:
        return None
