"""What no browser sends is answered with a page, not with a bug."""

import pytest

from tests.conftest import Browser


@pytest.mark.parametrize(
    ("url", "status"), [("/bijeenkomsten/%00", 404), ("/bijeenkomsten?pagina=%00", 400), ("/bijeenkomsten?%00=1", 400)]
)
def test_an_address_with_a_nul_is_refused_on_both_engines(browser: Browser, url: str, status: int) -> None:
    assert browser.get(url).status_code == status


def test_a_field_without_a_name_is_refused(browser: Browser) -> None:
    body = "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
    assert browser.post("/inloggen", data=body, content_type="multipart/form-data; boundary=b").status_code == 400


def test_a_form_has_two_hundred_parts_at_most(browser: Browser) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'
    answers = [
        browser.post("/inloggen", data=part * number + "--b--\r\n", content_type="multipart/form-data; boundary=b")
        for number in (200, 201)
    ]
    assert [answer.status_code for answer in answers] == [400, 413]
