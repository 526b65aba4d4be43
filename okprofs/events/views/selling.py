"""Pages of the office: what ticket types share, and which codes there are."""

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.forms.selling import CodeForm, QuotaForm
from okprofs.events.queries.codes import code_of, codes_of
from okprofs.events.queries.office import quota_of
from okprofs.events.services import quotas
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.effects import effect_to_tell
from okprofs.events.views.organising import found_event, organiser, page_of
from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/gedeelde-plaatsen/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_quota(slug: str) -> Response:
    event = found_event(slug)
    form = QuotaForm().offering(event.ticket_types)

    def act() -> str:
        quotas.add_quota(event, form.details())
        flash(gettext("De gedeelde plaatsen zijn toegevoegd."), "ok")
        return page_of(event) + "#gedeelde-plaatsen"

    return submit(form, act) or page(form=form, event=event)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/gedeelde-plaatsen/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_quota(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    quota = quota_of(event, public_id) or abort(404)
    form = QuotaForm(data=QuotaForm.values_of(quota)).offering(event.ticket_types)
    if told := effect_to_tell(form, quota):
        return page(form=form, event=event, quota=quota, told=told)

    def act() -> str:
        quotas.edit_quota(event, public_id, form.details())
        flash(gettext("De gedeelde plaatsen zijn bewaard."), "ok")
        return page_of(event) + "#gedeelde-plaatsen"

    return submit(form, act) or page(form=form, event=event, quota=quota, told=[])


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/gedeelde-plaatsen/<string:public_id>/verwijdering", methods=["GET", "POST"]
)
@access(organiser)
def delete_quota(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    quota = quota_of(event, public_id) or abort(404)
    form = Form()

    def act() -> str:
        quotas.remove_quota(event, public_id)
        flash(gettext("De gedeelde plaatsen zijn verwijderd."), "ok")
        return page_of(event) + "#gedeelde-plaatsen"

    return submit(form, act) or page(form=form, event=event, quota=quota)


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/codes", methods=["GET", "POST"])
@access(organiser)
def list_codes(slug: str) -> Response:
    event = found_event(slug)
    form = CodeForm().offering(event.ticket_types).as_new()

    def act() -> str:
        code = quotas.add_code(event, form.details())
        flash(gettext("De code %(code)s is klaar om uit te delen.", code=code.code), "ok")
        return url_for("events.list_codes", slug=slug)

    return submit(form, act) or page(form=form, event=event, codes=codes_of(event))


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/codes/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_code(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    code = code_of(event, public_id) or abort(404)
    form = CodeForm(data=CodeForm.values_of(code)).offering(event.ticket_types)

    def act() -> str:
        quotas.edit_code(event, public_id, form.details())
        flash(gettext("De code is bewaard."), "ok")
        return url_for("events.list_codes", slug=slug)

    return submit(form, act) or page(form=form, event=event, code=code)
