"""Pages: the lists that the office takes in, from the file to the invitations."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.kernel.uploads import takes_file
from okprofs.membership.forms.importing import MOST_BYTES, ListForm, MatchingForm
from okprofs.membership.models import NetworkImport
from okprofs.membership.queries import imports as queries
from okprofs.membership.rules.importing import ImportState, ImportStep, Result, may_step
from okprofs.membership.services import importing
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.members import reviewer, tabs
from okprofs.membership.wording_of_lists import (
    IMPORT_STATES,
    IMPORT_TONES,
    RESULT_LABELS,
    RESULT_SENTENCES,
    RESULT_TONES,
)
from okprofs.people.access import freshly_proven, signed_in_account


@blueprint.route("/beheer/leden/inlezing", methods=["GET", "POST"])
@limiter.limit("30/hour", methods=["POST"], key_func=lambda: f"lists:{current_user.get_id()}")
@takes_file(MOST_BYTES)
@access(reviewer)
def create_network_import() -> Response:
    form = ListForm()
    table = form.read() if form.validate_on_submit() else None

    def act() -> str:
        assert table is not None  # noqa: S101 (for mypy: without one it is not sent)
        made = importing.keep_list(
            table,
            file_name=form.file_name,
            source=form.source.data or "",
            language=form.language.data,
            by=signed_in_account(),
        )
        return url_for("membership.edit_network_matching", public_id=made.public_id)

    answer = submit(form, act) if table is not None else None
    return answer or page(
        form=form,
        taken=queries.imports(requested_page()),
        states=IMPORT_STATES,
        tones=IMPORT_TONES,
        tabs=tabs("membership.create_network_import"),
    )


@blueprint.route("/beheer/leden/inlezing/<string:public_id>/kolommen", methods=["GET", "POST"])
@access(reviewer)
def edit_network_matching(public_id: str) -> Response:
    taken = _found(public_id)
    rows = queries.first_rows(taken.id)
    form = MatchingForm.about(taken, rows)

    def act() -> str:
        importing.match(public_id, form.matching)
        return url_for("membership.show_network_import", public_id=public_id)

    answer = submit(form, act)
    taken = _found(public_id)
    return answer or page(form=form, taken=taken, may_match=not may_step(taken.state, ImportStep.MATCH))


@blueprint.get("/beheer/leden/inlezing/<string:public_id>")
@access(reviewer)
def show_network_import(public_id: str) -> ResponseReturnValue:
    taken = _found(public_id)
    if taken.state is ImportState.UPLOADED:
        return redirect(url_for("membership.edit_network_matching", public_id=public_id), 303)
    return page(**_shown(taken))


@blueprint.route("/beheer/leden/inlezing/<string:public_id>/verzending", methods=["GET", "POST"])
@access(reviewer)
@freshly_proven
def create_network_sending(public_id: str) -> Response:
    _found(public_id)
    form = Form()

    def act() -> str:
        importing.send(public_id)
        return url_for("membership.show_network_import", public_id=public_id)

    answer = submit(form, act)
    taken = _found(public_id)
    return answer or page(form=form, taken=taken, may_send=_may_send(taken))


@blueprint.route("/beheer/leden/inlezing/<string:public_id>/intrekking", methods=["GET", "POST"])
@access(reviewer)
def delete_network_import(public_id: str) -> Response:
    _found(public_id)
    form = Form()

    def act() -> str:
        importing.withdraw(public_id)
        flash(gettext("De lijst is weggegooid. Wie nog niet antwoordde, is gewist."), "ok")
        return url_for("membership.create_network_import")

    answer = submit(form, act)
    taken = _found(public_id)
    return answer or page(form=form, taken=taken, is_gone=bool(may_step(taken.state, ImportStep.WITHDRAW)))


def _found(public_id: str) -> NetworkImport:
    return queries.import_named(public_id) or abort(404)


def _may_send(taken: NetworkImport) -> bool:
    return not may_step(taken.state, ImportStep.SEND, good=taken.ready)


def _shown(taken: NetworkImport) -> dict[str, Any]:
    """All that the page of one list shows."""
    asked = request.args.get("uitkomst", "")
    chosen = Result(asked) if asked in set(Result) else None
    counts = queries.counts(taken.id)
    found = queries.rows(taken.id, chosen, requested_page())
    return {
        "taken": taken,
        "state": IMPORT_STATES[taken.state],
        "tone": IMPORT_TONES[taken.state],
        "is_busy": taken.state in (ImportState.CHECKING, ImportState.SENDING),
        "goal": taken.ready if taken.state is ImportState.SENDING else taken.total,
        "may_match": not may_step(taken.state, ImportStep.MATCH),
        "may_send": _may_send(taken),
        "is_withdrawn": taken.state is ImportState.WITHDRAWN,
        "counts": [(result, counts[result]) for result in Result if counts.get(result)],
        "chosen": chosen,
        "found": found,
        "perhaps_known": queries.perhaps_known(found.items, current_user.id),
        "labels": RESULT_LABELS,
        "sentences": RESULT_SENTENCES,
        "result_tones": RESULT_TONES,
    }
