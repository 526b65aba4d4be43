"""An administrator's view of one account: whether it is blocked, where it is signed in, and ending either."""

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.people.access import freshly_proven, signed_in_account
from okprofs.people.forms import AddressForm
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email, account_by_public_id
from okprofs.people.services.accounts import block, note_look_up, unblock
from okprofs.people.services.sessions import end_all_sessions
from okprofs.people.views.appointments import administrators
from okprofs.people.views.blueprint import blueprint
from okprofs.people.wording import account_shown


@blueprint.route("/beheer/accounts", methods=["GET", "POST"])
@access(administrators)
def list_accounts() -> ResponseReturnValue:
    """Found by the whole address, and sent by POST: an address of somebody belongs in no log of addresses."""
    form = AddressForm()

    def act() -> str:
        account = account_by_email(form.email.data or "")
        if account is None:
            raise Refused(Refusal("address_without_account"))
        note_look_up(account)
        return url_for("people.show_account", public_id=account.public_id)

    return submit(form, act) or page(form=form)


@blueprint.get("/beheer/accounts/<string:public_id>")
@access(administrators)
def show_account(public_id: str) -> Response:
    account = _found(public_id)
    return page(**account_shown(account), is_own=account.id == signed_in_account().id)


@blueprint.post("/beheer/accounts/<string:public_id>/sessies")
@access(administrators)
def delete_account_sessions(public_id: str) -> ResponseReturnValue:
    account = _found(public_id)

    def act() -> str:
        end_all_sessions(account, but_this=True)
        flash(gettext("%(name)s is overal uitgelogd.", name=account.name), "ok")
        return url_for("people.show_account", public_id=public_id)

    return submit(Form(), act) or abort(400)


@blueprint.route("/beheer/accounts/<string:public_id>/blokkade", methods=["GET", "POST"])
@freshly_proven
@access(administrators)
def create_block(public_id: str) -> ResponseReturnValue:
    account, form = _found(public_id), Form()

    def act() -> str:
        block(account, by=signed_in_account())
        flash(gettext("Het account van %(name)s is geblokkeerd.", name=account.name), "ok")
        return url_for("people.show_account", public_id=public_id)

    return submit(form, act) or page(form=form, account=account)


@blueprint.route("/beheer/accounts/<string:public_id>/opheffing", methods=["GET", "POST"])
@freshly_proven
@access(administrators)
def delete_block(public_id: str) -> ResponseReturnValue:
    account, form = _found(public_id), Form()

    def act() -> str:
        unblock(account, by=signed_in_account())
        flash(gettext("%(name)s kan weer inloggen.", name=account.name), "ok")
        return url_for("people.show_account", public_id=public_id)

    return submit(form, act) or page(form=form, account=account)


def _found(public_id: str) -> Account:
    return account_by_public_id(public_id) or abort(404)
