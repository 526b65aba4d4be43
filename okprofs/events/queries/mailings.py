"""Which mails to participants were written, whom would one reach, and how did it go with each?"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.events.models import (
    Event,
    Mailing,
    MailingRecipient,
    Order,
    OrderPayment,
    PendingTicket,
    ProgrammeSession,
    Registration,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
    Workshop,
    WorkshopPlace,
)
from okprofs.events.queries.doors import attendance_of
from okprofs.events.rules.mailing import MOST_RECIPIENTS, Presence, Recipient, Selected, Whom, recipients
from okprofs.events.rules.waiting import LIVE
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.mail.models import LetterState
from okprofs.mail.queries import count_by_state, states_about

MOST_MAILINGS = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which participants: public ids of ticket types (none: all) and of a workshop, and what else must hold of them.

    `whom`: who comes, who is on the waiting list, or both. Who waits has no workshop, was not there, owes nothing and
    waits for no application: with any of those nobody on the list is meant.
    """

    ticket_types: tuple[str, ...] = ()
    workshop: str = ""
    presence: Presence = Presence.ANY
    only_waiting: bool = False
    only_unpaid: bool = False
    whom: Whom = Whom.COMING

    @property
    def reaches_waiting_list(self) -> bool:
        """Whether anybody on the waiting list is meant."""
        is_about_who_comes = self.workshop or self.only_waiting or self.only_unpaid
        return self.whom is not Whom.COMING and not is_about_who_comes and self.presence is Presence.ANY

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Chosen":
        """As it was kept with a mail."""
        return cls(
            tuple(kept.get("ticket_types", ())),
            kept.get("workshop", ""),
            Presence(kept.get("presence", Presence.ANY)),
            bool(kept.get("only_waiting")),
            bool(kept.get("only_unpaid")),
            Whom(kept.get("whom", Whom.COMING)),
        )

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def mailings_of(event: Event) -> Sequence[Mailing]:
    """What was written, the latest first; at most two hundred."""
    query = sa.select(Mailing).where(Mailing.event_id == event.id).order_by(Mailing.id.desc())
    return db.session.scalars(query.limit(MOST_MAILINGS)).all()


def mailing_of(event: Event, public_id: str) -> Mailing | None:
    """One mail of this event."""
    return db.session.scalar(sa.select(Mailing).where(Mailing.event_id == event.id, Mailing.public_id == public_id))


def mailing_to_mail(public_id: str) -> Mailing | None:
    """What a letter says, with its event."""
    query = sa.select(Mailing).where(Mailing.public_id == public_id)
    return db.session.scalar(query.options(joinedload(Mailing.event)))


def workshops_of(event: Event) -> list[tuple[str, str]]:
    """The workshops of this event by public id, round by round."""
    query = (
        sa.select(Workshop.public_id, Workshop.title)
        .join(ProgrammeSession, ProgrammeSession.id == Workshop.session_id)
        .where(ProgrammeSession.event_id == event.id)
        .order_by(ProgrammeSession.starts_at, Workshop.id)
    )
    return [(row.public_id, row.title) for row in db.session.execute(query.limit(MOST_MAILINGS))]


def reached_by(event: Event, chosen: Chosen) -> list[Recipient]:
    """Who would get it, once for each address; one more than may be, when there are more. Three queries at most."""
    coming = [] if chosen.whom is Whom.ON_WAITING_LIST else _coming(event, chosen)
    waiting = _on_waiting_list(event, chosen) if chosen.reaches_waiting_list else []
    return recipients([*coming, *waiting])


def _on_waiting_list(event: Event, chosen: Chosen) -> list[Selected]:
    """The contacts of who waits or has an offer, in the order of the list. Who never confirmed that they wait has not
    proven that the address is theirs: they are not written to."""
    waits = sa.select(WaitingEntry.party_id).where(WaitingEntry.event_id == event.id, WaitingEntry.state.in_(LIVE))
    if chosen.ticket_types:
        ids = _ids_of(event, chosen)
        waits = waits.where(WaitingEntry.attendees.any(WaitingAttendee.ticket_type_id.in_(ids)))
    party = WaitingParty
    query = (
        sa.select(party.id, party.public_id, party.contact_name, party.contact_email, party.language)
        .where(party.id.in_(waits), party.confirmed_at.is_not(None))
        .order_by(party.id)
        .limit(MOST_RECIPIENTS + 1)
    )
    return [
        Selected(None, public_id, name, email, name, email, language, party_id)
        for party_id, public_id, name, email, language in db.session.execute(query)
    ]


