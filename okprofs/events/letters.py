"""Which letters do people get about events?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from flask import current_app

from okprofs.events.models import Event, EventStatus, Invitation, Order, PendingTicket
from okprofs.events.queries.doors import DOOR
from okprofs.events.queries.orders import ORDER
from okprofs.events.queries.pending import deadline_of
from okprofs.events.queries.people import INVITATION
from okprofs.events.rules.admission import Ground
from okprofs.events.rules.amounts import Amounts
from okprofs.kernel.addresses import absolute_url, host
from okprofs.kernel.calendars import CANCELLING, CONTENT_TYPE, Appointment, Method, to_ics
from okprofs.kernel.clock import now
from okprofs.mail.kinds import Attachment, Kind, Link


def appointment_of(event: Event) -> Appointment:
    """An event as it stands in somebody's calendar. Nothing of what is closed stands in it."""
    return Appointment(
        uid=f"{event.public_id}@{host()}",
        sequence=event.calendar_sequence,
        changed_at=event.changed_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        text=event.summary,
        place=", ".join(part for part in (event.venue, event.address) if part),
        url=absolute_url("events.show_event", slug=event.slug),
        is_cancelled=event.status is EventStatus.CANCELLED,
        organiser=(event.organiser_name, parseaddr(current_app.config["MAIL_SENDER"])[1]),
    )


def event_facts(event: Event) -> dict[str, Any]:
    """What a letter says of an event, and what its calendar file is made from."""
    appointment = appointment_of(event)
    return {
        "title": event.title,
        "slug": event.slug,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "doors_open_at": event.doors_open_at.isoformat() if event.doors_open_at else None,
        "place": appointment.place,
        "calendar": {
            "uid": appointment.uid,
            "sequence": appointment.sequence,
            # Of two files with one number the calendar takes what was written last, as when someone signs up again.
            "changed_at": now().isoformat(),
            "organiser": appointment.organiser,
            "text": appointment.text,
            "url": appointment.url,
        },
    }


def change_facts(event: Event, was: Appointment, doors_were_at: datetime | None) -> dict[str, Any]:
    """What a letter says of an event that changed: only what is otherwise than it `was`."""
    facts = event_facts(event)
    return {
        "event": facts,
        "is_moved": (was.starts_at, was.ends_at) != (event.starts_at, event.ends_at),
        "doors_moved": event.doors_open_at not in (None, doors_were_at),
        "is_elsewhere": was.place != facts["place"],
        "was": {"starts_at": was.starts_at.isoformat(), "ends_at": was.ends_at.isoformat(), "place": was.place},
    }


def order_facts(order: Order, latest: Mapping[int, PendingTicket] | None = None) -> dict[str, Any]:
    """What a letter says of an order: who comes, with what, for how much. No address, no diet, nobody's own words.

    `latest` is what each attendee last waited for, by the id of the registration.
    """
    waiting = {key: pending for key, pending in (latest or {}).items() if pending.outcome is None}
    return {
        "event": event_facts(order.event),
        "contact": order.contact_name,
        "attendees": [
            {
                "name": item.name,
                "ticket": item.ticket_type.title,
                "price_cents": item.price_cents,
                "waits": _waits(waiting.get(item.id)),
                "price_reason": item.price_reason,
            }
            for item in order.attendees
        ],
        "total_cents": order.total_cents,
        "pay_until": _pay_until(order),
    }


def _pay_until(order: Order) -> str | None:
    return order.pay_until.isoformat() if order.pay_until else None


def _waits(pending: PendingTicket | None) -> dict[str, Any] | None:
    if pending is None:
        return None
    until = pending.held_until if pending.holds_place else None
    return {
        "ticket": pending.ticket_type.title,
        "price_cents": pending.price_cents,
        "held_until": until.isoformat() if until else None,
        "deadline_at": deadline_of(pending.event).isoformat(),
    }


def waiting_facts(pending: PendingTicket, state: str, amounts: Amounts, *, name: str, is_own: bool) -> dict[str, Any]:
    """What a letter says of what waits, or did. `state` is the outcome, or asked, or hold_ended. Why it became nothing
    only who asked may read: `is_own`."""
    registration = pending.registration
    return {
        "event": event_facts(pending.event),
        "state": state,
        "name": name,
        "attendee": registration.name,
        "is_own": is_own,
        "is_invited": registration.ground == Ground.INVITED,
        "open_ticket": pending.open_ticket_type.title,
        **(_waits(pending) or {}),
        "due_cents": amounts.due_cents,
        "total_cents": amounts.total_cents,
        "open_cents": amounts.open_cents,
        "pay_until": _pay_until(registration.order),
        "overpaid_cents": amounts.overpaid_cents,
    }


def invitation_facts(invitation: Invitation) -> dict[str, Any]:
    """What a letter says of an invitation."""
    return {"event": event_facts(invitation.event), "name": invitation.name}


def calendar_file(facts: dict[str, Any]) -> Attachment:
    """The .ics beside a confirmation, from the letter's own facts."""
    event = facts["event"]
    return Attachment(f"{event['slug']}.ics", CONTENT_TYPE, to_ics([_appointment_from(event)]))


def cancelling_file(facts: dict[str, Any]) -> Attachment | None:
    """The .ics that takes the event out of the calendar of who does not come. None where somebody on the order still
    comes and that is, or may be, who reads it; and in a letter from before there was such a file."""
    stays = facts.get("attendees") and facts["contact"] not in facts["cancelled"]
    event = None if stays else facts.get("event")
    if event is None:
        return None
    content = to_ics([_appointment_from(event)], method=Method.CANCEL)
    return Attachment(f"{event['slug']}.ics", CANCELLING, content)


def _appointment_from(event: dict[str, Any]) -> Appointment:
    calendar = event["calendar"]
    name, address = calendar.get("organiser") or ("", "")
    return Appointment(
        uid=calendar["uid"],
        sequence=calendar["sequence"],
        changed_at=datetime.fromisoformat(calendar["changed_at"]),
        starts_at=datetime.fromisoformat(event["starts_at"]),
        ends_at=datetime.fromisoformat(event["ends_at"]),
        title=event["title"],
        text=calendar["text"],
        place=event["place"],
        url=calendar["url"],
        organiser=(name, address) if address else None,
    )


_LONG = timedelta(days=400)
ORDER_LINK = Link("events.show_order", ORDER, _LONG)

ORDER_CONFIRMED = Kind("events/order_confirmed", ORDER_LINK, attach=calendar_file)
ORDER_CHANGED = Kind("events/order_changed", ORDER_LINK)
ORDER_CANCELLED = Kind("events/order_cancelled", ORDER_LINK, attach=cancelling_file)
INVITED = Kind("events/invitation", Link("events.show_event", INVITATION, _LONG))
# Both to everyone with a place; whoever may change something has a personal link already.
EVENT_CHANGED = Kind("events/event_changed", attach=calendar_file)
EVENT_CANCELLED = Kind("events/event_cancelled", attach=cancelling_file)
# To whoever the organiser took off the list.
REGISTRATION_CANCELLED = Kind("events/registration_cancelled_by_organiser", attach=cancelling_file)
COMES_ALREADY = Kind("events/comes_already")
# How it stands with a closed part that waits for an application: to the contact, and to the attendee who asked.
WAITING = Kind("events/waiting", ORDER_LINK)
WAITING_OF_ATTENDEE = Kind("events/waiting_of_attendee")
# To who stands at a door; which day it opens is for the door to say.
DOOR_OPENED = Kind("events/door_opened", Link("events.create_door_visit", DOOR, _LONG))
