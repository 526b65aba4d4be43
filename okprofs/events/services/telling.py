"""Telling those whom it concerns that a part of the programme is otherwise: what was known before, and the letters.

A letter goes to each address once, in the transaction that makes the change: saved twice is told once.
"""

from collections import defaultdict
from dataclasses import dataclass

from okprofs.events.letters_of_programme import PROGRAMME_CHANGED, part_facts
from okprofs.events.models import Event, EventStatus, ProgrammeSession, Workshop
from okprofs.events.queries.concerned import Concerned, concerned_by, workshops_in
from okprofs.events.queries.own_calendar import appointment_in_round, open_appointment
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.own_calendar import Span
from okprofs.events.rules.telling import News, Part, news_of
from okprofs.events.services.organising import is_told_of_changes
from okprofs.kernel.calendars import Appointment
from okprofs.kernel.clock import now
from okprofs.mail.services import Addressed, write_each


@dataclass(frozen=True)
class Known:
    """What people know of a part before it changes, and whom that concerns; of an event that nobody hears of, no one.
    `open_span` is when who has a ticket for what is open comes."""

    part: Part
    is_workshop: bool
    people: list[Concerned]
    open_span: Span


def known(event: Event, session: ProgrammeSession, workshop: Workshop | None = None) -> Known:
    """This item of the programme, or this workshop in it, before it is changed."""
    people = concerned_by(event, session, workshop) if is_told_of_changes(event) else []
    return Known(_part(session, workshop), workshop is not None, people, open_span_of(event))


def reach(event: Event, session: ProgrammeSession, workshop: Workshop | None = None) -> int:
    """How many letters would go, if this item of the programme or this workshop in it became otherwise."""
    if not is_told_of_changes(event) or _part(session, workshop).is_over(now()):
        return 0
    return len({one.address.casefold() for one in concerned_by(event, session, workshop)})


def tell(event: Event, before: Known, session: ProgrammeSession | None = None, workshop: Workshop | None = None) -> int:
    """Write whom it concerns what is otherwise now; without a session the part is gone. Returns how many letters: none
    when nothing is news, nor of a part that is over."""
    is_shifted = keep_calendars_up(event, before.open_span)
    becomes = _part(session, workshop) if session else None
    if all(part.is_over(now()) for part in (before.part, becomes) if part):
        return 0
    workshops = {workshop.id: workshop} if workshop else workshops_in(session) if session and before.people else {}
    by_address: dict[str, list[tuple[News, Concerned]]] = defaultdict(list)
    for one in before.people:
        if news := news_of(before.part, becomes, one.audience):
            by_address[one.address.casefold()].append((news, one))
    letters = []
    for found in by_address.values():
        # Who gets letters for several people reads what holds for the one who may be everywhere.
        news, first = min(found, key=lambda each: each[0].is_closed)
        people = [one for _, one in found]
        facts = part_facts(
            event,
            before.part,
            becomes,
            news,
            workshop="" if workshop else ", ".join(_titles(people, workshops)),
            was_chosen=before.is_workshop and not any(one.choice.was_told for one in people),
            appointments=_otherwise(
                event, news, people, session, workshops, is_workshop=before.is_workshop, is_shifted=is_shifted
            ),
        )
        letters.append(Addressed(first.address, first.language, event.public_id, facts))
    write_each(PROGRAMME_CHANGED, letters)
    return len(letters)


def keep_calendars_up(event: Event, open_span: Span) -> bool:
    """Raise the number by which calendars see that the event is otherwise, when it now is for who has a ticket for what
    is open: they came from when to when it was `open_span`. Returns whether it is."""
    is_shifted = open_span != open_span_of(event)
    if is_shifted and event.status is EventStatus.PUBLISHED:
        event.calendar_sequence += 1
        event.changed_at = now()
    return is_shifted


def _part(session: ProgrammeSession, workshop: Workshop | None) -> Part:
    named = workshop or session
    return Part(named.title, named.room, session.starts_at, session.ends_at, session.is_closed)


def open_span_of(event: Event) -> Span:
    """From when to when someone comes who has a ticket for what is open."""
    appointment = open_appointment(event, event.sessions)
    return appointment.starts_at, appointment.ends_at


def _titles(people: list[Concerned], workshops: dict[int, Workshop]) -> list[str]:
    """Where these people go in the round, each workshop once."""
    there = {one.choice.goes_to for one in people}
    return [workshop.title for id_, workshop in workshops.items() if id_ in there]


def _otherwise(
    event: Event,
    news: News,
    people: list[Concerned],
    session: ProgrammeSession | None,
    workshops: dict[int, Workshop],
    *,
    is_workshop: bool,
    is_shifted: bool,
) -> list[Appointment]:
    """What stands otherwise now in the calendar of these people, who share an address: the day itself, for who comes to
    what is open, and their place in a workshop."""
    found = []
    if is_shifted and all(one.audience is Audience.EVERYONE for one in people):
        found.append(open_appointment(event, event.sessions))
    is_other = news.is_moved or (is_workshop and not news.is_gone)
    for one in people if is_other else ():
        place = workshops.get(one.choice.goes_to or 0)
        if session and place:
            found.append(appointment_in_round(session, place, one.public_id, event, event.sessions, now()))
    return found
