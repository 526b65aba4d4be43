"""How often may one try to sign in, or have something mailed? What the limits count by, and what they count."""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_login import current_user

from okprofs.kernel.limits import limiter
from okprofs.people.rules.addresses import normalise_address

A_DAY = 24 * 3600
Key = Callable[[], str]
Decorator = Callable[[Any], Any]


def by_typed_address() -> str:
    """One mailbox, however its address is spelled."""
    typed = request.form.get("email", "").strip()
    return "address:" + (normalise_address(typed) or typed.lower()[:254])


def by_own_address() -> str:
    """The mailbox of whoever is signed in: the same key as when they type it."""
    return f"address:{current_user.email}"


def _failed(response: Response) -> bool:
    return response.status_code != 303


def passwords(key: Key) -> Decorator:
    """Ten guesses in five minutes at one account, wherever they are typed."""
    return limiter.shared_limit("10 per 5 minutes", "passwords", key_func=key, methods=["POST"])


# From one machine only what failed counts: a whole town hall, or a hall full of members, may share its address.
guesses_by_machine = limiter.shared_limit("10 per 5 minutes", "guesses", methods=["POST"], deduct_when=_failed)


def failed_in_a_day(key: Key) -> int:
    """Count a wrong password for this mailbox, also when nobody has it; returns how many it were since the first."""
    if not limiter.enabled:
        return 0
    return int(limiter.storage.incr("wrong passwords/" + key(), A_DAY))


def mailed(scope: str, key: Key, often: str = "5 per day") -> Decorator:
    """So many letters of one sort to one mailbox."""
    return limiter.shared_limit(often, scope, key_func=key, methods=["POST"])


# Letters asked for from one machine, of whatever sort.
mailed_by_machine = limiter.shared_limit("20 per hour", "mailed", methods=["POST"])
