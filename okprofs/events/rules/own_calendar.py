"""What of an event stands in somebody's own calendar?

Who has a ticket for what is open comes until the last open part is over; what they still wait for stands beside it, as
something that may yet not be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a programme; without an end it lasts until the next, or the end of the day."""

    starts_at: datetime
    ends_at: datetime | None
    is_closed: bool


Span = tuple[datetime, datetime]


def open_span(items: Sequence[Item], starts_at: datetime, ends_at: datetime) -> Span:
    """From when to when someone comes whose ticket is for what is open."""
    spans = [span for item, span in _spans(items, ends_at) if not item.is_closed]
    if len(spans) in (0, len(items)):
        return starts_at, ends_at
    return min(starts_at, spans[0][0]), max(end for _, end in spans)


def closed_span(items: Sequence[Item], starts_at: datetime, ends_at: datetime) -> Span:
    """From when to when the closed part is; of an event without one in its programme, the whole."""
    spans = [span for item, span in _spans(items, ends_at) if item.is_closed]
    return (spans[0][0], max(end for _, end in spans)) if spans else (starts_at, ends_at)


def sequence_of(*changes: datetime) -> int:
    """A number that grows with each change, the last of which was at the latest of these moments: a calendar takes no
    older version for a newer one."""
    return int((max(changes) - _BEGINNING).total_seconds())


def span_of(items: Sequence[Item], number: int, ends_at: datetime) -> Span:
    """From when to when this item of the programme is, by its place in it."""
    return _spans(items, ends_at)[number][1]


def _spans(items: Sequence[Item], ends_at: datetime) -> list[tuple[Item, Span]]:
    """Each item, in order, with its span."""
    return [(item, (item.starts_at, item.ends_at or _until(items, item, ends_at))) for item in items]


def _until(items: Sequence[Item], item: Item, ends_at: datetime) -> datetime:
    return min((other.starts_at for other in items if other.starts_at > item.starts_at), default=ends_at)
