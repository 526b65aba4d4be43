"""What does every member show in the facets, so that any choice can be counted without asking the database?

Kept in memory, a thousand accounts to a block: a million bits is all that a hundred thousand members take. A block is
read anew when it bears another mark than the one it was kept under; a mark is read before its members, so what is kept
under it is never older.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from okprofs.directory.models import DirectoryBlock, DirectoryEntry
from okprofs.directory.rules.facets import (
    BLOCK,
    BLOCK_BITS,
    Census,
    Counts,
    Selection,
    block_of,
    census_of,
    count,
    together,
)
from okprofs.kernel.db import db

_ENTRY = sa.inspect(DirectoryEntry).local_table.c
_BLOCK = sa.inspect(DirectoryBlock).local_table.c
_MARKS = sa.select(_BLOCK.number, _BLOCK.mark).where(_BLOCK.members > 0)
_CELLS = sa.select(
    _ENTRY.account_id,
    # As the plain words they are: nothing is to be made of them.
    sa.type_coerce(_ENTRY.organisation_kind, sa.String),
    sa.type_coerce(_ENTRY.position, sa.String),
    _ENTRY.discipline_bits,
    sa.type_coerce(_ENTRY.province, sa.String),
    _ENTRY.method_bits,
    _ENTRY.willing_bits,
)
# By their marks, which are never used twice. Replaced as a whole and never changed: other threads count by it.
_kept: Mapping[str, Census] = {}


@dataclass(frozen=True, slots=True)
class Everyone:
    """The census of the directory, and what it counts when nothing is chosen."""

    census: Census
    present: Counts


@lru_cache(maxsize=2)
def everyone(edition: str) -> Everyone:
    """Everyone in the directory, for an edition that was read just now."""
    global _kept  # noqa: PLW0603
    marks: dict[int, str] = dict(map(tuple, db.session.execute(_MARKS)))
    known = _kept
    blocks = {number: known[mark] for number, mark in marks.items() if mark in known}
    new = marks.keys() - blocks.keys()
    if new:
        by_block: dict[int, list[tuple[int, tuple[str | None, str | None, int, str | None, int, int]]]] = {}
        for account_id, *cell in db.session.execute(_CELLS.where(_in_blocks(new))):
            by_block.setdefault(block_of(account_id), []).append((account_id % BLOCK, tuple(cell)))
        blocks |= {number: census_of(by_block.get(number, ())) for number in new}
    _kept = {mark: blocks[number] for number, mark in marks.items()}
    census = together(blocks)
    return Everyone(census, count(census, Selection()))


def _in_blocks(numbers: Iterable[int]) -> sa.ColumnElement[bool]:
    """Blocks that follow on each other are read in one go."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number:
            runs[-1][1] = number + 1
        else:
            runs.append([number, number + 1])
    ranges = ((first << BLOCK_BITS, end << BLOCK_BITS) for first, end in runs)
    return sa.or_(*(sa.and_(_ENTRY.account_id >= first, _ENTRY.account_id < end) for first, end in ranges))
