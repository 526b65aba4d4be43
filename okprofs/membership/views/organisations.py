"""Pages: the organisations that are members, as the office sees them."""

from typing import Any

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.clock import today
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.membership.forms.seats import AddressForm, NumberForm, OrganisationMembershipForm, TakingForm
from okprofs.membership.models import OrganisationMembership
from okprofs.membership.queries import seats as queries
from okprofs.membership.services import organisations
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.members import reviewer, tabs
from okprofs.people.access import signed_in_account


@blueprint.get("/beheer/leden/organisaties")
@access(reviewer)
def list_organisation_memberships() -> Response:
    return page(
        found=queries.organisation_memberships(requested_page()),
        tabs=tabs("membership.list_organisation_memberships"),
    )


@blueprint.route("/beheer/leden/organisaties/nieuw", methods=["GET", "POST"])
@access(reviewer)
def create_organisation_membership() -> Response:
    form = OrganisationMembershipForm(data={"since_on": today()})

    def act() -> str:
        made = organisations.admit_organisation(
            form.organisation.data or "",
            form.number.data or 0,
            form.chosen,
            form.since_on.data or today(),
            reviewer=signed_in_account(),
        )
        name, address = made.organisation.name, form.chosen
        flash(gettext("%(name)s is lid. We hebben %(address)s gemaild.", name=name, address=address), "ok")
        return url_for("membership.show_organisation_membership", public_id=made.public_id)

    return submit(form, act) or page(form=form)


@blueprint.get("/beheer/leden/organisaties/<string:public_id>")
@access(reviewer)
def show_organisation_membership(public_id: str) -> Response:
    return page(**_shown(_found(public_id)))


@blueprint.post("/beheer/leden/organisaties/<string:public_id>/aantal")
@access(reviewer)
def edit_number_of_seats(public_id: str) -> Response:
    membership, form = _found(public_id), NumberForm()

    def act() -> str:
        organisations.change_number(membership, form.number.data or 0, reviewer=signed_in_account())
        flash(gettext("Het aantal plaatsen is nu %(number)s.", number=form.number.data), "ok")
        return url_for("membership.show_organisation_membership", public_id=public_id)

    return submit(form, act) or page(**_shown(_found(public_id), number_form=form))


@blueprint.post("/beheer/leden/organisaties/<string:public_id>/contactpersoon")
@limiter.limit("60 per hour")
@access(reviewer)
def create_office_contact(public_id: str) -> Response:
    membership, form = _found(public_id), AddressForm()

    def act() -> str:
        organisations.ask_contact(membership, form.chosen, by=signed_in_account(), is_office=True)
        flash(gettext("We hebben een link gemaild naar %(address)s.", address=form.chosen), "ok")
        return url_for("membership.show_organisation_membership", public_id=public_id)

    return submit(form, act) or page(**_shown(_found(public_id), contact_form=form))


@blueprint.post("/beheer/leden/organisaties/<string:public_id>/beeindiging")
@access(reviewer)
def create_organisation_ending(public_id: str) -> Response:
    membership, form = _found(public_id), _ending_form()

    def act() -> str:
        organisations.end_organisation(membership, form.ends_on, reviewer=signed_in_account())
        name, day = membership.organisation.name, long_date(form.ends_on)
        flash(gettext("Het lidmaatschap van %(name)s eindigt op %(day)s.", name=name, day=day), "ok")
        return url_for("membership.show_organisation_membership", public_id=public_id)

    return submit(form, act) or page(**_shown(_found(public_id), ending_form=form))


def _ending_form(**settings: Any) -> TakingForm:
    form = TakingForm(**settings)
    form.offer()
    return form


def _found(public_id: str) -> OrganisationMembership:
    return queries.organisation_membership(public_id) or abort(404)


def _shown(
    membership: OrganisationMembership,
    *,
    number_form: NumberForm | None = None,
    contact_form: AddressForm | None = None,
    ending_form: TakingForm | None = None,
) -> dict[str, Any]:
    """All that the page of one organisation shows."""
    return {
        "membership": membership,
        "number_form": number_form or NumberForm(formdata=None, data={"number": membership.number_of_seats}),
        "contact_form": contact_form or AddressForm(formdata=None),
        "ending_form": ending_form or _ending_form(formdata=None),
    }
