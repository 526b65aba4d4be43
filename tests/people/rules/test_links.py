"""Is this a web address that members may safely follow?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.people.rules.links import parse_link


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.linkedin.com/in/anneke", "https://www.linkedin.com/in/anneke"),
        (" www.barneveld.nl ", "https://www.barneveld.nl"),
        ("barneveld.nl/lean?deel=1#begin", "https://barneveld.nl/lean?deel=1#begin"),
        ("HTTPS://Barneveld.NL/", "HTTPS://Barneveld.NL/"),
        ("https://reünie.nl/", "https://reünie.nl/"),
    ],
)
def test_an_address_with_or_without_its_scheme(typed: str, kept: str) -> None:
    assert parse_link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "http://barneveld.nl", "ftp://barneveld.nl", "javascript:alert(1)", "javascript://barneveld.nl/%0aalert(1)",
        "data:text/html,x", "https://barneveld.nl@evil.example/", "https://jan:geheim@barneveld.nl", "https://127.0.0.1/",
        "https://[::1]/", "https://localhost/", "https://barneveld.nl:8443/", "https://barneveld.nl\\@evil.example",
        "https://barne veld.nl", 'https://barneveld.nl/"onmouseover="x', "https://barneveld.nl/<b>", "//evil.example",
        "https:///evil.example", "https://barneveld.nl:99999999/", "https://" + "a" * 200 + ".nl", "https://.nl",
        "geen link",
    ],
)  # fmt: skip
def test_what_misleads_or_leads_elsewhere_is_refused(typed: str) -> None:
    assert parse_link(typed) is None


@given(st.text(max_size=60))
def test_whatever_is_kept_begins_with_https(typed: str) -> None:
    kept = parse_link(typed)
    assert kept is None or kept.lower().startswith("https://")
