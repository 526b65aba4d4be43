"""Pages: reading an application, asking about it, deciding on it."""

from flask import flash, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.kernel.uploads import takes_file
from okprofs.membership import queries
from okprofs.membership.forms.review import AdmissionForm, QuestionForm
from okprofs.membership.rules.attachments import MOST_BYTES
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services import review
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import (
    FIRST_TRAY,
    TRAYS,
    application_on_desk,
    desk,
    rejection_form,
    requested_tray,
    reviewer,
)
from okprofs.people.access import signed_in_account


@blueprint.get("/beheer/aanvragen")
@access(reviewer)
def list_applications() -> Response:
    tray = requested_tray() or FIRST_TRAY
    waiting = queries.queue(TRAYS[tray], requested_page(), current_user.id)
    first = queries.application_for_review(waiting.items[0].public_id) if waiting.items else None
    return page(**desk(first, tray, waiting))


@blueprint.get("/beheer/aanvragen/<string:public_id>")
@access(reviewer)
def show_application(public_id: str) -> Response:
    return page(**desk(application_on_desk(public_id)))


@blueprint.post("/beheer/aanvragen/<string:public_id>/toelaten")
@access(reviewer)
def create_admission(public_id: str) -> Response:
    form = AdmissionForm()

    def act() -> str:
        membership = review.admit(
            public_id,
            reviewer=signed_in_account(),
            seen_version=form.seen_version,
            sentence=form.sentence.data or "",
        )
        if membership is None:
            flash(gettext("Je oordeel is bewaard. De andere lezers zien het na hun eigen oordeel."), "ok")
            return url_for("membership.show_application", public_id=public_id)
        facts = {"name": membership.account.name, "number": membership.number}
        flash(gettext("%(name)s is toegelaten, met lidnummer %(number)s.", **facts), "ok")
        return url_for("membership.list_applications")

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), admission=form))


@blueprint.post("/beheer/aanvragen/<string:public_id>/vragen")
@limiter.limit("60/hour", key_func=lambda: f"questions:{current_user.get_id()}")
@takes_file(MOST_BYTES)
@access(reviewer)
def create_question(public_id: str) -> Response:
    form = QuestionForm()

    def act() -> str:
        asked = review.ask(
            public_id,
            form.question.data or "",
            reviewer=signed_in_account(),
            seen_version=form.seen_version,
            attached=form.attached,
        )
        flash(gettext("Je vraag aan %(name)s is verstuurd.", name=asked.name), "ok")
        return url_for("membership.list_applications")

    answer = submit(form, act)
    return answer or page(**desk(application_on_desk(public_id), question=form))


@blueprint.route("/beheer/aanvragen/<string:public_id>/afwijzen", methods=["GET", "POST"])
@access(reviewer)
def create_rejection(public_id: str) -> Response:
    application = application_on_desk(public_id)
    form = rejection_form(application)

    def act() -> str:
        rejected = review.reject(
            public_id,
            form.reason.data or "",
            form.chosen_clause,
            reviewer=signed_in_account(),
            seen_version=form.seen_version,
            change=form.change.data or "",
        )
        if not form.is_read:
            # Nothing of it happened then: the transaction is undone.
            raise Refused(Refusal("letter_not_read"))
        if rejected.status is not ApplicationStatus.REJECTED:
            flash(gettext("Je oordeel is bewaard. De andere lezers zien het na hun eigen oordeel."), "ok")
            return url_for("membership.show_application", public_id=public_id)
        flash(gettext("De aanvraag van %(name)s is afgewezen.", name=rejected.name), "ok")
        return url_for("membership.list_applications")

    answer = submit(form, act)
    if form.is_submitted():
        application = application_on_desk(public_id)
    return answer or page(**desk(application, rejection=form))
