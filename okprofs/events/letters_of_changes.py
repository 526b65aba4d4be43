"""Which letters do attendees get of their own, and who was invited and did not answer?"""

from datetime import timedelta
from typing import Any

from okprofs.events.letters import calendar_file, cancelling_file, event_facts
from okprofs.events.models import Handover, Registration
from okprofs.events.queries.attending import HANDOVER, REGISTRATION
from okprofs.events.queries.people import INVITATION
from okprofs.kernel.addresses import absolute_url
from okprofs.mail.kinds import Kind, Link
from okprofs.mail.services import Addressed


def attendee_letter(registration: Registration) -> Addressed:
    """What a letter says to an attendee of their own place: no price, for that is the contact's."""
    order = registration.order
    facts = {
        "event": event_facts(order.event),
        "name": registration.name,
        "contact": order.contact_name,
        "ticket": registration.ticket_type.title,
    }
    return Addressed(registration.email, order.language, registration.public_id, facts)


def has_own_letter(registration: Registration) -> bool:
    """Whether the attendee is written to beside the contact: they have an address, and it is another."""
    return bool(registration.email) and registration.email != registration.order.contact_email


def handover_facts(handover: Handover) -> dict[str, Any]:
    """What a letter says of a ticket that someone wants to hand over."""
    registration = handover.registration
    return {
        "event": event_facts(handover.event),
        "name": handover.name,
        "attendee": registration.name,
        "contact": registration.order.contact_name,
        "ticket": registration.ticket_type.title,
        "sign_in": absolute_url("people.create_session"),
    }


_FOR_LONG = timedelta(days=400)
_OWN = Link("events.show_own_registration", REGISTRATION, _FOR_LONG)

# To each attendee with an address that is not the contact's.
SIGNED_UP_BY = Kind("events/attendee_signed_up", _OWN, attach=calendar_file)
TICKET_CHANGED = Kind("events/attendee_ticket_changed", _OWN)
OWN_CANCELLED = Kind("events/attendee_cancelled", attach=cancelling_file)
REPLACED = Kind("events/attendee_replaced", attach=cancelling_file)
# To the colleague who is asked to come instead.
HANDOVER_OFFERED = Kind("events/handover_offered", Link("events.create_takeover", HANDOVER, _FOR_LONG))
INVITED_REMINDED = Kind("events/invitation_reminder", Link("events.show_event", INVITATION, _FOR_LONG))
