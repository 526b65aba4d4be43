"""Which letters do people get about the workshops of an event?"""

from collections.abc import Sequence
from typing import Any

from okprofs.events.models import Event, ProgrammeSession, Registration, Workshop
from okprofs.events.queries.division import Division
from okprofs.mail.kinds import Kind


def place_facts(session: ProgrammeSession, workshop: Workshop | None, why: dict[str, Any]) -> dict[str, Any]:
    """What a letter says of where someone goes in one round, and how that came about."""
    return {
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


# To each attendee, when their workshops are known or become others.
WORKSHOPS_TOLD = Kind("events/workshops_told")
