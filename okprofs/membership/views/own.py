"""Pages: where does my application stand?"""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import sentence
from okprofs.kernel.uploads import takes_file
from okprofs.membership import queries
from okprofs.membership.access import membership_of
from okprofs.membership.forms.review import AnswerForm, MessageForm
from okprofs.membership.models import Application, MessageSide
from okprofs.membership.queries.memberships import running_membership
from okprofs.membership.rules.applying import can_become_professional
from okprofs.membership.rules.attachments import MOST_BYTES
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus
from okprofs.membership.services import review
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.objecting import objection_of
from okprofs.membership.views.reading import status_of, words_of
from okprofs.membership.views.story import own_history, thread_of
from okprofs.membership.views.waiting import waiting_of


@blueprint.route("/mijn/aanvraag", methods=["GET", "POST"])
@limiter.limit("30/hour", methods=["POST"], key_func=lambda: f"answers:{current_user.get_id()}")
@takes_file(MOST_BYTES)
@access(signed_in)
def show_own_application() -> Response:
    form = AnswerForm()

    def act() -> str:
        found = queries.own_application(current_user.id) or abort(404)
        review.answer(found.public_id, form.answer.data or "", account=current_user, attached=form.attached)
        flash(gettext("Je antwoord is verstuurd. De ballotage gaat verder met je aanvraag."), "ok")
        return url_for("membership.show_own_application")

    answer = submit(form, act)
    # Should the question be gone meanwhile: what was typed can go as a message.
    message = MessageForm(formdata=None, data={"message": form.answer.data})
    return answer or page(form=form, message=message, **_standing(queries.own_application(current_user.id)))


@blueprint.post("/mijn/aanvraag/bericht")
@limiter.limit("30/hour", key_func=lambda: f"messages-to-reviewers:{current_user.get_id()}")
@takes_file(MOST_BYTES)
@access(signed_in)
def create_own_message() -> Response:
    message = MessageForm()

    def act() -> str:
        found = queries.own_application(current_user.id) or abort(404)
        review.add_message(found.public_id, message.message.data or "", account=current_user, attached=message.attached)
        flash(gettext("Je bericht is verstuurd. De ballotage leest het bij je aanvraag."), "ok")
        return url_for("membership.show_own_application")

    answer = submit(message, act)
    # Should there be a question meanwhile: what was typed can go as the answer.
    form = AnswerForm(formdata=None, data={"answer": message.message.data})
    return answer or page(form=form, message=message, **_standing(queries.own_application(current_user.id)))


def _standing(application: Application | None) -> dict[str, Any]:
    """What the page tells: of an application that was sent, else of a draft."""
    if application is None:
        draft = queries.draft_of(current_user.id, None)
        return {"application": None, "draft": draft, "is_member": not can_become_professional(_kind())}
    is_open = application.status in IN_REVIEW
    why_not_add = review.why_not_add(application)
    return (
        status_of(application)
        | waiting_of(application)
        | objection_of(application)
        | {
            "application": application,
            "words": words_of(application),
            "said": thread_of(application, to=MessageSide.APPLICANT),
            "history": own_history(application),
            "is_open": is_open,
            "can_add": not why_not_add,
            "why_not_add": " ".join(sentence(refusal) for refusal in why_not_add),
            "has_lapsed": bool(application.messages and application.messages[-1].lapsed_at),
            "membership": membership_of(current_user),
            "can_apply": not is_open
            and can_become_professional(_kind())
            and application.status is not ApplicationStatus.MERGED,
        }
    )


def _kind() -> Category | None:
    """Which kind of member they are, also while that is suspended, if any."""
    membership = running_membership(current_user.id)
    return membership.category if membership else None


@blueprint.route("/mijn/aanvraag/intrekken", methods=["GET", "POST"])
@access(signed_in)
def delete_own_application() -> Response:
    application = queries.own_application(current_user.id)
    if application is None:
        return redirect(url_for("membership.show_own_application"), 303)
    form = Form()

    def act() -> str:
        found = queries.own_application(current_user.id) or abort(404)
        review.withdraw(found.public_id, account=current_user)
        flash(gettext("Je aanvraag is ingetrokken."), "ok")
        return url_for("membership.show_own_application")

    answer = submit(form, act)
    return answer or page(form=form, is_open=application.status in IN_REVIEW)
