"""How does one column keep several words?"""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa


class Choices(sa.TypeDecorator[frozenset[Any]]):
    """A set of values of one kind, kept as a sorted list of their words."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, of: type[StrEnum]) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: frozenset[Any] | None, dialect: sa.Dialect) -> list[str] | None:
        return None if value is None else sorted(value)

    def process_result_value(self, value: list[str] | None, dialect: sa.Dialect) -> frozenset[Any] | None:
        return None if value is None else frozenset(map(self.of, value))


class Texts(sa.TypeDecorator[tuple[str, ...]]):
    """Texts in the order in which they were given."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> list[str] | None:
        return None if value is None else list(value)

    def process_result_value(self, value: list[str] | None, dialect: sa.Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)
