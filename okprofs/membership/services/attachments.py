"""Adding files to an application, a question or an answer, opening one, and throwing them away in time."""

from collections.abc import Sequence

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import refuse
from okprofs.membership.models import Application, ApplicationAttachment, ApplicationMessage, MessageSide
from okprofs.membership.queries.attachments import attached_bytes, attachment_of, files_of_draft
from okprofs.membership.queries.cases import desk_of, ended_before
from okprofs.membership.rules.attachments import Attached, fits_quota, too_much
from okprofs.membership.rules.lifecycle import KEPT_AFTER
from okprofs.membership.rules.review import may_read
from okprofs.membership.services.drafts import reopen
from okprofs.people.models import Account


def attach(message: ApplicationMessage, attached: Sequence[Attached]) -> None:
    """Send these files along with the message. Refused: `attachments_quota`."""
    if attached:
        refuse(fits_quota(attached_bytes(message.application, message.side), attached))
    message.attachments = [*map(_kept, attached)]


def _kept(file: Attached) -> ApplicationAttachment:
    return ApplicationAttachment(name=file.name, kind=file.kind, size=len(file.content), content=file.content)


def keep_with_draft(draft: Application, attached: Sequence[Attached]) -> None:
    """Let these files go with the draft when it is sent: they wait in a message without words, the first in its thread.

    Refused: `application_already_sent`, `attachments_too_many`, `attachments_too_large`, `attachments_quota`.
    """
    if not attached:
        return
    reopen(draft)
    sizes = [*(file.size for file in files_of_draft(draft)), *(len(file.content) for file in attached)]
    refuse(too_much(sizes))
    refuse(fits_quota(attached_bytes(draft, MessageSide.APPLICANT), attached))
    if not draft.messages:
        draft.messages.append(ApplicationMessage(side=MessageSide.APPLICANT, text=""))
    draft.messages[0].attachments.extend(map(_kept, attached))
    draft.changed_at = now()
    record("application_edited", draft, step="attachments")


def take_from_draft(draft: Application, public_id: str) -> None:
    """Let this file not go with the draft after all; one that is gone already is gone. Refused:
    `application_already_sent`."""
    reopen(draft)
    for message in draft.messages:
        message.attachments = [file for file in message.attachments if file.public_id != public_id]
    draft.messages = [message for message in draft.messages if message.attachments]
    draft.changed_at = now()
    record("application_edited", draft, step="attachments")


def open_attachment(public_id: str, application_public_id: str, *, reviewer: Account) -> Attached | None:
    """A file of this application for a reviewer who may read the case, which the journal keeps; None for another."""
    found = attachment_of(public_id, application_public_id)
    if found is None:
        return None
    application = found.message.application
    desk = desk_of(application)
    if may_read(desk.case, desk.reader(reviewer.id)):
        return None
    record("application_attachment_opened", application, actor=reviewer, attachment=found.public_id)
    return Attached(found.name, found.kind, found.content)


def forget_attachments() -> None:
    """Throw away the files of applications that ended long ago; for the worker, every day."""
    ended = (
        sa.select(ApplicationMessage.id)
        .join(Application, Application.id == ApplicationMessage.application_id)
        .where(ended_before(now() - KEPT_AFTER))
    )
    over = sa.delete(ApplicationAttachment).where(ApplicationAttachment.message_id.in_(ended))
    db.session.execute(over.execution_options(synchronize_session=False))
