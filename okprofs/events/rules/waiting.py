"""Whose turn is it when a place is free, until when may they think, and what are someone's chances?

Who waits stands in the order in which they joined. Whoever comes first and fits, gets the offer: a place of every
number it counts in, all at once, so that a group that stays together is never offered fewer places than it needs.

Whoever stands first for a number and does not fit, because they are three and two are free, or the hall has a place and
the afternoon none, keeps aside what there is: nobody behind them, and nobody new, gets those. That holds up the others,
so it has an end: sixteen office hours. Then the places go to those behind, for at least a day. After that it begins
anew, and for twice as long each time. So no place is idle for ever, and who waits longest is never starved: however
rarely places come free, there is a time long enough to gather them.

The order is jumped only by who was let go first, with a reason that those passed can read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.events.rules.office_hours import HOURS_A_DAY, after_office_hours
from okprofs.kernel.refusals import Refusal

PATIENCE_HOURS = 2 * HOURS_A_DAY
REST_HOURS = HOURS_A_DAY
# Nine times twice as long is four years: longer than any list is open.
MOST_DOUBLINGS = 9
_NO_PLACE = frozenset({AdmissionRefusal.SOLD_OUT, AdmissionRefusal.NOT_ENOUGH_PLACES})


class WaitingState(StrEnum):
    """Where someone on the list stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LAPSED = "lapsed"
    LEFT = "left"
    ENDED = "ended"  # the list closed, or it came to nothing for another reason


LIVE = (WaitingState.WAITING, WaitingState.OFFERED)


class WaitingRefusal(StrEnum):
    """Why not."""

    WAITS_ALREADY = "waits_already"
    OFFER_OVER = "offer_over"
    NOT_WAITING = "not_waiting"
    NOT_CONFIRMED = "waiting_not_confirmed"
    WAITING_NOT_PROVEN = "waiting_not_proven"
    PLACE_IS_FREE = "place_is_free"


@dataclass(frozen=True, slots=True)
class Waiter:
    """One entry: its number in the order of joining, and how many places it needs of what it counts in.

    Willing is who confirmed by mail that they wait. `first_at`: since when they go first. `saves_until` and
    `rests_until`: until when they keep places aside, or do not; `passes`: how often that came to nothing.
    """

    number: int
    needs: tuple[tuple[str, int], ...]
    is_willing: bool = True
    first_at: datetime | None = None
    saves_until: datetime | None = None
    rests_until: datetime | None = None
    passes: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is offered a place, in order; who keeps places aside, and who had to let them go; how many are kept aside."""

    offered: tuple[int, ...]
    saving: frozenset[int]
    passed: frozenset[int]
    saved: Mapping[str, int]


def in_order(waiters: Iterable[Waiter]) -> list[Waiter]:
    """Who goes first, then everybody in the order of joining."""
    return sorted(
        waiters, key=lambda each: (each.first_at is None, each.first_at and each.first_at.timestamp(), each.number)
    )


def turn(waiters: Iterable[Waiter], free: Mapping[str, int], now: datetime) -> Turn:
    """Whose turn it is, with so many places free of what has a limit (what has none is not named)."""
    left = dict(free)
    claimed: set[str] = set()
    offered: list[int] = []
    saving, passed = set(), set()
    saved = dict.fromkeys(free, 0)
    for waiter in in_order(waiters):
        needs = {name: places for name, places in waiter.needs if name in left}
        if not waiter.is_willing:
            continue
        if all(left[name] >= places for name, places in needs.items()):
            offered.append(waiter.number)
            kept: Mapping[str, int] = needs
        else:
            first_for = needs.keys() - claimed
            claimed |= needs.keys()
            kept = {name: min(left[name], needs[name]) for name in first_for if left[name] > 0}
            if not kept or (waiter.rests_until is not None and now < waiter.rests_until):
                continue
            if waiter.saves_until is not None and now >= waiter.saves_until:
                passed.add(waiter.number)
                continue
            saving.add(waiter.number)
            for name, places in kept.items():
                saved[name] += places
        for name, places in kept.items():
            left[name] -= places
    return Turn(tuple(offered), frozenset(saving), frozenset(passed), saved)


def saves_until(now: datetime, passes: int) -> datetime:
    """Until when who begins now to keep places aside may do so: twice as long each time it came to nothing."""
    return after_office_hours(now, PATIENCE_HOURS * 2 ** min(passes, MOST_DOUBLINGS))


def rests_until(now: datetime) -> datetime:
    """From when who had to let places go may keep them aside again."""
    return after_office_hours(now, REST_HOURS)


def offer_until(now: datetime, closes_at: datetime) -> datetime:
    """Until when an offer stands: two working days; one in the last fortnight, and half of one in the last three days.
    Never longer than one can sign up."""
    ahead = closes_at - now
    days = 2.0 if ahead > timedelta(days=14) else 1.0 if ahead > timedelta(days=3) else 0.5
    return min(after_office_hours(now, int(days * HOURS_A_DAY)), closes_at)


def list_closes_at(starts_at: datetime, sign_up_closes_at: datetime | None) -> datetime:
    """From when on nobody is offered a place, and so nobody joins the list."""
    return min(starts_at, sign_up_closes_at or starts_at)


def is_only_full(refusals: Sequence[Refusal]) -> bool:
    """Whether waiting helps: nothing is wrong but that there is no place. Who may not be in the closed part cannot wait
    for it either."""
    return bool(refusals) and all(refusal.code in _NO_PLACE for refusal in refusals)


def other_reasons(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """What stands in the way besides the number of places."""
    return tuple(refusal for refusal in refusals if refusal.code not in _NO_PLACE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone stands: how many wait before them for the same, and how many places those need with their own."""

    position: int
    places: int


