"""How is a place taken, and given back? Nowhere else are places counted.

A ticket draws on its own number of places, and on every quota that its ticket type shares with others: the morning and
the whole day on the hall, the whole day on the afternoon too. All of these go up and down together. Whoever calls this
holds the event's row (`locked()`), and has read the ticket type and its quotas behind that lock.
"""

from okprofs.events.models import TicketType, WaitingAttendee
from okprofs.events.queries.pending import beyond, needed


def take(ticket_type: TicketType) -> None:
    """Take one place, which the rules have said is there. The constraints in the database are the second line."""
    for counted in ticket_type.draws_on:
        counted.taken += 1


def give_back(ticket_type: TicketType) -> None:
    """Let one place go, for whoever comes next."""
    for counted in ticket_type.draws_on:
        counted.taken -= 1


def take_beyond(ticket_type: TicketType, beside: TicketType) -> None:
    """Take what a place of `ticket_type` needs more than the place of `beside` that the same person has already."""
    for counted in beyond(ticket_type, beside):
        counted.taken += 1


def give_back_beyond(ticket_type: TicketType, beside: TicketType) -> None:
    """Let go what a place of `ticket_type` needs more than the place of `beside` that the same person keeps."""
    for counted in beyond(ticket_type, beside):
        counted.taken -= 1


def take_for(waiting: WaitingAttendee) -> None:
    """Take what an offer to this attendee needs: beyond the ticket that they have, if they have one."""
    for counted in needed(waiting.ticket_type, waiting.held_ticket_type):
        counted.taken += 1


def give_back_of(waiting: WaitingAttendee) -> None:
    """Let go what an offer to this attendee held."""
    for counted in needed(waiting.ticket_type, waiting.held_ticket_type):
        counted.taken -= 1
