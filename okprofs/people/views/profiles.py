"""What do I tell about myself, and what of it do other members see?"""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import submit
from okprofs.kernel.pages import page
from okprofs.people.access import signed_in_account
from okprofs.people.forms import ProfileForm
from okprofs.people.queries import account_to_edit, profile_facts
from okprofs.people.rules.visibility import visible_profile
from okprofs.people.services.profiles import change_profile
from okprofs.people.views.blueprint import blueprint
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS


@blueprint.route("/mijn/profiel", methods=["GET", "POST"])
@access(signed_in)
def edit_profile() -> ResponseReturnValue:
    account_id = signed_in_account().id
    facts = profile_facts(account_to_edit(account_id))
    form = ProfileForm(data=ProfileForm.filled_from(facts, signed_in_account().language))

    def act() -> str:
        change_profile(account_id, form.draft())
        flash(gettext("Je profiel is bewaard. Zo zien andere leden jou."), "ok")
        return url_for("people.show_profile")

    answer = submit(form, act)
    if answer is None:
        return page(form=form)
    # The language of the profile counts from here on, also in a browser where another was chosen.
    answer.delete_cookie(locale.COOKIE)
    return answer


@blueprint.get("/mijn/profiel/voorbeeld")
@access(signed_in)
def show_profile() -> Response:
    facts = profile_facts(account_to_edit(signed_in_account().id))
    return page(
        profile=facts,
        visible=visible_profile(facts),
        position_labels=POSITION_LABELS,
        discipline_labels=DISCIPLINE_LABELS,
    )
