"""Pages: the four steps of an application."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, request, session, url_for
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import Form, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.uploads import takes_file
from okprofs.membership import queries
from okprofs.membership.forms.fit import FitForm
from okprofs.membership.forms.steps import (
    PersonForm,
    ProfessionForm,
    SignedInPersonForm,
    StepForm,
    SubmissionForm,
    WorkForm,
)
from okprofs.membership.models import Application
from okprofs.membership.queries.attachments import files_of_draft
from okprofs.membership.rules.applying import Part, may_apply, unfinished_parts
from okprofs.membership.rules.attachments import MOST_BYTES
from okprofs.membership.rules.eligibility import suggested_workshop
from okprofs.membership.rules.progress import GivenAnswers, complete, is_dedication_asked, reasons_so_far
from okprofs.membership.services import applying, attachments, drafts
from okprofs.membership.services.assessing import content_of, given_answers
from okprofs.membership.services.case import held
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.reading import words_of
from okprofs.membership.wording import WORKSHOP_LABELS, rule_lines
from okprofs.people.models import Account

PAGES = {
    Part.WORK: "membership.edit_work",
    Part.PROFESSION: "membership.edit_profession",
    Part.PERSON: "membership.edit_person",
}
LABELS = (lazy_gettext("Je werk"), lazy_gettext("Je vak"), lazy_gettext("Over jou"), lazy_gettext("Versturen"))


def viewer() -> Account | None:
    """The person signed in, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def current_draft() -> Application | None:
    """The draft that the viewer works on."""
    account = viewer()
    return queries.draft_of(account.id if account else None, session.get(drafts.HELD))


def hold(draft: Application) -> None:
    """Let this browser go on with the draft; who is signed in needs no such thing."""
    if draft.account_id is None:
        session[drafts.HELD] = draft.public_id


def next_url(draft: Application) -> str:
    """The first step that is not whole, else the last."""
    unfinished = unfinished_parts(content_of(draft))
    return url_for(PAGES[unfinished[0]] if unfinished else "membership.create_submission")


def _after(form: StepForm, draft: Application, back: str | None) -> str:
    if form.back.data and back:
        return url_for(back)
    if not form.later.data:
        return next_url(draft)
    if draft.account_id is None:
        return url_for("membership.create_resume_link")
    flash(gettext("Je aanvraag is bewaard. Ga verder wanneer het jou uitkomt."), "ok")
    return url_for("site.show_own_page")


def step_context(number: int, draft: Application | None, given: GivenAnswers) -> dict[str, Any]:
    """What every step shows besides its form: where one is, and what the answers already say."""
    answers = complete(given)
    workshop = suggested_workshop(answers) if answers else None
    labels = [str(label) for label in LABELS]
    urls = [*(url_for(endpoint) for endpoint in PAGES.values()), None]
    return {
        "number": number,
        "step_labels": [*zip(labels, urls, strict=True)] if draft else labels,
        "lines": rule_lines(reasons_so_far(given)),
        "workshop": WORKSHOP_LABELS[workshop] if workshop else None,
    }


