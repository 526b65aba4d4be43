"""Who is inside, since when, and at which door did they come in first?

Doors are without connection for a while and send their scans late, twice and in any order. So the answer follows from
the set of scans alone: someone is in when at least one scan let them in that was not taken back, whichever of the two
came first. The clock of a device decides nothing of that; it only says at what time they came.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ScanKind(StrEnum):
    """What was done at the door."""

    IN = "in"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, order=True)
class ScanFacts:
    """One scan. `key` is the device's own name for it; `takes_back` the key of the scan that it takes back."""

    at: datetime
    key: str
    attendee: str
    door: str
    kind: ScanKind = ScanKind.IN
    takes_back: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Since when someone is in, and at which door; `keys` are all scans that let them in and still stand."""

    since: datetime
    door: str
    keys: tuple[str, ...]

    @property
    def is_double(self) -> bool:
        """Whether they were let in more than once, as two doors without connection may do."""
        return len(self.keys) > 1


def arrivals(scans: Iterable[ScanFacts]) -> dict[str, Arrival]:
    """Who is in, by attendee. The same for the same scans in any order, however often each comes."""
    known = frozenset(scans)
    taken_back = {(scan.attendee, scan.takes_back) for scan in known if scan.kind is ScanKind.TAKEN_BACK}
    standing: defaultdict[str, list[ScanFacts]] = defaultdict(list)
    for scan in known:
        if scan.kind is ScanKind.IN and (scan.attendee, scan.key) not in taken_back:
            standing[scan.attendee].append(scan)
    return {attendee: _arrival(sorted(ins)) for attendee, ins in standing.items()}


def _arrival(ins: list[ScanFacts]) -> Arrival:
    return Arrival(ins[0].at, ins[0].door, tuple(dict.fromkeys(scan.key for scan in ins)))


def was_of_predecessor(at: datetime, held_since: datetime | None) -> bool:
    """Whether a scan that comes in now was of who had the ticket before: it was made before it changed hands. Nobody
    who was inside by then can hand it over, so it was made by a door without connection."""
    return held_since is not None and at < held_since


def is_clock_wrong(seconds_off: int) -> bool:
    """Whether a device's clock is so far off that people should know: two minutes or more."""
    return abs(seconds_off) >= 120
