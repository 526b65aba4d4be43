"""Which words does the directory use, and how does it say what it counts?"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import LazyString, format_decimal, get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _l

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.queries import PER_PAGE, Found, Listed, Order, Search
from okprofs.directory.rules.facets import Selection, disciplines_in, step
from okprofs.kernel.filters import initials, tint
from okprofs.kernel.fragments import MARK
from okprofs.kernel.locale import in_language
from okprofs.kernel.pages import address_of
from okprofs.organisations.rules.provinces import Province
from okprofs.organisations.wording import KIND_LABELS, PROVINCE_LABELS
from okprofs.people.rules.photos import Size
from okprofs.people.wording import (
    DISCIPLINE_LABELS,
    METHOD_LABELS,
    POSITION_LABELS,
    SPOKEN_LABELS,
    WILLINGNESS_LABELS,
)

ORDER_LABELS: Mapping[Order, LazyString] = {
    Order.BEST: _l("Beste eerst"),
    Order.NAME: _l("Op naam"),
    Order.NAME_BACKWARDS: _l("Op naam, van Z naar A"),
    Order.ORGANISATION: _l("Op organisatie"),
}

# Through whose eyes one can see oneself, by the word in the address: what it is called, the heading over what they see.
VIEWERS: Mapping[str, tuple[LazyString, LazyString]] = {
    "lid": (_l("Een lid"), _l("Zo ziet een ander lid jou")),
    "groep": (_l("Iemand uit je groep"), _l("Zo ziet iemand uit je groep jou")),
    "bezoeker": (_l("Een bezoeker"), _l("Zo ziet een bezoeker jou")),
    "bestuur": (_l("Het bestuur"), _l("Zo ziet het bestuur jou")),
}

# Closed until something is chosen there: most choose by the others.
FOLDED = frozenset({"methode", "bereid"})

# The facets: the name in the address, which choices of a selection they hold, what they are called.
FACETS: tuple[tuple[str, str, LazyString, Mapping[Any, LazyString]], ...] = (
    ("vakgebied", "disciplines", _l("Vakgebied"), DISCIPLINE_LABELS),
    ("soort", "kinds", _l("Soort organisatie"), KIND_LABELS),
    ("functie", "positions", _l("Functie"), POSITION_LABELS),
    ("provincie", "provinces", _l("Provincie"), PROVINCE_LABELS),
    ("methode", "methods", _l("Methode"), METHOD_LABELS),
    ("bereid", "willing_to", _l("Doet voor anderen"), WILLINGNESS_LABELS),
)

REFUSALS: Mapping[str, LazyString] = {
    "searches_enough": _l("Je bewaarde al %(most)s zoekopdrachten. Verwijder er eerst een."),
}

# Where each province lies among twelve tiles: column and row.
PLACES: Mapping[Province, tuple[int, int]] = {
    Province.FRYSLAN: (2, 0),
    Province.GRONINGEN: (3, 0),
    Province.NOORD_HOLLAND: (0, 1),
    Province.FLEVOLAND: (1, 1),
    Province.OVERIJSSEL: (2, 1),
    Province.DRENTHE: (3, 1),
    Province.ZUID_HOLLAND: (0, 2),
    Province.UTRECHT: (1, 2),
    Province.GELDERLAND: (2, 2),
    Province.ZEELAND: (0, 3),
    Province.NOORD_BRABANT: (1, 3),
    Province.LIMBURG: (2, 3),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list in one language, looked up once: there are many on a page and they do not change."""

    legends: Mapping[str, str]
    # By what a selection holds: "other" is a discipline, a kind and a position.
    labels: Mapping[str, Mapping[StrEnum, str]]
    orders: tuple[tuple[str, str], ...]
    quoted: str
    both: str
    thousands: str


def words() -> Words:
    """The words in the reader's language."""
    return _words_in(get_locale().language)


@cache
def _words_in(language: str) -> Words:
    with in_language(language):
        return Words(
            legends={name: str(legend) for name, _, legend, _ in FACETS},
            labels={holds: {value: str(label) for value, label in labels.items()} for _, holds, _, labels in FACETS},
            orders=tuple((order.value, str(label)) for order, label in ORDER_LABELS.items()),
            quoted=gettext("“%(word)s”"),
            both=gettext("%(function)s bij %(organisation)s"),
            thousands=str(format_decimal(1000))[1:-3],
        )


