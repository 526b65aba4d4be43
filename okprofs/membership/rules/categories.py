"""What may which kind of member do?

One table: each line is a right, with the kinds of members that have it. Whoever asks whether someone may do something
asks here; a membership that is suspended or has ended gives no right at all.

Source: the definition of an OK-prof makes the professional; the morning of the founding seminar is "voor ieder NMKG-lid
en andere geïnteresseerden" and so is what the network member has. An alumnus was a professional, and works for
government no longer. An organisation can be a member too, with seats that its contact hands out: who has nothing but
such a seat is a member by it, with what a network member has. A seat makes nobody a professional; only reviewers do.
"""

from collections.abc import Mapping
from enum import StrEnum


class Category(StrEnum):
    """Which kind of member someone is."""

    PROFESSIONAL = "professional"
    NETWORK = "network"
    HONORARY = "honorary"
    ALUMNUS = "alumnus"
    SEAT = "seat"


class Right(StrEnum):
    """What a member may do."""

    OPEN_PARTS = "open_parts"  # come to the open parts of events
    PUBLIC_CASES = "public_cases"  # read the practice cases that are public
    CLOSED_PARTS = "closed_parts"  # hold a closed ticket, and pay the members' price
    SEARCH_DIRECTORY = "search_directory"  # look colleagues up
    BE_FOUND = "be_found"  # stand in the directory, to whoever may search it
    NOMINATE = "nominate"  # put a colleague forward, and vouch in words
    APPLY = "apply"  # ask to become a professional
    RETURN = "return"  # become a professional again by three questions, without an application


_PROFESSIONAL, _NETWORK, _HONORARY, _ALUMNUS, _SEAT = Category

WHO_MAY: Mapping[Right, frozenset[Category]] = {
    Right.OPEN_PARTS: frozenset({_PROFESSIONAL, _NETWORK, _HONORARY, _ALUMNUS, _SEAT}),
    Right.PUBLIC_CASES: frozenset({_PROFESSIONAL, _NETWORK, _HONORARY, _ALUMNUS, _SEAT}),
    Right.CLOSED_PARTS: frozenset({_PROFESSIONAL, _HONORARY}),
    Right.SEARCH_DIRECTORY: frozenset({_PROFESSIONAL, _HONORARY}),
    Right.BE_FOUND: frozenset({_PROFESSIONAL, _HONORARY}),
    Right.NOMINATE: frozenset({_PROFESSIONAL, _HONORARY}),
    Right.APPLY: frozenset({_NETWORK, _ALUMNUS, _SEAT}),
    Right.RETURN: frozenset({_ALUMNUS}),
}

CONFIRMS_YEARLY = frozenset({_PROFESSIONAL})
"""Who is asked every year whether the definition still fits: for the others it is no condition. About the seats of an
organisation its contact is asked instead: see `seats.py`."""

GIVEN_BY_OFFICE = tuple(category for category in Category if category is not _SEAT)
"""Which kinds the office can make someone. A seat is handed out by the organisation."""


def may(category: Category, right: Right) -> bool:
    """Whether a member of this kind has this right."""
    return category in WHO_MAY[right]


def rights_of(category: Category) -> tuple[Right, ...]:
    """All that a member of this kind may do, in the order of the table."""
    return tuple(right for right, categories in WHO_MAY.items() if category in categories)
