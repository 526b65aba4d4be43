"""What does an address ask of the directory? What it does not know, it passes over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from okprofs.directory.queries import FURTHEST, Order, Search
from okprofs.directory.rules.facets import Selection
from okprofs.directory.wording import VIEWERS
from okprofs.kernel.forms import Form
from okprofs.kernel.pages import address_of as page_address
from okprofs.kernel.paging import requested_page
from okprofs.kernel.search import asked_terms
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST_TEXT = 200
# The facets by their name in the address.
DISCIPLINES, KINDS, POSITIONS, PROVINCES = "vakgebied", "soort", "functie", "provincie"
METHODS, WILLING = "methode", "bereid"

# Through whose eyes one sees oneself, by the word in the address: as which audience.
AUDIENCES = {"groep": Audience.GROUPS, "lid": Audience.MEMBERS, "bezoeker": Audience.EVERYONE}


class SavedSearchForm(Form):
    name = StringField(
        _l("Naam"),
        description=_l("Zo heet deze zoekopdracht voor jou, zoals “Lean in Gelderland”."),
        validators=[
            InputRequired(_l("Geef de zoekopdracht een naam.")),
            Length(max=60, message=_l("Maak de naam korter: hooguit %(max)d tekens.")),
        ],
    )


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
            provinces=_chosen(PROVINCES, Province),
            methods=_chosen(METHODS, Method),
            willing_to=_chosen(WILLING, Willingness),
        ),
        order=next(iter(_known(request.args.getlist("volgorde"), Order)), usual_order(terms)),
        page=min(requested_page(), FURTHEST),
    )


def usual_order(terms: tuple[str, ...]) -> Order:
    """The order when none was chosen."""
    return Order.BEST if terms else Order.NAME


def _chosen(name: str, choices: type[Choice]) -> frozenset[Choice]:
    return frozenset(_known(request.args.getlist(name), choices))


def _known(values: Sequence[str], choices: type[Choice]) -> list[Choice]:
    known = _by_value(choices) if values else {}
    return [known[value] for value in values if value in known]


@cache
def _by_value(choices: type[Choice]) -> Mapping[str, Choice]:
    return {choice.value: choice for choice in choices}


def address(
    search: Search, *, without: str | None = None, page: int | None = None, to: str = "directory.list_members"
) -> str:
    """The address of `search`, to share: without one facet, without all of them (`"*"`), at another page; or of what
    else can be done with it."""
    return address_of(search, asked_text(), without=without, page=page, to=to)


def address_of(
    search: Search,
    text: str,
    *,
    without: str | None = None,
    page: int | None = None,
    to: str = "directory.list_members",
) -> str:
    """The same for a search with these words typed."""
    asked = [(name, value.value) for name, value in choices_of(search) if without not in (name, "*")]
    if text:
        asked.insert(0, ("q", text))
    if search.order is not usual_order(search.terms):
        asked.append(("volgorde", search.order.value))
    if page and page > 1:
        asked.append(("pagina", str(page)))
    return f"{page_address(to)}?{urlencode(asked)}" if asked else page_address(to)


def address_with(search: Search, province: Province) -> str:
    """The address of `search` in this province; of one that is chosen, without it."""
    provinces = search.selection.provinces
    left = provinces - {province} if province in provinces else frozenset({province})
    return address(replace(search, selection=replace(search.selection, provinces=left)))


def choices_of(search: Search) -> list[tuple[str, StrEnum]]:
    """What is chosen in the facets, each with the facet's name in the address."""
    chosen = search.selection
    facets: tuple[tuple[str, frozenset[Any]], ...] = (
        (DISCIPLINES, chosen.disciplines),
        (KINDS, chosen.kinds),
        (POSITIONS, chosen.positions),
        (PROVINCES, chosen.provinces),
        (METHODS, chosen.methods),
        (WILLING, chosen.willing_to),
    )
    return [(name, value) for name, values in facets for value in sorted(values)]
