"""What is filled in stands where it belongs, and nothing of it acts."""

import pytest
from flask import Flask
from jinja2 import Template

from okprofs.kernel.fragments import MARK, filled


def macro(app: Flask, source: str) -> object:
    template: Template = app.jinja_env.from_string("{% macro line(kind, has_note) %}" + source + "{% endmacro %}")
    return template.module.line  # type: ignore[attr-defined]


def test_what_is_filled_in_is_escaped_and_stands_in_its_own_line(app: Flask) -> None:
    with app.test_request_context():
        line = macro(app, "<p class={{ kind }}>{{ mark }}{% if has_note %} <i>{{ mark }}</i>{% endif %}</p>")
        rows = [(("a&b", True), ("<b>", "1 & 2")), (("c", False), ("",)), (("a&b", True), (f"x{MARK}y", '"'))]
        assert filled(line, rows) == (
            "<p class=a&amp;b>&lt;b&gt; <i>1 &amp; 2</i></p><p class=c></p><p class=a&amp;b>xy <i>&#34;</i></p>"
        )
        assert filled(line, []) == ""


@pytest.mark.parametrize("texts", [(), ("a", "b")])
def test_nothing_is_drawn_with_what_belongs_to_another_place(app: Flask, texts: tuple[str, ...]) -> None:
    with app.test_request_context(), pytest.raises(ValueError, match="places to fill in"):
        filled(macro(app, "{{ mark }}"), [(("a", False), texts)])
