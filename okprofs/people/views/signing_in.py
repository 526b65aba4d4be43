"""Signing in, by password or by a mailed link, and signing out."""

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.redirects import safe_path
from okprofs.people.forms import AddressForm, SignInForm
from okprofs.people.letters import SIGN_IN_LINK
from okprofs.people.queries import account_by_email
from okprofs.people.services.links import holder_of, send_link, use_link
from okprofs.people.services.passwords import Proof, accept, note_failure, prove
from okprofs.people.services.sessions import begin_session, end_this_session
from okprofs.people.views import tries
from okprofs.people.views.blueprint import blueprint


def onward(path: str | None) -> str:
    """Where to go now: the page that was asked for, when it is ours; else one's own page."""
    return safe_path(path) or url_for("site.show_own_page")


@blueprint.route("/inloggen", methods=["GET", "POST"])
@tries.guesses_by_machine
@tries.passwords(tries.by_typed_address)
@access(anyone)
def create_session() -> ResponseReturnValue:
    target = request.args.get("next")
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(onward(target), 303)
    form = SignInForm()
    proof = _tried(form) if form.validate_on_submit() else None

    def act() -> str:
        begin_session(accept(proof))
        return onward(target)

    return submit(form, act) or page(form=form, target=safe_path(target))


def _tried(form: SignInForm) -> Proof | None:
    """The slow part, before the transaction; for an unknown address just as slow."""
    account = account_by_email(form.email.data or "")
    proof = prove(account, form.password.data or "")
    if proof is None:
        note_failure(account, tries.failed_in_a_day(tries.by_typed_address))
    return proof


@blueprint.route("/inloggen/link", methods=["GET", "POST"])
@tries.mailed_by_machine
@tries.mailed("sign-in links", tries.by_typed_address)
@access(anyone)
def create_sign_in_link() -> ResponseReturnValue:
    form = AddressForm()
    target = safe_path(request.args.get("next"))

    def act() -> str:
        send_link(SIGN_IN_LINK, form.email.data or "")
        remember(target)
        return url_for("people.show_link_sent")

    return submit(form, act) or page(form=form, target=target)


@blueprint.get("/inloggen/link-verstuurd")
@access(anyone)
def show_link_sent() -> Response:
    return page()


@blueprint.route("/inloggen/link/<string:token>", methods=["GET", "POST"])
@access(anyone)
def create_session_by_link(token: str) -> ResponseReturnValue:
    form = Form()
    target = session.get("next")

    def act() -> str:
        begin_session(use_link(SIGN_IN_LINK, token))
        return onward(target)

    return submit(form, act) or page_of_link(form=form, account=holder_of(SIGN_IN_LINK, token))


@blueprint.post("/uitloggen")
@access(anyone)
def delete_session() -> ResponseReturnValue:
    def act() -> str:
        end_this_session()
        flash(gettext("Je bent uitgelogd."), "ok")
        return url_for("site.show_home")

    return submit(Form(), act) or abort(400)


def remember(target: str | None) -> None:
    """Keep in this browser where the person was going, until the mailed link brings them back."""
    if target:
        session["next"] = target
    else:
        session.pop("next", None)
