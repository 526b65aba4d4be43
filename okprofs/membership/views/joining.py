"""Pages behind the link in an invitation from a list: GET shows, only POST acts."""

from flask import flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.mail.queries import good_link
from okprofs.membership.forms.importing import JoiningForm
from okprofs.membership.letters import NETWORK_PURPOSE
from okprofs.membership.services import joining
from okprofs.membership.views.blueprint import blueprint
from okprofs.people.services.sessions import begin_session


@blueprint.route("/netwerk/bevestigen/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_network_membership(token: str) -> Response:
    row = joining.row_of_link(good_link(NETWORK_PURPOSE, token))
    form = JoiningForm(data=JoiningForm.filled_from(row) if row else None)

    def act() -> str:
        link = good_link(NETWORK_PURPOSE, token)
        membership, is_new = joining.confirm(link, form.completed, language=locale.chosen())
        if not is_new:
            # A link that is good for two months opens no account that was there before.
            return url_for("membership.show_network_answer", antwoord="ja")
        begin_session(membership.account)
        flash(gettext("Welkom. Je bent nu netwerklid."), "ok")
        return url_for("membership.show_membership")

    answer = submit(form, act)
    return answer or page_of_link(form=form, row=row, token=token)


@blueprint.route("/netwerk/wissen/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def delete_network_invitation(token: str) -> Response:
    row, form = joining.row_of_link(good_link(NETWORK_PURPOSE, token)), Form()

    def act() -> str:
        joining.decline(good_link(NETWORK_PURPOSE, token))
        return url_for("membership.show_network_answer")

    answer = submit(form, act)
    return answer or page_of_link(form=form, row=row, token=token)


@blueprint.get("/netwerk/bedankt")
@access(anyone)
def show_network_answer() -> Response:
    return page()
