"""Pages: the employers, as the office keeps them; and their names, while someone types one."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.kernel.refusals import Refusal, Refused, sentence
from okprofs.organisations import queries, services, wording
from okprofs.organisations.access import keeper
from okprofs.organisations.forms import ImportForm, MergeForm, OrganisationForm, PracticeForm, SoughtForm
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.register import decode
from okprofs.organisations.services import ImportResult

blueprint = Blueprint("organisations", __name__)


@blueprint.get("/organisaties/suggesties")
@limiter.limit("60/minute")
@access(anyone)
def list_suggestions() -> Response:
    # What someone typed and nobody looked at yet is not shown to others.
    return jsonify(queries.suggestions(request.args.get("q", ""), only_confirmed=True))


@blueprint.get("/beheer/organisaties")
@access(keeper)
def list_organisations() -> Response:
    form = SoughtForm(request.args)
    return page(form=form, found=queries.organisations(form.sought, requested_page()), kinds=wording.KIND_LABELS)


@blueprint.route("/beheer/organisaties/nieuw", methods=["GET", "POST"])
@access(keeper)
def create_organisation() -> Response:
    form = OrganisationForm()

    def act() -> str:
        made = services.create(form.name.data or "", form.chosen_kind, form.province.data, form.domain_lines)
        flash(gettext("%(name)s staat in de lijst.", name=made.name), "ok")
        return url_for("organisations.list_organisations", q=made.name)

    return submit(form, act) or page(form=form)


@blueprint.route("/beheer/organisaties/<string:public_id>", methods=["GET", "POST"])
@access(keeper)
def edit_organisation(public_id: str) -> Response:
    organisation = _found(public_id)
    form = OrganisationForm.about(organisation)

    def act() -> str:
        changed = services.edit(
            public_id, form.read_version, form.name.data or "", form.chosen_kind, form.province.data, form.domain_lines
        )
        flash(gettext("%(name)s is bijgewerkt.", name=changed.name), "ok")
        return url_for("organisations.list_organisations", q=changed.name)

    return submit(form, act) or page(form=form, button_form=Form(formdata=None), organisation=_found(public_id))


@blueprint.post("/beheer/organisaties/<string:public_id>/bevestiging")
@access(keeper)
def create_confirmation(public_id: str) -> Response:
    organisation = _found(public_id)
    form = Form()

    def act() -> str:
        confirmed = services.confirm(public_id)
        flash(gettext("%(name)s is bevestigd.", name=confirmed.name), "ok")
        return url_for("organisations.edit_organisation", public_id=public_id)

    return submit(form, act) or page(form=form, organisation=organisation)


@blueprint.route("/beheer/organisaties/<string:public_id>/praktijk", methods=["GET", "POST"])
@access(keeper)
def edit_practice(public_id: str) -> Response:
    organisation = _found(public_id)
    form = PracticeForm.about(organisation)

    def act() -> str:
        services.write_practice(public_id, form.read_version, form.practice.data or "")
        flash(gettext("De tekst over de praktijk is bewaard."), "ok")
        return url_for("organisations.edit_organisation", public_id=public_id)

    return submit(form, act) or page(form=form, organisation=organisation)


@blueprint.route("/beheer/organisaties/<string:public_id>/samenvoeging", methods=["GET", "POST"])
@access(keeper)
def create_merge(public_id: str) -> Response:
    organisation = _found(public_id)
    form = MergeForm(into=request.args.get("met", ""))
    target = queries.organisation(form.into.data or "")
    text = request.args.get("q", organisation.name)

    def act() -> str:
        into = services.merge(public_id, form.into.data or "")
        flash(gettext("%(name)s gaat nu op in %(into)s.", name=name, into=into.name), "ok")
        return url_for("organisations.edit_organisation", public_id=into.public_id)

    name = organisation.name
    return submit(form, act) or page(
        form=form,
        organisation=organisation,
        target=target,
        text=text,
        candidates=() if target else queries.likely_targets(organisation, text),
        moving=queries.referring(organisation.id) if target else {},
        reference_label=wording.reference_label,
        most=queries.COUNTED_AT_MOST,
    )


@blueprint.route("/beheer/organisaties/inlezing", methods=["GET", "POST"])
@access(keeper)
def create_import() -> Response:
    form = ImportForm()
    if not form.is_shown:
        return page(form=form, result=_preview(form), **_import_words())

    def act() -> str:
        result = services.import_register(form.lines)
        flash(_done(result), "ok")
        return url_for("organisations.list_organisations")

    return submit(form, act) or page(form=form, result=None, **_import_words())


def _preview(form: ImportForm) -> ImportResult | None:
    """What the file in the form would change; nothing is written. What is wrong with it goes to the form."""
    if not form.validate_on_submit():
        return None
    text = decode(form.file.data.read()) if form.file.data else Refusal("register_no_file")
    if not isinstance(text, str):
        form.refuse(Refused(text))
        return None
    try:
        result = services.preview_register(text.splitlines())
    except Refused as refused:
        form.refuse(refused)
        return None
    form.text.data = text
    return result


def _import_words() -> dict[str, Any]:
    return {"sentence": sentence, "column_label": wording.column_label, "most_shown": 100}


def _done(result: ImportResult) -> str:
    return gettext(
        "Het register is ingelezen: %(new)s nieuw, %(changed)s bijgewerkt, %(unchanged)s ongewijzigd, "
        "%(refused)s overgeslagen.",
        new=len(result.new),
        changed=len(result.changed),
        unchanged=result.unchanged,
        refused=len(result.refused),
    )


def _found(public_id: str) -> Organisation:
    return queries.organisation(public_id) or abort(404)
