"""May this event be published, and may what was published be changed like this?

An event that people can sign up for says where and when it is, what happens, and what it costs. What was promised
to people who took a place stays: no fewer places than are taken, no ticket type gone that someone holds, and no
other address on the site than the one in their mail.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.programme import DayFacts, SessionFacts, programme_refusals
from okprofs.kernel.refusals import Refusal
from okprofs.kernel.search import fold

MOST_SESSIONS = 60
MOST_TICKET_TYPES = 12
LONGEST_SLUG = 80
RESERVED_SLUGS = frozenset({"nieuw"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PublicationRefusal(StrEnum):
    """Why not."""

    ALREADY_PUBLISHED = "already_published"
    WAS_CANCELLED = "was_cancelled"
    NOT_PUBLISHED_YET = "not_published_yet"
    IS_OVER = "is_over"
    STARTS_IN_THE_PAST = "starts_in_the_past"
    PLACE_MISSING = "place_missing"
    SUMMARY_MISSING = "summary_missing"
    PROGRAMME_MISSING = "programme_missing"
    TICKET_TYPE_MISSING = "ticket_type_missing"
    SIGN_UP_CLOSES_BEFORE_OPENING = "sign_up_closes_before_opening"
    SIGN_UP_CLOSES_AFTER_START = "sign_up_closes_after_start"


class EditRefusal(StrEnum):
    """Why a change may not be made."""

    CHANGED_MEANWHILE = "changed_meanwhile"
    SLUG_TAKEN = "slug_taken"
    SLUG_MALFORMED = "slug_malformed"
    SLUG_IS_FIXED = "slug_is_fixed"
    CANCELLED_IS_FIXED = "cancelled_is_fixed"
    CAPACITY_BELOW_TAKEN = "capacity_below_taken"
    TICKET_TYPE_IN_USE = "ticket_type_in_use"
    LAST_TICKET_TYPE = "last_ticket_type"
    LAST_SESSION = "last_session"
    TOO_MANY_SESSIONS = "too_many_sessions"
    TOO_MANY_TICKET_TYPES = "too_many_ticket_types"
    MEMBER_PRICE_NOT_LOWER = "member_price_not_lower"


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event at this moment, as publishing looks at it."""

    is_draft: bool
    is_cancelled: bool
    has_place: bool
    has_summary: bool
    day: DayFacts
    sessions: tuple[SessionFacts, ...]
    ticket_types: int
    sign_up_opens_at: datetime | None = None
    sign_up_closes_at: datetime | None = None


def may_publish(event: EventFacts, now: datetime) -> tuple[Refusal, ...]:
    """Everything that stands in the way of publishing; nothing means: it may.

    Refuses what is no draft, what has begun, what lacks a place, a summary, a programme or a ticket type, and what
    does not hold together.
    """
    refusals = []
    if event.is_cancelled:
        refusals.append(Refusal(PublicationRefusal.WAS_CANCELLED))
    elif not event.is_draft:
        refusals.append(Refusal(PublicationRefusal.ALREADY_PUBLISHED))
    if event.day.starts_at <= now:
        refusals.append(Refusal(PublicationRefusal.STARTS_IN_THE_PAST))
    return (*refusals, *is_complete(event), *holds_together(event))


def is_complete(event: EventFacts) -> tuple[Refusal, ...]:
    """What is still missing from the page that people will read."""
    missing = {
        PublicationRefusal.PLACE_MISSING: not event.has_place,
        PublicationRefusal.SUMMARY_MISSING: not event.has_summary,
        PublicationRefusal.PROGRAMME_MISSING: not event.sessions,
        PublicationRefusal.TICKET_TYPE_MISSING: event.ticket_types == 0,
    }
    return tuple(Refusal(code) for code, is_missing in missing.items() if is_missing)


def holds_together(event: EventFacts) -> tuple[Refusal, ...]:
    """What contradicts itself: in the programme, or between the sign-up and the day."""
    refusals = list(programme_refusals(event.day, event.sessions))
    opens, closes = event.sign_up_opens_at, event.sign_up_closes_at
    if opens is not None and closes is not None and closes <= opens:
        refusals.append(Refusal(PublicationRefusal.SIGN_UP_CLOSES_BEFORE_OPENING))
    if any(moment is not None and moment > event.day.starts_at for moment in (opens, closes)):
        refusals.append(Refusal(PublicationRefusal.SIGN_UP_CLOSES_AFTER_START))
    return tuple(refusals)


def may_have_capacity(capacity: int | None, taken: int) -> tuple[Refusal, ...]:
    """Fewer places than are taken would put people out."""
    if capacity is not None and capacity < taken:
        return (Refusal(EditRefusal.CAPACITY_BELOW_TAKEN, (("taken", taken), ("capacity", capacity))),)
    return ()


def slug_from(title: str) -> str:
    """The address that fits a title: "Zaak voor de top" becomes zaak-voor-de-top. Empty when no letter is left."""
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", fold(title)):
        if len("-".join([*words, word])) > LONGEST_SLUG:
            break
        words.append(word)
    return "-".join(words)


def is_slug(slug: str) -> bool:
    """Small letters, digits and single hyphens, and not a word that the site uses itself."""
    return len(slug) <= LONGEST_SLUG and slug not in RESERVED_SLUGS and _SLUG.fullmatch(slug) is not None


def free_slug(wanted: str, taken: Sequence[str]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken."""
    candidates = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)
