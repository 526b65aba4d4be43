"""Pages: the agenda, signing up, tickets, the door, and the office's events."""

from okprofs.events.views import (
    agenda,
    at_the_door,
    choosing,
    composing,
    doors,
    organising,
    pending,
    reasons,
    registrations,
    selling,
    signup,
    tickets,
    workshops,
)
from okprofs.events.views.blueprint import blueprint

__all__ = [
    "agenda",
    "at_the_door",
    "blueprint",
    "choosing",
    "composing",
    "doors",
    "organising",
    "pending",
    "reasons",
    "registrations",
    "selling",
    "signup",
    "tickets",
    "workshops",
]
