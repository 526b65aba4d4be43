"""Pages: what each attendee sees and changes of their own place, and a place that is offered to a colleague."""

from flask import abort, flash, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import may_cancel_by_themselves
from okprofs.events.forms.changing import OwnDetailsForm
from okprofs.events.forms.signup import text_of
from okprofs.events.forms.workshops import ChoicesForm
from okprofs.events.models import Registration
from okprofs.events.queries.attending import handover_by_link, registration_by_link
from okprofs.events.queries.exchanging import taker_of
from okprofs.events.queries.offers import is_personal, registration_facts, ticket_facts
from okprofs.events.queries.reminding import instructions_of
from okprofs.events.queries.workshops import plan_of, preferences_of, rounds_of, told_places, with_workshops
from okprofs.events.rules.admission import ways_out
from okprofs.events.rules.cancellation import ActorFacts, may_take_over
from okprofs.events.rules.choosing import may_choose
from okprofs.events.rules.listing import is_list_open
from okprofs.events.services import exchanging
from okprofs.events.services.changing import Details, cancel_registration, change_registration
from okprofs.events.services.choosing import choose_workshops, choosing_facts
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.listings import list_for
from okprofs.events.views.own_calendar import workshop_file
from okprofs.events.views.signup import agreed_cents
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now
from okprofs.kernel.codes import qr_drawing
from okprofs.kernel.forms import Form, first_answer, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import sentence

_OWN = "/deelname/<string:token>"
ATTENDEE = ActorFacts(is_proven=True, is_attendee=True, is_contact=False)


def _own(token: str) -> Registration:
    return registration_by_link(token) or abort(404)


@blueprint.get(_OWN)
@access(anyone)
def show_own_registration(token: str) -> Response:
    attendee = _own(token)
    order = attendee.order
    comes = attendee.cancelled_at is None
    return page(
        token=token,
        order=order,
        attendee=attendee,
        may_change=comes and may_cancel_by_themselves(ATTENDEE, order, attendee),
        is_over=order.event.ends_at <= now(),
        instructions=instructions_of(order.event_id) if comes else "",
        drawing=qr_drawing(attendee.ticket_code) if comes else None,
        has_list=comes and is_list_open(order.event.ends_at, order.event.attendee_list_days, now()),
        has_workshops=comes and attendee.public_id in with_workshops(order),
        form=Form(),
    )


@blueprint.route(f"{_OWN}/gegevens", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_own_registration(token: str) -> Response:
    attendee = _own(token)
    order = attendee.order
    form = OwnDetailsForm(order.event.has_food, is_personal(attendee.ticket_type), obj=attendee)
    if request.method == "GET" and not may_cancel_by_themselves(ATTENDEE, order, attendee):
        abort(404)

    def act() -> str:
        details = Details(
            name=text_of(form, "name") or attendee.name,
            email=attendee.email,
            organisation_name=text_of(form, "organisation_name"),
            dietary_wishes=text_of(form, "dietary_wishes"),
        )
        change_registration(order, attendee.public_id, details, ATTENDEE)
        flash(gettext("Je gegevens zijn bewaard."), "ok")
        return url_for("events.show_own_registration", token=token)

    return submit(form, act) or page(form=form, token=token, order=order, attendee=attendee)


@blueprint.post(f"{_OWN}/afmelden")
@access(anyone)
def delete_own_registration(token: str) -> Response:
    attendee = _own(token)
    back = url_for("events.show_own_registration", token=token)

    def act() -> str:
        if cancel_registration(attendee.order, attendee.public_id, ATTENDEE, agreed_cents()):
            flash(gettext("Je bent afgemeld. %(name)s hoort het ook.", name=attendee.order.contact_name), "ok")
        return back

    return press(act, back)


@blueprint.route(f"{_OWN}/workshops", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_own_workshop_choices(token: str) -> Response:
    attendee = _own(token)
    order = attendee.order
    rounds = [one for one in rounds_of(order.event_id) if one.workshops and one.admits(attendee)]
    if not rounds or attendee.cancelled_at is not None:
        abort(404)
    plan = plan_of(order.event_id)
    refusals = may_choose(ATTENDEE, choosing_facts(order.event, attendee, rounds, plan), now())
    chosen = preferences_of(attendee.id)
    form = ChoicesForm.of(rounds, chosen)

    def act() -> str:
        choose_workshops(order, attendee.public_id, form.chosen(), ATTENDEE)
        flash(gettext("Je keuzes zijn bewaard."), "ok")
        return url_for("events.edit_own_workshop_choices", token=token)

    return submit(form, act) or page(
        form=form,
        order=order,
        attendee=attendee,
        rounds=rounds,
        plan=plan,
        chosen=chosen,
        why_not=[sentence(refusal) for refusal in refusals],
        told=told_places([attendee.id]).get(attendee.id, []),
        calendar=("events.show_own_workshop_in_calendar", {"token": token}),
        back=url_for("events.show_own_registration", token=token),
    )


@blueprint.get(f"{_OWN}/rondes/<string:session>.ics")
@access(anyone)
def show_own_workshop_in_calendar(token: str, session: str) -> Response:
    attendee = _own(token)
    if attendee.cancelled_at is not None:
        abort(404)
    return workshop_file(attendee, session)


@blueprint.route(f"{_OWN}/wie-komt", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def list_own_fellow_attendees(token: str) -> Response:
    attendee = _own(token)
    if attendee.cancelled_at is not None:
        abort(404)
    own_url = url_for("events.list_own_fellow_attendees", token=token)
    return list_for(attendee.order.event, attendee, own_url)


@blueprint.route("/overdracht/<string:token>", methods=["GET", "POST"])
@limiter.limit("20/hour", methods=["POST"])
@access(anyone)
def create_takeover(token: str) -> Response:
    handover = handover_by_link(token)
    if handover is None:
        return first_answer() or abort(404)
    registration, event = handover.registration, handover.event
    person = taker_of(handover, current_user)
    of_registration = registration_facts(event, registration, registration.ticket_type)
    admission = may_take_over(person.facts, of_registration, ticket_facts(event, registration.ticket_type), now())
    form = Form()

    def act() -> str:
        exchanging.take_over(handover, current_user)
        flash(gettext("De plaats staat nu op jouw naam. Je krijgt een mail met je eigen link."), "ok")
        return url_for("events.show_event", slug=event.slug)

    return submit(form, act) or page(
        form=form,
        token=token,
        handover=handover,
        registration=registration,
        event=event,
        person=person,
        why_not=[sentence(refusal) for refusal in admission.refusals],
        ways=ways_out(admission.refusals),
    )
