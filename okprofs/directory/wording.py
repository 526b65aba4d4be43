"""Which words does the directory use, and how does it say what it counts?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _l

from okprofs.directory.queries import PER_PAGE, Found, Listed, Order
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS

ORDER_LABELS: Mapping[Order, LazyString] = {
    Order.NAME: _l("Op naam"),
    Order.NAME_BACKWARDS: _l("Op naam, van Z naar A"),
    Order.ORGANISATION: _l("Op organisatie"),
}

FACETS: Mapping[str, LazyString] = {
    "disciplines": _l("Vakgebied"),
    "kinds": _l("Soort organisatie"),
    "positions": _l("Functie"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a facet, with how many members it leaves; empty when that was not counted."""

    value: str
    label: str
    count: str
    is_selected: bool


def in_digits(number: int) -> str:
    """A number as it is written: 12, 1.234."""
    # Asking the language is slow, and below a thousand all write the same.
    return str(number) if number < 1000 else str(format_decimal(number))


def options(
    labels: Mapping[StrEnum, LazyString],
    chosen: frozenset[StrEnum],
    present: Mapping[StrEnum, int],
    counts: Mapping[StrEnum, int] | None,
) -> list[Option]:
    """The choices that anyone in the directory has, and those that were made."""
    return [
        Option(
            value.value,
            str(label),
            "" if counts is None else in_digits(counts.get(value, 0)),
            value in chosen,
        )
        for value, label in labels.items()
        if present.get(value) or value in chosen
    ]


def summaries() -> Callable[[str, str], str]:
    """How to say what someone does and where, as far as they show it; the words are looked up once for a whole list."""
    both = gettext("%(function)s bij %(organisation)s")

    def summary(function: str, organisation: str) -> str:
        if function and organisation:
            return both % {"function": function, "organisation": organisation}
        return function or organisation

    return summary


@dataclass(frozen=True, slots=True)
class Line:
    """A member in the list, in words."""

    public_id: str
    name: str
    summary: str
    disciplines: list[str]


def lines(members: Sequence[Listed]) -> list[Line]:
    """The members of a page, in words."""
    positions = {position: str(label) for position, label in POSITION_LABELS.items()}
    disciplines = {discipline: str(label) for discipline, label in DISCIPLINE_LABELS.items()}
    summary = summaries()
    return [
        Line(
            member.public_id,
            member.name,
            summary(
                member.function_title or (positions[member.position] if member.position else ""),
                member.organisation_name,
            ),
            [disciplines[discipline] for discipline in member.disciplines],
        )
        for member in members
    ]


def how_many(found: Found) -> str:
    """How many members were found; of too many to count, only what is certain."""
    page = found.page
    if found.counts is not None:
        total = found.counts.total
        return str(ngettext("%(total)s lid", "%(total)s leden", total, total=in_digits(total)))
    if page.has_next:
        return str(gettext("Meer dan %(number)s leden", number=in_digits(page.number * PER_PAGE)))
    total = (page.number - 1) * PER_PAGE + len(page.items)
    return str(ngettext("%(total)s lid", "%(total)s leden", total, total=in_digits(total)))
