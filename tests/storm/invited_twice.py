"""The application without its locks, in which an invitation does not know whether it was used: the control that shows
that twenty clicks can let in more than one."""

from typing import Any

import sqlalchemy as sa

from tests.storm.unlocked import app  # isort: skip (before anything else takes the locks)

from okprofs.events.models import Invitation
from okprofs.events.services import invitations
from okprofs.kernel.db import db


def use_again(invitation: Any, registrations: Any) -> None:
    for registration in registrations:
        values = {"registration_id": registration.id}
        db.session.execute(sa.update(Invitation).where(Invitation.id == invitation.id).values(**values))


invitations.use = use_again

__all__ = ["app"]
