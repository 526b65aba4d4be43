"""Adding files to an answer, and opening one."""

from collections.abc import Sequence

from okprofs.journal.services import record
from okprofs.kernel.refusals import refuse
from okprofs.membership.models import ApplicationAttachment, ApplicationMessage
from okprofs.membership.queries.attachments import attached_bytes, attachment_of
from okprofs.membership.queries.cases import desk_of
from okprofs.membership.rules.attachments import Attached, fits_quota
from okprofs.membership.rules.review import may_read
from okprofs.people.models import Account


def attach(message: ApplicationMessage, attached: Sequence[Attached], *, account: Account) -> None:
    """Send these files along with the message. Refused: `attachments_quota`."""
    if attached:
        refuse(fits_quota(attached_bytes(account.id), attached))
    message.attachments = [
        ApplicationAttachment(name=file.name, kind=file.kind, size=len(file.content), content=file.content)
        for file in attached
    ]


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
