"""Holding a case while something is done to it, and writing to who applied and to who has taken it."""

from typing import Any

import sqlalchemy as sa

from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.kinds import Kind
from okprofs.mail.services import write
from okprofs.membership.models import Application
from okprofs.membership.queries.cases import desk_of
from okprofs.membership.rules.review import may_read
from okprofs.people.models import Account


def held(public_id: str) -> Application:
    """The application, held until the end of the transaction. Refused: `application_closed` when it is gone."""
    found: Application | None = db.session.scalar(
        locked(sa.select(Application).where(Application.public_id == public_id))
    )
    if found is None:
        raise Refused(Refusal("application_closed"))
    return found


def applicant_of(application: Application) -> Account:
    """Who sent it. ValueError for a draft, which may be nobody's yet."""
    if application.account is None:
        raise ValueError("an application that was sent has an account")
    return application.account


def write_to_applicant(kind: Kind, application: Application, **facts: Any) -> None:
    """A letter to the applicant about the application, in the language in which they applied."""
    applicant = applicant_of(application)
    write(
        kind,
        to=applicant.email,
        language=application.language,
        about=application,
        facts={"name": applicant.name, **facts},
    )


def write_to_holder(kind: Kind, application: Application, **facts: Any) -> None:
    """A letter to the reviewer who has taken the case, when they still may read it; of another the queue tells."""
    holder, desk = application.holder, desk_of(application)
    if holder is None or holder.id not in desk.readers or may_read(desk.case, desk.reader(holder.id)):
        return
    write(
        kind,
        to=holder.email,
        language=holder.language,
        about=application,
        facts={"name": holder.name, "application": application.public_id, **facts},
    )
