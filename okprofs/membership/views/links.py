"""Pages behind the links that we mail to applicants: GET shows, only POST acts."""

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.uploads import takes_file
from okprofs.mail.queries import good_link
from okprofs.membership import letters, queries
from okprofs.membership.forms.review import AnswerForm
from okprofs.membership.forms.steps import EmailForm
from okprofs.membership.models import MessageSide
from okprofs.membership.queries.attachments import files_of_draft
from okprofs.membership.rules.attachments import MOST_BYTES
from okprofs.membership.services import applying, drafts, review
from okprofs.membership.views.applying import (
    current_draft,
    held_draft,
    hold,
    machine_limit,
    mail_limit,
    next_url,
    viewer,
)
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.reading import words_of
from okprofs.membership.views.story import said_in
from okprofs.people.services.sessions import begin_session


@blueprint.route("/lid-worden/later", methods=["GET", "POST"])
@mail_limit
@machine_limit
@access(anyone)
def create_resume_link() -> Response:
    draft = current_draft()
    if draft is None or draft.account_id is not None:
        # Who is signed in finds the draft under their own account.
        return redirect(url_for("membership.create_application"), 303)
    form = EmailForm(data={"email": draft.email})

    def act() -> str:
        draft = held_draft()
        drafts.mail_resume_link(draft, form.address, language=locale.chosen())
        flash(gettext("We hebben een link gemaild naar %(address)s.", address=form.address), "ok")
        return next_url(draft)

    return submit(form, act) or page(form=form, back_url=next_url(draft))


@blueprint.route("/lid-worden/verder/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_resumption(token: str) -> Response:
    link = good_link(letters.RESUME_PURPOSE, token)
    draft = queries.draft(link.about) if link else None
    form = Form()

    def act() -> str:
        draft = drafts.still_a_draft(queries.draft(link.about) if link else None)
        drafts.resume(draft, account=viewer())
        hold(draft)
        return next_url(draft)

    return submit(form, act) or page_of_link(form=form, draft=draft)


@blueprint.route("/lid-worden/bevestigen/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_confirmation(token: str) -> Response:
    link = good_link(letters.CONFIRM_PURPOSE, token)
    draft = queries.draft(link.about) if link else None
    form = Form()

    def act() -> str:
        application = applying.confirm(good_link(letters.CONFIRM_PURPOSE, token))
        assert application.account is not None  # noqa: S101 (for mypy: confirm gave it one)
        begin_session(application.account)
        flash(gettext("Je e-mailadres is bevestigd en je aanvraag is ingediend."), "ok")
        return url_for("membership.show_own_application")

    answer = submit(form, act)
    is_good = link is not None and draft is not None and draft.email == link.address and draft.sent_at is not None
    if draft is None or not is_good:
        return answer or page_of_link(form=form, draft=None)
    return answer or page(form=form, draft=draft, words=words_of(draft), files=files_of_draft(draft))


@blueprint.route("/lid-worden/antwoord/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@takes_file(MOST_BYTES)
@access(anyone)
def create_answer(token: str) -> Response:
    link = good_link(letters.ANSWER_PURPOSE, token)
    application = queries.application_with_question(link.about) if link else None
    form = AnswerForm()
    if application is None:
        # Nobody's files are looked at where no answer is waited for.
        del form.files

    def act() -> str:
        good = good_link(letters.ANSWER_PURPOSE, token)
        review.answer_by_link(good, form.answer.data or "", attached=form.attached)
        return url_for("membership.show_answer")

    answer = submit(form, act)
    if form.is_submitted():
        application = queries.application_with_question(link.about) if link else None
    question = said_in(application.messages[-1:], to=MessageSide.APPLICANT) if application else []
    return answer or page_of_link(form=form, application=application, question=question, token=token)


@blueprint.get("/lid-worden/antwoord")
@access(anyone)
def show_answer() -> Response:
    return page()
