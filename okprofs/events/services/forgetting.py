"""Forgetting what an event holds of people: which event data goes when, and what stays in its place?

What people eat goes a week after an event, who they were twelve months after it, and what the books need seven years
after its year (`rules/forgetting.py`). Rows that are about people alone go; a sign-up stays as a number and an amount,
of nobody. Each call does one batch and says whether there may be more; what was done is not found again, so it may stop
anywhere and go on later.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import (
    AttendanceCorrection,
    Certificate,
    Event,
    FeedbackAnswer,
    Handover,
    Invitation,
    Mailing,
    MailingRecipient,
    Order,
    OrderPayment,
    PendingTicket,
    Registration,
    Scan,
    SessionSpeaker,
    Speaker,
    TicketType,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
    WorkshopHost,
    WorkshopPlace,
    WorkshopPlan,
    WorkshopPreference,
)
from okprofs.events.queries.certificates import records_at
from okprofs.events.queries.figures import came_by_ticket_type
from okprofs.events.rules.forgetting import attended_before, booked_before, eaten_before
from okprofs.events.services.certificates import withdraw
from okprofs.kernel.clock import today
from okprofs.kernel.db import Base, db, locked
from okprofs.kernel.ids import new_ticket_code
from okprofs.people.models import Account

BATCH = 500

REMOVED: tuple[type[Base], ...] = (
    AttendanceCorrection,
    Scan,
    WorkshopPreference,
    WorkshopPlace,
    MailingRecipient,
    Mailing,
    FeedbackAnswer,
    Handover,
    PendingTicket,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
    Invitation,
    SessionSpeaker,
    WorkshopHost,
    Speaker,
)
"""What goes as a whole after twelve months; what refers to another goes before it."""

# By which column a row belongs to an event, when it does not say so itself.
_BELONGS: Mapping[type[Base], tuple[Any, Any, Any]] = {
    WaitingAttendee: (WaitingAttendee.entry_id, WaitingEntry.id, WaitingEntry.event_id),
    MailingRecipient: (MailingRecipient.mailing_id, Mailing.id, Mailing.event_id),
    SessionSpeaker: (SessionSpeaker.speaker_id, Speaker.id, Speaker.event_id),
    WorkshopHost: (WorkshopHost.speaker_id, Speaker.id, Speaker.event_id),
    **{
        model: (model.registration_id, Registration.id, Registration.event_id)
        for model in (AttendanceCorrection, WorkshopPreference, WorkshopPlace)
    },
}

Emptied = Callable[[Any, Event], Any]


def _always(value: Any) -> Emptied:
    return lambda row, event: value


def _to_the_day(row: Registration, event: Event) -> datetime:
    """So many whole days before the event: that is all that the figures of sign-ups over time need."""
    return event.starts_at - (event.starts_at - row.made_at) // timedelta(days=1) * timedelta(days=1)


def _at_its_beginning(row: Any, event: Event) -> datetime:
    return event.starts_at


def _if_at_all(row: Order | Registration, event: Event) -> datetime | None:
    """Whether somebody cancelled stays, for it decides what was due; when does not."""
    return event.starts_at if row.cancelled_at is not None else None


@dataclass(frozen=True, slots=True)
class Emptying:
    """By what one sees that a row still tells of somebody, and what comes into its columns instead."""

    is_telling: sa.ColumnElement[bool]
    columns: Mapping[str, Emptied]


EMPTIED: Mapping[type[Base], Emptying] = {
    WorkshopPlan: Emptying(sa.cast(WorkshopPlan.conflicts, sa.Text) != "[]", {"conflicts": lambda row, event: []}),
    Registration: Emptying(
        sa.or_(
            Registration.name != "",
            Registration.email != "",
            Registration.organisation_name != "",
            Registration.account_id.is_not(None),
        ),
        {
            **dict.fromkeys(("name", "email", "organisation_name", "dietary_wishes", "search_text"), _always("")),
            "account_id": _always(None),
            "price_reason": _always("ordinary"),
            "ground": _always("open"),
            "made_at": _to_the_day,
            "cancelled_at": _if_at_all,
            "held_since": _always(None),
            # Nobody ever holds it, and no two are the same.
            "ticket_code": lambda row, event: new_ticket_code(),
        },
    ),
    Order: Emptying(
        sa.or_(Order.contact_name != "", Order.contact_email != "", Order.account_id.is_not(None)),
        {
            **dict.fromkeys(("contact_name", "contact_email"), _always("")),
            "account_id": _always(None),
            "language": _always("nl"),
            "made_at": _at_its_beginning,
            "cancelled_at": _if_at_all,
            **dict.fromkeys(("pay_until", "pay_reminder_at"), _always(None)),
        },
    ),
}
"""What stays after twelve months, of nobody."""


def forget_diets() -> bool:
    """What people eat, a week after; for the worker, every day."""
    ended = _ended_before(eaten_before(today()))
    return any(_without_diets(model, ended) for model in (Registration, WaitingAttendee))


def forget_people() -> bool:
    """Who came, waited, was invited, spoke or said what they thought, twelve months after; for the worker, every day.

    One step after the other: a certificate stands by itself, and who came is counted, before that it goes on which
    they stood.
    """
    ended = _ended_before(attended_before(today()))
    return (
        _let_certificates_stand(ended)
        or _count_who_came(ended)
        or any(_removed(model, ended) for model in REMOVED)
        or any(_emptied(model, ended) for model in EMPTIED)
    )


def forget_books() -> bool:
    """What was due and paid, seven years after its year, and the sign-up with it; for the worker, every day."""
    moment = booked_before(today())
    paid_later = sa.exists().where(OrderPayment.order_id == Order.id, OrderPayment.noted_at >= moment)
    over = sa.select(Order.id).where(Order.event_id.in_(_ended_before(moment)), ~paid_later).order_by(Order.id)
    ids = db.session.scalars(over.limit(BATCH)).all()
    for rows in (
        sa.delete(OrderPayment).where(OrderPayment.order_id.in_(ids)),
        sa.delete(Registration).where(Registration.order_id.in_(ids)),
        sa.delete(Order).where(Order.id.in_(ids)),
    ):
        db.session.execute(rows.execution_options(synchronize_session=False))
    return bool(ids)


def _ended_before(moment: datetime) -> sa.Select[int]:
    return sa.select(Event.id).where(Event.ends_at < moment)


def _of(model: type[Base], ended: sa.Select[int]) -> sa.ColumnElement[bool]:
    if model not in _BELONGS:
        return model.__table__.c.event_id.in_(ended)
    own, parent, event_id = _BELONGS[model]
    return own.in_(sa.select(parent).where(event_id.in_(ended)))  # type: ignore[no-any-return]


def _without_diets(model: type[Registration] | type[WaitingAttendee], ended: sa.Select[int]) -> bool:
    chosen = sa.select(model.id).where(model.dietary_wishes != "", _of(model, ended)).order_by(model.id).limit(BATCH)
    empty = sa.update(model).where(model.id.in_(chosen)).values(dietary_wishes="").returning(model.id)
    return bool(db.session.scalars(empty.execution_options(synchronize_session=False)).all())


def _let_certificates_stand(ended: sa.Select[int]) -> bool:
    """From now on a certificate holds by itself. One that does not hold any more is withdrawn first."""
    query = sa.select(Certificate).where(Certificate.registration_id.is_not(None), Certificate.event_id.in_(ended))
    found = db.session.scalars(locked(query.order_by(Certificate.id).limit(BATCH), of=Certificate)).all()
    ids = [one.registration_id for one in found]
    people = db.session.scalars(sa.select(Registration).where(Registration.id.in_(ids))).all()
    good = [record.certificate for record in records_at(people)]
    holders = _holders(people)
    for certificate in found:
        if certificate.withdrawn_at is None and certificate not in good:
            withdraw(certificate)
        # Whose address it was is not known any more after this.
        certificate.account_id = certificate.account_id or holders.get(certificate.registration_id)
        certificate.registration_id = None
    return bool(found)


def _holders(registrations: Sequence[Registration]) -> dict[int | None, int]:
    """Whose account each of these is, by registration, also of whom a colleague signed up by their address."""
    theirs = sa.or_(
        Account.id == Registration.account_id,
        sa.and_(Registration.account_id.is_(None), Account.email == Registration.email),
    )
    query = sa.select(Registration.id, Account.id).join(Account, theirs)
    rows = db.session.execute(query.where(Registration.id.in_([one.id for one in registrations])))
    return {row[0]: row[1] for row in rows}


def _count_who_came(ended: sa.Select[int]) -> bool:
    """How many came stays, of one event at a time."""
    uncounted = sa.exists().where(TicketType.event_id == Event.id, TicketType.came.is_(None))
    scanned = sa.exists().where(Scan.event_id == Event.id)
    event = db.session.scalar(
        sa.select(Event).where(Event.id.in_(ended), scanned, uncounted).order_by(Event.id).limit(1)
    )
    if event is None:
        return False
    came = came_by_ticket_type(event) or Counter[int]()
    for ticket_type in event.ticket_types:
        ticket_type.came = came[ticket_type.id]
    return True


def _removed(model: type[Base], ended: sa.Select[int]) -> bool:
    key = sa.tuple_(*model.__table__.primary_key)
    chosen = sa.select(*model.__table__.primary_key).where(_of(model, ended)).limit(BATCH)
    gone = sa.delete(model).where(key.in_(chosen)).execution_options(synchronize_session=False)
    return bool(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def _emptied(model: type[Base], ended: sa.Select[int]) -> bool:
    emptying = EMPTIED[model]
    query = sa.select(model).where(emptying.is_telling, _of(model, ended)).order_by(*model.__table__.primary_key)
    rows: list[Any] = list(db.session.scalars(locked(query.limit(BATCH), of=model)))
    for row in rows:
        event = db.session.get_one(Event, row.event_id)
        for name, emptied in emptying.columns.items():
            setattr(row, name, emptied(row, event))
    return bool(rows)
