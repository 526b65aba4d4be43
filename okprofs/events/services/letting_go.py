"""Letting go of somebody who is forgotten: sign-ups, payments and certificates have terms of their own, and keep what
they hold without the account."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from okprofs.events.models import (
    Certificate,
    Event,
    Invitation,
    Mailing,
    Order,
    OrderPayment,
    PendingTicket,
    Registration,
    Speaker,
    WaitingEntry,
    WaitingParty,
)
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refused
from okprofs.people.facts import AccountForgotten, AccountUnused
from okprofs.people.services.forgetting import NEEDED

# By what somebody is known to come.
_COMES: tuple[InstrumentedAttribute[Any], ...] = (
    Order.account_id,
    Registration.account_id,
    WaitingParty.account_id,
    Speaker.account_id,
)

_OF_NOBODY: Mapping[InstrumentedAttribute[Any], Mapping[InstrumentedAttribute[Any], Any]] = {
    **{
        column: {column: None}
        for column in (
            Order.account_id,
            Registration.account_id,
            WaitingParty.account_id,
            Certificate.account_id,
            WaitingEntry.first_by_id,
            Invitation.invited_by_id,
            Mailing.sent_by_id,
            OrderPayment.noted_by_id,
        )
    },
    Speaker.account_id: {Speaker.account_id: None, Speaker.shows_profile: False},
}


def keep_who_comes(fact: AccountUnused) -> None:
    """Refused: `account_needed` for who takes part in an event that is to come or goes on, and who still waits for what
    is decided on their application."""
    theirs = sa.union_all(
        *(sa.select(column.class_.event_id).where(column == fact.account_id) for column in _COMES)
    ).subquery()
    comes = sa.exists().where(Event.id.in_(sa.select(theirs.c.event_id)), Event.ends_at > now())
    waits = sa.exists().where(PendingTicket.account_id == fact.account_id, PendingTicket.outcome.is_(None))
    if db.session.scalar(sa.select(sa.or_(comes, waits))):
        raise Refused(NEEDED)


def let_go(fact: AccountForgotten) -> None:
    """Let go of all that this room has of them."""
    for column, values in _OF_NOBODY.items():
        emptied = sa.update(column.class_).where(column == fact.account_id).values(values)
        db.session.execute(emptied.execution_options(synchronize_session=False))
    asked = sa.delete(PendingTicket).where(PendingTicket.account_id == fact.account_id)
    db.session.execute(asked.execution_options(synchronize_session=False))
