"""What was paid for an order, and until when it has to be: noting the one, promising the other.

Whoever changes what is due for an order says so here, with the event held: its term begins, runs on or is over. What
becomes of who does not pay in time is in `unpaid.py`.
"""

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from okprofs.events.models import Event, Order, OrderPayment, PendingTicket
from okprofs.events.queries.pending import state_of
from okprofs.events.rules.amounts import may_note
from okprofs.events.rules.paying import end_of, may_give_time, reminded_at, term_after
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import refuse
from okprofs.people.models import Account


def note_payment(order: Order, cents: int, *, is_payback: bool, by: Account) -> OrderPayment:
    """Note that so much came in for an order, or was paid back. Refused by `may_note`."""
    held = held_order(order.event_id, order.id)
    refuse(may_note(state_of(held)[1], cents, is_payback=is_payback))
    payment = OrderPayment(order_id=held.id, cents=-cents if is_payback else cents, noted_by_id=by.id)
    db.session.add(payment)
    db.session.flush()
    record("payback_noted" if is_payback else "payment_noted", held, cents=cents)
    renew_term(held)
    return payment


def begin_term(order: Order) -> None:
    """Say until when a new order has to be paid; nothing of it is stored yet."""
    cents = order.total_cents
    _promise(order, term_after(None, order.event.pay_within_days, now(), open_cents=cents, added_cents=cents))


def renew_term(order: Order, added_cents: int = 0, *, is_decided_later: bool = False) -> None:
    """Say until when the order has to be paid, after what is due or paid became otherwise: by `term_after`."""
    days = order.event.pay_within_days
    if order.pay_until is None and (days is None or added_cents <= 0):
        return
    latest, amounts = state_of(order)
    holds = any(attendee.price_cents for attendee in order.attendees)
    cents = amounts.open_cents if holds else 0
    until = term_after(
        order.pay_until, days, now(), open_cents=cents, added_cents=added_cents, is_decided_later=is_decided_later
    )
    if until is None:
        end_term(order, latest)
    else:
        _promise(order, until)


def end_term(order: Order, latest: Mapping[int, PendingTicket]) -> None:
    """The order does not lapse any more, nor does anything of it. `latest`: what its attendees last waited for."""
    _promise(order, None)
    let_stand(latest)


def let_stand(latest: Mapping[int, PendingTicket]) -> None:
    """Nobody who was confirmed goes back to what they had before."""
    for row in latest.values():
        row.open_price_cents = row.open_price_reason = None


def give_time(order: Order, day: date) -> None:
    """Let the order be paid until the end of this day. Refused by `may_give_time`."""
    held = held_order(order.event_id, order.id)
    refuse(may_give_time(held.pay_until, day, today()))
    _promise(held, end_of(day))
    record("time_to_pay_given", held, until=day.isoformat())


def held_order(event_id: int, order_id: int) -> Order:
    """The order, and its event before it: held, and read afresh."""
    db.session.execute(locked(sa.select(Event.id).where(Event.id == event_id)))
    return db.session.scalars(locked(sa.select(Order).where(Order.id == order_id))).one()


def _promise(order: Order, until: datetime | None) -> None:
    if until != order.pay_until:
        order.pay_until, order.pay_reminder_at = until, reminded_at(now(), until) if until else None