class Option(NamedTuple):
    """A choice in a facet, with how many members it leaves; empty when that was not counted."""

    value: str
    label: str
    # Not in the way of `tuple.count`, which nobody asks.
    count: str  # type: ignore[assignment]
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list: its name in the address, what it is called, its choices."""

    name: str
    legend: str
    options: Sequence[Option]


# How a facet is drawn, and what is filled in there: see `okprofs/kernel/fragments.py`.
Filled = tuple[tuple[Any, ...], Sequence[str]]


def facets(search: Search, found: Found, without: Callable[[str], str]) -> list[Filled]:
    """The facets, with the choices that anyone in the directory shows and those that were made; of the provinces, which
    are chosen on the map, only those. `without` gives the address of the search without a facet."""
    said = words()
    drawn: list[Filled] = []
    for name, holds, _, labels in FACETS:
        chosen = getattr(search.selection, holds)
        present = getattr(found.present, holds) if holds != "provinces" else {}
        counts = getattr(found.counts, holds) if found.counts else None
        values = [value for value in labels if value in present or value in chosen]
        if not values:
            continue
        named = said.labels[holds]
        options = tuple(Option(value.value, named[value], MARK, value in chosen) for value in values)
        numbers = [""] * len(values) if counts is None else [in_digits(counts.get(value, 0)) for value in values]
        clear = [without(name)] if chosen else []
        is_open = bool(chosen) if name in FOLDED else None
        look = (said.legends[name], name, options, MARK if chosen else None, is_open)
        drawn.append((look, clear + numbers))
    return drawn


def _facet(
    said: Words,
    name: str,
    holds: str,
    values: Collection[Any],
    counts: Mapping[Any, int] | None,
    chosen: Collection[Any],
) -> Facet:
    options = [
        Option(
            value.value,
            said.labels[holds][value],
            "" if counts is None else in_digits(counts.get(value, 0)),
            value in chosen,
        )
        for value in values
    ]
    return Facet(name, said.legends[name], options)


def provinces(search: Search, counts: Mapping[Province, int] | None) -> Facet:
    """All provinces as a facet, the text of the map."""
    said = words()
    alphabetical = sorted(PLACES, key=lambda province: said.labels["provinces"][province])
    return _facet(said, "provincie", "provinces", alphabetical, counts, search.selection.provinces)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map: where it lies, what it is called in one line or two, how many members work there."""

    column: int
    row: int
    lines: Sequence[str]
    number: str
    label: str
    url: str
    step: int
    is_chosen: bool


def tiles(
    search: Search, counts: Mapping[Province, int] | None, address_with: Callable[[Search, Province], str]
) -> list[Tile]:
    """The map, from north to south as one reads."""
    said = words().labels["provinces"]
    most = max(counts.values(), default=0) if counts else 0
    drawn = []
    for province, (column, row) in PLACES.items():
        number = counts.get(province, 0) if counts is not None else None
        name = said[province]
        label = name
        if number is not None:
            label = ngettext(
                "%(province)s, %(total)s lid",
                "%(province)s, %(total)s leden",
                number,
                province=name,
                total=in_digits(number),
            )
        drawn.append(
            Tile(
                column=column,
                row=row,
                lines=name.replace("-", "-\n").replace(" ", "\n").splitlines(),
                number=in_digits(number) if number is not None else "",
                label=label,
                url=address_with(search, province),
                step=step(number, most),
                is_chosen=province in search.selection.provinces,
            )
        )
    return drawn


@dataclass(frozen=True, slots=True)
class Line:
    """A member in a list, in words."""

    name: str
    url: str
    summary: str
    disciplines: tuple[str, ...]
    photo: str | None

    @property
    def drawn(self) -> Filled:
        """How they are drawn, and what is filled in there."""
        face = (self.photo,) if self.photo else (str(tint(self.name)), initials(self.name))
        own = (*face, self.url, self.name, *([self.summary] if self.summary else ()))
        return (self.disciplines, bool(self.summary), bool(self.photo)), own


