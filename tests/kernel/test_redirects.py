"""Where may we send someone on to? Only within this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.kernel.redirects import safe_path

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " /mijn",
    "/ /evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "/\u2028/evil.example",
    "/\u00a0/evil.example",
    "/\u200b/evil.example",
    "/\ufeff/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "http://localhost@evil.example/",
    "http://localhost/mijn",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "JavaScript://%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "mailto:iemand@evil.example",
    "/%2f%2fevil.example/%2e%2e",
    "/%2fevil.example",
    "/%252fevil.example",
    "/%5cevil.example",
    "/%255cevil.example",
    "/%09/evil.example",
    "/mijn%0d%0aSet-Cookie:%20a=b",
    "/mijn%250d%250aLocation:%20https://evil.example",
    "/mijn?q=%0d%0aSet-Cookie:%20a=b",
    "/mijn?q=\\evil.example",
    "evil.example",
    "mijn",
    "?q=1",
    "#deel",
    "",
    "/" + "a" * 400,
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_no_way_leads_off_the_site(text: str) -> None:
    assert safe_path(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "/mijn",
        "/mijn/profiel",
        "/leden?vakgebied=lean&vakgebied=quality&q=anneke%20bakker",
        "/leden?q=één",
        "/a%20b?x",
    ],
)
def test_a_page_of_ours_is_kept_as_it_is(text: str) -> None:
    assert safe_path(text) == text


def test_nothing_asked_is_nowhere_to_go() -> None:
    assert safe_path(None) is None


@given(st.text(alphabet="/\\:@?#%.;&=a2fcF5d0\t\n\r \x00evilhtps-", max_size=40))
def test_whatever_is_let_through_stays_here(text: str) -> None:
    path = safe_path(text)
    if path is not None:
        assert urlsplit(urljoin("https://okprofs.example/inloggen", path)).netloc == "okprofs.example"
        assert not set(path) & set("\t\r\n\\")
