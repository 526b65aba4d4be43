"""Who comes that lets it be seen, to whom, and who asks?"""

from collections.abc import Sequence

import sqlalchemy as sa

from okprofs.directory.queries import colleagues_of, fellows_of
from okprofs.events.models import Event, Listing, Order, Registration
from okprofs.events.queries.orders import order_by_link
from okprofs.events.rules.listing import Shown
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.people.models import Account

LISTED_PER_PAGE = 100
MOST_KNOWN = 50


def own_registration(event_id: int, account: Account) -> Registration | None:
    """This person's own place at the event, whoever signed them up."""
    own = sa.or_(
        Registration.account_id == account.id,
        sa.and_(Registration.email == account.email, Registration.email != ""),
    )
    query = sa.select(Registration).where(Registration.event_id == event_id, Registration.cancelled_at.is_(None), own)
    return db.session.scalar(query.order_by(Registration.id).limit(1))


def registration_by_order_link(token: str) -> tuple[Registration, Event] | None:
    """The contact's own place on the order to which this link was mailed; None for who comes not along."""
    order = order_by_link(token)
    own = None if order is None else own_of(order)
    return None if order is None or own is None else (own, order.event)


def own_of(order: Order) -> Registration | None:
    """The contact's own place on their order."""
    address = order.contact_email
    return next((one for one in order.attendees if one.email == address), None)


def shown_of(registration_id: int) -> Shown:
    """By whom this attendee lets it be seen that they come."""
    found = db.session.get(Listing, registration_id)
    return Shown(found.for_attendees, found.for_fellows) if found else Shown()


def listed(event_id: int, number: int) -> Page[tuple[str, str]]:
    """A page of who comes and lets the others see it: name and organisation, by name."""
    limit, offset = window(number, LISTED_PER_PAGE)
    query = (
        sa.select(Registration.name, Registration.organisation_name)
        .join(Listing, Listing.registration_id == Registration.id)
        .where(Listing.event_id == event_id, Listing.for_attendees, Registration.cancelled_at.is_(None))
        .order_by(sa.func.lower(Registration.name), Registration.id)
    )
    rows = [(row.name, row.organisation_name) for row in db.session.execute(query.limit(limit).offset(offset))]
    return cut(rows, number, LISTED_PER_PAGE)


def known_at(event_id: int, account_id: int) -> Sequence[str]:
    """Who of this member's organisation and groups comes and lets them see it, by name; at most fifty.

    Whose account it is they proved; the organisation is the one in their profile. Everybody writes that down for
    themself, so who hides from members where they work is no colleague here either.
    """
    query = (
        sa.select(Registration.name)
        .join(Listing, Listing.registration_id == Registration.id)
        .where(
            Registration.event_id == event_id,
            Registration.account_id.in_(sa.union(colleagues_of(account_id), fellows_of(account_id))),
            Registration.account_id != account_id,
            Registration.cancelled_at.is_(None),
            Listing.for_fellows,
        )
    )
    return db.session.scalars(query.order_by(sa.func.lower(Registration.name)).limit(MOST_KNOWN)).all()