def _coming(event: Event, chosen: Chosen) -> list[Selected]:
    query = (
        sa.select(
            Registration.id,
            Registration.public_id,
            Registration.name,
            Registration.email,
            Order.contact_name,
            Order.contact_email,
            Order.language,
        )
        .join(Order, Order.id == Registration.order_id)
        .where(Registration.event_id == event.id, Registration.cancelled_at.is_(None), *_conditions(event, chosen))
        .order_by(Registration.id)
        .limit(MOST_RECIPIENTS + 1)
    )
    found = [Selected(*row) for row in db.session.execute(query)]
    if chosen.presence is not Presence.ANY:
        came = attendance_of(event)
        found = [one for one in found if (one.public_id in came) is (chosen.presence is Presence.THERE)]
    return found


def _ids_of(event: Event, chosen: Chosen) -> list[int]:
    return [one.id for one in event.ticket_types if one.public_id in chosen.ticket_types]


def _conditions(event: Event, chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if chosen.ticket_types:
        conditions.append(Registration.ticket_type_id.in_(_ids_of(event, chosen)))
    if chosen.workshop:
        place = sa.select(WorkshopPlace.registration_id).join(Workshop, Workshop.id == WorkshopPlace.workshop_id)
        conditions.append(Registration.id.in_(place.where(Workshop.public_id == chosen.workshop)))
    if chosen.only_waiting:
        waits = sa.select(PendingTicket.registration_id)
        waits = waits.where(PendingTicket.event_id == event.id, PendingTicket.outcome.is_(None))
        conditions.append(Registration.id.in_(waits))
    if chosen.only_unpaid:
        conditions.append(_due() > _paid())
    return conditions


def _due() -> sa.ScalarSelect[Any]:
    """What is due for the order, in cents: who comes, and what cancelling cost."""
    other = sa.orm.aliased(Registration)
    each = sa.case((other.cancelled_at.is_(None), other.price_cents), else_=other.cancellation_cents)
    query = sa.select(sa.func.coalesce(sa.func.sum(each), 0)).where(other.order_id == Registration.order_id)
    return query.correlate(Registration).scalar_subquery()


def _paid() -> sa.ScalarSelect[Any]:
    query = sa.select(sa.func.coalesce(sa.func.sum(OrderPayment.cents), 0))
    return query.where(OrderPayment.order_id == Registration.order_id).correlate(Registration).scalar_subquery()


def to_thank(event: Event) -> Chosen:
    """Whom one thanks for coming: who was there, as the doors know it; where nobody was scanned, all with a place."""
    return Chosen(presence=Presence.THERE if attendance_of(event) else Presence.ANY)


def sent_since_yesterday(event_id: int) -> int:
    """How many mails to a selection of this event went in the last 24 hours."""
    query = sa.select(sa.func.count()).select_from(Mailing)
    return (
        db.session.scalar(query.where(Mailing.event_id == event_id, Mailing.sent_at > now() - timedelta(days=1))) or 0
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one recipient; no state: their letter is no longer kept."""

    name: str
    state: LetterState | None


def outcomes_of(mailing: Mailing, number: int) -> Page[Outcome]:
    """A page of the recipients, in the order in which they signed up. Two queries."""
    limit, offset = window(number)
    query = (
        sa.select(MailingRecipient.public_id, sa.func.coalesce(Registration.name, WaitingParty.contact_name, ""))
        .outerjoin(Registration, Registration.id == MailingRecipient.registration_id)
        .outerjoin(WaitingParty, WaitingParty.id == MailingRecipient.waiting_party_id)
        .where(MailingRecipient.mailing_id == mailing.id)
        .order_by(MailingRecipient.id)
    )
    rows = db.session.execute(query.limit(limit).offset(offset)).all()
    states = states_about([row.public_id for row in rows])
    return cut([Outcome(row[1], states.get(row.public_id)) for row in rows], number)


def progress_of(mailing: Mailing) -> dict[LetterState, int]:
    """How many letters stand how. One query."""
    return count_by_state(sa.select(MailingRecipient.public_id).where(MailingRecipient.mailing_id == mailing.id))


def size_of(mailing: Mailing) -> int:
    """How many people it went to."""
    query = sa.select(sa.func.count()).select_from(MailingRecipient)
    return db.session.scalar(query.where(MailingRecipient.mailing_id == mailing.id)) or 0
