"""Which letters does someone get of what is to be paid, and of what lapsed because it was not?"""

from dataclasses import replace
from typing import Any

from okprofs.events.letters import ORDER_LINK, cancelling_file, order_facts
from okprofs.events.letters_of_changes import attendee_letter
from okprofs.events.models import Order, Registration
from okprofs.mail.kinds import Attachment, Kind
from okprofs.mail.services import Addressed


def reminder_facts(order: Order, open_cents: int) -> dict[str, Any]:
    """What a reminder says: how much, and until when."""
    return {**order_facts(order), "open_cents": open_cents}


def returned_facts(order: Order, returned: list[tuple[str, str]]) -> dict[str, Any]:
    """What a letter says when only the difference was not paid: who (by name) has which ticket type no more."""
    gone = [{"name": name, "ticket": ticket} for name, ticket in returned]
    return {**order_facts(order), "cancelled": [], "returned": gone}


def lapsed_letter(registration: Registration, lapsed: str, *, keeps: bool) -> Addressed:
    """What a letter says to an attendee whose ticket type, `lapsed`, was not paid. `keeps`: another one stands."""
    letter = attendee_letter(registration)
    return replace(letter, facts={**letter.facts, "lapsed": lapsed, "keeps": keeps})


def _lapsed_file(facts: dict[str, Any]) -> Attachment | None:
    return None if facts["keeps"] else cancelling_file(facts)


PAYMENT_REMINDED = Kind("events/payment_reminder", ORDER_LINK)
ORDER_LAPSED = Kind("events/order_lapsed", ORDER_LINK, attach=cancelling_file)
# To each attendee with an address that is not the contact's.
ATTENDEE_LAPSED = Kind("events/attendee_lapsed", attach=_lapsed_file)
