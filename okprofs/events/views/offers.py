"""What do the event page and the form say of a ticket type: its price, why not, and what to do about it?"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext, ngettext

from okprofs.events.queries.offers import Offer
from okprofs.events.queries.pending import Meanwhile
from okprofs.events.rules.admission import Admission, AdmissionRefusal, WayOut
from okprofs.events.rules.pricing import Price, PriceReason
from okprofs.events.rules.waiting import is_only_full
from okprofs.events.views.blueprint import blueprint
from okprofs.events.wording import WAYS_OUT_LABELS, audience_label, ground_sentence
from okprofs.events.wording_of_prices import PRICE_REASONS
from okprofs.kernel.filters import long_date, moment, money
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
    return {offer.ticket_type.public_id: _choice(offer, offer.admission, offer.price) for offer in offers}


def choices_for_others(offers: Sequence[Offer]) -> dict[str, dict[str, Any]]:
    """What stands at each ticket type that the contact may choose for a colleague."""
    return {offer.ticket_type.public_id: _choice(offer, offer.for_others, offer.price_for_others) for offer in offers}


def prices(offers: Sequence[Offer]) -> dict[str, tuple[int, int]]:
    """Per ticket type what it costs the contact and what it costs a colleague, in cents: for the running total."""
    return {offer.ticket_type.public_id: (offer.price.cents, offer.price_for_others.cents) for offer in offers}


def _choice(offer: Offer, admission: Admission, price: Price) -> dict[str, Any]:
    waits = offer.meanwhile if admission is offer.admission else None
    is_full = is_only_full(admission.refusals)
    return {
        "price": price_text(price.cents),
        "text": offer.ticket_type.text,
        "note": meanwhile_text(waits) if waits else _note(offer, admission, price),
        "refusal": sentence(admission.refusals[-1]) if admission.refusals and not waits and not is_full else None,
    }


@blueprint.app_template_global()
def meanwhile_text(waits: Meanwhile) -> str:
    """What an applicant can count on and what waits, until when, and what it costs."""
    sure = gettext(
        "We bekijken je aanvraag om lid te worden nog. %(ticket)s staat meteen vast, voor %(price)s. De rest wacht op "
        "het besluit: daarvoor betaal je nu niets.",
        ticket=waits.open_ticket.title,
        price=price_text(waits.price_now_cents),
    )
    if waits.held_until:
        held = gettext("We houden een plaats voor je vast tot %(moment)s.", moment=moment(waits.held_until))
    else:
        held = gettext("We houden geen plaats vast: na je toelating krijg je er een als er dan nog een is.")
    until = gettext("Wachten kan tot %(moment)s.", moment=moment(waits.deadline_at))
    return f"{sure} {held} {until}"


def _note(offer: Offer, admission: Admission, price: Price) -> str:
    places = offer.ticket_type.places_left
    is_full = any(refusal.code == AdmissionRefusal.SOLD_OUT for refusal in admission.refusals)
    left = gettext("Vol: je komt op de wachtlijst") if is_only_full(admission.refusals) else ""
    left = (
        left if places is None or is_full else ngettext("Nog %(num)s plaats vrij", "Nog %(num)s plaatsen vrij", places)
    )
    audience = str(audience_label(offer.ticket_type.audience))
    return " · ".join(part for part in (audience, left, reason_text(offer, price), *terms_of(offer)) if part)


def reason_text(offer: Offer, price: Price) -> str:
    """Why the price is lower than the ordinary one; nothing when it is not."""
    if price.reason in (PriceReason.ORDINARY, PriceReason.FREE):
        return ""
    ends_at = offer.ticket_type.early_ends_at
    if price.reason is PriceReason.EARLY and ends_at is not None:
        last_day = long_date(ends_at - timedelta(seconds=1))
        return gettext("Prijs voor vroegboekers, tot en met %(date)s", date=last_day)
    return capitalised(PRICE_REASONS[price.reason])


def terms_of(offer: Offer) -> list[str]:
    """What else is good to know before choosing: since when it is sold, with how many, and what a colleague pays."""
    ticket_type, found = offer.ticket_type, []
    opens_at = opening_of([offer])
    if opens_at is not None:
        found.append(gettext("Te koop vanaf %(moment)s", moment=moment(opens_at)))
    if ticket_type.least_per_order > 1:
        found.append(gettext("Vanaf %(number)s deelnemers tegelijk", number=ticket_type.least_per_order))
    if ticket_type.most_per_order is not None:
        found.append(gettext("Hoogstens %(number)s per aanmelding", number=ticket_type.most_per_order))
    if ticket_type.colleague_price_cents is not None:
        price = price_text(ticket_type.colleague_price_cents)
        found.append(gettext("Tweede en volgende collega van dezelfde organisatie: %(price)s", price=price))
    return found


@blueprint.app_template_global()
def opening_of(offers: Sequence[Offer]) -> datetime | None:
    """When the first of these tickets that are not yet sold will be."""
    refused = [dict(refusal.facts) for offer in offers for refusal in offer.admission.refusals]
    moments = [facts["opens_at"] for facts in refused if isinstance(facts.get("opens_at"), datetime)]
    return min(moments, default=None)  # type: ignore[type-var,return-value]


@blueprint.app_template_global()
def price_note(reason: str) -> str:
    """Why a price is lower, in brackets behind it; nothing behind an ordinary price."""
    if reason in ("", PriceReason.ORDINARY, PriceReason.FREE):
        return ""
    return f" ({PRICE_REASONS[PriceReason(reason)]})"


def capitalised(words: object) -> str:
    """The words as the beginning of a sentence."""
    text = str(words)
    return text[:1].upper() + text[1:]


blueprint.add_app_template_global(reason_text)
blueprint.add_app_template_global(terms_of)
blueprint.add_app_template_global(capitalised)


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
