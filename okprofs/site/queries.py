"""What does the home page, a person's own page, and the record of their hours tell?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from okprofs.community.queries import attended_by
from okprofs.events.models import Event, EventStatus
from okprofs.events.queries.agenda import coming_events
from okprofs.events.queries.certificates import kept_certificates, records_of
from okprofs.events.queries.offers import Offer, offers_for
from okprofs.events.queries.people import person_for
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.people.models import Account

LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class NextEvent:
    """A coming event with its offers to this viewer, and whether one of them can be taken now."""

    event: Event
    offers: Sequence[Offer]

    @property
    def is_open(self) -> bool:
        return any(offer.admission.is_allowed for offer in self.offers)


def next_event(viewer: Any) -> NextEvent | None:
    """The first coming event that this viewer can sign up for; when there is none, the first that goes through."""
    first = None
    for event in coming_events(LOOKED_AT):
        if event.status is EventStatus.PUBLISHED:
            found = NextEvent(event, offers_for(event, person_for(event, viewer).facts, now()))
            if found.is_open:
                return found
            first = first or found
    return first


def next_besides(known: Collection[int]) -> Event | None:
    """The first coming event that goes through and has places, besides these (their ids)."""
    for event in coming_events(LOOKED_AT):
        has_places = any(item.places_left != 0 for item in event.ticket_types if not item.is_hidden)
        if event.status is EventStatus.PUBLISHED and has_places and event.id not in known:
            return event
    return None


def is_database_there() -> bool:
    """Whether the database answers a question."""
    return db.session.scalar(sa.select(1)) == 1


class Source(StrEnum):
    """Where hours come from: an organiser kept count, or a group itself."""

    EVENT = "event"
    INTERVISION = "intervision"


@dataclass(frozen=True, slots=True)
class Hours:
    """A day on which someone was somewhere, and how long that counts. `title` is what the event or group is called,
    `code` that of the certificate, and `registration` the public id of the sign-up of which one can be made;
    `certificate` that of one that is kept when the sign-up is not."""

    on: date
    source: Source
    title: str
    minutes: int
    code: str = ""
    registration: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """What someone attended in one year, the latest first."""

    number: int
    lines: Sequence[Hours]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


def years_of(account: Account) -> list[Year]:
    """Everything that counts for this person, whichever room knows of it; the latest year first."""
    lines = [
        *(
            Hours(
                local(record.event.starts_at).date(),
                Source.EVENT,
                record.event.title,
                record.minutes,
                record.certificate.code if record.certificate else "",
                record.registration.public_id,
            )
            for record in records_of(account)
        ),
        *(
            Hours(kept.event_on, Source.EVENT, kept.event_title, kept.minutes, kept.code, certificate=kept.public_id)
            for kept in kept_certificates(account)
        ),
        *(Hours(one.held_on, Source.INTERVISION, one.title, one.minutes) for one in attended_by(account.id)),
    ]
    lines.sort(key=lambda line: line.on, reverse=True)
    return [Year(number, list(those)) for number, those in groupby(lines, lambda line: line.on.year)]