def lines(members: Sequence[Listed]) -> list[Line]:
    """The members of a page, in words."""
    said = words()
    labels = said.labels["disciplines"]
    # Asked once instead of for every line; a public id holds nothing that an address would have to quote.
    home = address_of("directory.list_members")
    has_photos = any(member.has_photo for member in members)
    photo = url_for("directory.show_photo", public_id="-", size=Size.SMALL) if has_photos else ""
    return [
        Line(
            member.name,
            f"{home}/{member.public_id}",
            _summary(said, member.function_title, member.position, member.organisation_name),
            tuple([labels[discipline] for discipline in member.disciplines]),
            photo.replace("-", member.public_id) if member.has_photo else None,
        )
        for member in members
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a member shows, in words; `topics` each with where it is searched for, by who can search."""

    name: str
    summary: str
    photo: str | None
    kind: str
    province: str
    disciplines: Sequence[str]
    topics: Sequence[tuple[str, str | None]]
    ask_me_about: str
    willing_to: Sequence[str]
    methods: Sequence[str]
    certificates: Sequence[str]
    working_since: int | None
    languages: Sequence[str]
    phone: str
    link: str


def shown(entry: DirectoryEntry, photo: str, *, can_search: bool = True) -> Shown:
    """The entry of a member in words. `photo` is where their photo stands, if they show one."""
    said = words()
    return Shown(
        name=entry.name,
        summary=_summary(said, entry.function_title, entry.position, entry.organisation_name),
        photo=photo if entry.has_photo else None,
        kind=said.labels["kinds"][entry.organisation_kind] if entry.organisation_kind else "",
        province=said.labels["provinces"][entry.province] if entry.province else "",
        disciplines=[said.labels["disciplines"][item] for item in disciplines_in(entry.discipline_bits)],
        topics=[(topic, url_for("directory.list_members", q=topic) if can_search else None) for topic in entry.topics],
        ask_me_about=entry.ask_me_about,
        willing_to=_labels_of(entry.willing_to, WILLINGNESS_LABELS),
        methods=[*_labels_of(entry.methods, METHOD_LABELS), *entry.own_methods],
        certificates=entry.certificates,
        working_since=entry.working_since,
        languages=_labels_of(entry.languages, SPOKEN_LABELS),
        phone=entry.phone,
        link=entry.link,
    )


def _labels_of(chosen: Collection[Any], labels: Mapping[Any, LazyString]) -> list[str]:
    return [str(label) for value, label in labels.items() if value in chosen]


def _summary(said: Words, function_title: str, position: StrEnum | None, organisation: str) -> str:
    function = function_title or (said.labels["positions"][position] if position else "")
    if function and organisation:
        return said.both % {"function": function, "organisation": organisation}
    return function or organisation


def chosen_words(text: str, selection: Selection) -> str:
    """What a search asks for, in one line: its words, then its choices."""
    said = words()
    choices = [
        said.labels[holds][value]
        for _, holds, _, labels in FACETS
        for value in labels
        if value in getattr(selection, holds)
    ]
    return ", ".join([said.quoted % {"word": text}] * bool(text) + choices)


def how_many(found: Found) -> str:
    """How many members were found; of too many to count, only what is certain."""
    page = found.page
    if found.counts is None and page.has_next:
        return str(gettext("Meer dan %(number)s leden", number=in_digits(page.number * PER_PAGE)))
    if found.counts is None and not page.items:
        return str(gettext("Geen leden op deze pagina"))
    uncounted = (page.number - 1) * PER_PAGE + len(page.items)
    total = found.counts.total if found.counts else uncounted
    return str(ngettext("%(total)s lid", "%(total)s leden", total, total=in_digits(total)))


def orders(search: Search) -> Sequence[tuple[str, str]]:
    """The orders to choose from. The usual one, first, has no name in the address: it changes when words are typed."""
    (_, best), (name, by_name), *others = words().orders
    return [("", best), (name, by_name), *others] if search.terms else [("", by_name), *others]


def read_as(found: Found) -> list[str]:
    """Which words nobody has, and what was looked for instead."""
    quoted = words().quoted
    return [
        gettext(
            "%(typed)s vonden we niet. We zochten naar %(meant)s.",
            typed=quoted % {"word": typed},
            meant=", ".join(quoted % {"word": word} for word in meant),
        )
        for typed, meant in found.reading.instead.items()
    ]


def uncounted(search: Search, *, is_counted: bool) -> str:
    """Why there are no numbers, and how to get them; nothing where there are. A filter does not help: the words are
    what so many have."""
    if is_counted:
        return ""
    sentence: str
    if search.order is Order.BEST:
        sentence = gettext(
            "Zoveel leden noemen dit dat we ze niet tellen, en ze staan op naam: typ er een woord bij dat minder leden "
            "noemen, en je ziet aantallen, met de beste bovenaan."
        )
    else:
        sentence = gettext(
            "Zoveel leden noemen dit dat we ze niet tellen: typ er een woord bij dat minder leden noemen, en je ziet "
            "aantallen."
        )
    return sentence


def in_digits(number: int) -> str:
    """A number as it is written: 12, 1.234."""
    # Asking the language is slow, and below a thousand all write the same.
    return str(number) if number < 1000 else f"{number:,}".replace(",", words().thousands)
