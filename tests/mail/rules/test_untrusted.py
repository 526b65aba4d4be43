import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.mail.rules.untrusted import cleaned, cleaned_all

# As mail programs make links: an address with a scheme, www., or a bare domain name.
LINK = re.compile(r"\w+://|\bwww\.\S|\w\.(?:[a-z]{2,}|xn--)", re.IGNORECASE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jan de Vries", "Jan de Vries"),
        ("J.P. de Vries", "J.P. de Vries"),
        ("Om 9.30 uur", "Om 9.30 uur"),
        ("St. Jan & Zn. <b>", "St. Jan & Zn. <b>"),
        ("Klik https://evil.example/x", "Klik https: /evil. example/x"),
        ("[klik](http://evil.example)", "[klik](http: /evil. example)"),
        ("www.evil.example", "www. evil. example"),
        ("evil.example", "evil. example"),
        ("evil。example", "evil。 example"),
        ("EVIL.EXAMPLE/pad", "EVIL. EXAMPLE/pad"),
        ("jan@gemeente.nl", "jan@gemeente. nl"),
        ("mailto:jan", "mailto: jan"),
        ("een\r\nBcc: twee", "een Bcc: twee"),
        ("a\u202eb\u200bc\x00d\u2028e", "abcd e"),
        ("  veel   wit  ", "veel wit"),
    ],
)
def test_what_people_type_stays_words(typed: str, said: str) -> None:
    assert cleaned(typed) == said


@given(st.text() | st.from_regex(r"(https?://)?[a-z.]{3,20}\.[a-z]{2,6}(/\S*)?"))
def test_no_text_becomes_a_link_a_second_line_or_an_endless_one(typed: str) -> None:
    said = cleaned(typed)
    assert not LINK.search(unicodedata.normalize("NFC", said))
    assert len(said) <= 200
    assert said == " ".join(said.split())
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in said)


def test_a_moment_and_a_number_in_the_facts_stay_what_they_are() -> None:
    facts = {"at": "2026-11-23T09:30:00.123456+00:00", "cents": 6000, "who": ["a.example", {"is_member": True}]}
    assert cleaned_all(facts) == {**facts, "who": ["a. example", {"is_member": True}]}
