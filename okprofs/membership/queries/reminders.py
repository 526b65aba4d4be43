"""Which cases have waited too long, for the office or for an answer? The oldest first, and a bounded number."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, load_only, selectinload

from okprofs.kernel.db import db
from okprofs.membership.models import Application, ApplicationMessage, Membership, MessageSide, Objection, Recheck
from okprofs.membership.rules.lifecycle import ApplicationStatus

MOST_CASES = 200


def open_questions(*, warnings: int, asked_before: datetime) -> Sequence[str]:
    """The public ids of at most 200 applications that wait for an answer, asked before this moment, of which the
    applicant was warned so many times."""
    later = aliased(ApplicationMessage)
    query = (
        sa.select(Application.public_id)
        .join(ApplicationMessage, ApplicationMessage.application_id == Application.id)
        .where(
            Application.status == ApplicationStatus.MORE_INFO_NEEDED,
            ApplicationMessage.side == MessageSide.OFFICE,
            ApplicationMessage.warnings == warnings,
            ApplicationMessage.at < asked_before,
            ~sa.exists().where(later.application_id == Application.id, later.id > ApplicationMessage.id),
        )
        .order_by(ApplicationMessage.at, Application.id)
    )
    return db.session.scalars(query.limit(MOST_CASES)).all()


def submitted_before(moment: datetime) -> Sequence[Application]:
    """At most 200 applications that wait for the office and were sent before this moment, with their threads."""
    thread = selectinload(Application.messages).options(
        load_only(ApplicationMessage.at, ApplicationMessage.side, ApplicationMessage.application_id)
    )
    query = sa.select(Application).where(
        Application.status == ApplicationStatus.SUBMITTED, Application.submitted_at < moment
    )
    query = query.options(load_only(*_WHICH), thread).order_by(Application.submitted_at, Application.id)
    return db.session.scalars(query.limit(MOST_CASES)).all()


def objected_before(moment: datetime) -> Sequence[Application]:
    """At most 200 applications on which an objection has waited since before this moment."""
    query = (
        sa.select(Application)
        .join(Application.objection)
        .where(Application.status == ApplicationStatus.OBJECTED, Objection.at < moment)
        .options(load_only(*_WHICH, Application.decided_by_id), joinedload(Application.objection))
        .order_by(Objection.at, Application.id)
    )
    return db.session.scalars(query.limit(MOST_CASES)).all()


def told_before(moment: datetime) -> Sequence[Recheck]:
    """At most 200 changes of work on which a reviewer has yet to decide, told before this moment, with whose they
    are."""
    query = sa.select(Recheck).where(Recheck.decided_at.is_(None), Recheck.at < moment)
    whose = joinedload(Recheck.membership, innerjoin=True).load_only(Membership.public_id, Membership.account_id)
    query = query.options(load_only(Recheck.at), whose).order_by(Recheck.at, Recheck.id)
    return db.session.scalars(query.limit(MOST_CASES)).all()


_WHICH = (Application.public_id, Application.account_id, Application.status, Application.submitted_at)
