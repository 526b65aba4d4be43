"""Which workshops run side by side, who hosts them, who wants which, and who goes where?

A round is an item of the programme of the kind workshop: it says when, and whether it is closed. Workshops of one title
in several rounds are the same workshop, given again.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.events.models.events import ProgrammeSession
from okprofs.events.models.orders import Registration
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.people.models import Account

_SHOWN = Term.EVENT_12_MONTHS
_NAME = personal(Kind.IDENTITY, Reader.EVERYONE, kept=_SHOWN)
_WORK = personal(Kind.WORK, Reader.EVERYONE, kept=_SHOWN)
_WORDS = personal(Kind.OWN_WORDS, Reader.EVERYONE, kept=_SHOWN)
_ROLE = personal(Kind.ACTIVITY, Reader.EVERYONE, kept=_SHOWN)
_CHOICE = personal(Kind.CHOICE, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
_PLACE = personal(Kind.ACTIVITY, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)


class WorkshopPlan(Model):
    """What the organiser asks of the division over the workshops of one event, and how far it is."""

    __tablename__ = "workshop_plans"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    # Raised with all that changes the division or what it is made of.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    # Until when people choose; empty: until the event begins, or the division is published.
    choices_close_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    most_from_one: Mapped[int | None] = mapped_column(info=NOTHING)
    limit_is_hard: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    mixes_disciplines: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    # From this the lots are drawn; set once, and told to everybody.
    seed: Mapped[str] = mapped_column(sa.String(20), default=new_public_id, info=NOTHING)
    composed_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    is_proven: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    # What the same people would have cost when they chose in turn.
    in_turn_cost: Mapped[int | None] = mapped_column(info=NOTHING)
    conflicts: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, info=_PLACE)
    published_at: Mapped[datetime | None] = mapped_column(info=NOTHING)


class Speaker(Model):
    """Someone who speaks or hosts, with a page of their own at this event."""

    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"), index=True, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(100), info=_NAME)
    role: Mapped[str] = mapped_column(sa.String(200), default="", info=_WORK)
    text: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    # As the organiser wrote it, so that it does not tell whether there is an account with it.
    email: Mapped[str] = mapped_column(
        sa.String(254), default="", info=personal(Kind.CONTACT, Reader.ORGANISERS, kept=Term.EVENT_12_MONTHS)
    )
    # Who they are here, when they have an account; whether their page leads to their profile they choose themselves.
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_PLACE)
    shows_profile: Mapped[bool] = mapped_column(default=False, info=_CHOICE)

    account: Mapped[Account | None] = relationship()
    sessions: Mapped[list[ProgrammeSession]] = relationship(
        secondary="session_speakers", order_by="ProgrammeSession.starts_at, ProgrammeSession.id"
    )
    workshops: Mapped[list["Workshop"]] = relationship(
        secondary="workshop_hosts", back_populates="hosts", order_by="Workshop.id"
    )


class Workshop(Model):
    """One workshop in one round."""

    __tablename__ = "workshops"
    __table_args__ = (sa.CheckConstraint("capacity > 0", name="capacity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_sessions.id", ondelete="CASCADE"), index=True, info=NOTHING
    )
    title: Mapped[str] = mapped_column(sa.String(200), info=NOTHING)
    text: Mapped[str] = mapped_column(sa.String(1000), default="", info=NOTHING)
    room: Mapped[str] = mapped_column(sa.String(100), default="", info=NOTHING)
    capacity: Mapped[int] = mapped_column(info=NOTHING)

    round: Mapped[ProgrammeSession] = relationship()
    hosts: Mapped[list[Speaker]] = relationship(
        secondary="workshop_hosts", back_populates="workshops", order_by="Speaker.id"
    )


class SessionSpeaker(Model):
    """Who speaks in an item of the programme."""

    __tablename__ = "session_speakers"

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_sessions.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True, index=True, info=_ROLE
    )


class WorkshopHost(Model):
    """Who hosts a workshop."""

    __tablename__ = "workshop_hosts"

    workshop_id: Mapped[int] = mapped_column(
        sa.ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    speaker_id: Mapped[int] = mapped_column(
        sa.ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True, index=True, info=_ROLE
    )


class WorkshopPreference(Model):
    """A ranked choice of an attendee."""

    __tablename__ = "workshop_preferences"
    __table_args__ = (sa.CheckConstraint("rank BETWEEN 1 AND 5", name="rank_of_five"),)

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    workshop_id: Mapped[int] = mapped_column(
        sa.ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True, index=True, info=_CHOICE
    )
    rank: Mapped[int] = mapped_column(sa.SmallInteger, info=_CHOICE)


class WorkshopPlace(Model):
    """Where an attendee goes in one round, without a workshop: nowhere yet; and what they were told last."""

    __tablename__ = "workshop_places"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("programme_sessions.id", ondelete="CASCADE"), primary_key=True, index=True, info=NOTHING
    )
    workshop_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("workshops.id", ondelete="SET NULL"), index=True, info=_PLACE
    )
    # A run leaves it as it is.
    is_locked: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    told_at: Mapped[datetime | None] = mapped_column(info=_PLACE)
    told_workshop_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("workshops.id", ondelete="SET NULL"), index=True, info=_PLACE
    )
    # How it came about, as it was told.
    told_why: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, info=_PLACE)

    registration: Mapped[Registration] = relationship()
    workshop: Mapped[Workshop | None] = relationship(foreign_keys=[workshop_id])
    told_workshop: Mapped[Workshop | None] = relationship(foreign_keys=[told_workshop_id])
