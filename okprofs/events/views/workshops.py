"""Pages of the office: the workshops of an event, who speaks and hosts, and the terms of the division."""

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.forms.workshops import PlanForm, SpeakerForm, WorkshopForm
from okprofs.events.models import Event
from okprofs.events.queries import workshops as queries
from okprofs.events.services import telling, workshops
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.effects import effect_on_workshop
from okprofs.events.views.organising import flash_told, found_event, organiser, overtaken
from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page


def page_of(event: Event) -> str:
    return url_for("events.list_workshops", slug=event.slug)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/workshops")
@access(organiser)
def list_workshops(slug: str) -> Response:
    event = found_event(slug)
    rounds, speakers = queries.rounds_of(event.id), queries.speakers_of(event.id)
    return page(event=event, rounds=rounds, speakers=speakers, plan=queries.plan_of(event.id))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/workshops/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_workshop(slug: str) -> Response:
    event = found_event(slug)
    form = WorkshopForm().offering(queries.rounds_of(event.id))

    def act() -> str:
        workshops.add_workshop(event, form.round.data or "", form.details())
        flash(gettext("De workshop is toegevoegd."), "ok")
        return page_of(event)

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/workshops/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_workshop(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    workshop = queries.workshop_of(event, public_id) or abort(404)
    form = WorkshopForm(data=WorkshopForm.values_of(workshop)).staying()
    told = effect_on_workshop(form, workshop)

    def act() -> str:
        letters = workshops.edit_workshop(event, public_id, form.seen.data or "", form.details())
        flash(gettext("De workshop is bewaard."), "ok")
        flash_told(letters)
        return page_of(event)

    if not told and (answer := submit(form, act)):
        return answer
    shown = {
        "reached": telling.reach(event, workshop.round, workshop),
        "overtaken": [] if told else overtaken(form, workshop),
        "told": told,
    }
    return page(form=form, event=event, workshop=workshop, **shown)


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/workshops/<string:public_id>/verwijdering", methods=["GET", "POST"]
)
@access(organiser)
def delete_workshop(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    workshop = queries.workshop_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        letters = workshops.remove_workshop(event, public_id)
        flash(gettext("De workshop is verwijderd."), "ok")
        flash_told(letters)
        return page_of(event)

    if answer := submit(form, act):
        return answer
    return page(form=form, event=event, workshop=workshop, reached=telling.reach(event, workshop.round, workshop))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/workshops/afspraken", methods=["GET", "POST"])
@access(organiser)
def edit_workshop_plan(slug: str) -> Response:
    event = found_event(slug)
    plan = queries.plan_of(event.id)
    form = PlanForm(data=PlanForm.values_of(plan))

    def act() -> str:
        workshops.edit_plan(event, form.seen.data or "", form.details())
        flash(gettext("De afspraken zijn bewaard."), "ok")
        return page_of(event)

    return submit(form, act) or page(form=form, event=event, overtaken=overtaken(form, queries.plan_of(event.id)))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/sprekers/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_speaker(slug: str) -> Response:
    event = found_event(slug)
    form = SpeakerForm().offering(event.sessions, queries.rounds_of(event.id))

    def act() -> str:
        workshops.add_speaker(event, form.details())
        flash(gettext("De spreker is toegevoegd."), "ok")
        return page_of(event) + "#sprekers"

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/sprekers/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_speaker(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    speaker = queries.speaker_of(event, public_id) or abort(404)
    data = SpeakerForm.values_of(speaker)
    form = SpeakerForm(data=data).offering(event.sessions, queries.rounds_of(event.id))

    def act() -> str:
        workshops.edit_speaker(event, public_id, form.seen.data or "", form.details())
        flash(gettext("De spreker is bewaard."), "ok")
        return page_of(event) + "#sprekers"

    answer = submit(form, act)
    return answer or page(form=form, event=event, speaker=speaker, overtaken=overtaken(form, speaker))


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/sprekers/<string:public_id>/verwijdering", methods=["GET", "POST"]
)
@access(organiser)
def delete_speaker(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    speaker = queries.speaker_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        workshops.remove_speaker(event, public_id)
        flash(gettext("De spreker is verwijderd."), "ok")
        return page_of(event) + "#sprekers"

    return submit(form, act) or page(form=form, event=event, speaker=speaker)
