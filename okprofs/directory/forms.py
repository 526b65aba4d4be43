"""What does an address ask of the directory? What it does not know, it passes over."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from flask import request, url_for

from okprofs.directory.queries import FURTHEST, Order, Search
from okprofs.directory.rules.facets import Selection
from okprofs.directory.wording import VIEWERS
from okprofs.kernel.paging import requested_page
from okprofs.kernel.search import asked_terms
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.people.rules.profession import Discipline, Position

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_TEXT = 200
# The facets by their name in the address.
DISCIPLINES, KINDS, POSITIONS = "vakgebied", "soort", "functie"


def asked_text() -> str:
    """What was typed in the search box."""
    return " ".join(request.args.get("q", "").split())[:LONGEST_TEXT]


def asked_viewer() -> str:
    """Through whose eyes someone wants to see themselves; those of a member, when it does not say."""
    asked = request.args.get("als", "")
    return asked if asked in VIEWERS else next(iter(VIEWERS))


def asked_search() -> Search:
    """The search in the address. Who asks for words sees the best first, else the list stands by name."""
    terms = tuple(asked_terms(asked_text()))
    return Search(
        terms=terms,
        selection=Selection(
            disciplines=_chosen(DISCIPLINES, Discipline),
            kinds=_chosen(KINDS, OrganisationKind),
            positions=_chosen(POSITIONS, Position),
        ),
        order=next(iter(_known(request.args.getlist("volgorde"), Order)), usual_order(terms)),
        page=min(requested_page(), FURTHEST),
    )


def usual_order(terms: tuple[str, ...]) -> Order:
    """The order when none was chosen."""
    return Order.BEST if terms else Order.NAME


def _chosen(name: str, choices: type[Choice]) -> frozenset[Choice]:
    return frozenset(_known(request.args.getlist(name), choices))


def _known(values: Iterable[str], choices: type[Choice]) -> list[Choice]:
    known = {choice.value: choice for choice in choices}
    return [known[value] for value in values if value in known]


def address(search: Search, *, without: str | None = None, page: int | None = None) -> str:
    """The address of `search`, to share: without one facet, without all of them (`"*"`), at another page."""
    selection = search.selection
    facets = {DISCIPLINES: selection.disciplines, KINDS: selection.kinds, POSITIONS: selection.positions}
    kept: dict[str, Any] = {name: sorted(chosen) for name, chosen in facets.items() if without not in (name, "*")}
    return url_for(
        "directory.list_members",
        q=asked_text() or None,
        volgorde=search.order.value if search.order is not usual_order(search.terms) else None,
        pagina=page if page and page > 1 else None,
        **kept,
    )
