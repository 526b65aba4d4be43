"""Is this a telephone number, and how do people read it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.people.rules.phones import parse_phone, shown_phone


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("06 12345678", "+31612345678", "06 12345678"),
        ("06-12 34 56 78", "+31612345678", "06 12345678"),
        ("+31 6 12345678", "+31612345678", "06 12345678"),
        ("0031612345678", "+31612345678", "06 12345678"),
        ("(0342) 495 911", "+31342495911", "0342 495 911"),
        ("+32 2 535 12 12", "+3225351212", "+32 2 535 12 12"),
    ],
)
def test_a_number_is_kept_one_way_and_read_the_dutch_way(typed: str, kept: str, shown: str) -> None:
    assert parse_phone(typed) == kept
    assert shown_phone(kept) == shown


@pytest.mark.parametrize(
    "typed", ["", "12", "bel maar", "06 123", "06 12345678 toestel 12", "+999 123456789", "9" * 40]
)
def test_what_cannot_be_called_is_no_number(typed: str) -> None:
    assert parse_phone(typed) is None


@given(st.text(alphabet="0123456789+-() .x", max_size=25))
def test_what_is_shown_is_the_same_number_again(typed: str) -> None:
    kept = parse_phone(typed)
    if kept is not None:
        assert len(kept) <= 30
        assert parse_phone(shown_phone(kept)) == kept
