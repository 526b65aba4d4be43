"""The addresses of the other pages of a list keep what was asked, whatever that is."""

import pytest
from flask import Flask

from okprofs.kernel.paging import Page


def address(app: Flask, asked: str) -> str:
    with app.test_request_context("/bijeenkomsten?" + asked, base_url="http://localhost"):
        return Page((), 1, has_next=True).url_for(2)


def test_every_choice_is_kept_also_one_made_twice(app: Flask) -> None:
    assert address(app, "q=lean+six&v=a&v=b&pagina=7") == "/bijeenkomsten?q=lean+six&v=a&v=b&pagina=2"


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "_external=1&_scheme=javascript", "_anchor=x", "_method=POST", "values=1", "self=1"]
)
def test_what_is_asked_never_becomes_another_kind_of_address(app: Flask, asked: str) -> None:
    assert address(app, asked) == f"/bijeenkomsten?{asked}&pagina=2"
