"""What do the event page and the form say of a ticket type: its price, why not, and what to do about it?"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext, ngettext

from okprofs.events.queries.offers import Offer
from okprofs.events.rules.admission import Admission, AdmissionRefusal, WayOut
from okprofs.events.views.blueprint import blueprint
from okprofs.events.wording import WAYS_OUT_LABELS, audience_label, ground_sentence
from okprofs.kernel.filters import money
from okprofs.kernel.refusals import sentence

blueprint.add_app_template_global(sentence, "sentence_for_refusal")
blueprint.add_app_template_global(audience_label)
blueprint.add_app_template_global(ground_sentence)


@blueprint.app_template_global()
def price_text(cents: int) -> str:
    """A price, in words when it is nothing."""
    return money(cents) if cents else gettext("Gratis")


@blueprint.app_template_global()
def links_out(ways: Iterable[WayOut]) -> list[tuple[Any, str]]:
    """The ways out that lead to another page, with their address."""
    return [(WAYS_OUT_LABELS[way], url) for way in ways if (url := _url_of(way))]


def choices(offers: Sequence[Offer]) -> dict[str, dict[str, Any]]:
    """What stands at each ticket type that the contact may choose for themself."""
    return {offer.ticket_type.public_id: _choice(offer, offer.admission, offer.price.cents) for offer in offers}


def choices_for_others(offers: Sequence[Offer]) -> dict[str, dict[str, Any]]:
    """What stands at each ticket type that the contact may choose for a colleague."""
    return {
        offer.ticket_type.public_id: _choice(offer, offer.for_others, offer.ticket_type.price_cents) for offer in offers
    }


def prices(offers: Sequence[Offer]) -> dict[str, tuple[int, int]]:
    """Per ticket type what it costs the contact and what it costs a colleague, in cents: for the running total."""
    return {offer.ticket_type.public_id: (offer.price.cents, offer.ticket_type.price_cents) for offer in offers}


def _choice(offer: Offer, admission: Admission, cents: int) -> dict[str, Any]:
    return {
        "price": price_text(cents),
        "text": offer.ticket_type.text,
        "note": _note(offer, admission),
        "refusal": sentence(admission.refusals[-1]) if admission.refusals else None,
    }


def _note(offer: Offer, admission: Admission) -> str:
    places = offer.ticket_type.places_left
    is_full = any(refusal.code == AdmissionRefusal.SOLD_OUT for refusal in admission.refusals)
    left = "" if places is None or is_full else ngettext("Nog %(num)s plaats vrij", "Nog %(num)s plaatsen vrij", places)
    return " · ".join(part for part in (str(audience_label(offer.ticket_type.audience)), left) if part)


def _url_of(way: WayOut) -> str | None:
    if way is WayOut.SIGN_IN:
        return url_for("people.create_session", next=request.path)
    if way is WayOut.APPLY:
        return url_for("membership.create_application")
    if way is WayOut.ASK_ORGANISER:
        return f"mailto:{current_app.config['CONTACT_ADDRESS']}"
    if way is WayOut.FIND_OTHER_EVENT:
        return url_for("events.list_events")
    return None
