"""Which letters do people get about the workshops of an event?"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from okprofs.events.models import Event, ProgrammeSession, Registration, Workshop
from okprofs.events.queries.division import Division
from okprofs.kernel.calendars import CONTENT_TYPE, Appointment, to_ics
from okprofs.mail.kinds import Attachment, Kind

_MOMENTS = ("starts_at", "ends_at", "changed_at")


def calendar_facts(appointment: Appointment) -> dict[str, Any]:
    """An appointment as it is kept with a letter, from which its file is made."""
    calendar = asdict(appointment)
    return {**calendar, **{name: calendar[name].isoformat() for name in _MOMENTS}}


def appointment_from(calendar: dict[str, Any]) -> Appointment:
    """The appointment that was kept with a letter."""
    return Appointment(**{**calendar, **{name: datetime.fromisoformat(calendar[name]) for name in _MOMENTS}})


def place_facts(
    session: ProgrammeSession, workshop: Workshop | None, why: dict[str, Any], appointment: Appointment
) -> dict[str, Any]:
    """What a letter says of where someone goes in one round, and how that came about, and how that stands in their
    calendar."""
    return {
        "calendar": calendar_facts(appointment),
        "starts_at": session.starts_at.isoformat(),
        "title": workshop.title if workshop else None,
        "room": workshop.room if workshop else "",
        "why": why,
    }


def division_facts(
    event: Event, registration: Registration, places: Sequence[dict[str, Any]], division: Division, *, is_again: bool
) -> dict[str, Any]:
    """What a letter says of the division, to one attendee; of nobody else, and not what they chose."""
    return {
        "title": event.title,
        "slug": event.slug,
        "starts_at": event.starts_at.isoformat(),
        "name": registration.name,
        "places": list(places),
        "people": len(division.problem.participants),
        "seed": division.plan.seed,
        "is_again": is_again,
    }


def workshops_file(facts: dict[str, Any]) -> Attachment | None:
    """The .ics with a place in each round; one that is no more is called off. None in a letter from before there was
    such a file."""
    appointments = [appointment_from(place["calendar"]) for place in facts["places"] if "calendar" in place]
    content = to_ics(appointments)
    return Attachment(f"{facts['slug']}-workshops.ics", CONTENT_TYPE, content) if appointments else None


# To each attendee, when their workshops are known or become others.
WORKSHOPS_TOLD = Kind("events/workshops_told", attach=workshops_file)
