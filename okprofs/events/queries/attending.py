"""Whose place is this, by the link in their own mail; and which ticket is offered to whom?"""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import Handover, Order, Registration
from okprofs.kernel.db import db
from okprofs.mail.queries import good_link

REGISTRATION = "registration"
"""What the personal link in an attendee's own mail is good for."""

HANDOVER = "handover"
"""What the personal link to a ticket that is offered to a colleague is good for."""


def registration_by_link(token: str) -> Registration | None:
    """The attendee in whose own mail this secret stands, with their order. Who was replaced has none any more."""
    link = good_link(REGISTRATION, token)
    if link is None:
        return None
    query = sa.select(Registration).where(Registration.public_id == link.about, Registration.email == link.address)
    order = joinedload(Registration.order)
    return db.session.scalar(
        query.options(
            joinedload(Registration.ticket_type),
            order.joinedload(Order.event),
            order.selectinload(Order.registrations).joinedload(Registration.ticket_type),
        )
    )


def handover_by_link(token: str) -> Handover | None:
    """The ticket that is offered to whom this secret was mailed, as long as nobody took it or took it back."""
    link = good_link(HANDOVER, token)
    if link is None:
        return None
    query = sa.select(Handover).where(Handover.public_id == link.about, Handover.settled_at.is_(None))
    registration = joinedload(Handover.registration)
    return db.session.scalar(
        query.options(
            joinedload(Handover.event),
            registration.joinedload(Registration.ticket_type),
            registration.joinedload(Registration.order),
        )
    )


def offered_handovers(order: Order) -> dict[int, Handover]:
    """Which tickets of an order are offered to a colleague, by the id of the registration."""
    ids = [registration.id for registration in order.registrations]
    query = sa.select(Handover).where(Handover.registration_id.in_(ids), Handover.settled_at.is_(None))
    return {handover.registration_id: handover for handover in db.session.scalars(query)}
