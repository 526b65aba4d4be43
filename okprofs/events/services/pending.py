"""Waiting for a closed part: asking for it, and settling it when something has happened.

Whoever settles holds the events' rows first, in the order of their ids: a sign-up holds one event and nothing before
it, so the two never wait for each other. What an admission and a sign-up at the same moment do not see of each other,
`settle_due` sees: it looks at what waits as it stands, not at what was announced.
"""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from okprofs.events.facts import (
    AdmittedWhenFull,
    EventCancelled,
    PlacesFreed,
    RegistrationCancelled,
    RegistrationChanged,
)
from okprofs.events.letters import WAITING, WAITING_OF_ATTENDEE, waiting_facts
from okprofs.events.models import (
    Event,
    EventStatus,
    Invitation,
    Order,
    PendingTerms,
    PendingTicket,
    Registration,
    TicketType,
)
from okprofs.events.queries.pending import (
    deadline_of,
    due_pending,
    events_of,
    facts_beside,
    latest_of,
    own_registration,
    pending_of,
    price_invited,
    promised,
    state_of,
    terms_of,
    waitable,
    waits_invited,
)
from okprofs.events.queries.people import Person, person_for
from okprofs.events.rules.admission import Ground
from okprofs.events.rules.amounts import Amounts
from okprofs.events.rules.cancellation import ActorFacts, ChangeRefusal
from okprofs.events.rules.pending import Happening, Outcome, PendingRefusal, Waiting, after, held_until, may_ask
from okprofs.events.services import invitations
from okprofs.events.services.charging import free_code
from okprofs.events.services.paying import renew_term
from okprofs.events.services.places import give_back_beyond, take_beyond
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.wall_time import local
from okprofs.mail.services import write
from okprofs.membership.facts import ApplicationEnded, MemberAdmitted, MembershipChanged
from okprofs.membership.queries.memberships import is_member_on
from okprofs.membership.queries.persons import goes_on_as, is_under_review, merged_into, was_rejected
from okprofs.people.models import Account

BATCH = 100
"""How many the worker settles in one go."""

_SILENT = (Outcome.REGISTRATION_CANCELLED, Outcome.EVENT_CANCELLED)
# Of these everyone concerned hears in another letter.

Wanted = Mapping[str, tuple[TicketType, PendingTerms]]


def wanted_later(event: Event, ticket_types: Mapping[str, TicketType], person: Person) -> Wanted:
    """The closed tickets that this person may wait for, with the open one that stands meanwhile."""
    return waitable(event, ticket_types.values(), person.facts, now())


def wait_with(
    event: Event, registration: Registration, wanted: TicketType, terms: PendingTerms, person: Person
) -> PendingTicket:
    """Let the attendee wait for the wanted ticket, with a held place when the organiser holds one and it is there.

    The event is held, and the rules have said yes.
    """
    until = held_until(now(), terms.hold_hours, deadline_of(event))
    left = facts_beside(event, wanted, registration.ticket_type).places_left
    price = promised(wanted, person.facts)
    pending = PendingTicket(
        event=event,
        registration=registration,
        ticket_type=wanted,
        open_ticket_type=registration.ticket_type,
        account=person.account,
        price_cents=price.cents,
        price_reason=price.reason,
        held_until=until,
        holds_place=until is not None and (left is None or left > 0),
    )
    if pending.holds_place:
        take_beyond(wanted, registration.ticket_type)
    db.session.add(pending)
    db.session.flush()
    record("pending_ticket_asked", pending, event=event.public_id, holds_place=pending.holds_place)
    return pending


def ask(event_id: int, ticket_type: str, viewer: Account) -> PendingTicket:
    """Who holds the open ticket, perhaps on a colleague's order, asks for the closed one beside it. Both hear so.

    Refused: `not_your_registration` without such a ticket; as `may_ask`.
    """
    event, *_ = _held([event_id])
    person = person_for(event, viewer)
    registration = own_registration(event, person)
    if registration is None:
        raise Refused(Refusal(ChangeRefusal.NOT_YOUR_REGISTRATION))
    wanted = next((item for item in event.ticket_types if item.public_id == ticket_type), None)
    terms = terms_of(event.id).get(wanted.id) if wanted else None
    if wanted is None or terms is None:
        raise Refused(Refusal("ticket_type_gone"))
    earlier = latest_of([registration]).get(registration.id)
    refuse(
        may_ask(
            person.facts,
            facts_beside(event, wanted, registration.ticket_type),
            now(),
            beside=(terms.open_ticket_type_id,),
            has=registration.ticket_type_id,
            waits=earlier is not None and earlier.outcome is None,
        )
    )
    if registration.account_id is None:
        registration.account_id = viewer.id
    pending = wait_with(event, registration, wanted, terms, person)
    tell(pending, "asked")
    return pending


