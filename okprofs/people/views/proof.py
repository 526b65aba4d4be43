"""Is it still you? Asked before a change that would help a thief: of the password, the address, the offices."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from okprofs.kernel.access import access, signed_in
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.redirects import safe_path
from okprofs.people.access import signed_in_account
from okprofs.people.forms import ProofForm
from okprofs.people.letters import SIGN_IN_LINK
from okprofs.people.services.links import send_link
from okprofs.people.services.passwords import accept_again, prove
from okprofs.people.services.sessions import begin_session, proven_until
from okprofs.people.views import blueprint, tries
from okprofs.people.views.signing_in import onward, remember

View = Callable[..., ResponseReturnValue]


def freshly_proven(view: View) -> View:
    """Ask for a proof first, when the last one is more than fifteen minutes old."""

    @wraps(view)
    def ask_first(**values: Any) -> ResponseReturnValue:
        until = proven_until()
        if until is not None and now() < until:
            return view(**values)
        if request.method == "POST":
            flash(gettext("Je wijziging is nog niet bewaard. Bevestig eerst dat jij het bent."), "warning")
        return redirect(url_for("people.create_proof", next=request.path), 303)

    return ask_first


@blueprint.route("/mijn/bevestiging", methods=["GET", "POST"])
@tries.passwords(tries.by_own_address)
@access(signed_in)
def create_proof() -> ResponseReturnValue:
    account = signed_in_account()
    form = ProofForm()
    target = request.args.get("next")
    proof = prove(account, form.password.data or "") if form.validate_on_submit() else None

    def act() -> str:
        begin_session(accept_again(proof))
        return onward(target)

    has_password = account.password_hash is not None
    return submit(form, act) or page(form=form, target=safe_path(target), has_password=has_password)


@blueprint.post("/mijn/bevestiging/link")
@tries.mailed_by_machine
@tries.mailed("sign-in links", tries.by_own_address)
@access(signed_in)
def create_proof_link() -> ResponseReturnValue:
    target = safe_path(request.args.get("next"))

    def act() -> str:
        send_link(SIGN_IN_LINK, signed_in_account().email)
        remember(target)
        return url_for("people.show_link_sent")

    return submit(Form(), act) or abort(400)
