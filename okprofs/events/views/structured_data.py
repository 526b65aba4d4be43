"""What does an event page tell a search engine? schema.org, in the only script element that holds data."""

from collections.abc import Sequence
from typing import Any

from okprofs.events.models import Event, EventStatus
from okprofs.events.queries.offers import Offer
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.wall_time import local

_SCHEMA = "https://schema.org/"


def structured_data(event: Event, offers: Sequence[Offer]) -> dict[str, Any]:
    """The event as anyone may know it: no price of a member, nothing of the programme."""
    address = absolute_url("events.show_event", slug=event.slug)
    is_cancelled = event.status is EventStatus.CANCELLED
    data: dict[str, Any] = {
        "@context": _SCHEMA.rstrip("/"),
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": address,
        "startDate": local(event.starts_at).isoformat(),
        "endDate": local(event.ends_at).isoformat(),
        "eventStatus": _SCHEMA + ("EventCancelled" if is_cancelled else "EventScheduled"),
        "eventAttendanceMode": _SCHEMA + "OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": event.venue, "address": event.address},
        "organizer": {
            "@type": "Organization",
            "name": event.organiser_name or "OK-Profs",
            "url": absolute_url("site.show_home"),
        },
        "offers": [
            {
                "@type": "Offer",
                "name": offer.ticket_type.title,
                "price": f"{offer.ticket_type.price_cents / 100:.2f}",
                "priceCurrency": "EUR",
                "url": address,
                "availability": _SCHEMA + ("SoldOut" if offer.ticket_type.places_left == 0 else "InStock"),
            }
            for offer in offers
        ],
    }
    if event.doors_open_at:
        data["doorTime"] = local(event.doors_open_at).isoformat()
    return data
