"""Pages: who else comes, for who comes, and who of them may see you."""

from typing import Any

from flask import abort, flash, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.listing import ListingForm
from okprofs.events.models import Event, Order, Registration
from okprofs.events.queries.agenda import event_for
from okprofs.events.queries.listings import (
    known_at,
    listed,
    own_of,
    own_registration,
    registration_by_order_link,
    shown_of,
)
from okprofs.events.rules.listing import is_list_open, list_ends_at
from okprofs.events.services.listings import choose_listing
from okprofs.events.views.blueprint import blueprint
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.clock import now
from okprofs.kernel.forms import submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.membership.access import is_current_member


@blueprint.route("/bijeenkomsten/<string:slug>/wie-komt", methods=["GET", "POST"])
@access(signed_in)
def list_fellow_attendees(slug: str) -> Response:
    event = event_for(current_user, slug) or abort(404)
    registration = own_registration(event.id, current_user) or abort(404)
    return list_for(event, registration, url_for("events.list_fellow_attendees", slug=slug))


@blueprint.route("/aanmeldingen/link/<string:token>/wie-komt", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def list_fellow_attendees_by_link(token: str) -> Response:
    registration, event = registration_by_order_link(token) or abort(404)
    return list_for(event, registration, url_for("events.list_fellow_attendees_by_link", token=token))


def url_of_who_comes(order: Order, token: str) -> str | None:
    """Where the contact of this order reads who else comes; None when they do not come themselves, or there is no list
    (any more)."""
    event = order.event
    if own_of(order) is None or not is_list_open(event.ends_at, event.attendee_list_days, now()):
        return None
    if token:
        return url_for("events.list_fellow_attendees_by_link", token=token)
    return url_for("events.list_fellow_attendees", slug=event.slug)


def list_for(event: Event, registration: Registration, own_url: str) -> Response:
    """The page of who else comes, for an attendee who comes; 404 when there is no such list (any more)."""
    if not is_list_open(event.ends_at, event.attendee_list_days, now()):
        abort(404)
    form = ListingForm(obj=shown_of(registration.id))

    def act() -> str:
        choose_listing(registration, form.chosen())
        flash(gettext("Je keuze is bewaard."), "ok")
        return own_url

    return submit(form, act) or page(**_shown(event, form))


def _shown(event: Event, form: ListingForm) -> dict[str, Any]:
    is_member = is_current_member(current_user)
    return {
        "event": event,
        "form": form,
        "people": listed(event.id, requested_page()),
        "known": known_at(event.id, current_user.id) if is_member else (),
        "until": list_ends_at(event.ends_at, event.attendee_list_days),
    }
