"""What does each attendee of an order pay, why, and does it use up a code?"""

from collections.abc import Sequence
from typing import Protocol

from okprofs.events.models import Code, Event, Registration, TicketType
from okprofs.events.queries.codes import code_facts, code_typed, is_there, voucher_for, working_code
from okprofs.events.queries.offers import ticket_price
from okprofs.events.rules.admission import PersonFacts
from okprofs.events.rules.codes import CodeRefusal, may_use_code, works
from okprofs.events.rules.pricing import Buying, Price, PriceReason, further_colleagues, price_in_order
from okprofs.kernel.clock import now
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.search import fold


class Comes(Protocol):
    """Of an attendee, what their price depends on."""

    @property
    def is_contact(self) -> bool: ...

    @property
    def organisation_name(self) -> str: ...


def held_code(event: Event, typed: str) -> Code | None:
    """The code that was typed, behind the event's lock; None when nothing was. Refused: `code_unknown`."""
    if not typed.strip():
        return None
    code = code_typed(event.id, typed)
    if code is None or not works(code_facts(code), now()):
        raise Refused(Refusal(CodeRefusal.CODE_UNKNOWN))
    return code


def opened(ticket_types: dict[str, TicketType], code: Code | None) -> dict[str, TicketType]:
    """The ticket types that there are for who brings this code."""
    return {public_id: item for public_id, item in ticket_types.items() if is_there(item, code)}


def prices_in_order(
    contact: PersonFacts, wanted: Sequence[TicketType], attendees: Sequence[Comes], code: Code | None
) -> list[Price]:
    """The price of each attendee of an order, who wants the ticket type at the same place in the list."""
    further = further_colleagues([fold(attendee.organisation_name).strip() for attendee in attendees])
    return [
        price_in_order(
            ticket_price(ticket_type),
            contact,
            Buying(now(), is_further, voucher=voucher_for(ticket_type, code)),
            attendee_is_contact=attendee.is_contact,
        )
        for ticket_type, is_further, attendee in zip(wanted, further, attendees, strict=True)
    ]


def code_that_holds(
    event: Event, typed: str, contact: PersonFacts, wanted: Sequence[TicketType], attendees: Sequence[Comes]
) -> Code | None:
    """The code that was typed earlier, when it still works for everyone who would use it; else it is as if there was
    none."""
    code = working_code(event.id, typed)
    if code is None:
        return None
    prices = prices_in_order(contact, wanted, attendees, code)
    users = [_uses_code(item, price.reason) for item, price in zip(wanted, prices, strict=True)]
    return None if may_use_code(code_facts(code), sum(users), now()) else code


def _uses_code(ticket_type: TicketType, reason: str) -> bool:
    return ticket_type.is_hidden or reason == PriceReason.VOUCHER


def use_code(code: Code | None, registrations: Sequence[Registration]) -> None:
    """Count the code once for each attendee whose ticket it opened or whose price it made.

    The event is held. Refused by `may_use_code`.
    """
    if code is None:
        return
    users = [item for item in registrations if _uses_code(item.ticket_type, item.price_reason)]
    refuse(may_use_code(code_facts(code), len(users), now()))
    for registration in users:
        registration.code = code
    code.uses += len(users)


def free_code(registration: Registration) -> None:
    """Who cancels gives the use of their code back. The event is held."""
    if registration.code is not None:
        registration.code.uses -= 1
        registration.code = None
