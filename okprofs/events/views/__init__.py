"""Pages: the agenda, signing up, and the office's events."""

from okprofs.events.views import (
    agenda,
    choosing,
    composing,
    organising,
    reasons,
    registrations,
    selling,
    signup,
    workshops,
)
from okprofs.events.views.blueprint import blueprint

__all__ = [
    "agenda",
    "blueprint",
    "choosing",
    "composing",
    "organising",
    "reasons",
    "registrations",
    "selling",
    "signup",
    "workshops",
]
