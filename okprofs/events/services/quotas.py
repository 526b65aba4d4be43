"""Making what ticket types share: a hall, an afternoon, a workshop's room; and the codes that open or reduce."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from okprofs.events.models import Code, Event, Quota, TicketType
from okprofs.events.queries.pending import held_twice
from okprofs.events.rules.codes import CodePlan, CodeRefusal, clean_code, may_have_code
from okprofs.events.rules.places import MOST_QUOTAS, QuotaRefusal, may_share
from okprofs.events.services.organising import held, one_of, refuse_fixed, touch
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse


@dataclass(frozen=True, slots=True)
class QuotaDetails:
    """A quota, with the public ids of the ticket types that draw on it."""

    title: str
    capacity: int
    ticket_types: Sequence[str]


def add_quota(event: Event, details: QuotaDetails) -> Quota:
    """A new quota; whoever has a ticket of these types counts in it. Refuses what `may_share` refuses."""
    event = held(event)
    refuse_fixed(event)
    if len(event.quotas) >= MOST_QUOTAS:
        raise Refused(Refusal(QuotaRefusal.TOO_MANY_QUOTAS, (("maximum", MOST_QUOTAS),)))
    quota = Quota(taken=0)
    _fill(event, quota, details)
    event.quotas.append(quota)
    touch(event, "quota_added", quota)
    return quota


def edit_quota(event: Event, public_id: str, details: QuotaDetails) -> None:
    """Change a quota; what is taken is counted anew. Refuses what `may_share` refuses."""
    event = held(event)
    refuse_fixed(event)
    quota = one_of(event.quotas, public_id)
    _fill(event, quota, details)
    touch(event, "quota_edited", quota)


def remove_quota(event: Event, public_id: str) -> None:
    """Take a quota away: the ticket types keep their places, and only their own limit."""
    event = held(event)
    refuse_fixed(event)
    quota = one_of(event.quotas, public_id)
    event.quotas.remove(quota)
    touch(event, "quota_removed", quota)


def _fill(event: Event, quota: Quota, details: QuotaDetails) -> None:
    chosen = [item for item in event.ticket_types if item.public_id in details.ticket_types]
    is_same = set(chosen) == set(quota.ticket_types)
    # Who waits with a held place beside their own sits in one seat, though both of their tickets draw on it.
    taken = quota.taken if is_same else sum(item.taken for item in chosen) - held_twice(event, chosen)
    refuse(may_share(details.capacity, taken, len(chosen)))
    quota.title, quota.capacity, quota.taken = details.title, details.capacity, taken
    quota.ticket_types = chosen


@dataclass(frozen=True, slots=True)
class CodeDetails:
    """A code as an organiser fills it in; `ticket_types` are public ids, amounts in cents."""

    code: str
    note: str
    discount_cents: int
    discount_percentage: int
    most_uses: int | None
    ends_at: datetime | None
    is_stopped: bool
    ticket_types: Sequence[str]


def add_code(event: Event, details: CodeDetails) -> Code:
    """A new code. Refuses what `may_have_code` refuses, and one that the event has already."""
    event = held(event)
    refuse_fixed(event)
    code = Code(event=event, uses=0)
    _write(event, code, details)
    touch(event, "code_added", code)
    return code


def edit_code(event: Event, public_id: str, details: CodeDetails) -> None:
    """Change a code; who used it keeps what they have. Refuses as `add_code` does, and fewer uses than there were."""
    event = held(event)
    refuse_fixed(event)
    query = sa.select(Code).where(Code.event_id == event.id, Code.public_id == public_id)
    code = db.session.scalars(locked(query)).one()
    _write(event, code, details)
    touch(event, "code_edited", code)


def _write(event: Event, code: Code, details: CodeDetails) -> None:
    chosen: list[TicketType] = [item for item in event.ticket_types if item.public_id in details.ticket_types]
    plan = CodePlan(
        clean_code(details.code),
        details.discount_cents,
        details.discount_percentage,
        any(item.is_hidden for item in chosen),
        details.most_uses,
    )
    refuse(may_have_code(plan, code.uses))
    code.code, code.note, code.most_uses = plan.code, details.note, details.most_uses
    code.discount_cents, code.discount_percentage = details.discount_cents, details.discount_percentage
    code.ends_at, code.is_stopped, code.ticket_types = details.ends_at, details.is_stopped, chosen
    db.session.add(code)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(Refusal(CodeRefusal.CODE_EXISTS)) from error
