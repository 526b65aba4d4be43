"""What becomes of the closed part that someone asked for while their application is under review?

One booking, two truths: the open part stands from the first moment, the closed part waits. Whatever happens, and in
whatever order, the open part stays unless it is cancelled itself; the closed part is confirmed at most once, and only
by an admission, or an invitation by name that was accepted, before the deadline with a place to sit. A place is held as
long as the organiser set and never longer than the deadline; the waiting itself goes on without a held place. The
deadline itself is too late.

A rejection can be overturned: then the closed part is confirmed after all, if it is not too late and there is a place.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from okprofs.events.rules.admission import AdmissionRefusal, PersonFacts, TicketFacts, may_hold
from okprofs.kernel.refusals import Refusal

MOST_HOURS = 24 * 60
"""How long a place can be held at most: sixty days."""


class Happening(StrEnum):
    """What can happen to what waits."""

    ADMITTED = "admitted"
    INVITED = "invited"  # by name, and they said yes
    OBTAINED = "obtained"  # the same ticket in another way
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    HOLD_ENDED = "hold_ended"
    DEADLINE_PASSED = "deadline_passed"
    GIVEN_UP = "given_up"
    REGISTRATION_CANCELLED = "registration_cancelled"
    EVENT_CANCELLED = "event_cancelled"


class Outcome(StrEnum):
    """How the waiting ended."""

    CONFIRMED = "confirmed"
    FULL = "full"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"
    GIVEN_UP = "given_up"
    REGISTRATION_CANCELLED = "registration_cancelled"
    EVENT_CANCELLED = "event_cancelled"


class PendingRefusal(StrEnum):
    """Why someone cannot ask for the closed part beside what they have, or why the terms for it cannot be."""

    NOT_UNDER_REVIEW = "not_under_review"
    ASKED_ALREADY = "asked_already"
    NOT_BESIDE_THIS_TICKET = "not_beside_this_ticket"
    TERMS_NOT_CLOSED = "pending_terms_not_closed"
    TERMS_NOT_OPEN = "pending_terms_not_open"
    NOTHING_WAITS = "nothing_waits"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, at one moment. `outcome` None: it still waits. Raises ValueError for a place held by what is over, or
    held without an end."""

    deadline_at: datetime
    held_until: datetime | None
    holds_place: bool
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        if self.holds_place and (self.outcome is not None or self.held_until is None):
            raise ValueError(f"a place is held only while something waits, and until a moment: {self}")


_ENDS = {
    Happening.OBTAINED: Outcome.CONFIRMED,
    Happening.REJECTED: Outcome.REJECTED,
    Happening.WITHDRAWN: Outcome.WITHDRAWN,
    Happening.GIVEN_UP: Outcome.GIVEN_UP,
    Happening.REGISTRATION_CANCELLED: Outcome.REGISTRATION_CANCELLED,
    Happening.EVENT_CANCELLED: Outcome.EVENT_CANCELLED,
}
_AFTER_REJECTION = (Happening.ADMITTED, Happening.REGISTRATION_CANCELLED, Happening.EVENT_CANCELLED)


def held_until(asked_at: datetime, hours: int, deadline_at: datetime) -> datetime | None:
    """Until when a place is held for who asks now; None when the organiser holds none, or the deadline has passed."""
    until = min(asked_at + timedelta(hours=hours), deadline_at)
    return until if until > asked_at else None


def after(waiting: Waiting, happening: Happening, *, has_place: bool, now: datetime) -> Waiting:
    """What waits, after this happened. `has_place`: one is free for them, beside a place that they hold themselves.

    What is over stays as it is; only a rejection can still become an admission. What comes too early changes nothing.
    """
    if waiting.outcome is Outcome.REJECTED and happening in _AFTER_REJECTION:
        return _after_rejection(waiting, happening, has_place=has_place, now=now)
    if waiting.outcome is not None:
        return waiting
    if happening is Happening.HOLD_ENDED:
        is_over = waiting.held_until is not None and now >= waiting.held_until
        return replace(waiting, holds_place=waiting.holds_place and not is_over)
    is_too_late = now >= waiting.deadline_at
    if happening is Happening.DEADLINE_PASSED and not is_too_late:
        return waiting
    if happening in (Happening.ADMITTED, Happening.INVITED) and not is_too_late:
        outcome = Outcome.CONFIRMED if waiting.holds_place or has_place else Outcome.FULL
    else:
        outcome = _ENDS.get(happening, Outcome.TOO_LATE)
    return replace(waiting, holds_place=False, outcome=outcome)


def _after_rejection(waiting: Waiting, happening: Happening, *, has_place: bool, now: datetime) -> Waiting:
    if happening is not Happening.ADMITTED:
        return replace(waiting, outcome=_ENDS[happening])
    if now >= waiting.deadline_at:
        return waiting
    return replace(waiting, outcome=Outcome.CONFIRMED if has_place else Outcome.FULL)


def may_wait_for(person: PersonFacts, wanted: TicketFacts, now: datetime) -> bool:
    """Whether nothing keeps this person from the wanted ticket but that their application is still under review."""
    codes = {refusal.code for refusal in may_hold(person, wanted, now).refusals}
    return codes == {AdmissionRefusal.APPLICATION_UNDER_REVIEW}


def may_ask(
    person: PersonFacts, wanted: TicketFacts, now: datetime, *, beside: Collection[int], has: int, waits: bool
) -> tuple[Refusal, ...]:
    """May who has a ticket already ask for the closed one beside it? `beside` are the ids of the tickets that stand
    meanwhile, `has` is the id of theirs.

    Refuses who has no application under review; who asked before; another ticket; and what `may_hold` refuses but for
    that application.
    """
    refusals = [
        refusal
        for refusal in may_hold(person, wanted, now).refusals
        if refusal.code != AdmissionRefusal.APPLICATION_UNDER_REVIEW
    ]
    if not person.has_application_under_review:
        refusals.append(Refusal(PendingRefusal.NOT_UNDER_REVIEW))
    if waits:
        refusals.append(Refusal(PendingRefusal.ASKED_ALREADY))
    if has not in beside:
        refusals.append(Refusal(PendingRefusal.NOT_BESIDE_THIS_TICKET))
    return tuple(refusals)