@blueprint.route("/lid-worden", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@access(anyone)
def create_application() -> Response:
    draft = current_draft()
    if draft is not None and request.method == "GET":
        return redirect(next_url(draft), 303)
    refusals = may_apply(queries.standing_of(viewer()))
    if refusals and request.method == "GET":
        return page(refused=[refusal.code for refusal in refusals], **step_context(1, None, GivenAnswers()))
    carried = FitForm(request.args)
    form = WorkForm(data=carried.work_data())

    def act() -> str:
        draft = current_draft()
        if draft is None:
            draft = applying.begin(form.work(), account=viewer(), language=locale.chosen(), carried=carried.given())
        else:
            applying.change_work(draft, form.work())
        hold(draft)
        return _after(form, draft, None)

    given = replace(carried.given(), **form.given())
    return submit(form, act) or page(form=form, refused=[], **step_context(1, None, given))


@blueprint.route("/lid-worden/werk", methods=["GET", "POST"])
@access(anyone)
def edit_work() -> Response:
    draft = current_draft()
    if draft is None:
        return redirect(url_for("membership.create_application"), 303)
    form = WorkForm(data=WorkForm.data_of(draft))

    def act() -> str:
        draft = held_draft()
        applying.change_work(draft, form.work())
        return _after(form, draft, None)

    given = replace(given_answers(draft), **form.given())
    return submit(form, act) or page(form=form, **step_context(1, draft, given))


@blueprint.route("/lid-worden/vak", methods=["GET", "POST"])
@access(anyone)
def edit_profession() -> Response:
    draft = current_draft()
    if draft is None:
        return redirect(url_for("membership.create_application"), 303)
    form = ProfessionForm(data=ProfessionForm.data_of(draft))

    def act() -> str:
        draft = held_draft()
        applying.change_profession(draft, form.profession())
        return _after(form, draft, "membership.edit_work")

    given = replace(given_answers(draft), **form.given())
    context = step_context(2, draft, given)
    return submit(form, act) or page(form=form, is_dedication_asked=is_dedication_asked(given), **context)


@blueprint.route("/lid-worden/over-jou", methods=["GET", "POST"])
@access(anyone)
def edit_person() -> Response:
    draft = current_draft()
    if draft is None:
        return redirect(url_for("membership.create_application"), 303)
    form_class = PersonForm if draft.account_id is None else SignedInPersonForm
    form = form_class(data=form_class.data_of(draft))

    def act() -> str:
        draft = held_draft()
        applying.change_person(draft, form.person())
        return _after(form, draft, "membership.edit_profession")

    context = step_context(3, draft, given_answers(draft))
    return submit(form, act) or page(form=form, draft=draft, **context)


def _is_only_kept() -> bool:
    """Whether the last step is pressed to keep its files, and not to send."""
    return request.endpoint == "membership.create_submission" and "keep" in request.form


def _mailed_to() -> str:
    """The key for the limit on mail to one address: the one in the form, else the one in the draft."""
    typed = request.form.get("email", "").strip().lower()
    draft = None if typed else current_draft()
    return "application:" + (typed or (draft.email if draft else ""))[:254]


mail_limit = limiter.shared_limit(
    "3 per 6 hours",
    scope="application-mail",
    key_func=_mailed_to,
    methods=["POST"],
    exempt_when=lambda: bool(current_user.is_authenticated or _is_only_kept()),
)
# Anyone can come here, and leave 10 MB of files with a draft each time.
machine_limit = limiter.shared_limit("20 per hour; 50 per day", scope="application-mail-machine", methods=["POST"])


@blueprint.route("/lid-worden/versturen", methods=["GET", "POST"])
@mail_limit
@machine_limit
@takes_file(MOST_BYTES)
@access(anyone)
def create_submission() -> Response:
    draft = current_draft()
    if draft is None:
        return redirect(url_for("membership.create_application"), 303)
    form = SubmissionForm()

    def act() -> str:
        draft = held_draft()
        attachments.keep_with_draft(draft, form.attached)
        if _is_only_kept():
            return url_for("membership.create_submission")
        if applying.send(draft, account=viewer(), language=locale.chosen()):
            flash(gettext("Je aanvraag is ingediend."), "ok")
            return url_for("membership.show_own_application")
        return url_for("membership.show_submission")

    answer = submit(form, act)
    return answer or page(form=form, **_summary(draft))


def _summary(draft: Application) -> dict[str, Any]:
    """The draft in words, where each part can be changed, and which parts are not whole."""
    urls = {part.value: url_for(endpoint) for part, endpoint in PAGES.items()}
    labels = dict(zip(PAGES, LABELS, strict=False))
    return step_context(4, draft, given_answers(draft)) | {
        "draft": draft,
        "words": words_of(draft),
        "files": files_of_draft(draft),
        "new_form": Form,
        "urls": urls,
        "unfinished": [(labels[part], urls[part]) for part in unfinished_parts(content_of(draft))],
    }


@blueprint.post("/lid-worden/bijlagen/<string:public_id>/verwijdering")
@access(anyone)
def delete_draft_attachment(public_id: str) -> Response:
    draft = current_draft() or abort(404)
    if public_id not in {file.public_id for file in files_of_draft(draft)}:
        abort(404)
    back = url_for("membership.create_submission")

    def act() -> str:
        attachments.take_from_draft(held_draft(), public_id)
        return back

    return press(act, back)


@blueprint.get("/lid-worden/verstuurd")
@access(anyone)
def show_submission() -> Response:
    draft = current_draft()
    if draft is None or draft.sent_at is None:
        return redirect(url_for("membership.create_application"), 303)
    return page(draft=draft, form=Form())


@blueprint.route("/lid-worden/weggooien", methods=["GET", "POST"])
@access(anyone)
def delete_draft() -> Response:
    draft = current_draft()
    if draft is None and request.method == "GET":
        return redirect(url_for("membership.create_application"), 303)
    form = Form()

    def act() -> str:
        drafts.discard(held_draft())
        session.pop(drafts.HELD, None)
        flash(gettext("Je aanvraag is weggegooid. Wij bewaren er niets van."), "ok")
        return url_for("site.show_home")

    return submit(form, act) or page(form=form)


def held_draft() -> Application:
    """The viewer's draft, held by the transaction. Refused: `application_already_sent`, when it is gone."""
    return drafts.still_a_draft(held(drafts.still_a_draft(current_draft()).public_id))
