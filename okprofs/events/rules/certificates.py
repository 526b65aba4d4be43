"""At which parts was someone, for how long does that count, and does a certificate still hold?

The doors know when someone came in on a day, not when they left. A part counts for who was in at most a quarter of an
hour after it began and whose ticket holds it; of workshops also only for who had a place there. Where the organiser
knows better, that decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from okprofs.events.rules.admission import Audience
from okprofs.events.rules.choosing import is_in_round
from okprofs.kernel.refusals import Refusal

LATE = timedelta(minutes=15)
MOST_MINUTES = 600


class CertificateRefusal(StrEnum):
    """Why not."""

    CERTIFICATES_NOT_READY = "certificates_not_ready"
    WAS_NOT_THERE = "was_not_there"
    EVENT_NOT_OVER = "event_not_over"
    EVENT_WAS_CANCELLED = "event_was_cancelled"
    NO_HOURS_YET = "no_hours_yet"
    RELEASED_ALREADY = "released_already"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an event that counts. `key` is its public id, `on_day` the Dutch date on which it begins."""

    key: str
    on_day: date
    starts_at: datetime
    is_closed: bool
    minutes: int
    title: str = ""
    goals: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of where somebody was. `arrivals` by day; `corrections` and `placed` by the key of a part, the
    latter only for rounds whose division was told."""

    audience: Audience
    is_cancelled: bool = False
    arrivals: Mapping[date, datetime] = field(default_factory=dict)
    corrections: Mapping[str, bool] = field(default_factory=dict)
    placed: Mapping[str, bool] = field(default_factory=dict)


def was_at(part: Part, presence: Presence) -> bool:
    """Whether someone was at this part, as far as we know."""
    if presence.is_cancelled:
        return False
    if part.key in presence.corrections:
        return presence.corrections[part.key]
    since = presence.arrivals.get(part.on_day)
    return (
        since is not None
        and since <= part.starts_at + LATE
        and is_in_round(presence.audience, part.is_closed)
        and presence.placed.get(part.key, True)
    )


def attended(parts: Iterable[Part], presence: Presence) -> tuple[Part, ...]:
    """The parts that count for this person."""
    return tuple(part for part in parts if part.minutes > 0 and was_at(part, presence))


def still_holds(printed: Iterable[str], printed_name: str, now_attended: Iterable[str], name: str) -> bool:
    """Whether what was printed is still true: every part on it was attended, by the person who has the ticket."""
    return set(printed) <= set(now_attended) and printed_name == name


def may_release(
    ends_at: datetime, is_cancelled: bool, minutes: int, is_released: bool, now: datetime
) -> tuple[Refusal, ...]:
    """Why people cannot make their certificates yet; nothing when the organiser may let them."""
    refusals = (
        (is_cancelled, CertificateRefusal.EVENT_WAS_CANCELLED),
        (ends_at > now, CertificateRefusal.EVENT_NOT_OVER),
        (minutes <= 0, CertificateRefusal.NO_HOURS_YET),
        (is_released, CertificateRefusal.RELEASED_ALREADY),
    )
    return tuple(Refusal(code) for holds, code in refusals if holds)


def may_have(is_released: bool, parts: Iterable[Part]) -> tuple[Refusal, ...]:
    """Why someone cannot have a certificate; nothing when they can."""
    if not is_released:
        return (Refusal(CertificateRefusal.CERTIFICATES_NOT_READY),)
    return () if any(parts) else (Refusal(CertificateRefusal.WAS_NOT_THERE),)
