"""A search that a member of the demo saved, with who came since."""

import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry, SearchFind
from okprofs.directory.queries import Search
from okprofs.directory.rules.facets import BITS, Selection
from okprofs.directory.services import save_search
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.organisations.rules.provinces import Province
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline


def load_searches(account: Account) -> None:
    """One search, for which two came lately."""
    lean = Selection(frozenset({Discipline.LEAN}), provinces=frozenset({Province.GELDERLAND}))
    saved = save_search(account, "Lean in Gelderland", "", Search(selection=lean))
    fitting = sa.select(DirectoryEntry.account_id).where(
        DirectoryEntry.province == Province.GELDERLAND,
        DirectoryEntry.discipline_bits.bitwise_and(BITS[Discipline.LEAN]) != 0,
        DirectoryEntry.account_id != account.id,
    )
    for account_id in db.session.scalars(fitting.order_by(DirectoryEntry.account_id.desc()).limit(2)):
        db.session.add(SearchFind(search_id=saved.id, account_id=account_id, found_at=now()))
