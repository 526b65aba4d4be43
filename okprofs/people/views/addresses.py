"""Changing one's e-mail address."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page, page_of_link
from okprofs.people.access import freshly_proven, signed_in_account
from okprofs.people.forms import AddressForm
from okprofs.people.services.addresses import ask_for_address, change_for, confirm_address
from okprofs.people.views import tries
from okprofs.people.views.blueprint import blueprint


@blueprint.route("/mijn/e-mailadres", methods=["GET", "POST"])
@tries.mailed_by_machine
@tries.mailed("confirmations to an address", tries.by_typed_address, "3 per 6 hours")
@tries.mailed("confirmations for a person", tries.by_own_address, "3 per 6 hours")
@freshly_proven
@access(signed_in)
def edit_address() -> ResponseReturnValue:
    form = AddressForm()

    def act() -> str:
        ask_for_address(signed_in_account(), form.email.data or "")
        flash(
            gettext(
                "We mailden een link naar %(address)s. Je adres verandert als je die link opent, binnen 30 minuten.",
                address=form.email.data,
            ),
            "info",
        )
        return url_for("people.edit_address")

    return submit(form, act) or page(form=form)


@blueprint.route("/e-mailadres/<string:token>", methods=["GET", "POST"])
@access(anyone)
def edit_address_by_link(token: str) -> ResponseReturnValue:
    form = Form()

    def act() -> str:
        account = confirm_address(token)
        flash(gettext("Je nieuwe e-mailadres is %(address)s.", address=account.email), "ok")
        is_here = current_user.is_authenticated and current_user.id == account.id
        return url_for("site.show_own_page" if is_here else "people.create_session")

    return submit(form, act) or page_of_link(form=form, change=change_for(token))
