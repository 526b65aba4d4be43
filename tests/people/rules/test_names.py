"""Is this a name by which we can address someone, also in a mail?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.people.rules.names import clean_name, refusals_for_name


@pytest.mark.parametrize(
    "name",
    [
        "Anneke Bakker", "Maria van der Veen-Hoogstraten", "J.P. de Vries", "Jan Peter O'Brien", "Łukasz Żółć", "李明",
        "drs. A. Jansen (Ans)", "Wil", "Bo", "Zoë d’Anjou", "Prof. dr. ir. X. Y.",
    ],
)  # fmt: skip
def test_names_are_let_be(name: str) -> None:
    assert refusals_for_name(clean_name(name)) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_too_short"),
        ("A", "name_too_short"),
        ("a" * 101, "name_too_long"),
        ("[klik](http://evil.example)", "name_unlikely"),
        ("evil.example", "name_unlikely"),
        ("Win op www.evil.nl nu", "name_unlikely"),
        ("<script>alert(1)</script>", "name_unlikely"),
        ("iemand@evil.example", "name_unlikely"),
        ("//evil", "name_unlikely"),
    ],
)
def test_what_a_mail_program_would_make_a_link_of_is_no_name(name: str, code: str) -> None:
    assert [refusal.code for refusal in refusals_for_name(clean_name(name))] == [code]


def test_invisible_signs_and_double_spaces_go() -> None:
    assert clean_name("  Anneke\u200b \t\n Bakker\x00 ") == "Anneke Bakker"


@given(st.text(max_size=150))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
    assert clean_name(text).isprintable()
