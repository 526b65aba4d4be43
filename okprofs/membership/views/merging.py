"""Pages: letting two applications of one person go on as one, and undoing that."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.membership import queries
from okprofs.membership.forms.merging import MergeForm
from okprofs.membership.models import Application
from okprofs.membership.queries import cases, duplicates
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.merging import is_member
from okprofs.membership.rules.review import may_read
from okprofs.membership.services import merging
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import application_on_desk, reviewer
from okprofs.membership.views.reading import status_of
from okprofs.people.access import signed_in_account


def _back(public_id: str) -> str:
    return url_for("membership.show_application", public_id=public_id)


@blueprint.route("/beheer/aanvragen/<string:public_id>/samenvoegen/<string:other>", methods=["GET", "POST"])
@access(reviewer)
def create_merger(public_id: str, other: str) -> Response:
    form = MergeForm()

    def act() -> str:
        merging.merge(
            public_id,
            other,
            reviewer=signed_in_account(),
            seen_version=form.seen_version,
            seen_other_version=form.seen_other_version,
        )
        flash(gettext("Dat is samengevoegd. Je kunt het ongedaan maken."), "ok")
        return _back(public_id)

    answer = submit(form, act)
    if answer is not None:
        return answer
    application = application_on_desk(public_id)
    into = queries.application_for_review(other) if other != public_id else None
    member = None if into else duplicates.member_to_merge_with(other)
    if into is None and member is None:
        abort(404)
    for case in filter(None, (application, into)):
        reviewers = cases.desk_of(case)
        if may_read(reviewers.case, reviewers.reader(current_user.id)):
            # There it says why it is closed to them, also when that refused what they sent.
            return redirect(_back(case.public_id), 303)
    form.version.data = str(application.version)
    form.other_version.data = str(into.version) if into else ""
    return page(
        form=form,
        application=application,
        into=into,
        member=member,
        closing=_told(application),
        staying=_told(into) if into else {},
        is_member=member is not None and is_member(merging.member_of(member)),
    )


def _told(application: Application) -> dict[str, Any]:
    return status_of(application) | {
        "messages": len(application.messages),
        "notes": duplicates.notes_kept_on(application),
        "has_open_question": application.status is ApplicationStatus.MORE_INFO_NEEDED,
    }


@blueprint.route("/beheer/aanvragen/<string:public_id>/samenvoeging", methods=["GET", "POST"])
@access(reviewer)
def delete_merger(public_id: str) -> Response:
    form = Form()

    def act() -> str:
        opened = merging.separate(public_id, reviewer=signed_in_account())
        flash(gettext("De aanvraag van %(name)s staat weer open.", name=opened.name), "ok")
        return _back(public_id)

    answer = submit(form, act)
    if answer is not None:
        return answer
    application = application_on_desk(public_id)
    is_closed = cases.closed_to(current_user.id, [public_id])
    if is_closed or (application.status is not ApplicationStatus.MERGED and not form.errors):
        return redirect(_back(public_id), 303)
    return page(form=form, application=application)
