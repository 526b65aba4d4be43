"""Whose order is this, and what stands in it?"""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from okprofs.events.models import Event, EventStatus, Order, OrderPayment, PendingTicket, Registration
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.mail.queries import good_link

ORDER = "order"
"""What the personal link in a confirmation is good for."""

ORDERS_PER_PAGE = 20


def _orders() -> sa.Select[Order]:
    return sa.select(Order).options(
        joinedload(Order.event),
        selectinload(Order.registrations).joinedload(Registration.ticket_type),
    )


def order_of(account_id: int, public_id: str) -> Order | None:
    """This person's own order, made while signed in; None for anybody else's."""
    return db.session.scalar(_orders().where(Order.public_id == public_id, Order.account_id == account_id))


def order_made_here(public_ids: Collection[str], public_id: str, since: datetime) -> Order | None:
    """An order that this browser made after `since` and without an account; it holds the public ids.

    The cookie that holds them can be copied, and signing out does not end the copy. So what was ordered with an account
    opens only by signing in, and the rest opens this way for a while; after that there is the mailed link.
    """
    if public_id not in public_ids:
        return None
    query = _orders().where(Order.public_id == public_id, Order.account_id.is_(None), Order.made_at > since)
    return db.session.scalar(query)


def order_by_link(token: str) -> Order | None:
    """The order whose confirmation holds this secret, until it is forgotten whose it was."""
    link = good_link(ORDER, token)
    query = _orders().where(Order.contact_email != "")
    return None if link is None else db.session.scalar(query.where(Order.public_id == link.about))


def orders_of(account_id: int, number: int) -> Page[Order]:
    """Page `number` of what this person ordered, the latest event first."""
    limit, offset = window(number, ORDERS_PER_PAGE)
    query = (
        sa.select(Order)
        .join(Order.event)
        .options(contains_eager(Order.event), selectinload(Order.registrations).joinedload(Registration.ticket_type))
        .where(Order.account_id == account_id)
        .order_by(Event.starts_at.desc(), Order.id.desc())
    )
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number, ORDERS_PER_PAGE)


def standing_order(event_id: int, account_id: int) -> Order | None:
    """The latest order of this person for this event that was not cancelled."""
    query = sa.select(Order).where(
        Order.event_id == event_id, Order.account_id == account_id, Order.cancelled_at.is_(None)
    )
    return db.session.scalar(query.order_by(Order.id.desc()).limit(1))


def registered(event_id: int, emails: Collection[str], account_id: int | None) -> tuple[frozenset[str], bool]:
    """Which of these addresses hold a place at this event, and whether this account itself does."""
    mine = Registration.account_id == account_id if account_id is not None else sa.false()
    query = sa.select(Registration.email, mine).where(
        Registration.event_id == event_id,
        Registration.cancelled_at.is_(None),
        sa.or_(Registration.email.in_(sorted(emails)), mine),
    )
    rows = db.session.execute(query.limit(len(emails) + 10)).all()
    return frozenset(email for email, _ in rows) & frozenset(emails), any(is_mine for _, is_mine in rows)


def registrations_with(event_id: int, emails: Collection[str]) -> Sequence[Registration]:
    """Who of these addresses holds a place at this event, with the order they are on."""
    query = sa.select(Registration).where(
        Registration.event_id == event_id,
        Registration.cancelled_at.is_(None),
        Registration.email.in_(sorted(set(emails) - {""})),
    )
    return db.session.scalars(query.options(joinedload(Registration.order).joinedload(Order.event))).all()


def orders_due(moment: datetime, most: int, *conditions: sa.ColumnElement[bool]) -> list[tuple[int, int]]:
    """Whose contact is to be reminded to pay, or what was not paid in time: the event and the order, those whose term
    ends first in front. Nothing of what was called off, or has opened its doors; nor, when a part came in, what has
    nothing to go back to."""
    doors = sa.func.coalesce(Event.doors_open_at, Event.starts_at)
    is_paid_in_part = sa.exists().where(OrderPayment.order_id == Order.id)
    goes_back = (
        sa.exists()
        .where(PendingTicket.registration_id == Registration.id, PendingTicket.open_price_cents.is_not(None))
        .where(Registration.order_id == Order.id)
    )
    lapses = sa.and_(Order.pay_until <= moment, sa.or_(~is_paid_in_part, goes_back))
    is_due = sa.or_(lapses, Order.pay_reminder_at <= moment)
    query = sa.select(Order.event_id, Order.id).join(Order.event)
    query = query.where(is_due, Event.status == EventStatus.PUBLISHED, doors > moment, *conditions)
    rows = db.session.execute(query.order_by(Order.pay_until, Order.id).limit(most))
    return [(event_id, order_id) for event_id, order_id in rows]
