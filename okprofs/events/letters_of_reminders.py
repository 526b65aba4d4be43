"""Which letters remind people of an event they signed up for?"""

from datetime import timedelta
from typing import Any

from okprofs.events.letters import event_facts
from okprofs.events.models import Event
from okprofs.events.queries.attending import REGISTRATION
from okprofs.events.queries.orders import ORDER
from okprofs.mail.kinds import Kind, Link
from okprofs.mail.rules.untrusted import in_pieces

_LONG = timedelta(days=60)

# To the contact of each order, and to each attendee who has an address of their own.
REMINDED = Kind("events/reminder", Link("events.show_order", ORDER, _LONG))
ATTENDEE_REMINDED = Kind("events/attendee_reminder", Link("events.show_own_registration", REGISTRATION, _LONG))


def reminder_facts(event: Event, name: str, instructions: str) -> dict[str, Any]:
    """What a reminder says: when and where, and what to know before one comes."""
    return {"event": event_facts(event), "name": name, "instructions": in_pieces(instructions)}
