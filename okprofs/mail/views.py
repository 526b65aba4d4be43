"""Pages: the mailbox of development, in which anyone reads everyone's mail. Production does not have them."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone
from okprofs.kernel.pages import page
from okprofs.mail import mailbox

blueprint = Blueprint("mail", __name__)

# The HTML of a mail may do nothing here but look like itself.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def _mail(public_id: str) -> mailbox.Mail:
    found = mailbox.mail_with(public_id)
    if found is None:
        abort(404)
    return found


@blueprint.get("/post")
@access(anyone)
def list_mails() -> Response:
    return page(mails=mailbox.newest())


@blueprint.get("/post/<string:public_id>")
@access(anyone)
def show_mail(public_id: str) -> Response:
    return page(mail=_mail(public_id))


@blueprint.get("/post/<string:public_id>/opmaak")
@access(anyone)
def show_html(public_id: str) -> Response:
    return Response(_mail(public_id).html, mimetype="text/html", headers={"Content-Security-Policy": SANDBOX})


@blueprint.get("/post/<string:public_id>/bijlagen/<int:number>")
@access(anyone)
def show_attachment(public_id: str, number: int) -> Response:
    attachments = _mail(public_id).attachments
    if not 0 < number <= len(attachments):
        abort(404)
    found = attachments[number - 1]
    response = Response(found.content, content_type=found.content_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.file_name)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
