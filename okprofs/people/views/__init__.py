"""Pages: signing in, password and address, profile, own sessions, offices, blocking."""

from flask import Blueprint

from okprofs.people.rules.phones import shown_phone

blueprint = Blueprint("people", __name__)
blueprint.add_app_template_filter(shown_phone, "phone")

# Each module puts its pages on the blueprint.
from okprofs.people.views import (  # noqa: E402
    accounts,
    addresses,
    appointments,
    own_sessions,
    passwords,
    profiles,
    proof,
    signing_in,
)

__all__ = [
    "accounts",
    "addresses",
    "appointments",
    "blueprint",
    "own_sessions",
    "passwords",
    "profiles",
    "proof",
    "signing_in",
]
