"""Which organisations are members, who speaks for one, and who has its seats?"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload

from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import Membership, MembershipStatus, OrganisationMembership, Seat
from okprofs.people.models import Account

MOST_OF_ONE_CONTACT = 20

_WHO = load_only(Account.id, Account.public_id, Account.name, Account.email, Account.language)
_WHOLE = (
    joinedload(OrganisationMembership.organisation, innerjoin=True),
    joinedload(OrganisationMembership.contact).options(_WHO),
    selectinload(OrganisationMembership.seats).joinedload(Seat.holder).options(_WHO),
)
_STANDS = OrganisationMembership.ended_on.is_(None)


def organisation_memberships(number: int) -> Page[OrganisationMembership]:
    """A page of the organisations that are members, the newest first, with their seats."""
    limit, offset = window(number)
    query = sa.select(OrganisationMembership).where(_STANDS).options(*_WHOLE)
    newest = query.order_by(OrganisationMembership.id.desc()).limit(limit).offset(offset)
    return cut(db.session.scalars(newest).all(), number)


def organisation_membership(public_id: str) -> OrganisationMembership | None:
    """The membership of an organisation, running or ended, with its seats and their holders."""
    query = sa.select(OrganisationMembership).where(OrganisationMembership.public_id == public_id)
    return db.session.scalar(query.options(*_WHOLE))


def memberships_of(organisation_id: int) -> Sequence[OrganisationMembership]:
    """The memberships of this organisation that run, with their seats: one, or two after a merger."""
    query = sa.select(OrganisationMembership).where(OrganisationMembership.organisation_id == organisation_id, _STANDS)
    return db.session.scalars(query.options(selectinload(OrganisationMembership.seats)).limit(10)).all()


def in_hands_of(account_id: int) -> Sequence[OrganisationMembership]:
    """The memberships of organisations for which this person is the contact, with their seats."""
    query = sa.select(OrganisationMembership).where(OrganisationMembership.contact_id == account_id, _STANDS)
    return db.session.scalars(
        query.options(*_WHOLE).order_by(OrganisationMembership.id).limit(MOST_OF_ONE_CONTACT)
    ).all()


def is_contact(account_id: int) -> bool:
    """Whether this person is the contact of any organisation that is a member."""
    found = sa.exists().where(OrganisationMembership.contact_id == account_id, _STANDS)
    return bool(db.session.scalar(sa.select(found)))


def membership_in_hands_of(account_id: int, public_id: str) -> OrganisationMembership | None:
    """One of those, by its public id."""
    query = sa.select(OrganisationMembership).where(
        OrganisationMembership.contact_id == account_id, OrganisationMembership.public_id == public_id, _STANDS
    )
    return db.session.scalar(query.options(*_WHOLE))


def seat_in_hands_of(account_id: int, public_id: str) -> Seat | None:
    """A seat for which this person is the contact, by its public id."""
    query = sa.select(Seat).join(Seat.membership).where(Seat.public_id == public_id)
    return db.session.scalar(query.where(OrganisationMembership.contact_id == account_id, _STANDS).options(*_OF_SEAT))


_OF_SEAT = (
    joinedload(Seat.holder).options(_WHO),
    joinedload(Seat.membership, innerjoin=True).options(
        joinedload(OrganisationMembership.organisation, innerjoin=True),
        joinedload(OrganisationMembership.contact).options(_WHO),
    ),
)


def seat(public_id: str) -> Seat | None:
    """A seat by its public id, with its holder, organisation and contact."""
    return db.session.scalar(sa.select(Seat).where(Seat.public_id == public_id).options(*_OF_SEAT))


def seat_held_by(account_id: int) -> Seat | None:
    """The seat that this person has, with its organisation and contact."""
    return db.session.scalar(sa.select(Seat).where(Seat.holder_id == account_id).options(*_OF_SEAT))


def seats_without_member(account_ids: Collection[int]) -> Sequence[Seat]:
    """The seats of those among these people, at most 1,000, who are no members any more."""
    running = sa.exists().where(Membership.account_id == Seat.holder_id, Membership.status != MembershipStatus.ENDED)
    query = sa.select(Seat).where(Seat.holder_id.in_(sorted(account_ids)[:1_000]), ~running)
    return db.session.scalars(query.options(*_OF_SEAT).order_by(Seat.id)).all()
