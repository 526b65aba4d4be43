"""Whose looking up of members is counted?"""

from flask import request
from flask_login import current_user

from okprofs.kernel.limits import limiter


def looking_up() -> str:
    """The key for the limit on look-ups: a member, whatever machine they use; else the machine."""
    if current_user.is_authenticated:
        return f"member:{current_user.public_id}"
    return f"machine:{request.remote_addr}"


# On every page that is about one member, and counted together.
look_ups = limiter.shared_limit("100/hour", scope="look-ups", key_func=looking_up)
