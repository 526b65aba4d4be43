"""What has happened at events that other rooms may want to know?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderMade:
    """Someone signed up, for one or more attendees."""

    order_id: int
    event_id: int


@dataclass(frozen=True, slots=True)
class EventCancelled:
    """An event was called off; its row is held."""

    event_id: int


@dataclass(frozen=True, slots=True)
class RegistrationChanged:
    """An attendee's details changed; with `person_changed` somebody else comes, perhaps at another price."""

    registration_id: int
    order_id: int
    person_changed: bool


@dataclass(frozen=True, slots=True)
class RegistrationCancelled:
    """An attendee will not come, and the place is free again."""

    registration_id: int
    order_id: int
    ticket_type_id: int


@dataclass(frozen=True, slots=True)
class AdmittedWhenFull:
    """Who waited for a closed part may have it now, and there is no place; the event is held."""

    pending_ticket_id: int


@dataclass(frozen=True, slots=True)
class PlacesFreed:
    """There are places at an event that were not there before; its row is held. Announced after all of them are."""

    event_id: int
