"""Making the ticket types of an event: for whom, how many places, at which price."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

import sqlalchemy as sa

from okprofs.events.models import Event, EventStatus, PendingTicket, Registration, TicketType, WaitingAttendee
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.places import Terms, may_sell
from okprofs.events.rules.pricing import TicketPrice
from okprofs.events.rules.publication import MOST_TICKET_TYPES, EditRefusal, may_have_capacity
from okprofs.events.services.organising import Details, held, one_of, refuse_fixed, touch
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse


@dataclass(frozen=True)
class TicketTypeDetails(Details):
    """A ticket type; amounts in cents, no capacity means without limit. Without a moment, the event's own holds."""

    title: str
    text: str
    audience: Audience
    price_cents: int
    member_price_cents: int | None
    capacity: int | None
    early_price_cents: int | None = None
    early_ends_at: datetime | None = None
    colleague_price_cents: int | None = None
    speaker_price_cents: int | None = None
    sales_open_at: datetime | None = None
    sales_close_at: datetime | None = None
    least_per_order: int = 1
    most_per_order: int | None = None
    is_hidden: bool = False

    @classmethod
    def of(cls, ticket_type: TicketType) -> Self:
        return cls(**{name: getattr(ticket_type, name) for name in cls.__dataclass_fields__})


def add_ticket_type(event: Event, details: TicketTypeDetails) -> TicketType:
    """A new ticket type, at the end of the list. Refuses more than twelve, and what `may_sell` refuses."""
    event = held(event)
    if len(event.ticket_types) >= MOST_TICKET_TYPES:
        raise Refused(Refusal(EditRefusal.TOO_MANY_TICKET_TYPES, (("maximum", MOST_TICKET_TYPES),)))
    refuse_fixed(event)
    refuse(_price_refusals(details))
    place = 1 + max((ticket_type.place for ticket_type in event.ticket_types), default=0)
    ticket_type = TicketType(**asdict(details), place=place, taken=0)
    event.ticket_types.append(ticket_type)
    touch(event, "ticket_type_added", ticket_type)
    return ticket_type


def edit_ticket_type(event: Event, public_id: str, seen: str, details: TicketTypeDetails) -> None:
    """Change a ticket type; what was sold keeps its price.

    Refuses when it was changed meanwhile, fewer places than are taken, and what `may_sell` refuses.
    """
    event = held(event)
    ticket_type = one_of(event.ticket_types, public_id)
    if seen != TicketTypeDetails.of(ticket_type).state:
        raise Refused(Refusal(EditRefusal.CHANGED_MEANWHILE))
    refuse_fixed(event)
    refuse([*_price_refusals(details), *may_have_capacity(details.capacity, ticket_type.taken)])
    for name, value in asdict(details).items():
        setattr(ticket_type, name, value)
    touch(event, "ticket_type_edited", ticket_type)


def remove_ticket_type(event: Event, public_id: str) -> None:
    """Take a ticket type off the list. Refuses one that was ever signed up for, and the last of what is published."""
    event = held(event)
    ticket_type = one_of(event.ticket_types, public_id)
    refuse_fixed(event)
    is_used = sa.exists().where(Registration.ticket_type_id == ticket_type.id)
    was_waited_for = sa.exists().where(
        sa.or_(PendingTicket.ticket_type_id == ticket_type.id, PendingTicket.open_ticket_type_id == ticket_type.id)
    )
    is_waited_for = sa.exists().where(
        sa.or_(WaitingAttendee.ticket_type_id == ticket_type.id, WaitingAttendee.held_ticket_type_id == ticket_type.id)
    )
    if ticket_type.taken or db.session.scalar(sa.select(sa.or_(is_used, was_waited_for, is_waited_for))):
        raise Refused(Refusal(EditRefusal.TICKET_TYPE_IN_USE, (("title", ticket_type.title),)))
    if event.status is EventStatus.PUBLISHED and len(event.ticket_types) == 1:
        raise Refused(Refusal(EditRefusal.LAST_TICKET_TYPE))
    event.ticket_types.remove(ticket_type)
    touch(event, "ticket_type_removed", ticket_type)


def _price_refusals(details: TicketTypeDetails) -> list[Refusal]:
    member_price = details.member_price_cents
    is_no_lower = member_price is not None and member_price >= details.price_cents
    price = TicketPrice(
        details.price_cents,
        member_price,
        details.early_price_cents,
        details.early_ends_at,
        details.colleague_price_cents,
        details.speaker_price_cents,
    )
    terms = Terms(
        price,
        details.audience is not Audience.EVERYONE,
        details.least_per_order,
        details.most_per_order,
        details.sales_open_at,
        details.sales_close_at,
    )
    member_refusals = [Refusal(EditRefusal.MEMBER_PRICE_NOT_LOWER)] if is_no_lower else []
    return [*member_refusals, *may_sell(terms)]
