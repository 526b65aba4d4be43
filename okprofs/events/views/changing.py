"""Pages: what the contact changes of an order beside who comes: another ticket, who takes one over, the invoice."""

from typing import Any

from flask import abort, flash, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import actor_for, may_cancel_by_themselves
from okprofs.events.forms.changing import ChangeTermsForm, ExchangeForm, HandoverForm, InvoiceForm, value_of
from okprofs.events.models import Event, EventStatus, Order, Registration
from okprofs.events.queries.exchanging import Exchange, exchanges_for
from okprofs.events.queries.offers import cancellation_terms, is_personal
from okprofs.events.queries.waiting import waits_of_contact
from okprofs.events.rules.admission import ways_out
from okprofs.events.rules.cancellation import ActorFacts, cost_of_cancelling
from okprofs.events.rules.waiting import is_only_full, list_closes_at
from okprofs.events.services import exchanging, waiting_beside
from okprofs.events.services.changing import change_invoice_reference
from okprofs.events.services.terms import set_change_terms
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.offers import price_text
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.views.signup import found_order, key_of
from okprofs.events.wording_of_changes import difference_in_words, terms_in_words
from okprofs.events.wording_of_paying import paying_in_words
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now
from okprofs.kernel.filters import money
from okprofs.kernel.forms import Form, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import sentence

_ORDER = "/aanmeldingen/<string:public_id>"
_LINK = "/aanmeldingen/link/<string:token>"
_ATTENDEE = "/deelnemers/<string:registration>"

blueprint.add_app_template_global(terms_in_words)
blueprint.add_app_template_global(paying_in_words)


@blueprint.app_template_global()
def cancelling_costs(event: Event, attendees: list[Registration]) -> int:
    """What it costs at this moment, in cents, when these do not come after all."""
    terms, moment = cancellation_terms(event), now()
    return sum(cost_of_cancelling(attendee.price_cents, terms, moment) for attendee in attendees)


def _changeable(public_id: str, token: str, registration: str) -> tuple[Order, Registration, ActorFacts]:
    """The order, somebody on it, and who acts; 404 when they cannot change it by themselves, but for who just did."""
    order = found_order(public_id, token)
    found = next((item for item in order.registrations if item.public_id == registration), None) or abort(404)
    actor = actor_for(current_user, order, by_link=bool(token))
    if not actor.is_proven:
        abort(404)
    return order, found, actor


