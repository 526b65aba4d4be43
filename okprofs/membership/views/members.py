"""Pages: the members as the office sees them."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.kernel.refusals import sentence
from okprofs.membership.forms.year import CategoryForm, ColleagueForm, EndingForm, SearchForm
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.membership.queries import memberships as queries
from okprofs.membership.queries.deciding import members_closed_to, reasons_given_on
from okprofs.membership.rules.categories import GIVEN_BY_OFFICE, Category
from okprofs.membership.rules.year import may_be_made
from okprofs.membership.services import deciding, year
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.wording import CATEGORY_LABELS, CATEGORY_SENTENCES
from okprofs.membership.wording_of_desk import CLOSED_TITLES
from okprofs.membership.wording_of_members import (
    advice_on,
    history_of,
    membership_shown,
    standing_of_membership,
    told_lines,
)
from okprofs.people.access import office, signed_in_account
from okprofs.people.models import Office

reviewer = office(Office.REVIEWER)


@blueprint.get("/beheer/leden")
@access(reviewer)
def list_memberships() -> Response:
    form = SearchForm(request.args)
    found = queries.members_sought(form.sought, requested_page())
    return page(
        form=form,
        found=found,
        is_by_name=bool(form.sought.text),
        most=queries.FOUND_AT_MOST,
        labels=CATEGORY_LABELS,
        standing_of=standing_of_membership,
        tabs=tabs("membership.list_memberships"),
    )


@blueprint.get("/beheer/leden/te-beoordelen")
@access(reviewer)
def list_rechecks() -> Response:
    waiting = queries.waiting_rechecks(requested_page())
    closed = members_closed_to(signed_in_account().id, [recheck.membership_id for recheck in waiting.items])
    titles = {key: CLOSED_TITLES[refusal.code] for key, refusal in closed.items()}
    return page(waiting=waiting, closed=titles, tabs=tabs("membership.list_rechecks"))


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """The pages of the members, with which of them this is."""
    count = queries.count_waiting_rechecks()
    shown = f"{count}" if count <= queries.COUNTED_AT_MOST else f"{queries.COUNTED_AT_MOST}+"
    labels = {
        "membership.list_memberships": gettext("Alle leden"),
        "membership.list_rechecks": gettext("Werk veranderd") + (f" ({shown})" if count else ""),
        "membership.list_organisation_memberships": gettext("Organisaties"),
        "membership.create_network_import": gettext("Netwerk inlezen"),
    }
    return [(label, url_for(endpoint), endpoint == current) for endpoint, label in labels.items()]


@blueprint.get("/beheer/leden/<string:public_id>")
@access(reviewer)
def show_office_member(public_id: str) -> Response:
    return page(**_member(_found(public_id)))


@blueprint.post("/beheer/leden/<string:public_id>/soort")
@access(reviewer)
def edit_category(public_id: str) -> Response:
    membership, form = _found(public_id), CategoryForm()

    def act() -> str:
        year.change_category_by_office(membership, form.chosen, reviewer=signed_in_account())
        flash(gettext("%(name)s is nu: %(kind)s.", name=membership.account.name, kind=_kind(form)), "ok")
        return url_for("membership.show_office_member", public_id=public_id)

    return submit(form, act) or page(**_member(_found(public_id), category_form=form))


def _kind(form: CategoryForm) -> str:
    return str(CATEGORY_LABELS[form.chosen]).lower()


@blueprint.post("/beheer/leden/<string:public_id>/beeindiging")
@access(reviewer)
def create_ending(public_id: str) -> Response:
    membership, form = _found(public_id), EndingForm()

    def act() -> str:
        year.end_by_office(membership, form.reason.data or "", reviewer=signed_in_account())
        flash(gettext("Het lidmaatschap van %(name)s is beëindigd.", name=membership.account.name), "ok")
        return url_for("membership.show_office_member", public_id=public_id)

    return submit(form, act) or page(**_member(_found(public_id), ending_form=form))


@blueprint.post("/beheer/leden/<string:public_id>/bevestiging")
@access(reviewer)
def create_recheck_confirmation(public_id: str) -> Response:
    membership, form = _found(public_id), Form()

    def act() -> str:
        year.confirm_recheck(membership, reviewer=signed_in_account())
        flash(gettext("Het lidmaatschap van %(name)s is bevestigd.", name=membership.account.name), "ok")
        return url_for("membership.show_office_member", public_id=public_id)

    return submit(form, act) or page(**_member(_found(public_id), confirmation=form))


@blueprint.route("/beheer/leden/<string:public_id>/eigen-organisatie", methods=["GET", "POST"])
@access(reviewer)
def create_member_disclosure(public_id: str) -> Response:
    membership, form = _found(public_id), ColleagueForm()
    back = url_for("membership.show_office_member", public_id=public_id)

    def act() -> str:
        deciding.explain(membership, form.reason.data or "", reviewer=signed_in_account())
        flash(gettext("Je reden is bewaard. Je kunt nu over dit lid beslissen."), "ok")
        return back

    answer = submit(form, act)
    if answer is None and not form.errors and not _is_colleague(_found(public_id)):
        return redirect(back, 303)
    return answer or page(form=form, membership=_found(public_id))


def _is_colleague(membership: Membership) -> bool:
    """Whether it is closed to this reviewer until they say why."""
    why_not = members_closed_to(signed_in_account().id, [membership.id]).get(membership.id)
    return why_not is not None and why_not.code == "own_colleague" and membership.status is not MembershipStatus.ENDED


def _found(public_id: str) -> Membership:
    return queries.membership_named(public_id) or abort(404)


def _member(
    membership: Membership,
    *,
    category_form: CategoryForm | None = None,
    ending_form: EndingForm | None = None,
    confirmation: Form | None = None,
) -> dict[str, Any]:
    """All that the page of one member shows."""
    recheck = queries.open_recheck(membership.id)
    category_form = category_form or CategoryForm(formdata=None, data={"category": membership.category.value})
    told = recheck.outcome if recheck else None
    category_form.offer(kind for kind in GIVEN_BY_OFFICE if not may_be_made(membership.category, kind, told))
    why_not_confirm = may_be_made(membership.category, Category.PROFESSIONAL, told)
    return {
        **membership_shown(membership),
        "is_own": membership.account_id == signed_in_account().id,
        "is_colleague": _is_colleague(membership),
        "explained": reasons_given_on(membership.id),
        "recheck": recheck,
        "told": told_lines(recheck) if recheck else [],
        "advice": advice_on(recheck) if recheck else [],
        "sentences": {kind.value: sentence for kind, sentence in CATEGORY_SENTENCES.items()},
        "history": history_of(membership, with_names=True),
        "category_form": category_form,
        "ending_form": ending_form or EndingForm(formdata=None),
        "why_not_confirm": " ".join(map(sentence, why_not_confirm)),
        "confirmation": confirmation or Form(formdata=None),
    }
