"""Signing up for an event.

Every verb first takes the event's row, and holds it to the end of the transaction. That lock, `hold`, is what keeps a
place from being given twice: behind it the places are read, judged by the rules and written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager

from okprofs.events.facts import OrderMade
from okprofs.events.letters import COMES_ALREADY, ORDER_CONFIRMED, order_facts
from okprofs.events.letters_of_changes import SIGNED_UP_BY, attendee_letter, has_own_letter
from okprofs.events.models import Event, Invitation, Order, Quota, Registration, TicketType
from okprofs.events.queries.agenda import with_quotas
from okprofs.events.queries.offers import ticket_facts
from okprofs.events.queries.orders import registered, registrations_with
from okprofs.events.queries.people import Person, person_for
from okprofs.events.rules.admission import AdmissionRefusal, OrderLine, may_order
from okprofs.events.rules.listing import Shown
from okprofs.events.rules.waiting import is_only_full
from okprofs.events.services import invitations
from okprofs.events.services.charging import held_code, opened, prices_in_order, use_code
from okprofs.events.services.listings import keep_listing
from okprofs.events.services.paying import begin_term
from okprofs.events.services.pending import Wanted, wait_with, wanted_later
from okprofs.events.services.places import take
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write, write_each


@dataclass(frozen=True, slots=True)
class Contact:
    """Who orders, as typed; of someone known, what they proved goes before it. `code` opens or makes cheaper."""

    name: str = ""
    email: str = ""
    language: str = "nl"
    invoice_reference: str = ""
    code: str = ""
    # By whom they let it be seen that they come; not of who has proven nothing: they are asked by their link.
    shown: Shown = field(default_factory=Shown)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who comes, with the public id of a ticket type. The contact's own name and address are not repeated here."""

    ticket_type: str
    is_contact: bool = False
    name: str = ""
    email: str = ""
    organisation_name: str = ""
    dietary_wishes: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An order as it was asked for, behind the event's lock."""

    event: Event
    ticket_types: Mapping[str, TicketType]
    person: Person
    attendees: Sequence[Attendee]
    lines: Sequence[OrderLine]


class NoPlaces(Refused):
    """Refused for nothing but that there are too few places: one could wait. Nothing was written yet."""

    def __init__(self, refusals: Iterable[Refusal], asked: Asked) -> None:
        super().__init__(*refusals)
        self.asked = asked


def sign_up(
    event_id: int,
    contact: Contact,
    attendees: Sequence[Attendee],
    *,
    viewer: Any = None,
    invitation_id: int | None = None,
) -> Order:
    """Make one order by one contact for one or more attendees, and write them the confirmation; each attendee with
    another address has a letter of their own.

    `viewer` is who is signed in, `invitation_id` the invitation whose personal link was used. Addresses are normalised.
    An applicant who asks for a closed ticket gets the open one that stands meanwhile, and waits for the closed one.

    Refused with everything that `may_order` says, each refusal with the line it is about; with `ticket_type_gone`,
    also for what is hidden; with `code_unknown` and `code_not_enough`.
    """
    event, every = hold(event_id)
    code = held_code(event, contact.code)
    ticket_types = opened(every, code)
    invitation = _hold_invitation(invitation_id)
    person = person_for(event, viewer, invitation)
    later = wanted_later(event, every, person)
    wanted = {wish: terms for wish, terms in later.items() if {wish, terms[0].public_id} <= ticket_types.keys()}
    asked = next((each.ticket_type for each in attendees if each.is_contact and each.ticket_type in wanted), None)
    attendees = [_meanwhile(attendee, wanted) for attendee in attendees]
    lines = lines_of(event, ticket_types, person, contact, attendees)
    admission = may_order(person.facts, lines, now())
    if is_only_full(admission.refusals):
        raise NoPlaces(admission.refusals, Asked(event, ticket_types, person, attendees, lines))
    refuse(admission.refusals)

    order = Order(
        event=event,
        account_id=person.account.id if person.account else None,
        contact_name=person.name or contact.name,
        contact_email=person.email or contact.email,
        language=contact.language,
        invoice_reference=contact.invoice_reference,
    )
    wanted_types = [ticket_types[attendee.ticket_type] for attendee in attendees]
    prices = prices_in_order(person.facts, wanted_types, attendees, code)
    for attendee, line, allowed, price in zip(attendees, lines, admission.lines, prices, strict=True):
        ticket_type = ticket_types[attendee.ticket_type]
        take(ticket_type)
        order.registrations.append(
            Registration(
                event_id=event.id,
                ticket_type=ticket_type,
                account_id=order.account_id if attendee.is_contact else None,
                name=order.contact_name if attendee.is_contact else attendee.name,
                email=line.attendee_email,
                organisation_name=attendee.organisation_name,
                dietary_wishes=attendee.dietary_wishes if event.has_food else "",
                price_cents=price.cents,
                price_reason=price.reason,
                ground=str(allowed.ground),
            )
        )
    use_code(code, order.registrations)
    begin_term(order)
    store(order)
    invitations.use(person.invitation, order.registrations)
    if contact.shown.is_seen and person.is_known and event.attendee_list_days is not None:
        for own in (one for one in order.registrations if one.email == order.contact_email):
            keep_listing(own, contact.shown)
    latest = {}
    for registration in order.registrations:
        if asked is not None and registration.account_id is not None:
            latest[registration.id] = wait_with(event, registration, ticket_types[asked], wanted[asked][1], person)
    record("order_made", order, event=event.public_id, attendees=len(attendees))
    facts = order_facts(order, latest)
    write(ORDER_CONFIRMED, to=order.contact_email, language=order.language, about=order, facts=facts)
    write_each(SIGNED_UP_BY, [attendee_letter(item) for item in order.registrations if has_own_letter(item)])
    announce(OrderMade(order.id, event.id))
    return order


