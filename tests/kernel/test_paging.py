"""The addresses of the other pages of a list keep what was asked, whatever that is."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import gettext

from okprofs.kernel.paging import FURTHEST, Page, cut


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


def test_the_furthest_page_leads_to_no_other() -> None:
    """The address of one further would be the same page again."""
    rows = range(51)
    assert cut(rows, FURTHEST - 1).has_next
    assert not cut(rows, FURTHEST).has_next


@pytest.mark.parametrize("is_last", [False, True])
def test_where_one_can_go_no_further_nothing_invites_to(app: Flask, is_last: bool) -> None:
    with app.test_request_context("/bijeenkomsten"):
        macros: Any = app.jinja_env.get_template("components/navigation.html").make_module({"_": gettext})
        drawn = macros.pagination(Page((), 40, has_next=True), is_last=is_last)
    assert 'rel="prev"' in drawn
    assert ('rel="next"' in drawn) != is_last
