"""Making the programme of an event, item by item."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from okprofs.events.models import Event, EventStatus, ProgrammeSession, SessionKind
from okprofs.events.queries.workshops import ShownPart, parts_of
from okprofs.events.rules.choosing import WorkshopRefusal
from okprofs.events.rules.publication import MOST_SESSIONS, EditRefusal
from okprofs.events.services.organising import Details, held, one_of, refuse_fixed, refuse_incoherence, touch
from okprofs.events.services.telling import keep_calendars_up, known, open_span_of, tell
from okprofs.kernel.refusals import Refusal, Refused

_EMPTY = ShownPart()


@dataclass(frozen=True)
class SessionDetails(Details):
    """An item of the programme."""

    kind: SessionKind
    title: str
    text: str
    room: str
    is_closed: bool
    starts_at: datetime
    ends_at: datetime | None

    @classmethod
    def of(cls, session: ProgrammeSession) -> Self:
        return cls(**{name: getattr(session, name) for name in cls.__dataclass_fields__})


def add_session(event: Event, details: SessionDetails) -> ProgrammeSession:
    """A new item of the programme. Refuses more than sixty, and what does not hold together."""
    event = held(event)
    if len(event.sessions) >= MOST_SESSIONS:
        raise Refused(Refusal(EditRefusal.TOO_MANY_SESSIONS, (("maximum", MOST_SESSIONS),)))
    before = open_span_of(event)
    session = ProgrammeSession(**asdict(details))
    event.sessions.append(session)
    refuse_incoherence(event, edited=session)
    keep_calendars_up(event, before)
    touch(event, "programme_session_added", session)
    return session


def edit_session(event: Event, public_id: str, seen: str, details: SessionDetails) -> int:
    """Change an item of the programme. Returns how many are told, because the title, the time or the room is another.

    Refuses when it was changed meanwhile, and what does not hold together.
    """
    event = held(event)
    session = one_of(event.sessions, public_id)
    if seen != SessionDetails.of(session).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    before = known(event, session)
    for name, value in asdict(details).items():
        setattr(session, name, value)
    refuse_incoherence(event, edited=session)
    told = tell(event, before, session)
    touch(event, "programme_session_edited", session, told=told)
    return told


def remove_session(event: Event, public_id: str) -> int:
    """Take an item off the programme. Returns how many are told.

    Refuses the last one of what is published, and one that holds workshops.
    """
    event = held(event)
    session = one_of(event.sessions, public_id)
    refuse_fixed(event)
    if event.status is EventStatus.PUBLISHED and len(event.sessions) == 1:
        raise Refused(Refusal(EditRefusal.LAST_SESSION))
    if parts_of(event.id).get(session.id, _EMPTY).workshops:
        raise Refused(Refusal(WorkshopRefusal.SESSION_HAS_WORKSHOPS, (("session", session.title),)))
    before = known(event, session)
    event.sessions.remove(session)
    told = tell(event, before)
    touch(event, "programme_session_removed", session, told=told)
    return told
