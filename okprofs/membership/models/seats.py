"""Which organisations are members, who speaks for them, and who has a seat or is offered one?"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now, today
from okprofs.kernel.db import Model
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account

_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)
_IS_OFFERED = sa.text("offered_to != ''")
_ADDRESS = personal(Kind.CONTACT, Reader.REVIEWERS, kept=Term.UNTIL_USED)


class OrganisationMembership(Model):
    """A period in which an organisation is a member, with a number of seats.

    Of one organisation there may be two: when two organisations that were members turn out to be one.
    """

    __tablename__ = "organisation_memberships"
    __table_args__ = (sa.Index("ix_organisation_memberships_standing", "ended_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True, info=NOTHING)
    number_of_seats: Mapped[int] = mapped_column(sa.SmallInteger, info=NOTHING)
    since_on: Mapped[date] = mapped_column(info=NOTHING)
    # The first day on which it is no member any more; and that it has come.
    ends_on: Mapped[date | None] = mapped_column(index=True, info=NOTHING)
    ended_on: Mapped[date | None] = mapped_column(info=NOTHING)
    # Who hands the seats out and takes them back; and the address of who was asked to do so from now on.
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    asked_contact: Mapped[str] = mapped_column(sa.String(254), default="", info=_ADDRESS)
    asked_contact_at: Mapped[datetime | None] = mapped_column(index=True, info=_ACTIVITY)
    # When the contact said last that the list of seats is right, and is asked next; and since when that is open.
    confirmed_on: Mapped[date] = mapped_column(default=today, info=NOTHING)
    ask_on: Mapped[date | None] = mapped_column(index=True, info=NOTHING)
    asked_since_on: Mapped[date | None] = mapped_column(info=NOTHING)

    organisation: Mapped[Organisation] = relationship()
    contact: Mapped[Account | None] = relationship()
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="membership", order_by="Seat.number", cascade="all, delete-orphan"
    )

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None

    @property
    def free_seats(self) -> int:
        return max(self.number_of_seats - len(self.seats), 0)


class Seat(Model):
    """A seat that somebody has, or is offered, or both: then it passes once the other accepts. A free one is no row."""

    __tablename__ = "seats"
    # Behind the rule and the lock: no number twice, and one seat a person.
    __table_args__ = (
        sa.UniqueConstraint("organisation_membership_id", "number"),
        sa.Index("ix_seats_offers", "offered_at", sqlite_where=_IS_OFFERED, postgresql_where=_IS_OFFERED),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    organisation_membership_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation_memberships.id"), info=NOTHING)
    number: Mapped[int] = mapped_column(sa.SmallInteger, info=NOTHING)
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), unique=True, info=_ACTIVITY)
    held_since_on: Mapped[date | None] = mapped_column(info=_ACTIVITY)
    # The first day on which the holder has it no more.
    leaves_on: Mapped[date | None] = mapped_column(index=True, info=_ACTIVITY)
    offered_to: Mapped[str] = mapped_column(sa.String(254), default="", info=_ADDRESS)
    offered_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)

    membership: Mapped[OrganisationMembership] = relationship(back_populates="seats")
    holder: Mapped[Account | None] = relationship()


class SeatLink(Model):
    """That somebody had a link mailed to an address, for a seat or to be a contact. Kept for a day, to count them."""

    __tablename__ = "seat_links"
    __table_args__ = (
        sa.Index("ix_seat_links_address", "address_digest", "at"),
        sa.Index("ix_seat_links_by", "by_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    at: Mapped[datetime] = mapped_column(default=now, index=True, info=NOTHING)
    by_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), info=personal(Kind.ACTIVITY, kept=Term.ATTEMPTS_WINDOW)
    )
    address_digest: Mapped[str] = mapped_column(sa.String(64), info=personal(Kind.CONTACT, kept=Term.ATTEMPTS_WINDOW))