def accept(invitation: Invitation, agreed_cents: int) -> None:
    """Who was invited by name while the closed part waited says yes: it is confirmed at once, as by an admission, at
    the price for invitees; when it is full they wait for a place.

    Refused: `nothing_waits`; an invitation that was withdrawn or used; when it costs something else than
    `agreed_cents` by now.
    """
    event, *_ = _held([invitation.event_id])
    invitation = db.session.scalars(locked(sa.select(Invitation).where(Invitation.id == invitation.id))).one()
    waits = waits_invited(invitation)
    row = next(iter(_waiting([event.id], PendingTicket.id == waits.id)), None) if waits else None
    if row is None or not _stands(row):
        raise Refused(Refusal(PendingRefusal.NOTHING_WAITS))
    price = price_invited(row.ticket_type)
    if price.cents != agreed_cents:
        raise Refused(Refusal(ChangeRefusal.PRICE_CHANGED))
    row.price_cents, row.price_reason = price.cents, price.reason
    _settle([row], Happening.INVITED)
    if row.outcome is Outcome.CONFIRMED:
        invitations.use(invitation, [row.registration])


def give_up(order: Order, registration_id: str, actor: ActorFacts) -> bool:
    """The attendee or the contact wants no closed part any more; the open one stays. False when nothing waited.

    Refused: who has not proven to be either of them.
    """
    if not actor.is_proven or not (actor.is_contact or actor.is_attendee):
        raise Refused(Refusal(ChangeRefusal.CHANGE_NOT_PROVEN))
    _held([order.event_id])
    of_this = sa.select(Registration.id).where(
        Registration.order_id == order.id, Registration.public_id == registration_id
    )
    rows = _waiting([order.event_id], PendingTicket.registration_id.in_(of_this))
    return _settle(rows, Happening.GIVEN_UP) > 0


def give_up_own(event: Event, viewer: Account) -> bool:
    """Who asked wants it no more."""
    _held([event.id])
    return _settle(_waiting([event.id], PendingTicket.account_id == viewer.id), Happening.GIVEN_UP) > 0


def follow_membership(fact: MemberAdmitted | MembershipChanged) -> None:
    """Someone is a member, perhaps after an objection: what they waited for is confirmed where there is a place."""
    _follow_person(fact.account_id)


def follow_application(fact: ApplicationEnded) -> None:
    """An application came to nothing: who waited for it keeps the open part."""
    _follow_person(fact.account_id)


def follow_cancellation(fact: RegistrationCancelled) -> None:
    """Who does not come waits for nothing. The event is held."""
    _settle(_of_registration(fact.registration_id), Happening.REGISTRATION_CANCELLED)


def follow_change(fact: RegistrationChanged) -> None:
    """Who comes instead, or has another ticket by now, does not wait for what was asked before; who has that ticket in
    another way, waits for nothing. The event is held."""
    rows = _of_registration(fact.registration_id)
    obtained = [row for row in rows if row.registration.ticket_type_id == row.ticket_type_id]
    if not fact.person_changed:
        _settle(obtained, Happening.OBTAINED)
        rows = [row for row in rows if row not in obtained]
    _settle([row for row in rows if fact.person_changed or not _stands(row)], Happening.GIVEN_UP)


def follow_event(fact: EventCancelled) -> None:
    """Nobody waits for what does not take place. The event is held."""
    _settle(_waiting([fact.event_id]), Happening.EVENT_CANCELLED)


def settle_due() -> bool:
    """End the holds whose time has come, and whatever waits for a decision that was taken or comes too late.

    Returns True when there may be more.
    """
    found = due_pending(now(), BATCH + 1)
    events = _held({event_id for event_id, _ in found[:BATCH]})
    rows = _waiting([event.id for event in events], PendingTicket.id.in_([id_ for _, id_ in found[:BATCH]]))
    _settle(rows, Happening.HOLD_ENDED)
    for row in rows:
        _settle([row], _happened(row))
    return len(found) > BATCH


def _follow_person(account_id: int) -> None:
    accounts = merged_into(account_id)
    events = events_of(accounts)
    if events:
        _held(events)
        for row in _waiting(events, PendingTicket.account_id.in_(accounts)):
            _settle([row], _happened(row))


def _happened(row: PendingTicket) -> Happening:
    """What has happened to what waits, as everything stands now."""
    if row.event.status is EventStatus.CANCELLED:
        return Happening.EVENT_CANCELLED
    people = goes_on_as(row.account_id)
    day = local(row.event.starts_at).date()
    if any(is_member_on(account_id, day) for account_id in people):
        return Happening.ADMITTED if _stands(row) else Happening.REGISTRATION_CANCELLED
    if db.session.scalar(sa.select(is_under_review(row.account_id))):
        return Happening.DEADLINE_PASSED  # which changes nothing before the deadline
    return Happening.REJECTED if was_rejected(row.account_id) else Happening.WITHDRAWN


