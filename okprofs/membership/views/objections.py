"""Pages: objecting to a rejection, signed in or by the link in the letter; and deciding on it."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.forms import submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.mail.queries import good_link
from okprofs.membership import letters, queries
from okprofs.membership.forms.objections import ObjectionForm, VerdictForm
from okprofs.membership.models import Application
from okprofs.membership.rules.eligibility import QUOTES
from okprofs.membership.rules.objecting import Ruling
from okprofs.membership.services import objections
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import application_on_desk, desk, reviewer
from okprofs.people.access import signed_in_account


@blueprint.route("/mijn/aanvraag/bezwaar", methods=["GET", "POST"])
@access(signed_in)
def create_own_objection() -> Response:
    application = queries.own_application(signed_in_account().id)
    until = objections.objectable_until(application) if application else None
    if application is None:
        return redirect(url_for("membership.show_own_application"), 303)
    form = ObjectionForm()

    def act() -> str:
        objections.object_to(application.public_id, form.objection.data or "", account=signed_in_account())
        flash(gettext("Je bezwaar is binnen. Iemand anders van de ballotage kijkt ernaar."), "ok")
        return url_for("membership.show_own_application")

    answer = submit(form, act)
    if answer is None and until is None and not form.errors:
        return redirect(url_for("membership.show_own_application"), 303)
    return answer or page(form=form, application=application, until=until, clause=_clause(application))


@blueprint.route("/lid-worden/bezwaar/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_objection(token: str) -> Response:
    link = good_link(letters.OBJECT_PURPOSE, token)
    form = ObjectionForm()

    def act() -> str:
        objections.object_by_link(good_link(letters.OBJECT_PURPOSE, token), form.objection.data or "")
        return url_for("membership.show_objection")

    answer = submit(form, act)
    application = queries.rejected_application(link.about) if link else None
    until = objections.objectable_until(application) if application else None
    return answer or page_of_link(
        form=form, application=application, until=until, clause=_clause(application) if application else ""
    )


@blueprint.get("/lid-worden/bezwaar")
@access(anyone)
def show_objection() -> Response:
    return page()


@blueprint.post("/beheer/aanvragen/<string:public_id>/bezwaar")
@access(reviewer)
def create_verdict(public_id: str) -> Response:
    form = VerdictForm()

    def act() -> str:
        decide = objections.overturn if form.verdict.data == Ruling.ADMITTED else objections.uphold
        decide(public_id, form.reason.data or "", reviewer=signed_in_account(), seen_version=form.seen_version)
        flash(gettext("Je besluit op het bezwaar is verstuurd."), "ok")
        return url_for("membership.list_applications")

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), objected=form))


def _clause(application: Application) -> str:
    return QUOTES[application.decision_clause] if application.decision_clause else ""
