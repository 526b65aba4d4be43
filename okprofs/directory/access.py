"""Whose looking up of members is counted?"""

from flask import request
from flask_login import current_user


def looking_up() -> str:
    """The key for the limit on look-ups: a member, whatever machine they use; else the machine."""
    if current_user.is_authenticated:
        return f"member:{current_user.public_id}"
    return f"machine:{request.remote_addr}"
