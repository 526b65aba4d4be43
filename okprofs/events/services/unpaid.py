"""Reminding who has to pay for an order, and letting its places go when nothing was paid in time. For the worker.

One order at a time, its event held first, as noting a payment does: of a payment and this at the same moment one is
first, and the other finds what it did. Nothing is charged for what lapses: who did not pay got nothing for it, and the
place goes to whoever waits. What was paid in part stays, and is late. From when the doors open nothing lapses.
"""

from collections.abc import Sequence

from okprofs.events.facts import PlacesFreed, RegistrationChanged
from okprofs.events.letters_of_changes import has_own_letter
from okprofs.events.letters_of_paying import (
    ATTENDEE_LAPSED,
    ORDER_LAPSED,
    PAYMENT_REMINDED,
    lapsed_letter,
    reminder_facts,
    returned_facts,
)
from okprofs.events.models import Order, PendingTicket
from okprofs.events.queries.orders import orders_due
from okprofs.events.queries.pending import beyond, state_of
from okprofs.events.rules.admission import Ground
from okprofs.events.rules.paying import Lapse, what_lapses
from okprofs.events.services import invitations
from okprofs.events.services.changing import held_registrations, release
from okprofs.events.services.choosing import forget_choices
from okprofs.events.services.paying import end_term, held_order, let_stand
from okprofs.events.services.places import give_back_beyond, take_beyond
from okprofs.events.services.signup import hold
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.facts import announce
from okprofs.mail.services import write, write_each


def keep_terms() -> bool:
    """Remind of what is to be paid soon, and let go what was not. Returns True when there may be more."""
    found = orders_due(now(), 2)
    for event_id, order_id in found[:1]:
        _keep(event_id, order_id)
    return len(found) > 1


def _keep(event_id: int, order_id: int) -> None:
    """Look again behind the lock: it may have been paid, given more time, or called off."""
    hold(event_id)
    order = held_order(event_id, order_id)
    held_registrations(order)
    if not orders_due(now(), 1, Order.id == order_id):
        return
    if order.pay_until is not None and now() < order.pay_until:
        _remind(order)
    else:
        _lapse(order)


def _remind(order: Order) -> None:
    order.pay_reminder_at = None
    facts = reminder_facts(order, state_of(order)[1].open_cents)
    write(PAYMENT_REMINDED, to=order.contact_email, language=order.language, about=order, facts=facts)
    record("payment_reminded", order)


def _lapse(order: Order) -> None:
    latest, amounts = state_of(order)
    confirmed = [row for row in latest.values() if _can_go_back(row)]
    added = sum(row.registration.price_cents - (row.open_price_cents or 0) for row in confirmed)
    lapse = what_lapses(amounts, added)
    record("order_not_paid_in_time", order, ending=lapse.value)
    order.pay_reminder_at = None
    if lapse is Lapse.PAID_IN_PART:
        # The office sees that it is late, as long as it is.
        let_stand(latest)
        return
    if lapse is Lapse.EVERYTHING:
        gone = [one for one in order.attendees if one.price_cents]
        release(order, gone, ORDER_LAPSED)
        letters = [lapsed_letter(one, one.ticket_type.title, keeps=False) for one in gone if has_own_letter(one)]
        write_each(ATTENDEE_LAPSED, letters)
    elif lapse is Lapse.DIFFERENCE:
        _take_back(order, confirmed)
    end_term(order, latest)


def _can_go_back(row: PendingTicket) -> bool:
    """Whether the attendee who was confirmed still holds that ticket, and nothing of the difference was paid yet."""
    registration = row.registration
    return (
        row.open_price_cents is not None
        and registration.cancelled_at is None
        and (registration.ticket_type_id, registration.account_id) == (row.ticket_type_id, row.account_id)
    )


def _take_back(order: Order, confirmed: Sequence[PendingTicket]) -> None:
    """Who was confirmed has the open ticket again, at what it cost. Where that is full by now they keep what they have:
    the office sees that it is not paid."""
    returned = []
    for row in confirmed:
        registration, closed, opened = row.registration, row.ticket_type, row.open_ticket_type
        if any(
            counted.capacity is not None and counted.taken >= counted.capacity for counted in beyond(opened, closed)
        ):
            continue
        take_beyond(opened, closed)
        give_back_beyond(closed, opened)
        registration.ticket_type, registration.ground = opened, Ground.OPEN.value
        registration.price_cents = row.open_price_cents or 0
        registration.price_reason = row.open_price_reason or "ordinary"
        invitations.free(registration)
        forget_choices(registration, keeps_admitted=True)
        db.session.flush()
        record("difference_lapsed", registration, order=order.public_id)
        announce(RegistrationChanged(registration.id, order.id, False))
        if has_own_letter(registration):
            write_each(ATTENDEE_LAPSED, [lapsed_letter(registration, closed.title, keeps=True)])
        returned.append((registration.name, closed.title))
    if returned:
        facts = returned_facts(order, returned)
        write(ORDER_LAPSED, to=order.contact_email, language=order.language, about=order, facts=facts)
        announce(PlacesFreed(order.event_id))
