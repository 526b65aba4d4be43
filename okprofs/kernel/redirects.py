"""Where may we send someone on to? Only within this site."""

import unicodedata
from urllib.parse import unquote

from flask import request

LONGEST = 400


def safe_path(text: str | None) -> str | None:
    """`text` when every browser reads it as a path on this site, else None.

    Browsers drop tabs and line breaks and take a backslash for a slash, so neither may stand in it, encoded or not.
    """
    if not text or len(text) > LONGEST or not text.startswith("/"):
        return None
    decoded = unquote(unquote(text))
    for form in (text, decoded):
        if form.startswith("//") or "\\" in form or any(unicodedata.category(sign)[0] == "C" for sign in form):
            return None
    # A space of any kind can be lost on the way; a browser writes it as %20.
    return None if any(sign.isspace() for sign in text) else text


def here() -> str | None:
    """This page within the site, with its query, to come back to; None when it cannot be opened again."""
    rule = request.url_rule
    return request.full_path.removesuffix("?") if rule and "GET" in (rule.methods or ()) else None
