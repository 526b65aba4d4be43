"""Which files went to and fro about an application, and how much in all?"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, undefer

from okprofs.kernel.db import db
from okprofs.membership.models import Application, ApplicationAttachment, ApplicationMessage, MessageSide
from okprofs.membership.rules.attachments import MOST_FILES
from okprofs.membership.rules.lifecycle import ApplicationStatus


def own_attachment(public_id: str, account_id: int) -> ApplicationAttachment | None:
    """A file about an application of this person, sent by them or to them, with what is in it."""
    return db.session.scalar(
        sa.select(ApplicationAttachment)
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(ApplicationAttachment.public_id == public_id, Application.account_id == account_id)
        .options(undefer(ApplicationAttachment.content))
    )


def question_attachment(public_id: str, application_public_id: str) -> ApplicationAttachment | None:
    """A file that the reviewers sent with the question that is open now, for who came by the link to it."""
    later = aliased(ApplicationMessage)
    is_followed = sa.exists().where(
        later.application_id == ApplicationMessage.application_id, later.id > ApplicationMessage.id
    )
    return db.session.scalar(
        sa.select(ApplicationAttachment)
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(
            ApplicationAttachment.public_id == public_id,
            Application.public_id == application_public_id,
            Application.status == ApplicationStatus.MORE_INFO_NEEDED,
            ApplicationMessage.side == MessageSide.OFFICE,
            ~is_followed,
        )
        .options(undefer(ApplicationAttachment.content))
    )


def attachment_of(public_id: str, application_public_id: str) -> ApplicationAttachment | None:
    """A file of this application, with what is in it and the application."""
    return db.session.scalar(
        sa.select(ApplicationAttachment)
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(
            ApplicationAttachment.public_id == public_id,
            Application.public_id == application_public_id,
            Application.submitted_at.is_not(None),
        )
        .options(
            undefer(ApplicationAttachment.content),
            contains_eager(ApplicationAttachment.message).contains_eager(ApplicationMessage.application),
        )
    )


def files_of_draft(draft: Application) -> Sequence[ApplicationAttachment]:
    """The files that will go with this draft when it is sent, in the order in which they came."""
    return db.session.scalars(
        sa.select(ApplicationAttachment)
        .join(ApplicationAttachment.message)
        .where(ApplicationMessage.application_id == draft.id)
        .order_by(ApplicationAttachment.id)
        .limit(MOST_FILES)
    ).all()


def attached_bytes(application: Application, side: MessageSide) -> int:
    """How many bytes of files we keep that this side sent: the applicant over all their applications, or of a draft
    that is nobody's yet with this one; the reviewers about this one."""
    total = (
        sa.select(sa.func.coalesce(sa.func.sum(ApplicationAttachment.size), 0))
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(ApplicationMessage.side == side)
    )
    is_person = side is MessageSide.APPLICANT and application.account_id is not None
    of_whom = Application.account_id == application.account_id if is_person else Application.id == application.id
    return int(db.session.scalar(total.where(of_whom)) or 0)
