"""Pages: what was reported to the moderators, and what they do with it."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.messages import queries
from okprofs.messages.forms import VerdictForm
from okprofs.messages.models import MessageReport
from okprofs.messages.rules.reporting import Verdict, may_open, may_read
from okprofs.messages.services import reporting
from okprofs.messages.views.blueprint import blueprint
from okprofs.messages.wording import REASON_LABELS, VERDICT_LABELS
from okprofs.people.access import office, signed_in_account
from okprofs.people.models import Office

moderator = office(Office.MODERATOR)


@blueprint.get("/beheer/meldingen")
@access(moderator)
def list_reports() -> Response:
    are_settled = request.args.get("bak") == "afgehandeld"
    found = queries.reports(signed_in_account().id, are_settled=are_settled, number=requested_page())
    return page(reports=found, are_settled=are_settled, reasons=REASON_LABELS, verdicts=VERDICT_LABELS)


@blueprint.route("/beheer/meldingen/<string:public_id>", methods=["GET", "POST"])
@access(moderator)
def show_report(public_id: str) -> Response:
    report = _found(public_id)
    form = VerdictForm()

    def act() -> str:
        reporting.settle(public_id, Verdict(form.verdict.data), signed_in_account())
        flash(gettext("De melding is afgehandeld. Wie meldde, krijgt daarvan bericht."), "ok")
        return url_for("messages.list_reports")

    answer = submit(form, act)
    if answer is not None:
        return answer
    report = _found(public_id)
    reported = reporting.reported_to(report, signed_in_account())
    return page(
        form=form,
        new_form=Form,
        report=report,
        text=report.text if may_read(reported) else None,
        note=report.note if may_read(reported) else None,
        is_own=bool(may_open(reported)),
        is_ended=queries.is_ended(report.writer_id),
        reason=REASON_LABELS[report.reason],
        verdict=VERDICT_LABELS[report.verdict] if report.verdict else None,
    )


@blueprint.post("/beheer/meldingen/<string:public_id>/inzage")
@access(moderator)
def create_reading(public_id: str) -> Response:
    _found(public_id)

    def act() -> str:
        reporting.open_report(public_id, signed_in_account())
        return url_for("messages.show_report", public_id=public_id)

    return _done(public_id, act)


@blueprint.post("/beheer/meldingen/<string:public_id>/teruggave")
@access(moderator)
def create_return(public_id: str) -> Response:
    _found(public_id)

    def act() -> str:
        reporting.give_back(public_id, signed_in_account())
        flash(gettext("Dit lid kan leden weer schrijven, en krijgt daarvan bericht."), "ok")
        return url_for("messages.show_report", public_id=public_id)

    return _done(public_id, act)


def _found(public_id: str) -> MessageReport:
    return queries.report(public_id, signed_in_account().id) or abort(404)


def _done(public_id: str, act: Callable[[], str]) -> Response:
    """One button; what is refused is said on the page of the report."""
    form = Form()
    answer = submit(form, act)
    if answer is not None:
        return answer
    for error in form.form_errors:
        flash(error, "error")
    return redirect(url_for("messages.show_report", public_id=public_id), 303)
