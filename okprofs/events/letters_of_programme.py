"""Which letter do people get about a part of the programme that changed for them?"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from okprofs.events.letters_of_workshops import appointment_from, calendar_facts
from okprofs.events.models import Event
from okprofs.events.rules.telling import News, Part
from okprofs.kernel.calendars import CONTENT_TYPE, Appointment, to_ics
from okprofs.mail.kinds import Attachment, Kind


def part_facts(
    event: Event,
    was: Part,
    becomes: Part | None,
    news: News,
    *,
    workshop: str,
    was_chosen: bool,
    appointments: Sequence[Appointment],
) -> dict[str, Any]:
    """What a letter says of a part that `was` otherwise. `workshop` is where its reader goes in a round that changed;
    `appointments` are what stands otherwise in their calendar. Nothing of what is not for them any more."""
    return {
        "title": event.title,
        "slug": event.slug,
        "starts_at": event.starts_at.isoformat(),
        "was": _part(was),
        "becomes": _part(becomes) if becomes and not news.is_closed else None,
        "news": asdict(news),
        "workshop": workshop,
        "was_chosen": was_chosen,
        "calendars": [calendar_facts(appointment) for appointment in appointments],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "room": part.room,
        "starts_at": part.starts_at.isoformat(),
        "ends_at": part.ends_at.isoformat() if part.ends_at else None,
    }


def programme_file(facts: dict[str, Any]) -> Attachment | None:
    """The .ics with what stands otherwise in the calendar of the reader; none when that is nothing."""
    if not facts["calendars"]:
        return None
    content = to_ics(appointment_from(calendar) for calendar in facts["calendars"])
    return Attachment(f"{facts['slug']}-programma.ics", CONTENT_TYPE, content)


# To whom it concerns: by their ticket, or by the workshop that they go to or chose.
PROGRAMME_CHANGED = Kind("events/programme_changed", attach=programme_file)
