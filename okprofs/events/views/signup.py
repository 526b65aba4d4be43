"""Pages: signing up, and one's own orders."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import abort, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import actor_for, may_cancel_by_themselves
from okprofs.events.forms.signup import OrderForm, RegistrationForm
from okprofs.events.models import Code, Event, Order, Registration, WaitingParty
from okprofs.events.queries.attending import offered_handovers
from okprofs.events.queries.offers import Offer, content_of, is_personal, offers_for, standing_of
from okprofs.events.queries.orders import order_by_link, order_made_here, order_of, orders_of, registered
from okprofs.events.queries.pending import deadline_of, state_of, with_waiting
from okprofs.events.queries.people import Person
from okprofs.events.queries.reminding import instructions_of
from okprofs.events.queries.waiting import parties_of, waits_of_contact
from okprofs.events.queries.workshops import with_workshops
from okprofs.events.rules.admission import MOST_ATTENDEES, ways_out
from okprofs.events.services.changing import cancel_order, cancel_registration, change_registration
from okprofs.events.services.signup import sign_up, tell_who_comes_already
from okprofs.events.services.waiting_list import sign_up_or_wait, tell_who_waits_already
from okprofs.events.views.agenda import address_of, event_and_person
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.codes import brought_code, told_wrong_code, typed_code
from okprofs.events.views.listings import url_of_who_comes
from okprofs.events.views.offers import choices, choices_for_others, prices
from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_for_visitors
from okprofs.kernel.paging import requested_page
from okprofs.people.queries import account_to_edit

ORDERS_REMEMBERED = 20


def _rearranges() -> bool:
    """Whether a button was pressed that only changes the form itself."""
    return any(name in request.form for name in ("add", "remove", "total", "apply"))


def _told_who_comes(response: Response) -> bool:
    return bool(g.get("told_who_comes"))


@blueprint.route("/bijeenkomsten/<string:slug>/aanmelden", methods=["GET", "POST"])
@blueprint.route("/uitnodigingen/<string:token>/aanmelden", methods=["GET", "POST"])
@limiter.limit("30/hour", methods=["POST"], exempt_when=_rearranges)
@limiter.limit("10/hour", methods=["POST"], deduct_when=_told_who_comes)
@access(anyone)
def create_order(slug: str = "", token: str = "") -> Response:
    event, person, code, offers = _offered(slug, token)
    if request.method == "GET" and not person.is_known and not typed_code():
        key = (event.public_id, event.version, standing_of(event, now(), offers), *map(content_of, offers))
        return page_for_visitors(
            key, lambda: _form_page(OrderForm(person, offers, event.has_food), event, person, offers)
        )
    form = _form(event, person, code, offers)
    event_id, invitation_id = event.id, person.invitation.id if token and person.invitation else None

    def act() -> str:
        asked = form.to_contact(locale.chosen()), form.to_attendees()
        if not form.waits.data:
            made: Order | WaitingParty = sign_up(event_id, *asked, viewer=current_user, invitation_id=invitation_id)
        else:
            together = form.stays_together.data
            known = {"viewer": current_user, "invitation_id": invitation_id}
            made = sign_up_or_wait(event_id, *asked, stays_together=together, **known)
        page_of_it = "events.show_order" if isinstance(made, Order) else "events.show_waiting_party"
        return url_for(page_of_it, public_id=made.public_id)

    if _rearranges():
        form.rearrange("add" in request.form, request.form.get("remove"))
        form.tell_of_code()
    elif answer := submit(form, act):
        _remember(answer.location)
        return answer
    elif form.errors:
        if form.come_already and not person.is_known:
            tell_who_comes_already(event_id, form.come_already)
            tell_who_waits_already(event_id, form.come_already)
            g.told_who_comes = True
        # What was free when the form was read may be gone now.
        event, person, _, offers = _offered(slug, token)
        form.offer(offers)
    elif request.method == "GET":
        form.tell_of_code()
    return page(**_form_page(form, event, person, offers, token))


def _form(event: Event, person: Person, code: Code | None, offers: Sequence[Offer]) -> OrderForm:
    """The form as this person finds it; a code in the address is filled in."""
    known = _known_of(event, person) | {"code": typed_code()}
    return OrderForm(person, offers, event.has_food, code=code, is_code_wrong=told_wrong_code(), data=known)


def _form_page(
    form: OrderForm, event: Event, person: Person, offers: Sequence[Offer], token: str = ""
) -> dict[str, Any]:
    """What the page with the form shows."""
    return {
        "form": form,
        "event": event,
        "person": person,
        "standing": standing_of(event, now(), offers),
        "is_added": "add" in request.form,
        "event_url": url_for("events.show_event", **address_of(event, token)),
        "reasons_url": url_for("events.show_reasons", **address_of(event, token)),
        "is_counted_live": not any(offer.ticket_type.colleague_price_cents for offer in offers),
        "choices": choices(offers),
        "choices_for_others": choices_for_others(offers),
        "offers": offers,
        "ways": ways_out(refusal for offer in offers for refusal in offer.admission.refusals),
        "prices": prices(offers),
        "is_scarce": any(offer.can_wait or offer.is_scarce for offer in offers),
        "has_price": any(offer.ticket_type.price_cents for offer in offers),
        "most_attendees": MOST_ATTENDEES,
    }


@blueprint.get("/aanmeldingen/<string:public_id>")
@blueprint.get("/aanmeldingen/link/<string:token>")
@access(anyone)
def show_order(public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    actor = actor_for(current_user, order, by_link=bool(token))
    changeable = {
        registration.public_id
        for registration in order.attendees
        if may_cancel_by_themselves(actor, order, registration)
    }
    is_over = order.event.ends_at <= now()
    latest, amounts = state_of(order)
    return page(
        order=order,
        actor=actor,
        changeable=changeable,
        is_over=is_over,
        key=key_of(public_id, token),
        with_workshops=with_workshops(order) if actor.is_proven else set(),
        form=Form(),
        # Who has proven nothing does not see of anybody that an application is under review.
        latest=latest if actor.is_proven else {},
        beside=waits_of_contact(order, order.attendees) if actor.is_proven else {},
        amounts=amounts if actor.is_proven else replace(amounts, total_cents=amounts.due_cents),
        deadline=deadline_of(order.event),
        instructions=instructions_of(order.event_id) if order.attendees else "",
        who_comes_url=url_of_who_comes(order, token) if actor.is_proven else None,
        handovers=offered_handovers(order) if actor.is_proven else {},
        has_choice=len(order.event.ticket_types) > 1,
        personal={registration.public_id for registration in order.attendees if is_personal(registration.ticket_type)},
    )


@blueprint.route("/aanmeldingen/<string:public_id>/deelnemers/<string:registration>", methods=["GET", "POST"])
@blueprint.route("/aanmeldingen/link/<string:token>/deelnemers/<string:registration>", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_registration(registration: str, public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    found = _attendee(order, registration)
    actor = actor_for(current_user, order, by_link=bool(token))
    if not may_cancel_by_themselves(actor, order, found) and request.method == "GET":
        abort(404)
    form = RegistrationForm(order.event.has_food, is_personal(found.ticket_type), obj=found)

    def act() -> str:
        details = form.to_details(found.name, found.email)
        change_registration(order, registration, details, actor)
        flash(gettext("Je wijziging is bewaard. We mailden je een bevestiging."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    return submit(form, act) or page(form=form, order=order, attendee=found, key=key_of(public_id, token))


@blueprint.post("/aanmeldingen/<string:public_id>/deelnemers/<string:registration>/afmelden")
@blueprint.post("/aanmeldingen/link/<string:token>/deelnemers/<string:registration>/afmelden")
@access(anyone)
def delete_registration(registration: str, public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    _attendee(order, registration)
    actor = actor_for(current_user, order, by_link=bool(token))

    def act() -> str:
        if cancel_registration(order, registration, actor, agreed_cents()):
            flash(gettext("De deelnemer is afgemeld. We mailden je een bevestiging."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    return _done(act, public_id, token)


@blueprint.post("/aanmeldingen/<string:public_id>/afmelden")
@blueprint.post("/aanmeldingen/link/<string:token>/afmelden")
@access(anyone)
def delete_order(public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    actor = actor_for(current_user, order, by_link=bool(token))

    def act() -> str:
        if cancel_order(order, actor, agreed_cents()):
            flash(gettext("Je bent afgemeld. We mailden je een bevestiging."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    return _done(act, public_id, token)


@blueprint.get("/mijn/aanmeldingen")
@access(signed_in)
def list_own_orders() -> Response:
    orders, waiting = orders_of(current_user.id, requested_page()), parties_of(current_user.id)
    return page(orders=orders, waiting=waiting, now=now())


def _offered(slug: str, token: str) -> tuple[Event, Person, Code | None, list[Offer]]:
    """The event, who asks, the code they bring if it works, and what they can sign up for at this moment."""
    event, person = event_and_person(slug, token)
    code = brought_code(event)
    offers = offers_for(event, person.facts, now(), code)
    return event, person, code, with_waiting(event, person, offers, now())


def found_order(public_id: str, token: str) -> Order:
    """The order, through the person: by their link, as theirs when signed in, or because this browser just made it."""
    if token:
        return order_by_link(token) or abort(404)
    own = order_of(current_user.id, public_id) if current_user.is_authenticated else None
    since = now() - current_app.config["SESSION_LENGTH"]
    return own or order_made_here(session.get("orders", ()), public_id, since) or abort(404)


def agreed_cents() -> int:
    """What stood on the button: what it was said to cost."""
    text = request.form.get("cents", "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _attendee(order: Order, public_id: str) -> Registration:
    """Somebody who comes, or came before they were cancelled, on this order."""
    return next((item for item in order.registrations if item.public_id == public_id), None) or abort(404)


def key_of(public_id: str, token: str) -> dict[str, Any]:
    """How this page was reached, for the addresses of the pages from here."""
    return {"token": token} if token else {"public_id": public_id}


def _done(act: Callable[[], str], public_id: str, token: str) -> Response:
    """Do what one button asks, and go back to the order; a refusal is said there."""
    form = Form()
    answer = submit(form, act)
    if answer is None:
        for error in form.form_errors:
            flash(error, "error")
    return answer or redirect(url_for("events.show_order", **key_of(public_id, token)), 303)


def _remember(location: str) -> None:
    """Let this browser see the order it made, also when the first answer got lost on the way."""
    public_id = location.rpartition("/")[2]
    earlier = [other for other in session.get("orders", ()) if other != public_id]
    session["orders"] = [*earlier, public_id][-ORDERS_REMEMBERED:]


def _known_of(event: Event, person: Person) -> dict[str, Any]:
    """What need not be typed again, and whether they come already: then they are here for somebody else."""
    if not person.is_known:
        return {}
    account_id = person.account.id if person.account else None
    addresses, is_registered = registered(event.id, {person.email}, account_id)
    organisation = account_to_edit(account_id).profile.organisation if account_id else None
    return {
        "comes_along": not (addresses or is_registered),
        "own": {"organisation_name": organisation.name if organisation else ""},
    }
