"""Setting which closed ticket types may be waited for, what stands meanwhile, and how long a place is held."""

from okprofs.events.models import Event, PendingTerms, TicketType
from okprofs.events.queries.pending import terms_of
from okprofs.events.rules.admission import Audience
from okprofs.events.rules.pending import PendingRefusal
from okprofs.events.services.organising import held, one_of, refuse_fixed, touch
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused


def set_terms(event: Event, ticket_type: str, open_ticket_type: str, hold_hours: int) -> None:
    """Let applicants wait for a closed ticket type while an open one stands; with no open one, not any longer.

    Who waits already goes on under the terms of when they asked. Refused: `pending_terms_not_closed`,
    `pending_terms_not_open`; an event that was called off.
    """
    event = held(event)
    refuse_fixed(event)
    wanted = one_of(event.ticket_types, ticket_type)
    terms = terms_of(event.id).get(wanted.id)
    if not open_ticket_type:
        if terms is not None:
            db.session.delete(terms)
    else:
        beside = one_of(event.ticket_types, open_ticket_type)
        _refuse_audiences(wanted, beside)
        terms = terms or PendingTerms(ticket_type_id=wanted.id)
        terms.open_ticket_type_id, terms.hold_hours = beside.id, hold_hours
        db.session.add(terms)
    touch(event, "pending_terms_set", wanted)


def _refuse_audiences(wanted: TicketType, beside: TicketType) -> None:
    if wanted.audience is Audience.EVERYONE:
        raise Refused(Refusal(PendingRefusal.TERMS_NOT_CLOSED))
    if beside.audience is not Audience.EVERYONE:
        raise Refused(Refusal(PendingRefusal.TERMS_NOT_OPEN))
