"""May someone change or cancel a registration by themselves, and if not, why?

The attendee may, and so may the contact who made the order; both must have proven who they are (signed in, or come
through the personal link in their mail). They may until the deadline the organiser set, and never after the event
has begun. Of a registration that is not theirs they learn nothing, not even whether it still stands.

On a closed ticket nobody puts another person by typing: the name and the address stay as they were proven. Else a
member could order the closed day and type a colleague over themself. It can be offered to a colleague, who takes it by
proving that it may be theirs. The attendee, by the link in their own mail, changes what is theirs alone: how their name
is spelled, their organisation, diet and workshops, and whether they come. Who comes instead, another ticket and the
invoice are the contact's, who pays.

What cancelling costs is said beforehand: nothing until a moment that the organiser sets, and a part of the price from
then on. Part of a cent is given away. Moments are aware; the deadline itself is too late.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import (
    Admission,
    AdmissionRefusal,
    Audience,
    PersonFacts,
    TicketFacts,
    may_be_given,
    may_hold,
)
from okprofs.kernel.refusals import Refusal


class ChangeRefusal(StrEnum):
    """Why not."""

    CHANGE_NOT_PROVEN = "change_not_proven"
    NOT_YOUR_REGISTRATION = "not_your_registration"
    REGISTRATION_CANCELLED = "registration_cancelled"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_STARTED = "event_started"
    CHANGE_DEADLINE_PASSED = "change_deadline_passed"
    ATTENDEE_NOT_PROVEN = "attendee_not_proven"
    COST_CHANGED = "cancellation_cost_changed"
    PRICE_CHANGED = "exchange_price_changed"
    SAME_TICKET = "same_ticket"
    TOO_FEW_LEFT = "too_few_left"
    SAME_PERSON = "same_person"
    HANDOVER_GONE = "handover_gone"
    NOT_THE_CONTACT = "not_the_contact"
    IS_INSIDE = "attendee_is_inside"


class TermsRefusal(StrEnum):
    """Why the terms of changing and cancelling cannot be these."""

    CHANGES_CLOSE_AFTER_START = "changes_close_after_start"
    FREE_AFTER_CHANGES_CLOSE = "free_after_changes_close"
    FREE_WITHOUT_COST = "free_without_cost"


class Change(StrEnum):
    """What someone wants to change."""

    DETAILS = "details"  # dietary wishes, organisation: what leaves the attendee who they are
    PERSON = "person"  # the attendee's name or address


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """A registration at this moment; without a deadline one may change until the event begins."""

    audience: Audience
    is_cancelled: bool
    event_is_cancelled: bool
    event_starts_at: datetime
    change_deadline_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CancellationTerms:
    """What cancelling costs: nothing before `free_until`, and `percentage` of the price from then on; without that
    moment from the beginning. Raises ValueError for what is no percentage."""

    free_until: datetime | None = None
    percentage: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.percentage <= 100:
            raise ValueError(f"a percentage is from 0 to 100: {self}")


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """Who wants to change it, and what the registration is to them."""

    is_proven: bool
    is_attendee: bool
    is_contact: bool


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer, with all refusals."""

    refusals: tuple[Refusal, ...]

    @property
    def is_allowed(self) -> bool:
        return not self.refusals

    def __bool__(self) -> bool:
        return self.is_allowed


def may_cancel(actor: ActorFacts, registration: RegistrationFacts, now: datetime) -> Permission:
    """May this person cancel this registration?

    Refuses: who is not proven; who is neither attendee nor contact; what is cancelled already; a cancelled or begun
    event; after the deadline.
    """
    return Permission(_stranger(actor) or _too_late(registration, now))


def cost_of_cancelling(price_cents: int, terms: CancellationTerms, now: datetime) -> int:
    """What who cancels now has to pay all the same, in cents."""
    if terms.free_until is not None and now < terms.free_until:
        return 0
    return price_cents * terms.percentage // 100


def may_have_terms(
    terms: CancellationTerms, changes_close_at: datetime | None, last_change_at: datetime, event_starts_at: datetime
) -> tuple[Refusal, ...]:
    """Can an event have these terms? `last_change_at` is until when one may change with them.

    Refuses a deadline after the event has begun; free cancelling beyond the deadline; and a moment up to which it is
    free when it costs nothing afterwards either.
    """
    refusals = []
    if changes_close_at is not None and changes_close_at > event_starts_at:
        refusals.append(Refusal(TermsRefusal.CHANGES_CLOSE_AFTER_START))
    if terms.free_until is not None and not terms.percentage:
        refusals.append(Refusal(TermsRefusal.FREE_WITHOUT_COST))
    elif terms.free_until is not None and terms.free_until > last_change_at:
        refusals.append(Refusal(TermsRefusal.FREE_AFTER_CHANGES_CLOSE))
    return tuple(refusals)


