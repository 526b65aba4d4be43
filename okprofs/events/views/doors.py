"""Pages of the office: the doors of an event, and their links."""

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.forms.doors import DoorForm, DoorMailForm
from okprofs.events.models import Door, Event
from okprofs.events.queries import doors as door_queries
from okprofs.events.rules.doors import standing_of_door
from okprofs.events.services import doors as services
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.wording_of_doors import STANDINGS
from okprofs.kernel import locale
from okprofs.kernel.access import access
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.clock import today
from okprofs.kernel.codes import qr_drawing
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page

_DOORS = "/beheer/bijeenkomsten/<string:slug>/deuren"
_DOOR = f"{_DOORS}/<string:public_id>"


def _found(slug: str, public_id: str) -> tuple[Event, Door]:
    event = found_event(slug)
    return event, door_queries.door_of(event, public_id) or abort(404)


@blueprint.route(_DOORS, methods=["GET", "POST"])
@access(organiser)
def list_doors(slug: str) -> Response:
    event = found_event(slug)
    days = door_queries.days_of(event)
    form = DoorForm(on_day=days[0].isoformat()).offering(days)

    def act() -> str:
        door = services.open_door(event, form.title.data or "", form.chosen_day(days))
        flash(gettext("%(door)s staat klaar. Geef nu de link aan wie daar staat.", door=door.title), "ok")
        return url_for("events.show_office_door", slug=slug, public_id=door.public_id)

    if answer := submit(form, act):
        return answer
    doors = door_queries.doors_of(event)
    shown_day = today() if today() in days else days[0]
    return page(
        form=form,
        event=event,
        doors=[(door, STANDINGS[standing_of_door(door.on_day, today())]) for door in doors],
        clocks=door_queries.wrong_clocks(event),
        counts=door_queries.counts_of(event, shown_day),
        shown_day=shown_day,
        has_days=len(days) > 1,
    )


@blueprint.route(_DOOR, methods=["GET", "POST"])
@access(organiser)
def show_office_door(slug: str, public_id: str) -> Response:
    event, door = _found(slug, public_id)
    form = Form()
    link: str | None = None

    def act() -> str:
        nonlocal link
        link = absolute_url("events.create_door_visit", token=services.new_link(door))
        return url_for("events.show_office_door", slug=slug, public_id=public_id)

    # The link is the answer to the button alone, and once: we keep no more of it than a digest.
    answer = submit(form, act)
    if answer is not None and link is None:
        return answer
    drawing = qr_drawing(link) if link else None
    return page(form=Form(formdata=None) if link else form, event=event, door=door, link=link, drawing=drawing)


@blueprint.route(f"{_DOOR}/mail", methods=["GET", "POST"])
@access(organiser)
def create_door_mail(slug: str, public_id: str) -> Response:
    event, door = _found(slug, public_id)
    form = DoorMailForm()

    def act() -> str:
        services.mail_link(door, form.email.data or "", locale.chosen())
        flash(gettext("De link voor %(door)s gaat op de post.", door=door.title), "ok")
        return url_for("events.list_doors", slug=slug)

    return submit(form, act) or page(form=form, event=event, door=door)


@blueprint.route(f"{_DOOR}/sluiting", methods=["GET", "POST"])
@access(organiser)
def delete_door(slug: str, public_id: str) -> Response:
    event, door = _found(slug, public_id)
    form = Form()

    def act() -> str:
        services.close_door(door)
        flash(gettext("%(door)s is dicht. De link werkt niet meer.", door=door.title), "ok")
        return url_for("events.list_doors", slug=slug)

    return submit(form, act) or page(form=form, event=event, door=door)
