"""Which files went with a question or an answer?"""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.rules.attachments import FileKind

if TYPE_CHECKING:
    from okprofs.membership.models import ApplicationMessage

_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)


class ApplicationAttachment(Model):
    """A file that goes with a message, under a name of ours; what is in it is read only when it is asked for.

    In the database and not in a folder: so it comes and goes with the message in one transaction, no web server can
    give it out by itself, and it is in the same backup.
    """

    __tablename__ = "application_attachments"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    message_id: Mapped[int] = mapped_column(
        sa.ForeignKey("application_messages.id", ondelete="CASCADE"), index=True, info=NOTHING
    )
    kind: Mapped[FileKind] = mapped_column(choice(FileKind), info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(100), info=_WORDS)
    # How many bytes it is.
    size: Mapped[int] = mapped_column(info=NOTHING)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, info=_WORDS)

    message: Mapped["ApplicationMessage"] = relationship(back_populates="attachments")
