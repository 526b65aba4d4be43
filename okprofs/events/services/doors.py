"""What an organiser does with doors: make one, hand out its link, take that back, close it for good."""

from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext

from okprofs.events.letters import DOOR_OPENED
from okprofs.events.models import Door, Event
from okprofs.events.queries.doors import DOOR, MOST_DOORS
from okprofs.events.rules.doors import SENT_IN_LATE, DoorRefusal, DoorStanding, standing_of_door
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.services import mint, revoke, write
from okprofs.people.rules.addresses import normalise_address


def open_door(event: Event, title: str, on_day: date) -> Door:
    """Make a door of this event. Refused when there are fifty, or that day is over."""
    db.session.scalars(locked(sa.select(Event.id).where(Event.id == event.id))).one()
    number = db.session.scalar(sa.select(sa.func.count(Door.id)).where(Door.event_id == event.id)) or 0
    if number >= MOST_DOORS:
        raise Refused(Refusal(DoorRefusal.TOO_MANY_DOORS, (("most", MOST_DOORS),)))
    if on_day < today():
        raise Refused(Refusal(DoorRefusal.DOOR_DAY_OVER))
    door = Door(event_id=event.id, title=title or gettext("Deur %(number)s", number=number + 1), on_day=on_day)
    db.session.add(door)
    db.session.flush()
    record("door_made", door, event=event.public_id)
    return door


def new_link(door: Door) -> str:
    """A new secret that opens this door; every earlier one, on paper or mailed, opens nothing any more.

    Refused when the door is closed or its day is over.
    """
    door = _held(door)
    revoke(DOOR, door.public_id)
    record("door_link_made", door, event=door.event.public_id)
    return mint(DOOR, door.public_id, "", _valid_for(door))


def mail_link(door: Door, address: str, language: str) -> None:
    """Mail a link of this door to who will stand there; what was handed out before goes on working.

    Refused when the door is closed, its day is over, or the address is none.
    """
    door = _held(door)
    email = normalise_address(address)
    if email is None:
        raise Refused(Refusal("address_invalid"))
    facts = {"title": door.event.title, "door": door.title, "on_day": door.on_day.isoformat()}
    write(DOOR_OPENED, to=email, language=language, about=door, facts=facts)
    record("door_link_mailed", door, event=door.event.public_id)


def close_door(door: Door) -> None:
    """Let nobody receive people here any more: what telephones hold of it is wiped when they next look."""
    door = _held(door)
    revoke(DOOR, door.public_id)
    door.closed_at = now()
    record("door_closed", door, event=door.event.public_id)


def _held(door: Door) -> Door:
    door = db.session.scalars(locked(sa.select(Door).where(Door.id == door.id))).one()
    if door.closed_at is not None:
        raise Refused(Refusal(DoorRefusal.DOOR_CLOSED))
    if standing_of_door(door.on_day, today()) is DoorStanding.OVER:
        raise Refused(Refusal(DoorRefusal.DOOR_DAY_OVER))
    return door


def _valid_for(door: Door) -> timedelta:
    """Until what was scanned can no longer come in; the door itself says on which day it opens."""
    return door.on_day - today() + SENT_IN_LATE + timedelta(days=1)
