"""Pages: waiting for a closed part while one's application is under review, and what was paid meanwhile."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import actor_for
from okprofs.events.forms.pending import PAID_BACK, AskForm, PaymentForm, TermsForm, TimeForm
from okprofs.events.models import Event, Registration
from okprofs.events.queries import office as office_queries
from okprofs.events.queries.offers import offers_for
from okprofs.events.queries.pending import (
    deadline_of,
    held_places,
    latest_of,
    orders_with_payments,
    own_registration,
    payments_of,
    state_of,
    terms_of,
    waiting_page,
    with_waiting,
)
from okprofs.events.queries.people import Person, person_for
from okprofs.events.rules.admission import Audience
from okprofs.events.services import pending
from okprofs.events.services.paying import give_time, note_payment
from okprofs.events.services.waiting_terms import set_terms
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser, page_of
from okprofs.events.views.signup import found_order, key_of
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.clock import now
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import Form, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.people.access import office, signed_in_account
from okprofs.people.models import Office

bookkeeper = office(Office.ORGANISER, Office.TREASURER)


def _did_something(response: Response) -> bool:
    return response.status_code == 303


# Asking and giving up write to two people each time: so not over and over.
few_of_person = limiter.limit(
    "5/day",
    methods=["POST"],
    key_func=lambda: f"waits:{current_user.get_id()}",
    exempt_when=lambda: not current_user.is_authenticated,
    deduct_when=_did_something,
)
few_of_ticket = limiter.limit(
    "5/day",
    methods=["POST"],
    key_func=lambda: f"waits:{(request.view_args or {}).get('registration')}",
    deduct_when=_did_something,
)


def _own(slug: str) -> tuple[Event, Person, Registration | None]:
    event = found_event(slug)
    person = person_for(event, current_user)
    return event, person, own_registration(event, person)


@blueprint.route("/bijeenkomsten/<string:slug>/besloten-deel", methods=["GET", "POST"])
@limiter.limit("30/hour", methods=["POST"])
@few_of_person
@access(signed_in)
def create_pending_ticket(slug: str) -> Response:
    event, person, registration = _own(slug)
    if registration is None:
        return redirect(url_for("events.create_order", slug=slug), 303)
    offers = with_waiting(event, person, offers_for(event, person.facts, now()), now(), beside=registration.ticket_type)
    choices = [
        offer for offer in offers if offer.meanwhile and offer.meanwhile.open_ticket.id == registration.ticket_type_id
    ]
    form = AskForm().offering([offer.ticket_type for offer in choices])
    event_id = event.id

    def act() -> str:
        pending.ask(event_id, form.ticket_type.data or "", signed_in_account())
        flash(gettext("Genoteerd. We mailen je zodra er een besluit is."), "ok")
        return url_for("events.create_pending_ticket", slug=slug)

    latest = latest_of([registration]).get(registration.id)
    return submit(form, act) or page(
        form=form,
        event=event,
        registration=registration,
        choices=choices,
        waits=latest if latest is not None and latest.outcome is None else None,
        deadline=deadline_of(event),
        button_form=Form(formdata=None),
    )


@blueprint.post("/bijeenkomsten/<string:slug>/besloten-deel/intrekking")
@few_of_person
@access(signed_in)
def delete_own_pending_ticket(slug: str) -> Response:
    event, _, registration = _own(slug)
    if registration is None:
        abort(404)

    def act() -> str:
        if pending.give_up_own(event, signed_in_account()):
            flash(gettext("Je wacht niet meer. Wat vaststond, blijft staan."), "ok")
        return url_for("events.create_pending_ticket", slug=slug)

    return press(act, url_for("events.create_pending_ticket", slug=slug))


@blueprint.post("/aanmeldingen/<string:public_id>/deelnemers/<string:registration>/niet-wachten")
@blueprint.post("/aanmeldingen/link/<string:token>/deelnemers/<string:registration>/niet-wachten")
@few_of_ticket
@access(anyone)
def delete_pending_ticket(registration: str, public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    if not any(attendee.public_id == registration for attendee in order.registrations):
        abort(404)
    actor = actor_for(current_user, order, by_link=bool(token))
    back = url_for("events.show_order", **key_of(public_id, token))

    def act() -> str:
        if pending.give_up(order, registration, actor):
            flash(gettext("Er wordt niet meer gewacht. Wat vaststond, blijft staan."), "ok")
        return back

    return press(act, back)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/wachten-op-aanvraag")
@access(organiser)
def list_pending_tickets(slug: str) -> Response:
    event = found_event(slug)
    return page(
        event=event,
        waiting=waiting_page(event, requested_page()),
        terms=terms_of(event.id),
        held=held_places(event),
        titles={ticket_type.id: ticket_type.title for ticket_type in event.ticket_types},
        closed=[item for item in event.ticket_types if item.audience is not Audience.EVERYONE],
        deadline=deadline_of(event),
    )


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/wachten-op-aanvraag/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_pending_terms(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    wanted = office_queries.ticket_type_of(event, public_id) or abort(404)
    if wanted.audience is Audience.EVERYONE:
        abort(404)
    terms = terms_of(event.id).get(wanted.id)
    open_types = [item for item in event.ticket_types if item.audience is Audience.EVERYONE]
    beside = next((item.public_id for item in open_types if terms and item.id == terms.open_ticket_type_id), "")
    values = {"open_ticket_type": beside, "hold_hours": terms.hold_hours if terms else 0}
    form = TermsForm(data=values).offering(open_types)

    def act() -> str:
        set_terms(event, public_id, form.open_ticket_type.data or "", form.hold_hours.data or 0)
        flash(gettext("Bewaard. Wie al wacht, houdt de afspraak van toen."), "ok")
        return url_for("events.list_pending_tickets", slug=slug)

    return submit(form, act) or page(form=form, event=event, wanted=wanted, back=page_of(event))


@blueprint.get("/beheer/betalingen")
@access(bookkeeper)
def list_payments() -> Response:
    is_open = request.args.get("status") == "open"
    return page(orders=orders_with_payments(requested_page(), is_open=is_open), is_open=is_open)


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/aanmeldingen/<string:public_id>/betalingen", methods=["GET", "POST"]
)
@access(bookkeeper)
def create_order_payment(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    order = office_queries.order_of(event, public_id) or abort(404)
    form = PaymentForm()

    def act() -> str:
        note_payment(order, form.cents, is_payback=form.kind.data == PAID_BACK, by=signed_in_account())
        flash(gettext("De betaling is genoteerd."), "ok")
        return url_for("events.create_order_payment", slug=slug, public_id=public_id)

    answer = submit(form, act)
    _, amounts = state_of(order)
    return answer or page(form=form, event=event, order=order, amounts=amounts, payments=payments_of(order))


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/aanmeldingen/<string:public_id>/meer-tijd", methods=["GET", "POST"]
)
@access(bookkeeper)
def create_time_to_pay(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    order = office_queries.order_of(event, public_id) or abort(404)
    form, back = TimeForm(), url_for("events.create_order_payment", slug=slug, public_id=public_id)

    def act() -> str:
        give_time(order, form.day.data)
        flash(gettext("Bewaard. De plaatsen blijven vast tot en met %(date)s.", date=long_date(form.day.data)), "ok")
        return back

    return submit(form, act) or page(form=form, event=event, order=order, back=back)
