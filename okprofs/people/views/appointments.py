"""Who holds which office? Appointing, and dismissing."""

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.people.access import freshly_proven, signed_in_account
from okprofs.people.access import office as office_policy
from okprofs.people.forms import AppointmentForm
from okprofs.people.models import Office
from okprofs.people.queries import account_by_email, account_by_public_id, office_holders
from okprofs.people.services.offices import appoint, dismiss
from okprofs.people.views.blueprint import blueprint
from okprofs.people.wording import OFFICE_LABELS, OFFICE_TASKS

administrators = office_policy(Office.ADMINISTRATOR)


@blueprint.get("/beheer/rollen")
@access(administrators)
def list_appointments() -> Response:
    people = office_holders()
    holders = {office: [person for person in people if office in person.offices] for office in Office}
    return page(holders=holders, labels=OFFICE_LABELS, tasks=OFFICE_TASKS)


@blueprint.route("/beheer/rollen/benoeming", methods=["GET", "POST"])
@freshly_proven
@access(administrators)
def create_appointment() -> ResponseReturnValue:
    form = AppointmentForm()

    def act() -> str:
        account = account_by_email(form.email.data or "")
        office = Office(form.office.data)
        appoint(account, office, by=signed_in_account())
        flash(gettext("De rol is gegeven: %(office)s.", office=OFFICE_LABELS[office]), "ok")
        return url_for("people.list_appointments")

    return submit(form, act) or page(form=form, tasks=OFFICE_TASKS)


@blueprint.route("/beheer/rollen/<string:public_id>/<string:office>", methods=["GET", "POST"])
@freshly_proven
@access(administrators)
def delete_appointment(public_id: str, office: str) -> ResponseReturnValue:
    account = account_by_public_id(public_id)
    if account is None or office not in account.offices:
        abort(404)
    form, lost = Form(), Office(office)
    is_own = account.id == signed_in_account().id

    def act() -> str:
        dismiss(account, lost, by=signed_in_account())
        flash(gettext("De rol is afgenomen: %(office)s.", office=OFFICE_LABELS[lost]), "ok")
        is_still_in = not (is_own and lost is Office.ADMINISTRATOR)
        return url_for("people.list_appointments" if is_still_in else "site.show_own_page")

    return submit(form, act) or page(form=form, account=account, office_label=OFFICE_LABELS[lost], is_own=is_own)
