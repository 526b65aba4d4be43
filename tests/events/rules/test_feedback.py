"""What people thought is told of five or more, or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from okprofs.events.rules.feedback import Answer, Question, is_open, may_ask, results

NOW = datetime(2011, 11, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def given(grade: int, group: int | None = 1, best: str = "", better: str = "") -> Answer:
    return Answer(dict.fromkeys(Question, grade), group, best, better)


def test_of_four_answers_nothing_is_told() -> None:
    found = results([given(5, best="Mooi")] * 4)
    assert (found.answers, found.questions, found.best) == (4, (), ())


def test_grades_of_few_are_told_together_with_those_beside_them() -> None:
    bars = results([given(5)] * 6 + [given(4)] * 4 + [given(1)]).questions[0].bars
    assert [(bar.grades, bar.people) for bar in bars if bar.people] == [((5,), 6), ((4, 3, 2, 1), 5)]


def test_groups_are_told_when_no_group_is_left_small() -> None:
    big, small = [given(5, 1)] * 6 + [given(4, 1)] * 6, [given(5, 2)] * 5
    question = results(big + small).questions[0]
    assert [group for group, _ in question.groups] == [1, 2]
    assert results(big + small[:4]).questions[0].groups == ()


def test_a_group_that_would_betray_one_grade_is_told_coarser() -> None:
    first, second = [given(5, 1)] * 5 + [given(4, 1)] * 4, [given(5, 2)] * 6 + [given(4, 2)]
    question = results(first + second).questions[0]
    assert [(bar.grades, bar.people) for bar in question.bars if bar.people] == [((5,), 11), ((4,), 5)]
    # Told apart, one of the second group would stand alone with a 4.
    assert all(bar.people >= 5 or not bar.people for _, bars in question.groups for bar in bars)


def test_words_are_shown_from_five_on() -> None:
    four = [given(5, best="Mooi")] * 4 + [given(5)] * 3
    assert results(four).best == ()
    assert len(results([*four, given(5, best="Ook mooi", better="Kouder water")]).best) == 5
    assert results([*four, given(5, best="Ook mooi", better="Kouder water")]).better == ()


@pytest.mark.parametrize(
    ("ends_at", "is_cancelled", "is_asked", "people", "codes"),
    [
        (NOW - DAY, False, False, 40, []),
        (NOW + DAY, False, False, 40, ["feedback_too_early"]),
        (NOW - DAY, True, False, 40, ["feedback_called_off"]),
        (NOW - DAY, False, True, 40, ["feedback_asked_already"]),
        (NOW - DAY, False, False, 0, ["feedback_nobody_there"]),
    ],
)
def test_people_are_asked_once_afterwards(
    ends_at: datetime, is_cancelled: bool, is_asked: bool, people: int, codes: list[str]
) -> None:
    assert [refusal.code for refusal in may_ask(ends_at, is_cancelled, is_asked, people, NOW)] == codes


def test_the_form_closes() -> None:
    assert is_open(NOW + DAY, None, NOW)
    assert not is_open(NOW, None, NOW)
    assert not is_open(NOW + DAY, NOW - DAY, NOW)
