"""Who has an account, who is signed in, what stands in a profile, and who holds which office?"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.lists import Choices, Texts
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.organisations.models import Organisation
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.photos import Size
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience

_MEMBERSHIP = Term.MEMBERSHIP_6_MONTHS
_BY_CHOICE = (Reader.REVIEWERS, Reader.MEMBERS_BY_CHOICE)
_OPEN_BY_CHOICE = (*_BY_CHOICE, Reader.EVERYONE_BY_CHOICE)
_CHOICE = personal(Kind.CHOICE, Reader.REVIEWERS, kept=_MEMBERSHIP)
_EXPERTISE = personal(Kind.WORK, *_BY_CHOICE, kept=Term.UNTIL_CHANGED)
_LIKENESS = personal(Kind.IDENTITY, Reader.MEMBERS_BY_CHOICE, Reader.EVERYONE_BY_CHOICE, kept=Term.UNTIL_CHANGED)


class Office(StrEnum):
    """A role in the board."""

    REVIEWER = "reviewer"
    ORGANISER = "organiser"
    TREASURER = "treasurer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Disciplines(Choices):
    """A set of disciplines."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(Discipline)


class Account(Model):
    """Someone who can sign in. The address was proven; the password is optional, for a mailed link also serves."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    name: Mapped[str] = mapped_column(
        sa.String(100),
        info=personal(Kind.IDENTITY, *_OPEN_BY_CHOICE, Reader.ORGANISERS, kept=_MEMBERSHIP),
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
    # When they are forgotten unless something is heard of them, which is never for a member; and when they were told.
    forget_on: Mapped[date | None] = mapped_column(index=True, info=personal(Kind.ACTIVITY, kept=_MEMBERSHIP))
    forget_told_on: Mapped[date | None] = mapped_column(info=personal(Kind.ACTIVITY, kept=_MEMBERSHIP))

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
        sa.ForeignKey("organisations.id"), index=True, info=personal(Kind.WORK, *_OPEN_BY_CHOICE, kept=_MEMBERSHIP)
    )
    position: Mapped[Position | None] = mapped_column(
        choice(Position), info=personal(Kind.WORK, *_OPEN_BY_CHOICE, kept=_MEMBERSHIP)
    )
    function_title: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.WORK, *_OPEN_BY_CHOICE, kept=_MEMBERSHIP)
    )
    disciplines: Mapped[frozenset[Discipline]] = mapped_column(
        Disciplines, default=frozenset, info=personal(Kind.WORK, *_OPEN_BY_CHOICE, kept=_MEMBERSHIP)
    )
    topics: Mapped[tuple[str, ...]] = mapped_column(
        Texts, default=(), info=personal(Kind.OWN_WORDS, *_OPEN_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    ask_me_about: Mapped[str] = mapped_column(
        sa.String(500), default="", info=personal(Kind.OWN_WORDS, *_OPEN_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    methods: Mapped[frozenset[Method]] = mapped_column(Choices(Method), default=frozenset, info=_EXPERTISE)
    own_methods: Mapped[tuple[str, ...]] = mapped_column(Texts, default=(), info=_EXPERTISE)
    certificates: Mapped[tuple[str, ...]] = mapped_column(Texts, default=(), info=_EXPERTISE)
    # A year.
    working_since: Mapped[int | None] = mapped_column(sa.SmallInteger, info=_EXPERTISE)
    languages: Mapped[frozenset[Language]] = mapped_column(Choices(Language), default=frozenset, info=_EXPERTISE)
    willing_to: Mapped[frozenset[Willingness]] = mapped_column(Choices(Willingness), default=frozenset, info=_EXPERTISE)
    phone: Mapped[str] = mapped_column(
        sa.String(30), default="", info=personal(Kind.CONTACT, *_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    link: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.CONTACT, *_OPEN_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    is_findable: Mapped[bool] = mapped_column(default=False, info=_CHOICE)
    findable_since: Mapped[datetime | None] = mapped_column(info=_CHOICE)
    # Since when everyone may see the name, which then has a page of its own; empty: only who may see the list.
    public_since: Mapped[datetime | None] = mapped_column(info=_CHOICE)
    function_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    organisation_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    disciplines_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    ask_me_about_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    methods_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    certificates_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    experience_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    languages_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    willing_to_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    phone_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    link_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    photo_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)
    messages_audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.NOBODY, info=_CHOICE)

    account: Mapped[Account] = relationship(back_populates="profile")
    organisation: Mapped[Organisation | None] = relationship()
    photo: Mapped["Photo | None"] = relationship(cascade="all, delete-orphan")


class Photo(Model):
    """Someone's photo in each size, as JPEG; a size is read only when it is asked for.

    In the database and not in a folder: so it comes and goes with what else is kept of a person in one transaction, is
    there for every process on every machine, and is in the same backup. Together the three are some 70 kB.
    """

    __tablename__ = "photos"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("profiles.account_id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    small: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, info=_LIKENESS)
    medium: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, info=_LIKENESS)
    large: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, info=_LIKENESS)


# In which column stands which size.
COLUMNS: Mapping[Size, str] = {Size.SMALL: "small", Size.MEDIUM: "medium", Size.LARGE: "large"}


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
        sa.ForeignKey("accounts.id"), index=True, info=personal(Kind.ACTIVITY, Reader.ADMINISTRATORS, kept=_MEMBERSHIP)
    )