def _stands(row: PendingTicket) -> bool:
    """Whether the attendee who asked still holds the open ticket beside which they did."""
    registration = row.registration
    return (
        registration.cancelled_at is None
        and registration.ticket_type_id == row.open_ticket_type_id
        and registration.account_id == row.account_id
    )


def _settle(rows: Sequence[PendingTicket], happening: Happening) -> int:
    """Let this happen to each, in the order in which they asked. Returns to how many it made a difference."""
    settled = [row for row in rows if _settle_one(row, happening)]
    for event_id in sorted({row.event_id for row in settled}):
        announce(PlacesFreed(event_id))
    return len(settled)


def _settle_one(row: PendingTicket, happening: Happening) -> bool:
    left = facts_beside(row.event, row.ticket_type, row.open_ticket_type).places_left
    before = Waiting(deadline_of(row.event), row.held_until, row.holds_place, row.outcome)
    later = after(before, happening, has_place=left is None or left > 0, now=now())
    if later == before:
        return False
    if before.holds_place and not later.holds_place:
        give_back_beyond(row.ticket_type, row.open_ticket_type)
    row.holds_place, row.outcome = later.holds_place, later.outcome
    row.settled_at = None if later.outcome is None else now()
    changes_seats = later.outcome is Outcome.CONFIRMED and happening is not Happening.OBTAINED
    if changes_seats:
        _confirm(row, Ground.INVITED if happening is Happening.INVITED else Ground.MEMBER)
    db.session.flush()
    if changes_seats:
        # Whatever they waited for beside the ticket that they had is over.
        announce(RegistrationChanged(row.registration_id, row.registration.order_id, False))
    record("pending_ticket_settled" if later.outcome else "pending_hold_ended", row, ending=later.outcome)
    if later.outcome is Outcome.FULL:
        # Whether they can wait for a place, and so what they hear, is for the waiting list to say.
        announce(AdmittedWhenFull(row.id))
    elif later.outcome not in _SILENT and happening is not Happening.OBTAINED:
        tell(row, later.outcome.value if later.outcome else "hold_ended")
    return True


def _confirm(row: PendingTicket, ground: Ground) -> None:
    """The attendee changes seats: from the open ticket to the closed one, at the price that was promised; the
    difference has the time of a new order to be paid."""
    take_beyond(row.ticket_type, row.open_ticket_type)
    give_back_beyond(row.open_ticket_type, row.ticket_type)
    registration = row.registration
    registration.ticket_type, registration.ground = row.ticket_type, ground.value
    earlier = registration.price_cents, registration.price_reason
    registration.price_cents, registration.price_reason = row.price_cents, row.price_reason
    renew_term(registration.order, row.price_cents - earlier[0], is_decided_later=True)
    if registration.order.pay_until is not None:
        row.open_price_cents, row.open_price_reason = earlier
    if not row.ticket_type.is_hidden:
        # No code is ever promised: the price stands on none any more.
        free_code(registration)


def tell(row: PendingTicket, state: str) -> None:
    """Write to the attendee how it stands, and to the contact when that is somebody else: not why, and with their
    personal link."""
    order, account = row.registration.order, row.account
    amounts = tell_contact(row, state)
    if account.email != order.contact_email:
        facts = waiting_facts(row, state, amounts, name=account.name, is_own=True)
        write(WAITING_OF_ATTENDEE, to=account.email, language=account.language, about=row, facts=facts)


def tell_contact(row: PendingTicket, state: str) -> Amounts:
    """Write to the contact alone. Returns what they read that is due and was paid for the order."""
    order = row.registration.order
    _, amounts = state_of(order)
    is_own = row.account.email == order.contact_email
    facts = waiting_facts(row, state, amounts, name=order.contact_name, is_own=is_own)
    write(WAITING, to=order.contact_email, language=order.language, about=order, facts=facts)
    return amounts


def _held(event_ids: Collection[int]) -> Sequence[Event]:
    """The events with their ticket types and what those draw on, held in the order of their ids."""
    query = locked(sa.select(Event).where(Event.id.in_(event_ids)).order_by(Event.id))
    return db.session.scalars(query.options(selectinload(Event.ticket_types).selectinload(TicketType.quotas))).all()


def _waiting(event_ids: Collection[int], *conditions: sa.ColumnElement[bool]) -> Sequence[PendingTicket]:
    return db.session.scalars(locked(pending_of(event_ids, *conditions))).all()


def _of_registration(registration_id: int) -> Sequence[PendingTicket]:
    return db.session.scalars(locked(pending_of(None, PendingTicket.registration_id == registration_id))).all()
