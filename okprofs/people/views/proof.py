"""Is it still you? Asked before a change that would help a thief: of the password, the address, the offices."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.redirects import safe_path
from okprofs.people.access import signed_in_account
from okprofs.people.forms import ProofForm
from okprofs.people.letters import SIGN_IN_LINK
from okprofs.people.services.links import send_link
from okprofs.people.services.passwords import accept_again, note_failure, prove
from okprofs.people.services.sessions import begin_session
from okprofs.people.views import tries
from okprofs.people.views.blueprint import blueprint
from okprofs.people.views.signing_in import onward, remember


@blueprint.route("/mijn/bevestiging", methods=["GET", "POST"])
@tries.passwords(tries.by_own_address)
@access(signed_in)
def create_proof() -> ResponseReturnValue:
    account = signed_in_account()
    form = ProofForm()
    target = request.args.get("next")
    is_sent = form.validate_on_submit()
    proof = prove(account, form.password.data or "") if is_sent else None
    if is_sent and proof is None:
        note_failure(account, tries.failed_in_a_day(tries.by_own_address))

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
