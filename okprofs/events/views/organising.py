"""Pages of the office: making events, their programme and their ticket types."""

from flask import abort, flash, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.organising import CancelEventForm, DetailsForm, EventForm, SessionForm, TicketTypeForm
from okprofs.events.models import Event, EventStatus
from okprofs.events.queries import agenda
from okprofs.events.queries import office as office_queries
from okprofs.events.rules.publication import may_publish
from okprofs.events.services import organising, programme, telling, ticket_types
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.effects import effect_to_tell
from okprofs.events.wording import AUDIENCE_LABELS, SESSION_KIND_LABELS, STATUS_LABELS, STATUS_TONES
from okprofs.kernel.access import access
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.kernel.refusals import sentence
from okprofs.people.access import office
from okprofs.people.models import Office

organiser = office(Office.ORGANISER)

LABELS = {
    "statuses": STATUS_LABELS,
    "tones": STATUS_TONES,
    "kinds": SESSION_KIND_LABELS,
    "audiences": AUDIENCE_LABELS,
}


def found_event(slug: str) -> Event:
    """The event at this address, or 404."""
    event = agenda.event_for(current_user, slug)
    return event if event is not None else abort(404)


def page_of(event: Event) -> str:
    return url_for("events.show_office_event", slug=event.slug)


def flash_told(letters: int) -> None:
    """Say how many people get a letter about what was changed, if any do."""
    if letters:
        flash(ngettext("%(num)d persoon krijgt een mail.", "%(num)d mensen krijgen een mail.", letters), "info")


def overtaken(form: DetailsForm, stored: object) -> list[tuple[object, str, str]]:
    """After a refusal because someone else was first: where it differs from what stands there now, field by field, so
    that saving again is a choice."""
    fresh = type(form).values_of(stored)["seen"]
    if not form.is_submitted() or form.seen.data == fresh:
        return []
    form.seen.data = fresh
    return form.overtaken_by(stored)


@blueprint.get("/beheer/bijeenkomsten")
@access(organiser)
def list_office_events() -> Response:
    moment = now()
    drafts, coming = office_queries.open_events(moment)
    past = office_queries.past_events(moment, requested_page())
    return page(drafts=drafts, coming=coming, past=past, **LABELS)


@blueprint.route("/beheer/bijeenkomsten/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_event() -> Response:
    form = EventForm()
    if "preview" in request.form:
        return page(form=form, is_preview=True)

    def act() -> str:
        event = organising.create_event(form.details())
        flash(gettext("Het concept is bewaard. Voeg nu het programma en de deelnamevormen toe."), "ok")
        return page_of(event)

    return submit(form, act) or page(form=form, is_preview=False)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>")
@access(organiser)
def show_office_event(slug: str) -> Response:
    event = found_event(slug)
    is_draft = event.status is EventStatus.DRAFT
    missing = [sentence(refusal) for refusal in may_publish(organising.facts_of(event), now())] if is_draft else []
    return page(event=event, missing=missing, is_over=event.ends_at <= now(), **LABELS)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/gegevens", methods=["GET", "POST"])
@access(organiser)
def edit_event(slug: str) -> Response:
    event = found_event(slug)
    form = EventForm(data=EventForm.values_of(event))
    told = event.taken if organising.is_told_of_changes(event) else 0
    if "preview" in request.form:
        return page(form=form, event=event, told=told, overtaken=[], is_preview=True)

    def act() -> str:
        letters = organising.edit_event(event, form.seen.data or "", form.details())
        flash(gettext("De gegevens zijn bewaard."), "ok")
        flash_told(letters)
        return page_of(event)

    answer = submit(form, act)
    return answer or page(form=form, event=event, told=told, overtaken=overtaken(form, event), is_preview=False)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/publicatie", methods=["GET", "POST"])
@access(organiser)
def create_publication(slug: str) -> Response:
    event = found_event(slug)
    form = Form()

    def act() -> str:
        organising.publish(event)
        flash(gettext("De bijeenkomst is gepubliceerd en staat op de agenda."), "ok")
        return page_of(event)

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/afgelasting", methods=["GET", "POST"])
@access(organiser)
def create_event_cancellation(slug: str) -> Response:
    event = found_event(slug)
    form = CancelEventForm()

    def act() -> str:
        organising.cancel_event(event, form.reason.data or "")
        flash(gettext("De bijeenkomst is afgelast. Wie zich aanmeldde krijgt daarover een mail."), "ok")
        return page_of(event)

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/programma/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_programme_session(slug: str) -> Response:
    event = found_event(slug)
    form = SessionForm(data=SessionForm.next_on(event)).on(event)

    def act() -> str:
        programme.add_session(event, form.details())
        flash(gettext("Het onderdeel staat in het programma."), "ok")
        return page_of(event) + "#programma"

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/programma/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_programme_session(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    session = office_queries.session_of(event, public_id) or abort(404)
    form = SessionForm(data=SessionForm.values_of(session)).on(event)

    def act() -> str:
        letters = programme.edit_session(event, public_id, form.seen.data or "", form.details())
        flash(gettext("Het onderdeel is bewaard."), "ok")
        flash_told(letters)
        return page_of(event) + "#programma"

    if answer := submit(form, act):
        return answer
    reached = telling.reach(event, session)
    return page(form=form, event=event, session=session, overtaken=overtaken(form, session), reached=reached)


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/programma/<string:public_id>/verwijdering", methods=["GET", "POST"]
)
@access(organiser)
def delete_programme_session(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    session = office_queries.session_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        letters = programme.remove_session(event, public_id)
        flash(gettext("Het onderdeel is uit het programma gehaald."), "ok")
        flash_told(letters)
        return page_of(event) + "#programma"

    answer = submit(form, act)
    return answer or page(form=form, event=event, session=session, reached=telling.reach(event, session))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/deelnamevormen/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_ticket_type(slug: str) -> Response:
    event = found_event(slug)
    form = TicketTypeForm()

    def act() -> str:
        ticket_types.add_ticket_type(event, form.details())
        flash(gettext("De deelnamevorm is toegevoegd."), "ok")
        return page_of(event) + "#deelnamevormen"

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/deelnamevormen/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_ticket_type(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    ticket_type = office_queries.ticket_type_of(event, public_id) or abort(404)
    form = TicketTypeForm(data=TicketTypeForm.values_of(ticket_type))
    if told := effect_to_tell(form, ticket_type):
        return page(form=form, event=event, ticket_type=ticket_type, overtaken=[], told=told)

    def act() -> str:
        ticket_types.edit_ticket_type(event, public_id, form.seen.data or "", form.details())
        flash(gettext("De deelnamevorm is bewaard."), "ok")
        return page_of(event) + "#deelnamevormen"

    answer = submit(form, act)
    shown = {"ticket_type": ticket_type, "overtaken": overtaken(form, ticket_type), "told": []}
    return answer or page(form=form, event=event, **shown)


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/deelnamevormen/<string:public_id>/verwijdering", methods=["GET", "POST"]
)
@access(organiser)
def delete_ticket_type(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    ticket_type = office_queries.ticket_type_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        ticket_types.remove_ticket_type(event, public_id)
        flash(gettext("De deelnamevorm is verwijderd."), "ok")
        return page_of(event) + "#deelnamevormen"

    return submit(form, act) or page(form=form, event=event, ticket_type=ticket_type)
