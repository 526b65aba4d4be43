"""Do events have words for every refusal and value that their rules can give?"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

import pytest

from okprofs.events import rules, wording
from okprofs.events.rules.admission import AdmissionRefusal, Audience, Ground, WayOut
from okprofs.events.rules.cancellation import ChangeRefusal
from okprofs.events.rules.programme import ProgrammeRefusal
from okprofs.wiring import SENTENCES

# The facts that a refusal always carries, whoever gives it.
FACTS: Mapping[str, set[str]] = {
    AdmissionRefusal.NOT_ENOUGH_PLACES: {"places_left", "places_wanted"},
    AdmissionRefusal.ORDER_TOO_LARGE: {"maximum", "attendees"},
    AdmissionRefusal.TOO_FEW_TOGETHER: {"minimum", "wanted"},
    AdmissionRefusal.TOO_MANY_TOGETHER: {"maximum", "wanted"},
    ChangeRefusal.TOO_FEW_LEFT: {"minimum"},
    ProgrammeRefusal.SESSION_ENDS_BEFORE_START: {"session"},
    ProgrammeRefusal.SESSION_OUTSIDE_EVENT: {"session"},
    ProgrammeRefusal.SESSION_OUT_OF_ORDER: {"session", "other"},
    ProgrammeRefusal.SESSIONS_OVERLAP: {"session", "other"},
}


def refusals() -> Iterator[StrEnum]:
    for found in iter_modules(rules.__path__, rules.__name__ + "."):
        for name, values in vars(import_module(found.name)).items():
            if name.endswith("Refusal") and isinstance(values, type) and issubclass(values, StrEnum):
                yield from values


WORDS = ChainMap[str, object](*(dict(words) for words in SENTENCES))


def test_every_refusal_has_a_sentence() -> None:
    codes = set(refusals())
    assert len(codes) > 80
    assert codes - set(WORDS) == set()


def test_a_sentence_names_only_facts_that_its_refusal_carries() -> None:
    for code in (*AdmissionRefusal, *ChangeRefusal, *ProgrammeRefusal):
        sentence = WORDS[code]
        named = set(re.findall(r"%\((\w+)\)s", str(sentence)))
        assert named <= FACTS.get(code, set())
        assert "%" not in str(sentence) % dict.fromkeys(named, "x")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (WayOut, wording.WAYS_OUT_LABELS),
        (Audience, wording.AUDIENCE_LABELS),
        (Ground, wording.GROUND_SENTENCES),
    ],
)
def test_every_value_has_words_and_no_words_are_left_over(values: type[StrEnum], words: Mapping[str, object]) -> None:
    assert set(words) == set(values)


def test_nobody_is_shouted_at() -> None:
    tables: list[Mapping[str, object]] = [wording.REFUSALS, wording.WAYS_OUT_LABELS, wording.GROUND_SENTENCES]
    assert not any("!" in str(words) for table in tables for words in table.values())
