"""Pages: would OK-Profs suit me?"""

from flask import request, url_for
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone
from okprofs.kernel.pages import page
from okprofs.membership.forms.fit import FitForm
from okprofs.membership.rules.eligibility import assess, suggested_workshop
from okprofs.membership.rules.progress import complete, reasons_so_far
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.wording import OUTCOME_SENTENCES, WORKSHOP_LABELS, rule_lines


@blueprint.get("/past-het")
@access(anyone)
def show_fit() -> Response:
    form = FitForm(request.args)
    given = form.given()
    answers = complete(given)
    workshop = suggested_workshop(answers) if answers else None
    return page(
        form=form,
        is_asked=form.is_answered,
        open_questions=form.open_questions(),
        verdict=OUTCOME_SENTENCES[assess(answers).outcome] if answers else None,
        lines=rule_lines(assess(answers).reasons if answers else reasons_so_far(given)),
        workshop=WORKSHOP_LABELS[workshop] if workshop else None,
        apply_url=url_for("membership.create_application", **form.carried()),
    )
