"""Who is asking, and do they hold an office?"""

from typing import cast

from flask_login import current_user

from okprofs.kernel.access import Policy
from okprofs.people.models import Account, Office


def signed_in_account() -> Account:
    """The account of whoever asks, in a view whose policy lets in nobody else."""
    return cast(Account, current_user._get_current_object())


def office(*offices: Office) -> Policy:
    """Someone who holds at least one of these. An administrator appoints, and does not thereby hold the others."""
    allowed = frozenset(offices)
    name = "office:" + "+".join(sorted(allowed))
    return Policy(name, lambda viewer: bool(allowed & viewer.offices))


any_office = Policy("any_office", lambda viewer: bool(viewer.holds_any_office))
