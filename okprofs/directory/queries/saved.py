"""What has a member saved to search for, and who was found for it lately?"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry, SavedSearch, SearchFind
from okprofs.directory.queries.finding import Listed, Search
from okprofs.directory.queries.statements import Order
from okprofs.directory.rules.facets import Selection
from okprofs.directory.rules.newcomers import MOST_SEARCHES
from okprofs.kernel.db import db
from okprofs.kernel.search import asked_terms
from okprofs.people.models import Account

MOST_FINDS = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that was saved, with how many it found lately who show it still."""

    search: SavedSearch
    finds: int


def saved_searches(account_id: int) -> list[Saved]:
    """What this member saved, by name."""
    number = (
        sa.select(sa.func.count())
        .select_from(SearchFind)
        .join(DirectoryEntry, DirectoryEntry.account_id == SearchFind.account_id)
        .where(SearchFind.search_id == SavedSearch.id)
        .scalar_subquery()
    )
    query = sa.select(SavedSearch, number).where(SavedSearch.account_id == account_id)
    rows = db.session.execute(query.order_by(SavedSearch.name, SavedSearch.id).limit(MOST_SEARCHES))
    return [Saved(search, int(finds)) for search, finds in rows]


def saved_search(account_id: int, public_id: str) -> SavedSearch | None:
    """One of this member's saved searches."""
    return db.session.scalar(
        sa.select(SavedSearch).where(SavedSearch.public_id == public_id, SavedSearch.account_id == account_id)
    )


def searches_told_of(about: str) -> tuple[Account | None, Sequence[SavedSearch]]:
    """Whose letter this was, and the searches that the link in it silences. `about` is the public id that the letter
    bears: of the one search that it told of, or of who saved them all. Nobody, and none, when it is gone."""
    query = sa.select(Account).where(Account.public_id == about)
    one = db.session.scalar(sa.select(SavedSearch).where(SavedSearch.public_id == about))
    if one is not None:
        return db.session.get(Account, one.account_id), [one]
    account = db.session.scalar(query)
    return account, [saved.search for saved in saved_searches(account.id)] if account else []


def finds_of(search: SavedSearch) -> Sequence[Listed]:
    """Who was found for this search lately, the last first; only who can be found still, with what they show now."""
    query = (
        sa.select(DirectoryEntry)
        .join(SearchFind, SearchFind.account_id == DirectoryEntry.account_id)
        .where(SearchFind.search_id == search.id)
        .order_by(SearchFind.found_at.desc(), DirectoryEntry.sort_name)
        .limit(MOST_FINDS)
    )
    return [Listed.of(entry) for entry in db.session.scalars(query)]


def asked_again(saved: SavedSearch) -> Search:
    """The search that was saved, in its usual order."""
    terms = tuple(asked_terms(saved.text))
    selection = Selection(
        saved.disciplines, saved.kinds, saved.positions, saved.provinces, saved.methods, saved.willing_to
    )
    return Search(terms, selection, Order.BEST if terms else Order.NAME)
