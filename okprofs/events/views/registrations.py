"""Pages of the office: who comes to an event, what they eat, and who was invited."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.registering import HandWrittenForm, InvitationForm, LargeExportForm
from okprofs.events.models import Event
from okprofs.events.queries import office as office_queries
from okprofs.events.queries.doors import attendance_of
from okprofs.events.queries.inviting import invitations_page, standings_of
from okprofs.events.queries.lapsed import is_asked_of, lapsed_among
from okprofs.events.queries.office import Selection
from okprofs.events.queries.pending import deadline_of, latest_of, state_of
from okprofs.events.rules.registering import MOST_WITHOUT_REASON
from okprofs.events.services import registering
from okprofs.events.services.invitations import invite, revoke_invitation
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.exports import FORMATS, spreadsheet
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.wording import AUDIENCE_LABELS, EXPORT_REASON_LABELS
from okprofs.events.wording_of_changes import INVITATION_STANDINGS
from okprofs.kernel.access import access
from okprofs.kernel.clock import now
from okprofs.kernel.filters import moment
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.people.access import freshly_proven


def asked_selection(event: Event) -> Selection:
    """What the address asks for; an unknown ticket type or status asks for nothing."""
    return Selection(
        words=request.args.get("q", "")[:200].strip(),
        ticket_type=office_queries.ticket_type_of(event, request.args.get("vorm", "")),
        is_cancelled=request.args.get("status") == "afgemeld",
        has_lapsed=request.args.get("status") == "geen-lid" and is_asked_of(event),
    )


def asked_choices() -> dict[str, Any]:
    """What the address asks for, to ask it of another page too."""
    return {name: request.args[name] for name in ("q", "vorm", "status") if request.args.get(name)}


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/deelnemers")
@access(organiser)
def list_registrations(slug: str) -> Response:
    event = found_event(slug)
    selection = asked_selection(event)
    registrations = office_queries.registrations_page(event, selection, requested_page())
    titles = {ticket_type.id: ticket_type.title for ticket_type in event.ticket_types}
    return page(
        event=event,
        selection=selection,
        registrations=registrations,
        latest=latest_of(registrations.items),
        lapsed=lapsed_among(event, registrations.items),
        is_asked=is_asked_of(event),
        titles=titles,
        attendance=attendance_of(event, [registration.public_id for registration in registrations.items]),
        choices=asked_choices(),
        exports=[(name, Form()) for name in FORMATS],
    )


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/presentielijst")
@access(organiser)
def list_attendees(slug: str) -> Response:
    event = found_event(slug)
    titles = {ticket_type.id: ticket_type.title for ticket_type in event.ticket_types}
    attendees = office_queries.attendees(event)
    return page(event=event, attendees=attendees, titles=titles, lapsed=lapsed_among(event, attendees))


@blueprint.post("/beheer/bijeenkomsten/<string:slug>/deelnemers/uitvoer/<string:file_format>")
@access(organiser)
def create_registrations_export(slug: str, file_format: str) -> ResponseReturnValue:
    event = found_event(slug)
    selection = asked_selection(event)
    if file_format not in FORMATS:
        abort(404)
    if office_queries.are_more_than(MOST_WITHOUT_REASON, event, selection):
        large = url_for("events.create_large_export", slug=slug, file_format=file_format, **asked_choices())
        return redirect(large, 303)
    noted = []

    def act() -> str:
        registering.note_export(event, file_format, selection != Selection())
        noted.append(file_format)
        return url_for("events.list_registrations", slug=slug)

    answer = submit(Form(), act) or abort(400)
    # A form sent twice gives no second file: every file that leaves the house has its line in the journal.
    return (
        spreadsheet(event, office_queries.registrations_to_export(event, selection), file_format) if noted else answer
    )


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/deelnemers/grote-lijst/<string:file_format>", methods=["GET", "POST"]
)
@freshly_proven
@access(organiser)
def create_large_export(slug: str, file_format: str) -> ResponseReturnValue:
    event = found_event(slug)
    if file_format not in FORMATS:
        abort(404)
    selection, form = asked_selection(event), LargeExportForm()
    noted = []

    def act() -> str:
        registering.note_export(event, file_format, selection != Selection(), form.chosen)
        noted.append(form.chosen)
        return url_for("events.list_registrations", slug=slug)

    answer = submit(form, act) or page(form=form, event=event, most=MOST_WITHOUT_REASON)
    if not noted:
        return answer
    mark = gettext(
        "Bewaard door %(name)s op %(moment)s. Doel: %(reason)s. Wis dit bestand na de bijeenkomst.",
        name=current_user.name,
        moment=moment(now()),
        reason=EXPORT_REASON_LABELS[noted[0]],
    )
    return spreadsheet(event, office_queries.registrations_to_export(event, selection), file_format, mark)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/deelnemers/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_office_registration(slug: str) -> Response:
    event = found_event(slug)
    form = HandWrittenForm().offering(event.ticket_types, has_food=event.has_food)

    def act() -> str:
        order = registering.register_by_hand(event, form.written())
        flash(gettext("De deelnemer staat op de lijst en krijgt een bevestiging per mail."), "ok")
        return url_for("events.show_office_order", slug=slug, public_id=order.public_id)

    return submit(form, act) or page(form=form, event=event, audiences=AUDIENCE_LABELS)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/deelnemers/<string:public_id>/afmelding", methods=["GET", "POST"])
@access(organiser)
def delete_office_registration(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    registration = office_queries.registration_of(event, public_id) or abort(404)
    order_url = url_for("events.show_office_order", slug=slug, public_id=registration.order.public_id)
    form = Form()

    def act() -> str:
        registering.cancel_for(event, registration)
        flash(gettext("De deelnemer is afgemeld en krijgt daarover een mail. De plaats is weer vrij."), "ok")
        return order_url

    return submit(form, act) or page(form=form, event=event, registration=registration, order_url=order_url)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/aanmeldingen/<string:public_id>")
@access(organiser)
def show_office_order(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    order = office_queries.order_of(event, public_id) or abort(404)
    latest, sums = state_of(order)
    return page(
        event=event,
        order=order,
        is_over=event.ends_at <= now(),
        latest=latest,
        lapsed=lapsed_among(event, order.registrations),
        amounts=sums,
        deadline=deadline_of(event),
    )


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/aanmeldingen/<string:public_id>/bevestiging", methods=["GET", "POST"]
)
@access(organiser)
def create_office_confirmation(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    order = office_queries.order_of(event, public_id) or abort(404)
    form = Form()
    if not order.contact_email:  # forgotten
        abort(404)

    def act() -> str:
        registering.confirm_again(order)
        flash(gettext("De bevestiging gaat opnieuw op de post."), "ok")
        return url_for("events.show_office_order", slug=slug, public_id=public_id)

    return submit(form, act) or page(form=form, event=event, order=order)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/dieetwensen")
@access(organiser)
def list_diets(slug: str) -> Response:
    event = found_event(slug)
    return page(event=event, totals=office_queries.dietary_totals(event))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/dieetwensen/namen", methods=["GET", "POST"])
@access(organiser)
def list_dietary_names(slug: str) -> Response:
    event = found_event(slug)
    names: list[tuple[str, str]] | None = None

    def act() -> str:
        nonlocal names
        registering.note_diets_shown(event)
        names = office_queries.dietary_names(event)
        return url_for("events.list_diets", slug=slug)

    # The names are the answer to the button alone, and once: so that each look is in the journal.
    submit(Form(), act)
    return page(event=event, form=Form(formdata=None), names=names)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/uitnodigingen", methods=["GET", "POST"])
@access(organiser)
def list_invitations(slug: str) -> Response:
    event = found_event(slug)
    form = InvitationForm()

    def act() -> str:
        name, email = form.name.data or "", form.email.data or ""
        invitation = invite(event, name, email, by=current_user, language=form.language.data)
        flash(gettext("De uitnodiging voor %(name)s gaat op de post.", name=invitation.name), "ok")
        return url_for("events.list_invitations", slug=slug)

    answer = submit(form, act)
    return answer or page(
        form=form,
        event=event,
        invitations=invitations_page(event, requested_page()),
        standings=standings_of(event),
        labels=INVITATION_STANDINGS,
        is_over=event.starts_at <= now(),
    )


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/uitnodigingen/<string:public_id>/intrekking", methods=["GET", "POST"]
)
@access(organiser)
def delete_invitation(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    invitation = office_queries.invitation_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        revoke_invitation(invitation)
        flash(gettext("De uitnodiging is ingetrokken. De persoonlijke link werkt niet meer."), "ok")
        return url_for("events.list_invitations", slug=slug)

    return submit(form, act) or page(form=form, event=event, invitation=invitation)
