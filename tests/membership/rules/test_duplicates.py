"""Which two does a reviewer get to see beside each other, because they may be one person?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.duplicates import Likeness, Someone, keys_of, likeness

SMITS = Someone("Mirjam Smits", "mirjam.smits@nijkerk.example", "gemeente Nijkerk", 1)
NAMES = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["Jan", "Mirjam", "M.", "Anne-Marie", "Ç", "J.P."]),
        st.sampled_from(["Smits", "de Vries", "Bakker-de Vries", "van ’t Hof", "Kuijpers", "van der Veen - Mol"]),
    ),
)


@pytest.mark.parametrize(
    ("name", "email", "organisation", "expected"),
    [
        ("Iemand Anders", "Mirjam.Smits@nijkerk.example", "gemeente Ede", Likeness.ADDRESS),
        ("Iemand Anders", "mirjamsmits+werk@nijkerk.example", "gemeente Ede", Likeness.NEAR_ADDRESS),
        ("Mirjam Smits", "mir@thuis.example", "Gemeente Nijkerk", Likeness.NAME_AND_ORGANISATION),
        ("MIRJAM SMITS", "mir@thuis.example", "Nijkerk", Likeness.NAME_AND_ORGANISATION),
        ("M. Smits", "mir@thuis.example", "gemeente Nijkerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Miriam Smits", "mir@thuis.example", "gemeente Nijkerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Mirjam Smidts", "mir@thuis.example", "gem. Nijkerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Mirjam Smist", "mir@thuis.example", "gemeente Nykerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Mirjam Smits-de Boer", "mir@thuis.example", "gemeente Nijkerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Mirjam de Boer - Smits", "mir@thuis.example", "gemeente Nijkerk", Likeness.NEAR_NAME_AND_ORGANISATION),
        ("Mirjam Smits", "mir@thuis.example", "gemeente Ede", Likeness.NAME),
        ("Miriam Smits", "mir@thuis.example", "gemeente Ede", None),
        ("M. Smits", "mir@thuis.example", "gemeente Ede", None),
        ("Jan Smits", "mirjam.smits@ede.example", "gemeente Nijkerk", None),
        ("Mirjam Jansen", "mirjam.jansen@nijkerk.example", "gemeente Nijkerk", None),
        ("Mirjam", "mirjam@nijkerk.example", "gemeente Nijkerk", None),
        ("", "", "", None),
    ],
)
def test_what_two_have_in_common(name: str, email: str, organisation: str, expected: Likeness | None) -> None:
    other = Someone(name, email, organisation)
    assert likeness(SMITS, other) is expected
    assert likeness(other, SMITS) is expected
    if expected:
        # Whoever is alike is found by a key.
        assert keys_of(SMITS.name, SMITS.email) & keys_of(name, email)


def test_two_employers_of_one_town_are_two() -> None:
    other = Someone("Mirjam Smits", "mir@thuis.example", "provincie Nijkerk")
    assert likeness(SMITS, other) is Likeness.NAME


def test_an_account_is_the_same_person_however_called() -> None:
    one, other = Someone("A", "a@a.example", account_id=7), Someone("B", "b@b.example", account_id=7)
    assert likeness(one, other) is Likeness.ACCOUNT


@given(NAMES, NAMES)
def test_who_is_alike_by_name_is_found_by_a_key_and_the_same_both_ways(one: str, other: str) -> None:
    first, second = (Someone(name, "", "gemeente Ede") for name in (one, other))
    found = likeness(first, second)
    assert found is likeness(second, first)
    if found:
        assert keys_of(one, "") & keys_of(other, "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_was_typed_has_keys_and_a_bounded_number(name: str, email: str) -> None:
    assert len(keys_of(name, email)) <= 1 + 3 * 7
    likeness(Someone(name, email), SMITS)
