"""Who is found, how many, and what may be read of one?"""

from okprofs.directory.queries.finding import (
    FURTHEST,
    PER_PAGE,
    Bounds,
    Found,
    Listed,
    Search,
    count_by_province,
    find,
    findable_members,
    is_behind,
)
from okprofs.directory.queries.organisations import colleagues_of, members_at, organisation, organisation_of
from okprofs.directory.queries.saved import asked_again, finds_of, saved_search, saved_searches, searches_told_of
from okprofs.directory.queries.showing import (
    are_fellows,
    entry,
    fellows_of,
    has_fellows,
    photo,
    takes_messages,
    topics,
)
from okprofs.directory.queries.statements import Order

__all__ = [
    "FURTHEST",
    "PER_PAGE",
    "Bounds",
    "Found",
    "Listed",
    "Order",
    "Search",
    "are_fellows",
    "asked_again",
    "colleagues_of",
    "count_by_province",
    "entry",
    "fellows_of",
    "find",
    "findable_members",
    "finds_of",
    "has_fellows",
    "is_behind",
    "members_at",
    "organisation",
    "organisation_of",
    "photo",
    "saved_search",
    "saved_searches",
    "searches_told_of",
    "takes_messages",
    "topics",
]
