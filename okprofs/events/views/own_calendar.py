"""Pages: somebody's own calendar, for the program they keep their own in."""

from flask import abort, flash, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import actor_for
from okprofs.events.models import Registration
from okprofs.events.queries.own_calendar import account_at, appointments_of, feed_of, workshops_in_calendar
from okprofs.events.services.own_calendar import make_feed, revoke_feed, secret_of
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.signup import found_order
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.calendars import CONTENT_TYPE, to_ics
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page


@blueprint.route("/mijn/agenda", methods=["GET", "POST"])
@access(signed_in)
def edit_calendar_feed() -> Response:
    form = Form()

    def act() -> str:
        make_feed(current_user.id)
        flash(gettext("Je agenda heeft een nieuw adres."), "ok")
        return url_for("events.edit_calendar_feed")

    answer = submit(form, act)
    if answer:
        return answer
    feed = feed_of(current_user.id)
    secret = secret_of(feed) if feed else None
    address = absolute_url("events.show_own_feed", token=secret) if secret else None
    return page(form=form, feed=feed, address=address, subscribe=address and "webcal:" + address.partition(":")[2])


@blueprint.post("/mijn/agenda/intrekking")
@access(signed_in)
def delete_calendar_feed() -> Response:
    def act() -> str:
        revoke_feed(current_user.id)
        flash(gettext("Het adres van je agenda werkt niet meer."), "ok")
        return url_for("events.edit_calendar_feed")

    return submit(Form(), act) or abort(400)


@blueprint.get("/agenda/<string:token>.ics")
@access(anyone)
def show_own_feed(token: str) -> Response:
    account = account_at(token) or abort(404)
    found = appointments_of(account, gettext("Nog niet zeker: %(title)s", title="%(title)s"))
    return Response(to_ics(found, name=gettext("Mijn bijeenkomsten van OK-Profs")), content_type=CONTENT_TYPE)


@blueprint.get("/aanmeldingen/<string:public_id>/deelnemers/<string:registration>/rondes/<string:session>.ics")
@blueprint.get("/aanmeldingen/link/<string:token>/deelnemers/<string:registration>/rondes/<string:session>.ics")
@access(anyone)
def show_workshop_in_calendar(registration: str, session: str, public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    found = next((item for item in order.attendees if item.public_id == registration), None) or abort(404)
    if not actor_for(current_user, order, by_link=bool(token)).is_proven:
        abort(404)
    return workshop_file(found, session)


def workshop_file(registration: Registration, session: str) -> Response:
    """The .ics with the workshop that an attendee was told they have a place in; 404 for a round without one."""
    event = registration.order.event
    appointment = workshops_in_calendar(registration, event).get(session) or abort(404)
    answer = Response(to_ics([appointment]), content_type=CONTENT_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}-workshop.ics")
    return answer
