"""What does someone know, in words that others spell otherwise?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.people.rules.expertise import (
    LONGEST_WORDING,
    MOST_WORDINGS,
    may_have_begun_in,
    refusals_for_wordings,
    spelling_key,
    wordings_in,
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Waardestroomanalyse", "waardestroom-analyse", "Waardestroom analyse", "WAARDESTROOM_ANALYSE"),
        ("Één loket", "een loket", "een-loket"),
        ("5S", "5 s"),
    ],
)
def test_one_subject_has_one_key_however_it_is_spelled(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(spelling) for spelling in spellings}) == 1


def test_what_is_another_subject_has_another_key() -> None:
    assert len({spelling_key(text) for text in ("ISO 9001", "ISO 9000", "audits", "audit")}) == 4


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("dagstarts, klantreizen", ("dagstarts", "klantreizen")),
        ("dagstarts;klantreizen\naudits.", ("dagstarts", "klantreizen", "audits")),
        ("Dagstarts, dag-starts,  DAGSTARTS", ("Dagstarts",)),
        (" , ;\n, -- ", ()),
        ("", ()),
        ("één  loket", ("één loket",)),
    ],
)
def test_a_list_is_read_as_people_type_it(typed: str, read: tuple[str, ...]) -> None:
    assert wordings_in(typed) == read


@given(st.text(max_size=200))
def test_what_was_read_is_read_the_same_again(typed: str) -> None:
    assert wordings_in(", ".join(wordings_in(typed))) == wordings_in(typed)


def test_too_many_and_too_long_are_refused_together() -> None:
    fine = ", ".join(f"onderwerp {number}" for number in range(MOST_WORDINGS))
    assert refusals_for_wordings(fine) == []
    assert refusals_for_wordings("a" * LONGEST_WORDING) == []
    codes = [refusal.code for refusal in refusals_for_wordings(f"{fine}, {'a' * (LONGEST_WORDING + 1)}")]
    assert codes == ["wordings_too_many", "wording_too_long"]


@pytest.mark.parametrize(("year", "may"), [(1949, False), (1950, True), (2026, True), (2027, False), (-1, False)])
def test_nobody_begins_before_their_time_or_in_the_future(year: int, may: bool) -> None:
    assert may_have_begun_in(year, 2026) is may
