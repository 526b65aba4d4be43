"""Who may know what is closed, and who may change or cancel which registration?"""

from typing import Any

from okprofs.events.models import Order, Registration
from okprofs.events.queries.offers import registration_facts
from okprofs.events.rules.admission import PersonFacts
from okprofs.events.rules.cancellation import ActorFacts, may_cancel
from okprofs.kernel.clock import now


def may_know_what_is_closed(person: PersonFacts) -> bool:
    """Whether someone may read what is planned, and where, behind the closed door; that it is there everyone may."""
    return person.is_proven and (person.is_member_on_event_date or person.is_invited)


def actor_for(viewer: Any, order: Order, *, by_link: bool) -> ActorFacts:
    """What the viewer is to an order: its contact when they came by its personal link, or ordered it signed in.

    A browser that ordered without an account may see the order, but has not proven the address that was typed.
    """
    is_contact = by_link or (bool(viewer.is_authenticated) and order.account_id == viewer.id)
    return ActorFacts(is_proven=is_contact, is_attendee=False, is_contact=is_contact)


def may_cancel_by_themselves(actor: ActorFacts, order: Order, registration: Registration) -> bool:
    """Whether the page offers to change or cancel this registration."""
    facts = registration_facts(order.event, registration, registration.ticket_type)
    return may_cancel(actor, facts, now()).is_allowed
