"""Pages: whom someone writes with, and what they wrote."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.directory.access import look_ups
from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.membership.access import current_member
from okprofs.messages import queries
from okprofs.messages.forms import MessageForm, ReportForm
from okprofs.messages.models import Side
from okprofs.messages.rules.reporting import Reason
from okprofs.messages.services import reporting, writing
from okprofs.messages.views.blueprint import blueprint
from okprofs.people.access import signed_in_account


@blueprint.route("/leden/<string:public_id>/bericht", methods=["GET", "POST"])
@look_ups
@access(current_member)
def create_message(public_id: str) -> Response:
    viewer_id = signed_in_account().id
    entry = queries.addressee(public_id, viewer_id) or abort(404)
    to, name = entry.account_id, entry.name
    form = MessageForm()

    def act() -> str:
        conversation = writing.send(form.text.data or "", by=viewer_id, to=to)
        flash(gettext("Je bericht is verstuurd."), "ok")
        return url_for("messages.show_conversation", public_id=conversation.public_id)

    known = queries.side_with(viewer_id, to) if request.method == "GET" else None
    if known is not None:
        return redirect(url_for("messages.show_conversation", public_id=known.conversation.public_id), 303)
    return submit(form, act) or page(form=form, name=name, public_id=public_id)


@blueprint.get("/mijn/berichten")
@access(signed_in)
def list_conversations() -> Response:
    return page(conversations=queries.conversations_of(signed_in_account().id, requested_page()))


@blueprint.route("/berichten/<string:public_id>", methods=["GET", "POST"])
@access(signed_in)
def show_conversation(public_id: str) -> Response:
    side = _own(public_id)
    form = MessageForm()

    def act() -> str:
        own = _own(public_id)
        writing.send(form.text.data or "", by=own.account_id, to=own.with_id)
        flash(gettext("Je bericht is verstuurd."), "ok")
        return url_for("messages.show_conversation", public_id=public_id)

    answer = submit(form, act)
    if answer is not None:
        return answer
    side = _own(public_id)
    written = queries.messages_of(side, requested_page())
    reported = queries.reported_among(written.items, side.account_id)
    return page(form=form, new_form=Form, side=side, written=written, reported=reported)


@blueprint.post("/berichten/<string:public_id>/gelezen")
@access(signed_in)
def edit_unread(public_id: str) -> Response:
    return _do(public_id, writing.mark_read)


@blueprint.post("/berichten/<string:public_id>/blokkade")
@access(signed_in)
def create_block(public_id: str) -> Response:
    def block(side: Side) -> None:
        writing.block(side)
        flash(gettext("Je hoort niets meer van dit lid. Het lid merkt dat niet."), "ok")

    return _do(public_id, block)


@blueprint.post("/berichten/<string:public_id>/opheffing")
@access(signed_in)
def delete_block(public_id: str) -> Response:
    def unblock(side: Side) -> None:
        writing.unblock(side)
        flash(gettext("Dit lid kan je weer schrijven."), "ok")

    return _do(public_id, unblock)


@blueprint.route("/berichten/<string:public_id>/melding/<string:message>", methods=["GET", "POST"])
@access(signed_in)
def create_report(public_id: str, message: str) -> Response:
    side = _own(public_id)
    found = queries.message_in(side, message)
    if found is None or found.sender_id == side.account_id:
        abort(404)
    form = ReportForm()

    def act() -> str:
        own = _own(public_id)
        again = queries.message_in(own, message) or abort(404)
        reporting.report_message(own, again, Reason(form.reason.data), form.note.data or "")
        flash(gettext("Je melding is bij de moderator. Alleen dit ene bericht is daar te lezen."), "ok")
        return url_for("messages.show_conversation", public_id=public_id)

    return submit(form, act) or page(form=form, side=side, message=found)


def _own(public_id: str) -> Side:
    return queries.side_of(signed_in_account().id, public_id) or abort(404)


def _do(public_id: str, deed: Callable[[Side], None]) -> Response:
    """One button, and back to the conversation."""

    def act() -> str:
        deed(_own(public_id))
        return url_for("messages.show_conversation", public_id=public_id)

    _own(public_id)
    return submit(Form(), act) or abort(400)
