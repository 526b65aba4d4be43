"""Page: who did what to what, when."""

from collections.abc import Callable, Collection, Mapping

from werkzeug.wrappers import Response

from okprofs.community import queries as group_queries
from okprofs.events.queries.office import titles_of
from okprofs.journal import queries, wording
from okprofs.journal.models import JournalEntry
from okprofs.journal.queries import Sought
from okprofs.kernel.access import access
from okprofs.kernel.pages import page
from okprofs.kernel.paging import Page, requested_page
from okprofs.membership.queries import applicants_named, members_named
from okprofs.office.forms.journal import JournalForm
from okprofs.office.views.blueprint import blueprint
from okprofs.organisations import queries as organisation_queries
from okprofs.people.access import office
from okprofs.people.models import Office
from okprofs.people.queries import names_of

# What a thing in the journal is called, by its kind; another kind is shown by its id.
NAMES: Mapping[str, Callable[[Collection[str]], dict[str, str]]] = {
    "accounts": names_of,
    "organisations": organisation_queries.names_of,
    "applications": applicants_named,
    "memberships": members_named,
    "events": titles_of,
    "intervision_groups": group_queries.titled,
}
_NOTHING: Page[JournalEntry] = Page((), 1, has_next=False)


@blueprint.get("/beheer/logboek")
@access(office(Office.ADMINISTRATOR))
def list_journal() -> Response:
    form = JournalForm()
    sought = form.sought if form.validate() else None
    found = queries.entries(sought, requested_page()) if sought else _NOTHING
    return page(form=form, found=found, names=_names(found, form), wording=wording, is_filtered=sought != Sought())


def _names(found: Page[JournalEntry], form: JournalForm) -> dict[str, str]:
    """What the ids on this page are called; each kind is looked up once, and only when it is there."""
    ids: dict[str, set[str]] = {"accounts": {form.wie.data or "", form.over.data or ""} - {"", queries.NOBODY}}
    for entry in found.items:
        ids["accounts"] |= {entry.actor} if entry.actor else set()
        ids.setdefault(entry.subject_kind, set()).add(entry.subject_id)
        for detail, kind in wording.POINTERS.items():
            ids.setdefault(kind, set()).update({entry.details[detail]} if detail in entry.details else set())
    names: dict[str, str] = {}
    for kind, public_ids in ids.items():
        names |= NAMES[kind](public_ids) if kind in NAMES and public_ids else {}
    return names
