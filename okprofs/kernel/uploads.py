"""How much may someone send at once? Only where a file is asked for, more than a form with words takes."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
# Around the file stand the other fields, and the marks between them.
_AROUND = 200_000


def takes_file(most_bytes: int) -> Callable[[View], View]:
    """Declare that the view takes a file of at most so many bytes."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes + _AROUND  # type: ignore[attr-defined]
        return view

    return mark


def _allow() -> None:
    most = getattr(current_app.view_functions.get(request.endpoint or ""), "most_bytes", None)
    if most is not None and request.mimetype == "multipart/form-data":
        request.max_content_length = most


def register(app: Flask) -> None:
    """Before anything reads the form: from then on it is too late."""
    app.before_request(_allow)
