"""Who waits for a place in the demo club? The intervision afternoon is full, and three members stand in line."""

from collections.abc import Sequence

from okprofs.events.models import Event
from okprofs.events.services.signup import Attendee, Contact
from okprofs.events.services.waiting_list import sign_up_or_wait
from okprofs.people.models import Account


def load_waiting(event: Event, people: Sequence[Account]) -> None:
    """These members sign up for a full event, and so wait in this order."""
    ticket_type = event.ticket_types[0].public_id
    for account in people:
        asked = Contact(), [Attendee(ticket_type, is_contact=True)]
        sign_up_or_wait(event.id, *asked, stays_together=False, viewer=account)
