"""Which code did someone bring, and what does it open?"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from okprofs.events.models import Code, Event, TicketType
from okprofs.events.rules.codes import CodeFacts, clean_code, works
from okprofs.events.rules.pricing import Voucher
from okprofs.kernel.clock import now
from okprofs.kernel.db import db

MOST_CODES = 200


def code_facts(code: Code) -> CodeFacts:
    """A code as the rules look at it."""
    return CodeFacts(code.uses_left, code.ends_at, code.is_stopped)


def code_typed(event_id: int, typed: str) -> Code | None:
    """The code of this event that was typed, read afresh, whether it works or not."""
    cleaned = clean_code(typed)
    if not cleaned:
        return None
    query = sa.select(Code).where(Code.event_id == event_id, Code.code == cleaned)
    options = query.options(selectinload(Code.ticket_types)).execution_options(populate_existing=True)
    return db.session.scalar(options)


def working_code(event_id: int, typed: str) -> Code | None:
    """The same, when it opens something at this moment. Nothing typed asks nothing of the database."""
    code = code_typed(event_id, typed)
    return code if code is not None and works(code_facts(code), now()) else None


def is_there(ticket_type: TicketType, code: Code | None) -> bool:
    """Whether this ticket type exists for who brings this code."""
    return not ticket_type.is_hidden or (code is not None and ticket_type in code.ticket_types)


def voucher_for(ticket_type: TicketType, code: Code | None) -> Voucher | None:
    """What the code takes off the price of this ticket type."""
    if code is None or not (code.discount_cents or code.discount_percentage):
        return None
    holds = not code.ticket_types or ticket_type in code.ticket_types
    return Voucher(code.discount_cents, code.discount_percentage) if holds else None


def codes_of(event: Event) -> Sequence[Code]:
    """The codes of an event, the latest first; at most two hundred."""
    query = sa.select(Code).where(Code.event_id == event.id).options(selectinload(Code.ticket_types))
    return db.session.scalars(query.order_by(Code.id.desc()).limit(MOST_CODES)).all()


def code_of(event: Event, public_id: str) -> Code | None:
    """A code of this event."""
    query = sa.select(Code).where(Code.event_id == event.id, Code.public_id == public_id)
    return db.session.scalar(query.options(selectinload(Code.ticket_types)))
