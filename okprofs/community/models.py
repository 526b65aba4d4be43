"""Which intervision groups are there, who sits in them, and when did they meet?"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline

_IN_GROUP = personal(Kind.ACTIVITY, Reader.GROUP, Reader.ORGANISERS, kept=Term.UNTIL_CHANGED)
# What is said in intervision is confidential: no office reads any of it.
_SAID = personal(Kind.OWN_WORDS, Reader.GROUP, kept=Term.INTERVISION_24_MONTHS)
_HOURS = personal(Kind.ACTIVITY, Reader.GROUP, kept=Term.HOURS_7_YEARS)


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


class IntervisionMeeting(Model):
    """A day on which a group met, as one of them wrote it down. It goes with the group."""

    __tablename__ = "intervision_meetings"
    __table_args__ = (
        sa.UniqueConstraint("group_id", "held_on"),
        sa.CheckConstraint("minutes BETWEEN 15 AND 480", name="minutes_of_a_meeting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("intervision_groups.id", ondelete="CASCADE"), info=NOTHING)
    held_on: Mapped[date] = mapped_column(info=NOTHING)
    minutes: Mapped[int] = mapped_column(info=NOTHING)
    subject: Mapped[str] = mapped_column(sa.String(100), default="", info=_SAID)
    # Raised with every change, so that nobody writes over somebody else's.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    written_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)

    group: Mapped[IntervisionGroup] = relationship()
    hours: Mapped[list["IntervisionHours"]] = relationship(back_populates="meeting", passive_deletes=True)


class IntervisionHours(Model):
    """That someone was there, and for how long. Theirs: it stays when they leave, or the meeting or the group goes."""

    __tablename__ = "intervision_hours"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True, info=_HOURS)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("intervision_groups.id", ondelete="CASCADE"), info=NOTHING)
    meeting_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("intervision_meetings.id", ondelete="SET NULL"), info=NOTHING
    )
    held_on: Mapped[date] = mapped_column(index=True, info=_HOURS)
    minutes: Mapped[int] = mapped_column(info=_HOURS)

    meeting: Mapped[IntervisionMeeting | None] = relationship(back_populates="hours")
