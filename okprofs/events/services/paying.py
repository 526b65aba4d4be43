"""Noting what was paid for an order, until there is a place for invoices."""

import sqlalchemy as sa

from okprofs.events.models import Event, Order, OrderPayment
from okprofs.events.queries.pending import state_of
from okprofs.events.rules.amounts import may_note
from okprofs.journal.services import record
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import refuse
from okprofs.people.models import Account


def note_payment(order: Order, cents: int, *, is_payback: bool, by: Account) -> OrderPayment:
    """Note that so much came in for an order, or was paid back. Refused by `may_note`."""
    db.session.execute(locked(sa.select(Event.id).where(Event.id == order.event_id)))
    held = db.session.scalars(locked(sa.select(Order).where(Order.id == order.id))).one()
    refuse(may_note(state_of(held)[1], cents, is_payback=is_payback))
    payment = OrderPayment(order_id=held.id, cents=-cents if is_payback else cents, noted_by_id=by.id)
    db.session.add(payment)
    db.session.flush()
    record("payback_noted" if is_payback else "payment_noted", held, cents=cents)
    return payment