@blueprint.route(f"{_ORDER}{_ATTENDEE}/deelnamevorm", methods=["GET", "POST"])
@blueprint.route(f"{_LINK}{_ATTENDEE}/deelnamevorm", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_ticket(registration: str, public_id: str = "", token: str = "") -> Response:
    order, found, actor = _changeable(public_id, token, registration)
    exchanges = exchanges_for(order, found, actor, current_user, now())
    form = ExchangeForm().offering(exchanges)

    def act() -> str:
        wanted, cents = form.wanted
        exchanging.exchange_ticket(order, registration, wanted, cents, actor, current_user)
        flash(gettext("De deelnamevorm is gewijzigd. We mailden je hoe het nu staat."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    answer = submit(form, act)
    if answer is None and form.errors:
        order, found, actor = _changeable(public_id, token, registration)
        exchanges = exchanges_for(order, found, actor, current_user, now())
        form.offering(exchanges)
    return answer or page(
        form=form,
        order=order,
        attendee=found,
        exchanges=exchanges,
        full=[one.ticket_type for one in exchanges if is_only_full(one.refusals)] if _has_list(order.event) else [],
        waits=waits_of_contact(order, [found]).get(found.id),
        details={value_of(one): _detail(one) for one in exchanges},
        ways=ways_out(refusal for one in exchanges for refusal in one.refusals if refusal.code in _WITH_WAY_OUT),
        may_change=may_cancel_by_themselves(actor, order, found),
        key=key_of(public_id, token),
    )


def _has_list(event: Event) -> bool:
    return now() < list_closes_at(event.starts_at, event.sign_up_closes_at)


@blueprint.post(f"{_ORDER}{_ATTENDEE}/wachtlijst")
@blueprint.post(f"{_LINK}{_ATTENDEE}/wachtlijst")
@limiter.limit("20/hour", methods=["POST"])
@access(anyone)
def create_waiting_for_ticket(registration: str, public_id: str = "", token: str = "") -> Response:
    order, _, actor = _changeable(public_id, token, registration)
    key, wanted = key_of(public_id, token), request.form.get("ticket_type", "")

    def act() -> str:
        waiting_beside.wait_for_another(order, registration, wanted, actor, current_user)
        flash(gettext("Je staat op de wachtlijst. Wat je hebt, blijft staan. We mailden je een link."), "ok")
        return url_for("events.show_order", **key)

    return press(act, url_for("events.edit_ticket", registration=registration, **key))


_WITH_WAY_OUT = frozenset({"identity_not_proven", "link_not_admitted", "not_member_nor_invited"})


def _detail(exchange: Exchange) -> dict[str, Any]:
    difference = difference_in_words(exchange.difference_cents, money(abs(exchange.difference_cents)))
    return {
        "price": price_text(exchange.price.cents),
        "text": exchange.ticket_type.text,
        "note": difference,
        "refusal": sentence(exchange.refusals[-1]) if exchange.refusals else None,
    }


@blueprint.route(f"{_ORDER}{_ATTENDEE}/overdracht", methods=["GET", "POST"])
@blueprint.route(f"{_LINK}{_ATTENDEE}/overdracht", methods=["GET", "POST"])
@limiter.limit("20/hour", methods=["POST"])
@access(anyone)
def create_handover(registration: str, public_id: str = "", token: str = "") -> Response:
    order, found, actor = _changeable(public_id, token, registration)
    form = HandoverForm()

    def act() -> str:
        handover = exchanging.offer_to_colleague(
            order, registration, form.name.data or "", form.email.data or "", actor
        )
        flash(
            gettext("We mailden %(name)s. Tot die de plaats overneemt, verandert er niets.", name=handover.name), "ok"
        )
        return url_for("events.show_order", **key_of(public_id, token))

    return submit(form, act) or page(
        form=form,
        order=order,
        attendee=found,
        is_closed=is_personal(found.ticket_type),
        key=key_of(public_id, token),
    )


@blueprint.post(f"{_ORDER}{_ATTENDEE}/geen-overdracht")
@blueprint.post(f"{_LINK}{_ATTENDEE}/geen-overdracht")
@access(anyone)
def delete_handover(registration: str, public_id: str = "", token: str = "") -> Response:
    order, _, actor = _changeable(public_id, token, registration)

    def act() -> str:
        if exchanging.withdraw_offer(order, registration, actor):
            flash(gettext("De plaats blijft van wie hem had. De link in de mail werkt niet meer."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    return submit(Form(), act) or abort(400)


@blueprint.route(f"{_ORDER}/factuur", methods=["GET", "POST"])
@blueprint.route(f"{_LINK}/factuur", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_invoice(public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    actor = actor_for(current_user, order, by_link=bool(token))
    if not actor.is_proven:
        abort(404)
    form = InvoiceForm(obj=order)

    def act() -> str:
        change_invoice_reference(order, form.invoice_reference.data or "", actor)
        flash(gettext("De gegevens voor de factuur zijn bewaard."), "ok")
        return url_for("events.show_order", **key_of(public_id, token))

    return submit(form, act) or page(form=form, order=order, key=key_of(public_id, token))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/wijzigen-en-afzeggen", methods=["GET", "POST"])
@access(organiser)
def edit_change_terms(slug: str) -> Response:
    event = found_event(slug)
    form = ChangeTermsForm.of(event)

    def act() -> str:
        set_change_terms(event, form.changes_close_at, form.terms, form.pay_within_days.data)
        flash(gettext("Bewaard. Dit staat nu bij de bijeenkomst en bij elke aanmelding."), "ok")
        return url_for("events.show_office_event", slug=slug)

    is_fixed = event.status is EventStatus.CANCELLED
    return submit(form, act) or page(form=form, event=event, is_fixed=is_fixed)
