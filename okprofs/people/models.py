"""Who has an account, who is signed in, what stands in a profile, and who holds which office?"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.organisations.models import Organisation
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience

_MEMBERSHIP = Term.MEMBERSHIP_6_MONTHS
_BY_CHOICE = (Reader.REVIEWERS, Reader.MEMBERS_BY_CHOICE)
_CHOICE = personal(Kind.CHOICE, Reader.REVIEWERS, kept=_MEMBERSHIP)


class Office(StrEnum):
    """A role in the board."""

    REVIEWER = "reviewer"
    ORGANISER = "organiser"
    TREASURER = "treasurer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Disciplines(sa.TypeDecorator[frozenset[Discipline]]):
    """A set of disciplines, kept as a sorted list of words."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: frozenset[Discipline] | None, dialect: sa.Dialect) -> list[str] | None:
        return None if value is None else sorted(value)

    def process_result_value(self, value: list[str] | None, dialect: sa.Dialect) -> frozenset[Discipline] | None:
        return None if value is None else frozenset(map(Discipline, value))


class Account(Model):
    """Someone who can sign in. The address was proven; the password is optional, for a mailed link also serves."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    name: Mapped[str] = mapped_column(
        sa.String(100),
        info=personal(Kind.IDENTITY, Reader.REVIEWERS, Reader.ORGANISERS, Reader.MEMBERS_BY_CHOICE, kept=_MEMBERSHIP),
    )
    email: Mapped[str] = mapped_column(
        sa.String(254), unique=True, info=personal(Kind.CONTACT, Reader.REVIEWERS, kept=_MEMBERSHIP)
    )
    password_hash: Mapped[str | None] = mapped_column(
        sa.String(200), info=personal(Kind.CREDENTIAL, kept=Term.UNTIL_CHANGED)
    )
    language: Mapped[str] = mapped_column(sa.String(2), default="nl", info=_CHOICE)
    made_at: Mapped[datetime] = mapped_column(default=now, info=personal(Kind.ACTIVITY, kept=_MEMBERSHIP))
    blocked_at: Mapped[datetime | None] = mapped_column(
        info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=_MEMBERSHIP)
    )

    profile: Mapped["Profile"] = relationship(back_populates="account", cascade="all, delete-orphan")
    appointments: Mapped[list["Appointment"]] = relationship(
        cascade="all, delete-orphan", foreign_keys="Appointment.account_id"
    )

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.blocked_at is None

    def get_id(self) -> str:
        return self.public_id

    @property
    def offices(self) -> frozenset[Office]:
        return frozenset(appointment.office for appointment in self.appointments)

    @property
    def holds_any_office(self) -> bool:
        return bool(self.appointments)


class Profile(Model):
    """What someone tells about themselves, and per field who may see it."""

    __tablename__ = "profiles"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, info=NOTHING)
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id"), index=True, info=personal(Kind.WORK, *_BY_CHOICE, kept=_MEMBERSHIP)
    )
    position: Mapped[Position | None] = mapped_column(
        choice(Position), info=personal(Kind.WORK, *_BY_CHOICE, kept=_MEMBERSHIP)
    )
    function_title: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.WORK, *_BY_CHOICE, kept=_MEMBERSHIP)
    )
    disciplines: Mapped[frozenset[Discipline]] = mapped_column(
        Disciplines, default=frozenset, info=personal(Kind.WORK, *_BY_CHOICE, kept=_MEMBERSHIP)
    )
    ask_me_about: Mapped[str] = mapped_column(
        sa.String(500), default="", info=personal(Kind.OWN_WORDS, *_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    phone: Mapped[str] = mapped_column(
        sa.String(30), default="", info=personal(Kind.CONTACT, *_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    link: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.CONTACT, *_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    is_findable: Mapped[bool] = mapped_column(default=False, info=_CHOICE)
    findable_since: Mapped[datetime | None] = mapped_column(info=_CHOICE)
    function_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    organisation_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    disciplines_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    ask_me_about_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    phone_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    link_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)

    account: Mapped[Account] = relationship(back_populates="profile")
    organisation: Mapped[Organisation | None] = relationship()


class SignInSession(Model):
    """Someone signed in, in one browser. The cookie holds the secret; here is its digest."""

    __tablename__ = "sign_in_sessions"

    digest: Mapped[str] = mapped_column(
        sa.String(64), primary_key=True, info=personal(Kind.CREDENTIAL, kept=Term.SESSION_30_DAYS)
    )
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=NOTHING)
    begun_at: Mapped[datetime] = mapped_column(
        default=now, info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=Term.SESSION_30_DAYS)
    )
    seen_at: Mapped[datetime] = mapped_column(
        default=now, info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=Term.SESSION_30_DAYS)
    )
    # When the person last proved who they are in this session: a password or a mailed link.
    proven_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    browser: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=Term.SESSION_30_DAYS)
    )
    origin: Mapped[str] = mapped_column(
        sa.String(60), default="", info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=Term.SESSION_30_DAYS)
    )

    account: Mapped[Account] = relationship()


class AddressChange(Model):
    """An address that someone asked for and has yet to prove. Its public id goes into the link, so that only the newest
    request of a person can be confirmed, and only for the address to which it was mailed."""

    __tablename__ = "address_changes"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    address: Mapped[str] = mapped_column(sa.String(254), info=personal(Kind.CONTACT, kept=Term.UNTIL_USED))
    asked_at: Mapped[datetime] = mapped_column(default=now, info=personal(Kind.ACTIVITY, kept=Term.UNTIL_USED))

    account: Mapped[Account] = relationship()


class Appointment(Model):
    """An office that someone holds."""

    __tablename__ = "appointments"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id"), primary_key=True, info=personal(Kind.ACTIVITY, Reader.EVERYONE, kept=_MEMBERSHIP)
    )
    office: Mapped[Office] = mapped_column(choice(Office), primary_key=True, info=NOTHING)
    appointed_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    appointed_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("accounts.id"), info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=_MEMBERSHIP)
    )
