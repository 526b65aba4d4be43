"""How does a view answer with its page?"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import jinja2
from flask import (
    current_app,
    has_request_context,
    make_response,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response
from wtforms import Form

from okprofs.kernel.ids import new_secret
from okprofs.kernel.locale import chosen

PAGES_KEPT = 256
_CSRF_TOKEN, _ONCE = "\x00csrf\x00", "\x00once\x00"


class Template(jinja2.Template):
    """A template whose macros are made once. Jinja asks at every import whether the page knows a global that the
    imported template does not, by going through them all; ours are the same everywhere."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


_fixed_addresses: dict[str, str] = {}


def address_of(endpoint: str, **values: Any) -> str:
    """The address of a page of this site, as Flask's `url_for` gives it; of one without variables it is asked once. A
    page links to ten such pages, which took a twentieth of its time."""
    if values or not has_request_context():
        return url_for(endpoint, **values)
    if endpoint not in _fixed_addresses:
        _fixed_addresses[endpoint] = url_for(endpoint)
    return _fixed_addresses[endpoint]


def page(**context: Any) -> Response:
    """The template that bears the endpoint's name; status 422 when one of its forms has errors."""
    response = make_response(_render(context))
    if any(isinstance(value, Form) and value.errors for value in context.values()):
        response.status_code = 422
    return response


def page_of_link(**context: Any) -> Response:
    """The page behind a mailed link: 404 when what it opens is gone, which the page then says."""
    response = page(**context)
    if None in context.values():
        response.status_code = 404
    return response


def page_for_visitors(key: Hashable, context: Callable[[], dict[str, Any]]) -> Response:
    """The same for a page that is alike for everyone who is not signed in: rendered once for each content.

    `key` holds all of the content that can differ, so that a page is never out of date, nor somebody else's. The tokens
    of an empty form in `context` are given out anew each time. Someone signed in, or with a notice waiting, gets a page
    of their own.
    """
    if current_user.is_authenticated or "_flashes" in session:
        return page(**context())
    kept: dict[Hashable, _KeptPage] = current_app.extensions.setdefault("okprofs-pages", {})
    whole_key = (request.full_path, chosen(), key)
    found = kept.get(whole_key)
    if found is not None:
        return make_response(found.give_out())
    values = context()
    html = _render(values)
    if len(kept) >= PAGES_KEPT:
        kept.clear()
    kept[whole_key] = _KeptPage.of(html, values.get("form"))
    return make_response(html)


@dataclass(frozen=True, slots=True)
class _KeptPage:
    """A rendered page; where a CSRF token and a form's own key stood are marks, for these are never given out twice."""

    html: str
    has_form: bool

    @classmethod
    def of(cls, html: str, form: Any) -> "_KeptPage":
        if form is None:
            return cls(html, False)
        # Both are long and random, so they stand nowhere else; no text of ours holds a NUL.
        return cls(html.replace(generate_csrf(), _CSRF_TOKEN).replace(form.once.data, _ONCE), True)

    def give_out(self) -> str:
        if not self.has_form:
            return self.html
        return self.html.replace(_CSRF_TOKEN, generate_csrf()).replace(_ONCE, new_secret())


def _render(context: dict[str, Any]) -> str:
    blueprint, _, view = str(request.endpoint).rpartition(".")
    return render_template(f"{blueprint}/{view}.html", **context)
