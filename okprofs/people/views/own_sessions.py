"""Where am I signed in? And signing out there."""

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.people.access import signed_in_account
from okprofs.people.queries import sessions_of
from okprofs.people.services.sessions import end_all_sessions, end_session, is_over, is_this_session
from okprofs.people.views.blueprint import blueprint
from okprofs.people.wording import browser_in_words


@blueprint.get("/mijn/sessies")
@access(signed_in)
def list_sessions() -> Response:
    running = [found for found in sessions_of(signed_in_account()) if not is_over(found)]
    ours = [found for found in running if is_this_session(found)]
    others = [found for found in running if not is_this_session(found)]
    return page(ours=ours, others=others, form=Form(), browser_in_words=browser_in_words)


@blueprint.post("/mijn/sessies/<string:public_id>")
@access(signed_in)
def delete_own_session(public_id: str) -> ResponseReturnValue:
    def act() -> str:
        if not end_session(signed_in_account(), public_id):
            abort(404)
        flash(gettext("Je bent op dat apparaat uitgelogd."), "ok")
        return url_for("people.list_sessions")

    return submit(Form(), act) or abort(400)


@blueprint.post("/mijn/sessies/andere")
@access(signed_in)
def delete_other_sessions() -> ResponseReturnValue:
    def act() -> str:
        number = end_all_sessions(signed_in_account(), but_this=True)
        flash(
            ngettext(
                "Je bent op %(num)d ander apparaat uitgelogd.",
                "Je bent op %(num)d andere apparaten uitgelogd.",
                number,
            ),
            "ok",
        )
        return url_for("people.list_sessions")

    return submit(Form(), act) or abort(400)
