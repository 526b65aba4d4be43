"""Pages: which events there are, and what one of them holds."""

from typing import Any

from flask import abort, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import may_know_what_is_closed
from okprofs.events.letters import appointment_of
from okprofs.events.models import Event
from okprofs.events.queries.agenda import (
    coming_events,
    event_for,
    event_in_calendar,
    event_with,
    feed_events,
    past_events,
    programme_of,
)
from okprofs.events.queries.listings import known_at
from okprofs.events.queries.offers import content_of, is_for_members, offers_for, standing_of
from okprofs.events.queries.orders import standing_order
from okprofs.events.queries.pending import price_invited, waits_invited, with_waiting
from okprofs.events.queries.people import Person, invitation_by_link, person_for
from okprofs.events.queries.workshops import parts_of
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.codes import brought_code, told_wrong_code, typed_code, with_code
from okprofs.events.views.structured_data import structured_data
from okprofs.events.wording import standing_label
from okprofs.kernel.access import access, anyone
from okprofs.kernel.calendars import CONTENT_TYPE, to_ics
from okprofs.kernel.clock import now
from okprofs.kernel.pages import page, page_for_visitors
from okprofs.kernel.paging import requested_page


@blueprint.get("/bijeenkomsten")
@access(anyone)
def list_events() -> Response:
    number = requested_page()
    moment = now()
    coming = [(event, standing_of(event, moment)) for event in coming_events()] if number == 1 else []
    past = past_events(number)
    key = (
        *((event.public_id, event.version, standing, is_for_members(event)) for event, standing in coming),
        *((event.public_id, event.version) for event in past.items),
        past.has_next,
    )
    labels = {"standing_label": standing_label, "is_for_members": is_for_members}
    return page_for_visitors(key, lambda: {"coming": coming, "past": past, **labels})


@blueprint.get("/bijeenkomsten/<string:slug>")
@blueprint.get("/uitnodigingen/<string:token>")
@access(anyone)
def show_event(slug: str = "", token: str = "") -> Response:
    event, person = event_and_person(slug, token)
    code = brought_code(event)
    offers = with_waiting(event, person, offers_for(event, person.facts, now(), code), now())
    standing = standing_of(event, now(), offers)

    is_coming = person.facts.is_member_on_event_date and event.ends_at > now()

    def context() -> dict[str, Any]:
        return {
            "event": event,
            "programme": programme_of(event.id),
            "parts": parts_of(event.id),
            "person": person,
            "offers": offers,
            "standing": standing,
            "is_let_in": may_know_what_is_closed(person.facts),
            "known": known_at(event.id, person.account.id) if person.account and is_coming else (),
            "own_order": standing_order(event.id, person.account.id) if person.account else None,
            "sign_up_url": url_for("events.create_order", **(address_of(event, token) | with_code(code))),
            "reasons_url": url_for("events.show_reasons", **address_of(event, token)),
            "is_code_wrong": told_wrong_code(),
            "decline_url": url_for("events.delete_own_invitation", token=token) if _may_decline(person, token) else "",
            "waits": (waits := waits_invited(person.invitation)),
            "invited_cents": price_invited(waits.ticket_type).cents if waits else 0,
            "address": address_of(event, token),
            "structured_data": structured_data(event, offers),
            "is_preview": False,
        }

    if person.is_known or typed_code():
        return page(**context())
    # A change of the programme raises the event's version; a place taken does not.
    return page_for_visitors((event.public_id, event.version, standing, *map(content_of, offers)), context)


@blueprint.get("/bijeenkomsten/<string:slug>.ics")
@access(anyone)
def show_event_in_calendar(slug: str) -> Response:
    event = event_in_calendar(slug) or abort(404)
    answer = Response(to_ics([appointment_of(event)]), content_type=CONTENT_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}.ics")
    return answer


@blueprint.get("/bijeenkomsten/agenda.ics")
@access(anyone)
def show_feed() -> Response:
    events = [appointment_of(event) for event in feed_events()]
    return Response(to_ics(events, name=gettext("Bijeenkomsten van OK-Profs")), content_type=CONTENT_TYPE)


def event_and_person(slug: str, token: str) -> tuple[Event, Person]:
    """The event, and who the viewer has proven to be with regard to it; 404 when there is none for them."""
    if token:
        invitation = invitation_by_link(token) or abort(404)
        event = event_with(invitation.event_id) or abort(404)
        return event, person_for(event, current_user, invitation)
    event = event_for(current_user, slug) or abort(404)
    return event, person_for(event, current_user)


def _may_decline(person: Person, token: str) -> bool:
    """Whether the page asks who was invited to say that they do not come."""
    invitation = person.invitation if token else None
    return invitation is not None and invitation.registration_id is None and invitation.declined_at is None


def address_of(event: Event, token: str) -> dict[str, Any]:
    """What the addresses of this event's pages are made from: who came by an invitation stays on that link."""
    return {"token": token} if token else {"slug": event.slug}
