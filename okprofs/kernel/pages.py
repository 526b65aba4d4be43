"""How does a view answer with its page?"""

from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, make_response, render_template, request, session
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import Form

from okprofs.kernel.locale import chosen

PAGES_KEPT = 256


def page(**context: Any) -> Response:
    """The template that bears the endpoint's name; status 422 when one of its forms has errors."""
    response = make_response(_render(context))
    if any(isinstance(value, Form) and value.errors for value in context.values()):
        response.status_code = 422
    return response


def page_for_visitors(key: Hashable, context: Callable[[], dict[str, Any]]) -> Response:
    """The same for a page that is alike for everyone who is not signed in: rendered once for each content.

    `key` holds all of the content that can differ, so that a page is never out of date, nor somebody else's. A page
    with a form is not alike: it holds a token. Someone signed in, or with a notice waiting, gets a page of their own.
    """
    if current_user.is_authenticated or "_flashes" in session:
        return page(**context())
    kept: dict[Hashable, str] = current_app.extensions.setdefault("okprofs-pages", {})
    whole_key = (request.full_path, chosen(), key)
    html = kept.get(whole_key)
    if html is None:
        html = _render(context())
        if len(kept) >= PAGES_KEPT:
            kept.clear()
        kept[whole_key] = html
    return make_response(html)


def _render(context: dict[str, Any]) -> str:
    blueprint, _, view = str(request.endpoint).rpartition(".")
    return render_template(f"{blueprint}/{view}.html", **context)
