"""In which language does this person read? Dutch, unless they chose English."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_request_context, request
from flask.globals import app_ctx
from flask_babel import Babel, Domain, force_locale
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

LANGUAGES = {"nl": "nl", "en": "en_GB"}
COOKIE = "taal"


def chosen() -> str:
    """The language of the page: what was chosen in this browser, else what the account says, else Dutch."""
    if not has_request_context():
        return "nl"
    cookie = request.cookies.get(COOKIE)
    if cookie in LANGUAGES:
        return cookie
    language: Any = getattr(current_user, "language", None)
    return language if language in LANGUAGES else "nl"


def select() -> str:
    """For Flask-Babel: `en` alone would print American dates."""
    return LANGUAGES[chosen()]


class Texts(Domain):  # type: ignore[misc]
    """Flask-Babel's texts, which look up the language once a request instead of at every text: some forty times a page,
    a third of what a page cost."""

    def get_translations(self) -> Any:
        """The texts in the language of this moment."""
        try:
            held = app_ctx.g
        except RuntimeError:
            return super().get_translations()
        if held.get("texts") is None:
            held.texts = super().get_translations()
        return held.texts


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak "nl" or "en" in this block, whatever the page speaks: for a letter, or to know a word in both."""
    before = app_ctx.g.pop("texts", None)
    try:
        with force_locale(LANGUAGES[language]):
            yield
    finally:
        app_ctx.g.texts = before


_texts = Texts(domain="messages")


@pass_eval_context
def _text(context: EvalContext, text: str, **values: Any) -> str:
    """What `_("…")` says in a template."""
    found: str = _texts.get_translations().ugettext(text)
    if context.autoescape:
        found = Markup(found)  # noqa: S704 (our own text; the values are escaped as they are filled in)
    return found % values if "%" in found else found


def register(app: Flask) -> None:
    """Give the application its languages, and the templates their texts."""
    Babel(app, locale_selector=select).domain_instance = _texts
    app.jinja_env.globals["_"] = _text
