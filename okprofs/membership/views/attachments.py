"""Files that go with a question or an answer: for the applicant, and for who reads the case."""

from flask import abort, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.downloads import download
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.queries.attachments import own_attachment, question_attachment
from okprofs.membership.rules.attachments import CONTENT_TYPES, Attached
from okprofs.membership.services.attachments import open_attachment
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import reviewer
from okprofs.people.access import signed_in_account


@blueprint.get("/mijn/aanvraag/bijlagen/<string:public_id>")
@access(signed_in)
def show_own_attachment(public_id: str) -> Response:
    found = own_attachment(public_id, current_user.id) or abort(404)
    return download(found.content, CONTENT_TYPES[found.kind], found.name)


@blueprint.get("/lid-worden/antwoord/<string:token>/bijlagen/<string:public_id>")
@limiter.limit("60 per hour")
@access(anyone)
def show_question_attachment(token: str, public_id: str) -> Response:
    link = good_link(letters.ANSWER_PURPOSE, token) or abort(404)
    found = question_attachment(public_id, link.about) or abort(404)
    return download(found.content, CONTENT_TYPES[found.kind], found.name)


@blueprint.post("/beheer/aanvragen/<string:public_id>/bijlagen/<string:attachment>")
@access(reviewer)
def create_attachment_download(public_id: str, attachment: str) -> Response:
    opened: list[Attached] = []

    def act() -> str:
        found = open_attachment(attachment, public_id, reviewer=signed_in_account())
        opened.append(found or abort(404))
        return url_for("membership.show_application", public_id=public_id)

    # A form sent twice gives no second file: each look has its line in the journal.
    answer = submit(Form(), act) or abort(400)
    return download(opened[0].content, CONTENT_TYPES[opened[0].kind], opened[0].name) if opened else answer
