"""Pages: the mail that could not be sent."""

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.journal.services import record
from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.mail import queries, services, wording
from okprofs.mail.models import Letter
from okprofs.office.views.blueprint import blueprint
from okprofs.people.access import office
from okprofs.people.models import Office


@blueprint.get("/beheer/post")
@access(office(Office.ADMINISTRATOR))
def list_letters() -> Response:
    return page(new_form=Form, letters=queries.stuck_letters(requested_page()), wording=wording)


@blueprint.post("/beheer/post/<string:public_id>/verzending")
@access(office(Office.ADMINISTRATOR))
def create_delivery(public_id: str) -> Response:
    def send_again(letter: Letter) -> None:
        services.send_again(letter)
        record("letter_sent_again", letter, kind=letter.kind)
        flash(gettext("De mail gaat opnieuw de deur uit."), "ok")

    return _decide(public_id, send_again)


@blueprint.post("/beheer/post/<string:public_id>/afhandeling")
@access(office(Office.ADMINISTRATOR))
def create_settlement(public_id: str) -> Response:
    def count_as_sent(letter: Letter) -> None:
        services.count_as_sent(letter)
        record("letter_counted_as_sent", letter, kind=letter.kind)
        flash(gettext("De mail telt als verstuurd."), "ok")

    return _decide(public_id, count_as_sent)


def _decide(public_id: str, decision: Callable[[Letter], None]) -> Response:
    form = Form()

    def act() -> str:
        letter = queries.stuck_letter(public_id)
        if letter is None:
            abort(404)
        decision(letter)
        return url_for("office.list_letters")

    answer = submit(form, act)
    if answer is not None:
        return answer
    for error in form.form_errors:
        flash(error, "error")
    return redirect(url_for("office.list_letters"), 303)