def _meanwhile(attendee: Attendee, wanted: Wanted) -> Attendee:
    """What can be had at once: of the closed part that an applicant may wait for, the open one beside it."""
    if not attendee.is_contact or attendee.ticket_type not in wanted:
        return attendee
    return replace(attendee, ticket_type=wanted[attendee.ticket_type][0].public_id)


def tell_who_comes_already(event_id: int, addresses: Collection[str]) -> None:
    """Write to these people, of whom somebody unproven was told that they come: at most once a day.

    Nobody takes part twice, so the refusal tells it; with this letter it is never found out behind someone's back.
    """
    with transaction():
        for registration in registrations_with(event_id, addresses):
            event, language = registration.order.event, registration.order.language
            facts = {"title": event.title, "starts_at": event.starts_at.isoformat(), "slug": event.slug}
            day = today().isoformat()
            write(COMES_ALREADY, to=registration.email, language=language, about=registration, facts=facts, once=day)


def hold(event_id: int) -> tuple[Event, dict[str, TicketType]]:
    """The event and its ticket types by public id, held until the end of the transaction and read afresh."""
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == event_id))).one()
    query = with_quotas(sa.select(TicketType).where(TicketType.event_id == event_id)).order_by(TicketType.id, Quota.id)
    held = locked(query.options(contains_eager(TicketType.quotas)), of=TicketType)
    ticket_types = db.session.scalars(held).unique()
    return event, {ticket_type.public_id: ticket_type for ticket_type in ticket_types}


def _hold_invitation(invitation_id: int | None) -> Invitation | None:
    if invitation_id is None:
        return None
    query = locked(sa.select(Invitation).where(Invitation.id == invitation_id))
    return db.session.scalars(query).one_or_none()


def lines_of(
    event: Event,
    ticket_types: dict[str, TicketType],
    person: Person,
    contact: Contact,
    attendees: Sequence[Attendee],
) -> list[OrderLine]:
    """The order as the rules look at it, with what stands in the database at this moment."""
    if any(attendee.ticket_type not in ticket_types for attendee in attendees):
        raise Refused(Refusal("ticket_type_gone"))
    own_email = person.email or contact.email
    emails = [own_email if attendee.is_contact else attendee.email for attendee in attendees]
    account_id = person.account.id if person.account else None
    known, is_registered = registered(event.id, set(emails) - {""}, account_id)
    return [
        OrderLine(
            ticket_id=attendee.ticket_type,
            ticket=ticket_facts(event, ticket_types[attendee.ticket_type]),
            attendee_is_contact=attendee.is_contact,
            attendee_email=email,
            is_already_registered=email in known or (attendee.is_contact and is_registered),
        )
        for attendee, email in zip(attendees, emails, strict=True)
    ]


def store(order: Order) -> None:
    """Write the rows. The unique index is the second line behind the rule: nobody twice at one event."""
    db.session.add(order)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED)) from error