def place_of(number: int, waiters: Iterable[Waiter]) -> Place:
    """Where this one stands among all that wait for the same, who confirmed or may still do so."""
    order = in_order(waiters)
    own = next(each for each in order if each.number == number)
    names = {name for name, _ in own.needs}
    before = [each for each in order[: order.index(own)] if names & {name for name, _ in each.needs}]
    size = max((places for _, places in own.needs), default=1)
    return Place(len(before) + 1, size + sum(max(places for _, places in each.needs) for each in before))


class Chance(StrEnum):
    """What we say of someone's chances; it is never a promise."""

    GOOD = "good"
    FAIR = "fair"
    SMALL = "small"
    VERY_SMALL = "very_small"
    UNKNOWN = "unknown"


ENOUGH_PLACES = 30
"""With fewer places sold at earlier events we know too little to say anything."""


@dataclass(frozen=True, slots=True)
class Past:
    """Of earlier events: how many places were taken, and how many of those came free again before the day."""

    taken: int
    freed: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Someone's chances, and how many places may come free by what happened before."""

    chance: Chance
    expected: int


def outlook(place: Place, places: int, past: Past) -> Outlook:
    """What can be said of this place on the list, when there are so many places in all."""
    if past.taken < ENOUGH_PLACES:
        return Outlook(Chance.UNKNOWN, 0)
    expected = places * past.freed // past.taken
    if 2 * place.places <= expected:
        chance = Chance.GOOD
    elif place.places <= expected:
        chance = Chance.FAIR
    else:
        chance = Chance.SMALL if place.places <= 3 * expected else Chance.VERY_SMALL
    return Outlook(chance, expected)


def may_take_offer(state: WaitingState, offered_until: datetime | None, now: datetime) -> tuple[Refusal, ...]:
    """May an offer be taken up? Not when it was settled, and not after its end."""
    if state is WaitingState.OFFERED and offered_until is not None and now < offered_until:
        return ()
    return (Refusal(WaitingRefusal.OFFER_OVER),)


def may_go_first(state: WaitingState, *, is_confirmed: bool) -> tuple[Refusal, ...]:
    """May the organiser let this one go before the others?"""
    if state is not WaitingState.WAITING:
        return (Refusal(WaitingRefusal.NOT_WAITING),)
    return () if is_confirmed else (Refusal(WaitingRefusal.NOT_CONFIRMED),)


class EndReason(StrEnum):
    """Why an entry ended that nobody wanted to end."""

    CLOSED = "closed"
    EVENT_CANCELLED = "event_cancelled"
    HAS_PLACE = "has_place"
    NOT_ADMITTED = "not_admitted"
    TICKET_GONE = "ticket_gone"  # who waits beside a ticket has that one no longer


_REASONS = {
    AdmissionRefusal.EVENT_CANCELLED: EndReason.EVENT_CANCELLED,
    AdmissionRefusal.EVENT_STARTED: EndReason.CLOSED,
    AdmissionRefusal.SALES_CLOSED: EndReason.CLOSED,
    AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED: EndReason.HAS_PLACE,
}


def end_reason(refusals: Sequence[Refusal]) -> EndReason | None:
    """Why someone whose turn it is cannot be offered a place any more; None when they can."""
    codes = {refusal.code for refusal in other_reasons(refusals)}
    found = next((reason for code, reason in _REASONS.items() if code in codes), EndReason.NOT_ADMITTED)
    return found if codes else None
