"""Pages of the office: the papers of the day."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.registering import LargeExportForm
from okprofs.events.models import Event
from okprofs.events.queries import office as office_queries
from okprofs.events.queries.office import Selection
from okprofs.events.rules.documents import Document
from okprofs.events.rules.registering import MOST_WITHOUT_REASON, ExportReason
from okprofs.events.services import registering
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.views.papers import paper
from okprofs.events.wording import EXPORT_REASON_LABELS
from okprofs.events.wording_of_certificates import DOCUMENT_LABELS, DOCUMENT_TEXTS
from okprofs.kernel.access import access
from okprofs.kernel.clock import now
from okprofs.kernel.downloads import download
from okprofs.kernel.filters import moment
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.pages import page
from okprofs.people.access import freshly_proven

_PAPERS = "/beheer/bijeenkomsten/<string:slug>/drukwerk"
PDF = "application/pdf"


@blueprint.get(_PAPERS)
@access(organiser)
def list_documents(slug: str) -> Response:
    event = found_event(slug)
    documents = [one for one in Document if event.has_food or one not in (Document.CATERING, Document.PLATES)]
    return page(
        event=event,
        groups=[(names, [one for one in documents if one.has_names is names]) for names in (True, False)],
        labels=DOCUMENT_LABELS,
        texts=DOCUMENT_TEXTS,
        forms={one: Form() for one in documents},
    )


@blueprint.post(f"{_PAPERS}/<string:document>")
@access(organiser)
def create_document(slug: str, document: str) -> ResponseReturnValue:
    event, asked = found_event(slug), _found(document)
    if asked.has_names and office_queries.are_more_than(MOST_WITHOUT_REASON, event, Selection()):
        return redirect(url_for("events.create_large_document", slug=slug, document=document), 303)
    noted = []

    def act() -> str:
        _note(asked, event)
        noted.append(asked)
        return url_for("events.list_documents", slug=slug)

    answer = submit(Form(), act) or abort(400)
    return _sent(asked, event) if noted else answer


@blueprint.route(f"{_PAPERS}/<string:document>/grote-lijst", methods=["GET", "POST"])
@freshly_proven
@access(organiser)
def create_large_document(slug: str, document: str) -> ResponseReturnValue:
    event, asked = found_event(slug), _found(document)
    form = LargeExportForm()
    noted = []

    def act() -> str:
        _note(asked, event, form.chosen)
        noted.append(form.chosen)
        return url_for("events.list_documents", slug=slug)

    answer = submit(form, act) or page(form=form, event=event, label=DOCUMENT_LABELS[asked], most=MOST_WITHOUT_REASON)
    if not noted:
        return answer
    mark = gettext(
        "Bewaard door %(name)s op %(moment)s. Doel: %(reason)s. Vernietig dit na de bijeenkomst.",
        name=current_user.name,
        moment=moment(now()),
        reason=EXPORT_REASON_LABELS[noted[0]],
    )
    return _sent(asked, event, mark)


def _found(document: str) -> Document:
    return next((one for one in Document if one == document), None) or abort(404)


def _note(document: Document, event: Event, reason: ExportReason | None = None) -> None:
    """Names and diets leave the house: that is kept, as of a spreadsheet."""
    if document is Document.PLATES:
        registering.note_diets_shown(event)
    elif document.has_names:
        registering.note_export(event, document.value, False, reason)


def _sent(document: Document, event: Event, mark: str = "") -> Response:
    return download(paper(document, event, mark), PDF, f"{document.value}-{event.slug}.pdf")
