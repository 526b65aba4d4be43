"""Page of the office: making an event again, once or as a series."""

from flask import flash, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from okprofs.events.forms.copying import CopyForm
from okprofs.events.services.copying import copy_event
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser, page_of
from okprofs.kernel.access import access
from okprofs.kernel.forms import submit
from okprofs.kernel.pages import page


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/kopie", methods=["GET", "POST"])
@access(organiser)
def create_copy(slug: str) -> Response:
    event = found_event(slug)
    form = CopyForm(data={"title": event.title})

    def act() -> str:
        copies = copy_event(event, form.title.data or "", form.days())
        if len(copies) == 1:
            flash(gettext("De kopie is een concept. Kijk alles na en publiceer het als het klopt."), "ok")
            return page_of(copies[0])
        made = ngettext("Er staat %(num)d concept klaar.", "Er staan %(num)d concepten klaar.", len(copies))
        flash(made, "ok")
        return url_for("events.list_office_events")

    return submit(form, act) or page(form=form, event=event)
