"""In which language does this person read? Dutch, unless they chose English."""

from typing import Any

from flask import has_request_context, request
from flask_login import current_user

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
