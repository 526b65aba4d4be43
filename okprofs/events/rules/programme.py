"""Does this programme hold together, and which part of it is closed to whom?

Source: the morning is open; "het besloten middaggedeelte" is "voor professionals en genodigden", and goes "plenair
en dan in kleinere intervisie-workshops": so workshops may run side by side, and nothing else may. Moments are aware;
one item may begin at the moment another ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations, pairwise

from okprofs.events.rules.admission import Audience
from okprofs.kernel.refusals import Refusal


class ProgrammeRefusal(StrEnum):
    """What is wrong with a programme."""

    EVENT_ENDS_BEFORE_START = "event_ends_before_start"
    DOORS_OPEN_AFTER_START = "doors_open_after_start"
    SESSION_ENDS_BEFORE_START = "session_ends_before_start"
    SESSION_OUTSIDE_EVENT = "session_outside_event"
    SESSION_OUT_OF_ORDER = "session_out_of_order"
    SESSIONS_OVERLAP = "sessions_overlap"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """From when until when the event is; the programme begins when the doors open, else at the start."""

    starts_at: datetime
    ends_at: datetime
    doors_open_at: datetime | None = None

    @property
    def programme_starts_at(self) -> datetime:
        return self.starts_at if self.doors_open_at is None else min(self.doors_open_at, self.starts_at)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One item of the programme; its title is how refusals name it. An item may leave its end open."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    is_workshop: bool = False
    is_closed: bool = False


def programme_refusals(day: DayFacts, sessions: Sequence[SessionFacts]) -> tuple[Refusal, ...]:
    """Everything that is wrong with this programme, with its sessions in the order they will be shown.

    Refuses: an event that does not end after its start; doors that open after it; a session that does not end
    after its start, that lies outside the event, that is shown after a later one, or that overlaps another, unless
    both are workshops. A programme without sessions is right: it is not there yet.
    """
    refusals = []
    if day.ends_at <= day.starts_at:
        refusals.append(Refusal(ProgrammeRefusal.EVENT_ENDS_BEFORE_START))
    if day.doors_open_at is not None and day.doors_open_at > day.starts_at:
        refusals.append(Refusal(ProgrammeRefusal.DOORS_OPEN_AFTER_START))
    for session in sessions:
        if session.ends_at is not None and session.ends_at <= session.starts_at:
            refusals.append(_about(ProgrammeRefusal.SESSION_ENDS_BEFORE_START, session))
        if not _lies_within(day, session):
            refusals.append(_about(ProgrammeRefusal.SESSION_OUTSIDE_EVENT, session))
    for earlier, later in pairwise(sessions):
        if later.starts_at < earlier.starts_at:
            refusals.append(_about(ProgrammeRefusal.SESSION_OUT_OF_ORDER, later, earlier))
    for one, other in combinations(sessions, 2):
        if not (one.is_workshop and other.is_workshop) and _overlap(one, other):
            refusals.append(_about(ProgrammeRefusal.SESSIONS_OVERLAP, other, one))
    return tuple(refusals)


def audience_of(session: SessionFacts) -> Audience:
    """For whom a session is. Source: "voor professionals en genodigden"."""
    return Audience.PROFESSIONALS_AND_INVITEES if session.is_closed else Audience.EVERYONE


def sessions_for(ticket_audience: Audience, sessions: Iterable[SessionFacts]) -> tuple[SessionFacts, ...]:
    """The sessions that a ticket for this audience gives entrance to: a closed one needs a closed ticket."""
    if ticket_audience is Audience.EVERYONE:
        return tuple(session for session in sessions if audience_of(session) is Audience.EVERYONE)
    return tuple(sessions)


def _about(code: ProgrammeRefusal, session: SessionFacts, other: SessionFacts | None = None) -> Refusal:
    facts = (("session", session.title),)
    return Refusal(code, facts if other is None else (*facts, ("other", other.title)))


def _lies_within(day: DayFacts, session: SessionFacts) -> bool:
    ends_at = session.starts_at if session.ends_at is None else session.ends_at
    return day.programme_starts_at <= session.starts_at < day.ends_at and ends_at <= day.ends_at


def _overlap(one: SessionFacts, other: SessionFacts) -> bool:
    first, second = sorted((one, other), key=lambda session: session.starts_at)
    if first.starts_at == second.starts_at:
        return True
    return first.ends_at is not None and second.starts_at < first.ends_at
