"""What no browser sends is answered with a page, not with a bug."""

import pytest

from tests.conftest import Browser


@pytest.mark.parametrize(
    ("url", "status"), [("/bijeenkomsten/%00", 404), ("/bijeenkomsten?pagina=%00", 400), ("/bijeenkomsten?%00=1", 400)]
)
def test_an_address_with_a_nul_is_refused_on_both_engines(browser: Browser, url: str, status: int) -> None:
    assert browser.get(url).status_code == status
