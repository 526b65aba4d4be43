"""Is this an e-mail address, and is it the same as that one?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.people.rules.addresses import normalise_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("anneke@barneveld.nl", "anneke@barneveld.nl"),
        ("  Anneke.Bakker@Barneveld.NL ", "anneke.bakker@barneveld.nl"),
        ("anneke+lean@barneveld.nl", "anneke+lean@barneveld.nl"),
        ("anneke@ＢＡＲＮＥＶＥＬＤ.nl", "anneke@barneveld.nl"),
        ("info@reünie.example", "info@xn--renie-lva.example"),
        ("lid@okprofs.example", "lid@okprofs.example"),
    ],
)
def test_two_spellings_of_one_mailbox_are_kept_alike(typed: str, kept: str) -> None:
    assert normalise_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "anneke", "anneke@", "@barneveld.nl", "anneke@barneveld", "anneke@barneveld.nl.", "a@b@barneveld.nl",
        '"anneke bakker"@barneveld.nl', "anneke@[127.0.0.1]", "Anneke <anneke@barneveld.nl>",
        "anneke@barneveld.nl\nBcc: iedereen@barneveld.nl", "anneke\x00@barneveld.nl", "anneke@bar neveld.nl",
        "änneke@barneveld.nl", f"{'a' * 65}@barneveld.nl", f"a@{'b' * 250}.nl", "a@localhost", "a,b@barneveld.nl",
    ],
)  # fmt: skip
def test_what_we_cannot_write_to_is_no_address(typed: str) -> None:
    assert normalise_address(typed) is None


def test_a_look_alike_domain_is_another_domain() -> None:
    cyrillic = normalise_address("anneke@bаrneveld.nl")
    assert cyrillic is None or cyrillic != normalise_address("anneke@barneveld.nl")


@given(st.one_of(st.emails(), st.text(max_size=80)))
def test_a_kept_address_stays_as_it_is(typed: str) -> None:
    kept = normalise_address(typed)
    if kept is not None:
        assert normalise_address(kept) == kept
        assert kept.isascii()
        assert len(kept) <= 254
