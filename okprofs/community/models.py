"""Which intervision groups are there, and who sits in them?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline

_IN_GROUP = personal(Kind.ACTIVITY, Reader.GROUP, Reader.ORGANISERS, kept=Term.UNTIL_CHANGED)


class IntervisionGroup(Model):
    """A few members around one question. One that ended has nobody in it any more."""

    __tablename__ = "intervision_groups"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    title: Mapped[str] = mapped_column(sa.String(100), info=NOTHING)
    question: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)
    discipline: Mapped[Discipline | None] = mapped_column(choice(Discipline), info=NOTHING)
    made_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    ended_at: Mapped[datetime | None] = mapped_column(info=NOTHING)

    members: Mapped[list["GroupMember"]] = relationship(back_populates="group", cascade="all, delete-orphan")


class GroupMember(Model):
    """Someone who sits in a group now."""

    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(
        sa.ForeignKey("intervision_groups.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True, info=_IN_GROUP
    )
    joined_at: Mapped[datetime] = mapped_column(default=now, info=_IN_GROUP)

    group: Mapped[IntervisionGroup] = relationship(back_populates="members")
    account: Mapped[Account] = relationship()
