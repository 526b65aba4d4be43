"""Which parts of an event count for hours, who was there after all, and who has a certificate?"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import Event
from okprofs.events.models.orders import Registration
from okprofs.kernel.clock import now
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id, new_ticket_code
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal

_ATTENDANCE = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
# Who holds the code of a certificate reads the name, the event, the day and the hours.
_SHOWN = personal(Kind.IDENTITY, Reader.EVERYONE_BY_CHOICE, kept=Term.CERTIFICATE_7_YEARS)
_HOURS = personal(Kind.ACTIVITY, Reader.EVERYONE_BY_CHOICE, kept=Term.CERTIFICATE_7_YEARS)
_OWN = personal(Kind.ACTIVITY, kept=Term.CERTIFICATE_7_YEARS)


class CertificateTerms(Model):
    """What the certificates of one event say, and since when people can make theirs."""

    __tablename__ = "certificate_terms"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    # Raised with every change, so that nobody writes over somebody else's.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    goals: Mapped[str] = mapped_column(sa.String(1000), default="", info=NOTHING)
    released_at: Mapped[datetime | None] = mapped_column(info=NOTHING)


class SessionLearning(Model):
    """How many minutes an item of the programme counts for, and what one learns there."""

    __tablename__ = "session_learning"
    __table_args__ = (sa.CheckConstraint("minutes BETWEEN 0 AND 600", name="minutes_of_a_day"),)

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_sessions.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    minutes: Mapped[int] = mapped_column(info=NOTHING)
    goals: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)


class AttendanceCorrection(Model):
    """The organiser knows better than the doors whether someone was at a part."""

    __tablename__ = "attendance_corrections"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_sessions.id", ondelete="CASCADE"), primary_key=True, index=True, info=_ATTENDANCE
    )
    was_there: Mapped[bool] = mapped_column(info=_ATTENDANCE)
    corrected_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)


class Certificate(Model):
    """What was printed on somebody's certificate. Of each registration at most one stands."""

    __tablename__ = "certificates"
    __table_args__ = (
        sa.Index(
            "uq_certificates_standing",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    # 129 bits, printed on it: who holds it may check it.
    code: Mapped[str] = mapped_column(
        sa.String(30),
        unique=True,
        default=new_ticket_code,
        info=personal(Kind.CREDENTIAL, kept=Term.CERTIFICATE_7_YEARS),
    )
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True, info=NOTHING)
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="SET NULL"), info=NOTHING
    )
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_OWN)
    # As it was printed: what is renamed later changes nothing on paper.
    name: Mapped[str] = mapped_column(sa.String(100), info=_SHOWN)
    event_title: Mapped[str] = mapped_column(sa.String(200), info=NOTHING)
    event_on: Mapped[date] = mapped_column(info=NOTHING)
    minutes: Mapped[int] = mapped_column(info=_HOURS)
    goals: Mapped[str] = mapped_column(sa.String(1000), default="", info=NOTHING)
    # Of each part: its public id, title, minutes and goals.
    parts: Mapped[list[Any]] = mapped_column(sa.JSON, info=_OWN)
    issued_at: Mapped[datetime] = mapped_column(default=now, index=True, info=_OWN)
    withdrawn_at: Mapped[datetime | None] = mapped_column(info=_HOURS)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()
