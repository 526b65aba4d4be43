"""Setting a password: with a fresh proof, or by a mailed link when it was forgotten."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.forms import submit
from okprofs.kernel.pages import page, page_of_link
from okprofs.people.access import freshly_proven, signed_in_account
from okprofs.people.forms import AddressForm, NewPasswordForm
from okprofs.people.letters import PASSWORD_RESET
from okprofs.people.queries import password_context
from okprofs.people.services.links import holder_of, send_link, use_link
from okprofs.people.services.passwords import change_password, hashed
from okprofs.people.services.sessions import begin_session
from okprofs.people.views import tries
from okprofs.people.views.blueprint import blueprint


@blueprint.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@tries.mailed_by_machine
@tries.mailed("password resets", tries.by_typed_address)
@access(anyone)
def create_password_reset() -> ResponseReturnValue:
    form = AddressForm()

    def act() -> str:
        send_link(PASSWORD_RESET, form.email.data or "")
        return url_for("people.show_link_sent")

    return submit(form, act) or page(form=form)


@blueprint.route("/wachtwoord-vergeten/<string:token>", methods=["GET", "POST"])
@access(anyone)
def edit_forgotten_password(token: str) -> ResponseReturnValue:
    account = holder_of(PASSWORD_RESET, token)
    form = NewPasswordForm(password_context(account))
    kept = hashed(form.password.data or "") if account and form.validate_on_submit() else ""

    def act() -> str:
        holder = use_link(PASSWORD_RESET, token)
        begin_session(change_password(holder.public_id, kept))
        flash(gettext("Je nieuwe wachtwoord is bewaard. Je bent ingelogd."), "ok")
        return url_for("site.show_own_page")

    return submit(form, act) or page_of_link(form=form, account=holder_of(PASSWORD_RESET, token))


@blueprint.route("/mijn/wachtwoord", methods=["GET", "POST"])
@freshly_proven
@access(signed_in)
def edit_password() -> ResponseReturnValue:
    account = signed_in_account()
    form = NewPasswordForm(password_context(account))
    kept = hashed(form.password.data or "") if form.validate_on_submit() else ""

    def act() -> str:
        change_password(account.public_id, kept)
        flash(gettext("Je wachtwoord is bewaard. Op andere apparaten ben je uitgelogd."), "ok")
        return url_for("people.list_sessions")

    return submit(form, act) or page(form=form)
