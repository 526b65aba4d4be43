"""Pages: what reviewers arrange among themselves about a case."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.membership.forms.review import DisclosureForm, NoteForm, TakeOverForm
from okprofs.membership.queries import cases
from okprofs.membership.rules.review import has_vouched, must_explain
from okprofs.membership.services import handling
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import application_on_desk, desk, reviewer
from okprofs.people.access import signed_in_account
from okprofs.people.queries import account_by_public_id


def _back(public_id: str) -> str:
    return url_for("membership.show_application", public_id=public_id)


@blueprint.post("/beheer/aanvragen/<string:public_id>/oppakken")
@access(reviewer)
def create_holding(public_id: str) -> Response:
    form = Form()

    def act() -> str:
        taken = handling.pick_up(public_id, reviewer=signed_in_account())
        flash(gettext("Je hebt de aanvraag van %(name)s opgepakt.", name=taken.name), "ok")
        return _back(public_id)

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), holding=form))


@blueprint.post("/beheer/aanvragen/<string:public_id>/loslaten")
@access(reviewer)
def delete_holding(public_id: str) -> Response:
    form = Form()

    def act() -> str:
        left = handling.release(public_id, reviewer=signed_in_account())
        flash(gettext("Je hebt de aanvraag van %(name)s losgelaten.", name=left.name), "ok")
        return _back(public_id)

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), holding=form))


@blueprint.route("/beheer/aanvragen/<string:public_id>/overname", methods=["GET", "POST"])
@access(reviewer)
def edit_holding(public_id: str) -> Response:
    application = application_on_desk(public_id)
    form = TakeOverForm()

    def act() -> str:
        before = account_by_public_id(form.holder.data or "")
        taken = handling.take_over(public_id, reviewer=signed_in_account(), from_id=before.id if before else None)
        flash(gettext("Je hebt de aanvraag van %(name)s overgenomen.", name=taken.name), "ok")
        return _back(public_id)

    answer = submit(form, act)
    # There it says why it is closed to them, also when that refused what they sent.
    is_closed = cases.closed_to(current_user.id, [public_id])
    if answer is None and (is_closed or application.holder_id in (None, current_user.id)):
        return redirect(_back(public_id), 303)
    if application.holder is not None:
        # What is named on the page is what is agreed to.
        form.holder.data = application.holder.public_id
    return answer or page(form=form, application=application)


@blueprint.post("/beheer/aanvragen/<string:public_id>/notities")
@access(reviewer)
def create_note(public_id: str) -> Response:
    form = NoteForm()

    def act() -> str:
        handling.add_note(public_id, form.note.data or "", author=signed_in_account())
        flash(gettext("Je notitie is bewaard."), "ok")
        return _back(public_id)

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), note=form))


@blueprint.post("/beheer/aanvragen/<string:public_id>/tweede-lezer")
@access(reviewer)
def create_second_reading(public_id: str) -> Response:
    form = Form()

    def act() -> str:
        handling.ask_second_reader(public_id, reviewer=signed_in_account())
        flash(gettext("Je vroeg om een tweede lezer. Er zijn nu twee oordelen nodig."), "ok")
        return _back(public_id)

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), holding=form))


@blueprint.route("/beheer/aanvragen/<string:public_id>/eigen-organisatie", methods=["GET", "POST"])
@access(reviewer)
def create_disclosure(public_id: str) -> Response:
    form = DisclosureForm()

    def act() -> str:
        handling.explain(public_id, form.reason.data or "", reviewer=signed_in_account())
        flash(gettext("Je reden is bewaard. De aanvraag is nu voor je open."), "ok")
        return _back(public_id)

    answer = submit(form, act)
    if answer is not None:
        return answer
    application = application_on_desk(public_id)
    reviewers = cases.desk_of(application)
    reader = reviewers.reader(current_user.id)
    if not form.errors and not must_explain(reviewers.case, reader):
        return redirect(_back(public_id), 303)
    return page(form=form, application=application, has_vouched=has_vouched(reviewers.case, reader))
