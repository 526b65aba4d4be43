"""What is drawn alike again and again, as one person after another in a list?

Such a piece of a page is drawn once for each look, by the macro that draws it anyway, with marks where it differs. From
then on only what differs is filled in: drawing twenty-five people and thirty choices took a sixth of the page.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from okprofs.kernel.locale import chosen

# Stands where something is filled in; in a text it would say nothing, and is left out.
MARK = "\x00"
MOST_KEPT = 500
_kept: dict[Hashable, Sequence[str]] = {}


def filled(macro: Any, rows: Iterable[tuple[tuple[Hashable, ...], Sequence[str]]]) -> Markup:
    """The macro, once for each row: called with the row's arguments, in which nothing is anybody's own, and with the
    row's texts where it drew `MARK`, in that order. Texts are escaped."""
    language = chosen()
    drawn: list[Sequence[str]] = []
    texts: list[str] = []
    for arguments, own in rows:
        key = (macro, language, arguments)
        pieces = _kept.get(key)
        if pieces is None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            pieces = _kept[key] = str(macro(*arguments)).split(MARK)
        if len(pieces) != len(own) + 1:
            raise ValueError(f"{macro.name} has {len(pieces) - 1} places to fill in, and got {len(own)} texts")
        drawn.append(pieces)
        texts += own
    # All at once: escaping them one by one would cost what drawing does.
    safe = iter(str(escape(MARK.join([text.replace(MARK, "") for text in texts]))).split(MARK))
    html: list[str] = []
    for pieces in drawn:
        html.append(pieces[0])
        for piece in pieces[1:]:
            html.append(next(safe))
            html.append(piece)
    return Markup("".join(html))  # noqa: S704 (the macro escaped its own, and what was filled in is escaped above)


def register(app: Flask) -> None:
    """Give the templates `filled` and the mark."""
    app.jinja_env.globals.update(filled=filled, mark=MARK)
