"""Pages: signing in, password and address, profile, own sessions, offices, blocking."""

from okprofs.people.views import (
    accounts,
    addresses,
    appointments,
    own_sessions,
    passwords,
    profiles,
    proof,
    signing_in,
)
from okprofs.people.views.blueprint import blueprint

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
