"""Pages: the agenda, signing up, and the office's events."""

from okprofs.events.views import agenda, organising, registrations, signup
from okprofs.events.views.blueprint import blueprint

__all__ = ["agenda", "blueprint", "organising", "registrations", "signup"]
