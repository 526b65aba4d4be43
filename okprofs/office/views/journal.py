"""Page: who did what to what, when."""

from typing import Any

from werkzeug.wrappers import Response

from okprofs.journal import queries, wording
from okprofs.journal.models import JournalEntry
from okprofs.journal.queries import Sought
from okprofs.kernel.access import access
from okprofs.kernel.pages import page
from okprofs.kernel.paging import Page, requested_page
from okprofs.office.forms.journal import JournalForm
from okprofs.office.views.blueprint import blueprint
from okprofs.people.access import office
from okprofs.people.models import Office
from okprofs.people.queries import names_of

_NOTHING: Page[JournalEntry] = Page((), 1, has_next=False)


@blueprint.get("/beheer/logboek")
@access(office(Office.ADMINISTRATOR))
def list_journal() -> Response:
    form = JournalForm()
    sought = form.sought if form.validate() else None
    found = queries.entries(sought, requested_page()) if sought else _NOTHING
    return page(form=form, found=found, names=_names(found, form), wording=wording, is_filtered=sought != Sought())


def _names(found: Page[JournalEntry], form: JournalForm) -> dict[str, str]:
    ids: list[Any] = [form.wie.data, form.over.data, *(entry.actor for entry in found.items)]
    ids += [entry.subject_id for entry in found.items if entry.subject_kind == "accounts"]
    return names_of([public_id for public_id in ids if public_id])
