"""Does membership have words for every value that its rules can give?"""

from collections.abc import Mapping
from enum import StrEnum

import pytest
from flask import Flask

from okprofs.mail.kinds import kind_named
from okprofs.mail.rendering import render
from okprofs.membership import wording
from okprofs.membership.rules.categories import Right
from okprofs.membership.rules.eligibility import (
    Answers,
    Appointment,
    Clause,
    Engagement,
    Finding,
    Outcome,
    Reason,
    ReasonCode,
    Workshop,
    assess,
)
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS
from tests.mail.test_every_kind import EXAMPLES


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (Appointment, wording.APPOINTMENT_LABELS),
        (Clause, wording.CLAUSE_LABELS),
        (Discipline, DISCIPLINE_LABELS),
        (Engagement, wording.ENGAGEMENT_LABELS),
        (Outcome, wording.OUTCOME_LABELS),
        (Outcome, wording.OUTCOME_SENTENCES),
        (Position, POSITION_LABELS),
        (Workshop, wording.WORKSHOP_LABELS),
        (ReasonCode, wording.REASON_SENTENCES),
        (ReasonCode, wording.REVIEWER_SENTENCES),
    ],
)
def test_every_value_has_words_and_no_words_are_left_over(values: type[StrEnum], words: Mapping[str, object]) -> None:
    assert set(words) == set(values)
    assert all(str(word).strip() and "!" not in str(word) for word in words.values())


def test_the_municipal_secretary_reads_what_the_sketch_says() -> None:
    answers = Answers(
        True,
        Appointment.PERMANENT,
        Engagement.PART_TIME,
        Position.MUNICIPAL_SECRETARY,
        frozenset({Discipline.LEAN}),
    )
    assert str(wording.sentence_for(assess(answers).reasons[2])) == (
        "Een gemeentesecretaris die zich intensief met Lean bezighoudt, hoort erbij. Vertel kort hoe."
    )


def test_a_reason_of_an_earlier_rule_set_is_said_by_its_quote() -> None:
    reason = Reason(Clause.ENGAGEMENT, Finding.MET, "a_code_of_then", "een zin van toen")
    assert wording.sentence_for(reason) == "een zin van toen"
    assert wording.reviewer_sentence_for(reason) == "een zin van toen"


def test_no_letter_promises_practice_stories_as_long_as_there_are_none(app: Flask) -> None:
    letters = [(name, facts) for name, examples in EXAMPLES.items() for facts in examples]
    with app.app_context():
        promising = [
            name
            for name, facts in letters
            if name.startswith("membership/")
            and "praktijk" in render(kind_named(name), language="nl", facts=facts, secret="").text
        ]
    assert promising == []
    assert [right for right, words in wording.RIGHT_SENTENCES.items() if "praktijk" in words] == [Right.PUBLIC_CASES]
    assert "zodra ze er zijn" in wording.RIGHT_SENTENCES[Right.PUBLIC_CASES]
    assert not any("praktijk" in words for words in wording.CATEGORY_SENTENCES.values())
