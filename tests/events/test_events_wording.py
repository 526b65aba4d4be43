"""Do events have words for every refusal and value that their rules can give?"""

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from okprofs.events import wording
from okprofs.events.rules.admission import AdmissionRefusal, Audience, Ground, WayOut
from okprofs.events.rules.cancellation import ChangeRefusal
from okprofs.events.rules.programme import ProgrammeRefusal

# The facts that a refusal always carries, whoever gives it.
FACTS: Mapping[str, set[str]] = {
    AdmissionRefusal.NOT_ENOUGH_PLACES: {"places_left", "places_wanted"},
    AdmissionRefusal.ORDER_TOO_LARGE: {"maximum", "attendees"},
    AdmissionRefusal.TOO_FEW_TOGETHER: {"minimum", "wanted"},
    AdmissionRefusal.TOO_MANY_TOGETHER: {"maximum", "wanted"},
    ProgrammeRefusal.SESSION_ENDS_BEFORE_START: {"session"},
    ProgrammeRefusal.SESSION_OUTSIDE_EVENT: {"session"},
    ProgrammeRefusal.SESSION_OUT_OF_ORDER: {"session", "other"},
    ProgrammeRefusal.SESSIONS_OVERLAP: {"session", "other"},
}


REFUSALS = frozenset[str]({*AdmissionRefusal, *ChangeRefusal, *ProgrammeRefusal})


def test_every_refusal_has_a_sentence() -> None:
    assert set(wording.REFUSALS) >= REFUSALS


def test_a_sentence_names_only_facts_that_its_refusal_carries() -> None:
    for code in REFUSALS:
        sentence = wording.REFUSALS[code]
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
