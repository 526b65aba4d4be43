"""What stands in somebody's own calendar, and whose calendar is at this address?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.letters import appointment_of
from okprofs.events.models import (
    CalendarFeed,
    Event,
    PendingTicket,
    ProgrammeSession,
    Registration,
    Workshop,
    WorkshopPlace,
)
from okprofs.events.queries.agenda import FEED_LOOKS_BACK
from okprofs.events.queries.workshops import told_places
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.own_calendar import Item, closed_span, open_span, sequence_of, span_of
from okprofs.kernel.addresses import host
from okprofs.kernel.calendars import Appointment
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.ids import digest
from okprofs.people.models import Account

MOST_EVENTS = 200


def feed_of(account_id: int) -> CalendarFeed | None:
    """The calendar that this person made an address for."""
    return db.session.get(CalendarFeed, account_id)


def account_at(secret: str) -> Account | None:
    """Whose calendar is at this address; nobody's who was blocked."""
    query = sa.select(Account).join(CalendarFeed, CalendarFeed.account_id == Account.id)
    return db.session.scalar(query.where(CalendarFeed.digest == digest(secret), Account.blocked_at.is_(None)))


def appointments_of(account: Account, waits_for: str) -> list[Appointment]:
    """All that this person comes to: the events, their workshops, and what they wait for, which `waits_for` names
    ("%(title)s"). What was three months ago or longer is left out."""
    rows = _own_registrations(account)
    events = [event for _, event in rows]
    programmes = _programmes([event.id for event in events])
    places = told_places([registration.id for registration, _ in rows])
    waiting = _waiting([registration.id for registration, _ in rows])
    found = []
    for registration, event in rows:
        programme = programmes[event.id]
        found.append(_of_event(registration, event, programme))
        if registration.id in waiting and not found[-1].is_cancelled:
            found.append(_of_waiting(waiting[registration.id], event, programme, waits_for))
        found += [appointment_at(place, registration, event, programme) for place in places.get(registration.id, ())]
    return found


def workshops_in_calendar(registration: Registration, event: Event) -> dict[str, Appointment]:
    """Each workshop that an attendee was told they have a place in, by the public id of the round."""
    programme = _programmes([event.id])[event.id]
    places = told_places([registration.id]).get(registration.id, [])
    rounds = {session.id: session.public_id for session in programme}
    return {rounds[place.session_id]: appointment_at(place, registration, event, programme) for place in places}


def _own_registrations(account: Account) -> Sequence[tuple[Registration, Event]]:
    """This person's places, whether they signed up themselves or somebody else with their address."""
    query = (
        sa.select(Registration, Event)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.cancelled_at.is_(None), Event.ends_at > now() - FEED_LOOKS_BACK)
        .options(joinedload(Registration.ticket_type))
    )
    recent = sa.select(Event.id).where(Event.ends_at > now() - FEED_LOOKS_BACK)
    own = (
        Registration.account_id == account.id,
        # Event by event, for which the index is.
        sa.and_(
            Registration.event_id.in_(recent),
            Registration.email == account.email,
            Registration.email != "",
            Registration.account_id.is_(None),
        ),
    )
    rows = [
        (row.Registration, row.Event)
        for each in own
        for row in db.session.execute(query.where(each).limit(MOST_EVENTS))
    ]
    return sorted(rows, key=lambda row: (row[1].starts_at, row[0].id))


def _programmes(event_ids: Iterable[int]) -> dict[int, list[ProgrammeSession]]:
    query = sa.select(ProgrammeSession).where(ProgrammeSession.event_id.in_(sorted(set(event_ids))))
    found = defaultdict(list)
    for session in db.session.scalars(query.order_by(ProgrammeSession.starts_at, ProgrammeSession.id)):
        found[session.event_id].append(session)
    return found


def _waiting(registration_ids: Iterable[int]) -> dict[int, PendingTicket]:
    query = sa.select(PendingTicket).options(joinedload(PendingTicket.ticket_type))
    some = PendingTicket.registration_id.in_(sorted(registration_ids))
    return {one.registration_id: one for one in db.session.scalars(query.where(some, PendingTicket.outcome.is_(None)))}


def _items(programme: Iterable[ProgrammeSession]) -> list[Item]:
    return [Item(session.starts_at, session.ends_at, session.is_closed) for session in programme]


def _of_event(registration: Registration, event: Event, programme: Sequence[ProgrammeSession]) -> Appointment:
    is_open = registration.ticket_type.audience is Audience.EVERYONE
    found = open_appointment(event, programme) if is_open else appointment_of(event)
    return replace(found, changed_at=max(event.changed_at, registration.made_at))


def open_appointment(event: Event, programme: Iterable[ProgrammeSession]) -> Appointment:
    """An event as it stands in the calendar of who has a ticket for what is open."""
    in_order = sorted(programme, key=lambda session: session.starts_at)
    starts_at, ends_at = open_span(_items(in_order), event.starts_at, event.ends_at)
    return replace(appointment_of(event), starts_at=starts_at, ends_at=ends_at)


def _of_waiting(
    pending: PendingTicket, event: Event, programme: Sequence[ProgrammeSession], waits_for: str
) -> Appointment:
    starts_at, ends_at = closed_span(_items(programme), event.starts_at, event.ends_at)
    return replace(
        appointment_of(event),
        uid=f"{pending.public_id}@{host()}",
        sequence=sequence_of(event.changed_at, pending.asked_at),
        changed_at=max(event.changed_at, pending.asked_at),
        starts_at=starts_at,
        ends_at=ends_at,
        title=waits_for % {"title": f"{event.title} ({pending.ticket_type.title})"},
        is_tentative=True,
    )


def appointment_at(
    place: WorkshopPlace, registration: Registration, event: Event, programme: Sequence[ProgrammeSession]
) -> Appointment:
    """Where an attendee was told that they go in one round."""
    session = next(session for session in programme if session.id == place.session_id)
    told_at = place.told_at or event.changed_at
    return appointment_in_round(session, place.told_workshop, registration.public_id, event, programme, told_at)


def appointment_in_round(
    session: ProgrammeSession,
    workshop: Workshop | None,
    attendee: str,
    event: Event,
    programme: Sequence[ProgrammeSession],
    told_at: datetime,
) -> Appointment:
    """A workshop, or none any more, for one attendee by their public id. It is named after the round and the attendee,
    so that another workshop takes the place of the first."""
    starts_at, ends_at = span_of(_items(programme), list(programme).index(session), event.ends_at)
    whole = appointment_of(event)
    return replace(
        whole,
        uid=f"{session.public_id}-{attendee}@{host()}",
        sequence=sequence_of(event.changed_at, told_at),
        changed_at=max(event.changed_at, told_at),
        starts_at=starts_at,
        ends_at=ends_at,
        title=workshop.title if workshop else session.title,
        text=event.title,
        place=", ".join(part for part in (workshop.room if workshop else "", whole.place) if part),
        is_cancelled=workshop is None or whole.is_cancelled,
    )
