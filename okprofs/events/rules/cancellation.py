"""May someone change or cancel a registration by themselves, and if not, why?

The attendee may, and so may the contact who made the order; both must have proven who they are (signed in, or come
through the personal link in their mail). They may until the deadline the organiser set, and never after the event
has begun. Of a registration that is not theirs they learn nothing, not even whether it still stands.

On a closed ticket nobody puts another person by typing: the name and the address stay as they were proven. Else a
member could order the closed day and type a colleague over themself. Moments are aware; the deadline itself is
too late.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import (
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
