"""Which file did an applicant send, and how much in all?"""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, undefer

from okprofs.kernel.db import db
from okprofs.membership.models import Application, ApplicationAttachment, ApplicationMessage


def own_attachment(public_id: str, account_id: int) -> ApplicationAttachment | None:
    """A file that this person sent with an answer of their own, with what is in it."""
    return db.session.scalar(
        sa.select(ApplicationAttachment)
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(ApplicationAttachment.public_id == public_id, Application.account_id == account_id)
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


def attached_bytes(account_id: int) -> int:
    """How many bytes of files we keep of this person, over all applications."""
    total = (
        sa.select(sa.func.coalesce(sa.func.sum(ApplicationAttachment.size), 0))
        .join(ApplicationAttachment.message)
        .join(ApplicationMessage.application)
        .where(Application.account_id == account_id)
    )
    return int(db.session.scalar(total) or 0)
