"""What do the applicant and the office see of an objection?"""

from typing import Any

from flask_login import current_user

from okprofs.membership.models import Application
from okprofs.membership.queries.cases import Desk
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.objecting import is_anyone_left
from okprofs.membership.services.objections import first_deciders, objectable_until


def objection_of(application: Application) -> dict[str, Any]:
    """What was brought in, and until when one can still object."""
    return {"objection": application.objection, "objectable_until": objectable_until(application)}


def objection_on_desk(application: Application, reviewers: Desk) -> dict[str, Any]:
    """The same for a reviewer, with whether they can decide on it, or why not."""
    context = objection_of(application) | {"is_own_decision": False, "is_anyone_left": True}
    if application.status is not ApplicationStatus.OBJECTED:
        return context
    deciders = first_deciders(application, reviewers.votes)
    return context | {
        "is_own_decision": current_user.id in deciders,
        "is_anyone_left": is_anyone_left(
            reviewers.readers.keys(), applicant_id=application.account_id, first_decider_ids=deciders
        ),
    }
