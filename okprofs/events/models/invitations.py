"""Who, not being a member, may take part in what is closed?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event
from okprofs.events.rules.inviting import InvitationStanding, standing_of_invitation
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_CONTACT = personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_IDENTITY = personal(Kind.IDENTITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class Invitation(Model):
    """Lets one named non-member take part in what is closed, at one event."""

    __tablename__ = "invitations"
    __table_args__ = (sa.UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(100), info=_IDENTITY)
    email: Mapped[str] = mapped_column(sa.String(254), info=_CONTACT)
    invited_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    language: Mapped[str] = mapped_column(
        sa.String(2), default="nl", info=personal(Kind.CHOICE, kept=Term.EVENT_12_MONTHS)
    )
    reminded_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # Who declined may still change their mind: whoever signs up after all has accepted.
    declined_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    revoked_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"), info=_ACTIVITY)

    event: Mapped[Event] = relationship()

    @property
    def standing(self) -> InvitationStanding:
        return standing_of_invitation(
            is_revoked=self.revoked_at is not None,
            is_used=self.registration_id is not None,
            is_declined=self.declined_at is not None,
            is_reminded=self.reminded_at is not None,
        )
