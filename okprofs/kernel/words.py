"""How is a word kept, so that it is found by its beginning at a cost that does not grow with the table?"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# The last code point there is; no word holds it.
BEYOND = "\U0010ffff"


def ordered(length: int) -> sa.String:
    """The type of a text that is sorted on or found by its beginning: compared by code point on both engines."""
    return sa.String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


def begins_with(column: Any, term: str) -> sa.ColumnElement[bool]:
    """Whether the word in `column` begins with `term`; a range, which both engines answer from an index."""
    return sa.and_(column >= term, column < term + BEYOND)
