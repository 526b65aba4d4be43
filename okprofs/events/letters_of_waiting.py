"""Which letters does someone get who waits for a place?"""

from datetime import timedelta
from typing import Any

from okprofs.events.letters import event_facts
from okprofs.events.models import WaitingEntry, WaitingParty
from okprofs.events.queries.waiting import WAITING_LIST
from okprofs.mail.kinds import Kind, Link
from okprofs.mail.services import Addressed, write_each

ON_WAITING_LIST = Kind("events/on_waiting_list", Link("events.show_waiting_party", WAITING_LIST, timedelta(days=400)))


OFF_WAITING_LIST = Kind("events/off_waiting_list")
STILL_ON_IT = ("joined", "offered")


def waiting_letter(
    party: WaitingParty, entries: list[WaitingEntry], state: str, position: int = 0, *, is_admitted: bool = False
) -> Addressed:
    """A letter to the contact. `state` is joined, or what became of these entries. `is_admitted`: they wait because
    they were admitted while it was full."""
    exchanged = entries[0].exchanged
    held = exchanged.held_ticket_type if exchanged else None
    until = next((entry.offered_until for entry in entries if entry.offered_until), None)
    facts: dict[str, Any] = {
        "event": event_facts(party.event),
        "state": entries[0].ended_why or state,
        "contact": party.contact_name,
        "is_confirmed": party.confirmed_at is not None,
        "position": position,
        "held": held.title if held else None,
        "is_admitted": is_admitted,
        "until": until.isoformat() if until else None,
        "attendees": [
            {"name": attendee.name or party.contact_name, "ticket": attendee.ticket_type.title}
            for entry in entries
            for attendee in entry.attendees
        ],
    }
    return Addressed(party.contact_email, party.language, party.public_id, facts)


def tell(
    party: WaitingParty, entries: list[WaitingEntry], state: str, position: int = 0, *, is_admitted: bool = False
) -> None:
    """Write to the contact what happened to these entries."""
    kind = ON_WAITING_LIST if state in STILL_ON_IT else OFF_WAITING_LIST
    write_each(kind, [waiting_letter(party, entries, state, position, is_admitted=is_admitted)])
