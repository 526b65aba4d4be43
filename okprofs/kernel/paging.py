"""How is a long list cut into pages, at a cost that does not grow with the list?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

Item = TypeVar("Item")
PER_PAGE = 50
FURTHEST = 200


def requested_page() -> int:
    """The page number in the address; whatever is not one is page 1."""
    text = request.args.get("pagina", "1")
    return min(int(text[:6]), FURTHEST) if text.isdecimal() and text.isascii() and int(text[:6]) > 0 else 1


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. `has_next` is known from one row more than is shown, so nothing is counted."""

    items: Sequence[Item]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    def url_for(self, number: int) -> str:
        """This address, with every choice kept, at page `number`."""
        # Put behind the path by hand: to `url_for` some names, that anybody may type, mean something else.
        asked = [pair for pair in request.args.items(multi=True) if pair[0] != "pagina"]
        path = url_for(str(request.endpoint), **(request.view_args or {}))
        return f"{path}?{urlencode([*asked, ('pagina', number)])}"


def cut(rows: Sequence[Item], number: int, per_page: int = PER_PAGE) -> Page[Item]:
    """A page from `per_page + 1` rows, as selected with `window(number)`. No page leads past the furthest."""
    return Page(rows[:per_page], number, has_next=len(rows) > per_page and number < FURTHEST)


def window(number: int, per_page: int = PER_PAGE) -> tuple[int, int]:
    """The LIMIT and OFFSET of a page: one row more than is shown."""
    return per_page + 1, (number - 1) * per_page
