"""Pages: what the office writes to applicants."""

from flask import abort, flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import submit
from okprofs.kernel.locale import LANGUAGES, in_language
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import Refused
from okprofs.membership.forms.answers import known
from okprofs.membership.forms.texts import RejectionTextForm, TextForm
from okprofs.membership.queries import texts
from okprofs.membership.rules.texts import REJECTIONS, Placeholder, TextKey, filled, may_keep
from okprofs.membership.services.texts import Written, original, rewrite
from okprofs.membership.texts import LANGUAGE_LABELS, PLACEHOLDER_EXAMPLES, PLACEHOLDER_LABELS, TEXT_LABELS
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import reviewer
from okprofs.people.access import signed_in_account


@blueprint.get("/beheer/aanvragen/teksten")
@access(reviewer)
def list_texts() -> Response:
    written = texts.in_use()
    lines = [
        (key, TEXT_LABELS[key], language, LANGUAGE_LABELS[language], written.get((key, language)))
        for key in TextKey
        for language in LANGUAGES
    ]
    return page(lines=lines)


@blueprint.route("/beheer/aanvragen/teksten/<string:key>/<string:language>", methods=["GET", "POST"])
@access(reviewer)
def edit_text(key: str, language: str) -> Response:
    text_key = known(TextKey, key)
    if text_key is None or language not in LANGUAGES:
        abort(404)
    form = RejectionTextForm() if text_key in REJECTIONS else TextForm()

    def act() -> str:
        rewrite(text_key, language, Written(*form.texts), author=signed_in_account(), seen_number=form.seen_number)
        flash(gettext("De tekst is bewaard. Nieuwe brieven gebruiken hem."), "ok")
        return url_for("membership.list_texts")

    is_look = bool(form.look.data)
    answer = None if is_look else submit(form, act)
    if answer is not None:
        return answer
    versions = texts.versions(text_key, language)
    current = versions[0] if versions else original(text_key, language)
    if not form.is_submitted():
        form.process(data={"body": current.body, "change": current.change})
    shown = Written(current.body, current.change)
    if is_look:
        # On what was seen at first: who saves after a look is still told that somebody else was first.
        shown = _looked_at(form) or shown
    else:
        form.number.data = str(versions[0].number if versions else 0)
    with in_language(language):
        examples = {placeholder: str(PLACEHOLDER_EXAMPLES[placeholder]) for placeholder in Placeholder}
    return page(
        form=form,
        label=TEXT_LABELS[text_key],
        language=language,
        language_label=LANGUAGE_LABELS[language],
        placeholders=[(f"{{{item.value}}}", PLACEHOLDER_LABELS[item], examples[item]) for item in Placeholder],
        example=Written(filled(shown.body, examples), filled(shown.change, examples)),
        is_look=is_look and not form.errors,
        versions=versions,
    )


def _looked_at(form: TextForm) -> Written | None:
    """What was typed, to be looked at before it is kept; None, with why in the form, when it cannot be."""
    if form.validate_on_submit() and (refusals := may_keep(*form.texts)):
        form.refuse(Refused(*refusals))
    return None if form.errors else Written(*form.texts)
