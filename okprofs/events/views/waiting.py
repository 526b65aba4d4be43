"""Pages: where someone stands who waits for a place; and the office's view of the list."""

from typing import Any

from flask import abort, current_app, flash, session, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.waiting import LetFirstForm
from okprofs.events.models import WaitingParty
from okprofs.events.queries.waiting import (
    entry_of,
    party_by_link,
    party_made_here,
    party_of,
    spots_of,
    waiting_page,
)
from okprofs.events.rules.waiting import LIVE, may_go_first
from okprofs.events.services import waiting_list
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.views.signup import agreed_cents
from okprofs.events.wording_of_waiting import CHANCES, ENDINGS, STATES
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.people.access import signed_in_account


def _found(public_id: str, token: str) -> WaitingParty:
    """The party, through the person: by their link, as theirs when signed in, or because this browser just made it."""
    if token:
        return party_by_link(token) or abort(404)
    own = party_of(current_user.id, public_id) if current_user.is_authenticated else None
    since = now() - current_app.config["SESSION_LENGTH"]
    return own or party_made_here(session.get("orders", ()), public_id, since) or abort(404)


def _is_proven(party: WaitingParty, token: str) -> bool:
    """Whether the viewer may do something here: by the mailed link, or signed in as who joined."""
    return bool(token) or (current_user.is_authenticated and party.account_id == current_user.id)


def _key(public_id: str, token: str) -> dict[str, Any]:
    return {"token": token} if token else {"public_id": public_id}


@blueprint.get("/wachtlijst/<string:public_id>")
@blueprint.get("/wachtlijst/link/<string:token>")
@access(anyone)
def show_waiting_party(public_id: str = "", token: str = "") -> Response:
    party = _found(public_id, token)
    return page(
        party=party,
        event=party.event,
        spots=spots_of(party, now()),
        prices={entry.number: waiting_list.cost_of(entry) for entry in party.entries if entry.state in LIVE},
        is_proven=_is_proven(party, token),
        key=_key(public_id, token),
        form=Form(formdata=None),
        states=STATES,
        endings=ENDINGS,
        chances=CHANCES,
    )


@blueprint.post("/wachtlijst/link/<string:token>/bevestiging")
@access(anyone)
def create_waiting_confirmation(token: str) -> Response:
    party = _found("", token)

    def act() -> str:
        waiting_list.confirm(party)
        flash(gettext("Bevestigd. Komt er plaats en ben je aan de beurt, dan mailen we je."), "ok")
        return url_for("events.show_waiting_party", token=token)

    return press(act, url_for("events.show_waiting_party", token=token))


@blueprint.post("/wachtlijst/<string:public_id>/plaatsen/<string:entry>/aanmelding")
@blueprint.post("/wachtlijst/link/<string:token>/plaatsen/<string:entry>/aanmelding")
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def create_order_from_waiting(entry: str, public_id: str = "", token: str = "") -> Response:
    party, back = _acting(public_id, token, entry)

    def act() -> str:
        waiting_list.take_offer(party, entry, agreed_cents())
        flash(gettext("Je hebt een plaats. We mailden je de bevestiging, met een link om iets te wijzigen."), "ok")
        return back

    return press(act, back)


@blueprint.post("/wachtlijst/<string:public_id>/plaatsen/<string:entry>/vertrek")
@blueprint.post("/wachtlijst/link/<string:token>/plaatsen/<string:entry>/vertrek")
@access(anyone)
def delete_waiting_entry(entry: str, public_id: str = "", token: str = "") -> Response:
    party, back = _acting(public_id, token, entry)

    def act() -> str:
        if waiting_list.leave(party, entry):
            flash(gettext("Je bent van de wachtlijst af."), "ok")
        return back

    return press(act, back)


def _acting(public_id: str, token: str, entry: str) -> tuple[WaitingParty, str]:
    """Who waits, when the viewer may decide for them; 404 for who only filled in the form, unproven, and for an entry
    that is somebody else's."""
    party = _found(public_id, token)
    if not _is_proven(party, token) or all(own.public_id != entry for own in party.entries):
        abort(404)
    return party, url_for("events.show_waiting_party", **_key(public_id, token))


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/wachtlijst")
@access(organiser)
def list_waiting(slug: str) -> Response:
    event = found_event(slug)
    return page(event=event, waiting=waiting_page(event, requested_page()), states=STATES)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/wachtlijst/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_waiting_entry(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    entry = entry_of(event, public_id) or abort(404)
    form = LetFirstForm()

    def act() -> str:
        waiting_list.let_go_first(entry, form.reason.data or "", signed_in_account())
        flash(gettext("Genoteerd. Wie is gepasseerd, leest je reden op de eigen pagina."), "ok")
        return url_for("events.list_waiting", slug=slug)

    may = not may_go_first(entry.state, is_confirmed=entry.party.confirmed_at is not None)
    return submit(form, act) or page(form=form, event=event, entry=entry, may_go_first=may, states=STATES)
