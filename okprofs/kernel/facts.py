"""What has happened, and who wants to know?

A room announces a fact (a frozen dataclass in its `facts.py`); `wiring.py` says which handlers listen. Handlers run at
once, in the same transaction, and may refuse.
"""

from collections.abc import Callable, Iterable
from typing import Any

Handler = Callable[[Any], None]
_handlers: dict[type, tuple[Handler, ...]] = {}


def connect(table: Iterable[tuple[type, tuple[Handler, ...]]]) -> None:
    """Replace who listens to what; called once, with the table in `wiring.py`."""
    _handlers.clear()
    _handlers.update(table)


def announce(fact: object) -> None:
    """Tell every listener, in the order of the table."""
    for handler in _handlers.get(type(fact), ()):
        handler(fact)
