"""What does the home page, and a person's own page, tell?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus
from okprofs.events.queries.agenda import coming_events
from okprofs.events.queries.offers import Offer, offers_for
from okprofs.events.queries.people import person_for
from okprofs.kernel.clock import now
from okprofs.kernel.db import db

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
