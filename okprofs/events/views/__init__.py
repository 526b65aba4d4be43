"""Pages: the agenda, signing up, and the office's events."""

from flask import Blueprint

blueprint = Blueprint("events", __name__)


# Each module puts its pages on the blueprint.
from okprofs.events.views import agenda, organising, registrations, signup  # noqa: E402

__all__ = ["agenda", "blueprint", "organising", "registrations", "signup"]