def may_change(actor: ActorFacts, registration: RegistrationFacts, change: Change, now: datetime) -> Permission:
    """May this person change this about the registration?

    Refuses what `may_cancel` refuses, and another person on a closed ticket.
    """
    refused = _stranger(actor)
    if refused:
        return Permission(refused)
    refusals = _too_late(registration, now)
    if change is Change.PERSON and registration.audience is not Audience.EVERYONE:
        refusals += (Refusal(ChangeRefusal.ATTENDEE_NOT_PROVEN),)
    return Permission(refusals)


def may_be_replaced(*, is_inside: bool) -> tuple[Refusal, ...]:
    """Can somebody else come in the place of this attendee? Not of one who was let in: with one ticket one person comes
    in. Where the door was mistaken, the door takes that back."""
    return (Refusal(ChangeRefusal.IS_INSIDE),) if is_inside else ()


def may_change_ticket(
    actor: ActorFacts,
    person: PersonFacts,
    registration: RegistrationFacts,
    new_ticket: TicketFacts,
    now: datetime,
) -> Permission:
    """May this person exchange the ticket of this registration for a new one?

    `person` is who acts. Refuses what `may_cancel` refuses and what admission refuses for the new ticket: of the
    attendee themself by `may_hold`, of a contact who acts for a colleague by `may_be_given`.
    """
    refused = _stranger(actor)
    if refused:
        return Permission(refused)
    if actor.is_attendee:
        admission = may_hold(person, new_ticket, now)
    else:
        admission = may_be_given(new_ticket, now)
    return Permission(tuple(dict.fromkeys((*_too_late(registration, now), *admission.refusals))))


def numbers_after(wanted: TicketFacts, wanted_number: int, left: TicketFacts, left_number: int) -> tuple[Refusal, ...]:
    """What refuses so many of one kind on the order after the exchange, and so many of the other that are left."""
    if wanted.most_per_order is not None and wanted_number > wanted.most_per_order:
        facts = (("maximum", wanted.most_per_order), ("wanted", wanted_number))
        return (Refusal(AdmissionRefusal.TOO_MANY_TOGETHER, facts),)
    if wanted_number < wanted.least_per_order:
        facts = (("minimum", wanted.least_per_order), ("wanted", wanted_number))
        return (Refusal(AdmissionRefusal.TOO_FEW_TOGETHER, facts),)
    if 0 < left_number < left.least_per_order:
        return (Refusal(ChangeRefusal.TOO_FEW_LEFT, (("minimum", left.least_per_order),)),)
    return ()


def may_hand_over(actor: ActorFacts, registration: RegistrationFacts, now: datetime) -> Permission:
    """May this person offer the closed ticket to a colleague? Refuses what `may_cancel` refuses, and who is not the
    contact: they pay for it."""
    refused = _stranger(actor) or (() if actor.is_contact else (Refusal(ChangeRefusal.NOT_THE_CONTACT),))
    return Permission(refused or _too_late(registration, now))


def may_take_over(
    person: PersonFacts, registration: RegistrationFacts, ticket: TicketFacts, now: datetime
) -> Admission:
    """May this person take the place of an attendee on a closed ticket, and on which ground? The place is there, so
    none is needed, and the period of sale does not matter.

    Refuses what is too late, and what `may_hold` refuses for who they are.
    """
    found = may_hold(person, replace(ticket, places_left=None, sales_open_at=None, sales_close_at=None), now)
    return Admission(tuple(dict.fromkeys((*_too_late(registration, now), *found.refusals))), found.ground)


def _stranger(actor: ActorFacts) -> tuple[Refusal, ...]:
    if not actor.is_proven:
        return (Refusal(ChangeRefusal.CHANGE_NOT_PROVEN),)
    if not (actor.is_attendee or actor.is_contact):
        return (Refusal(ChangeRefusal.NOT_YOUR_REGISTRATION),)
    return ()


def _too_late(registration: RegistrationFacts, now: datetime) -> tuple[Refusal, ...]:
    refusals = []
    if registration.is_cancelled:
        refusals.append(Refusal(ChangeRefusal.REGISTRATION_CANCELLED))
    if registration.event_is_cancelled:
        refusals.append(Refusal(ChangeRefusal.EVENT_CANCELLED))
    if now >= registration.event_starts_at:
        refusals.append(Refusal(ChangeRefusal.EVENT_STARTED))
    if registration.change_deadline_at is not None and now >= registration.change_deadline_at:
        facts = (("deadline_at", registration.change_deadline_at),)
        refusals.append(Refusal(ChangeRefusal.CHANGE_DEADLINE_PASSED, facts))
    return tuple(refusals)
