"""Setting until when people change and cancel by themselves, what cancelling costs, and when an order is paid."""

from datetime import datetime

from okprofs.events.models import Event
from okprofs.events.rules.cancellation import CancellationTerms, may_have_terms
from okprofs.events.services.organising import held, refuse_fixed
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.refusals import refuse


def set_change_terms(
    event: Event, changes_close_at: datetime | None, terms: CancellationTerms, pay_within_days: int | None = None
) -> None:
    """Let these terms hold from now on, also for who signed up before; who cancelled pays what it cost then. Only until
    when an order is paid holds for what is ordered from now on: what was promised before stands.

    Refused by `may_have_terms`, and for an event that was called off.
    """
    event = held(event)
    refuse_fixed(event)
    last = changes_close_at or event.sign_up_closes_at or event.starts_at
    refuse(may_have_terms(terms, changes_close_at, last, event.starts_at))
    event.changes_close_at = changes_close_at
    event.free_until, event.late_percentage = terms.free_until, terms.percentage
    event.changed_at = now()
    event.pay_within_days = pay_within_days
    record("change_terms_set", event, percentage=terms.percentage, days=pay_within_days)
