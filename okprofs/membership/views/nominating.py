"""Pages: putting a colleague forward, and beginning from the letter that came of it."""

from flask import flash, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.paging import requested_page
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.access import nominator
from okprofs.membership.forms.nominating import NominatedForm, NominationForm
from okprofs.membership.queries.nominations import nominations_by, open_nomination
from okprofs.membership.rules.nominating import A_DAY, VALID_FOR
from okprofs.membership.services.nominated import begin_nominated
from okprofs.membership.services.nominating import decline, nominate
from okprofs.membership.views.applying import current_draft, hold, next_url, viewer
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.wording import PROGRESS_LABELS, PROGRESS_TONES
from okprofs.people.access import signed_in_account


@blueprint.route("/mijn/voordrachten", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@access(nominator)
def create_nomination() -> Response:
    form = NominationForm()

    def act() -> str:
        nominate(signed_in_account(), form.colleague, form.words.data or "", language=locale.chosen())
        # The same words whoever is behind the address.
        flash(gettext("Dank je. We hebben je voordracht van %(address)s ontvangen.", address=form.colleague), "ok")
        return url_for("membership.create_nomination")

    answer = submit(form, act)
    made = nominations_by(current_user.id, requested_page())
    lines = [(each, PROGRESS_LABELS[each.progress], PROGRESS_TONES[each.progress]) for each in made.items]
    return answer or page(form=form, made=made, lines=lines, a_day=A_DAY, days=VALID_FOR.days)


@blueprint.route("/lid-worden/voordracht/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_nominated_application(token: str) -> Response:
    link = good_link(letters.NOMINATION_PURPOSE, token)
    form = NominatedForm()

    def act() -> str:
        found = good_link(letters.NOMINATION_PURPOSE, token)
        if form.decline.data:
            decline(found)
            flash(
                gettext("Dank voor je antwoord. We schrijven je hier %(days)s dagen niet over.", days=VALID_FOR.days),
                "ok",
            )
            return url_for("site.show_home")
        draft = begin_nominated(found, account=viewer(), at_hand=current_draft(), language=locale.chosen())
        hold(draft)
        return next_url(draft)

    answer = submit(form, act)
    nomination = open_nomination(link.about) if link else None
    return answer or page_of_link(form=form, nomination=nomination)
