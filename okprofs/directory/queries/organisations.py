"""Who is here from one organisation, as far as each shows where they work?

A shown organisation has a name in the entry; a hidden one is as empty as none. Whoever hides it is left out before
anything is put in order or cut into pages, and nothing here is counted.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.queries.finding import PER_PAGE, Listed
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.organisations.models import Organisation
from okprofs.people.models import Profile


def organisation(public_id: str) -> Organisation | None:
    """The organisation with this public id, with its practice and the one it went up in."""
    query = sa.select(Organisation).where(Organisation.public_id == public_id)
    return db.session.scalar(query.options(undefer(Organisation.practice), joinedload(Organisation.merged_into)))


def members_at(organisation_id: int, number: int) -> Page[Listed]:
    """A page of the members who show that they work there, by name."""
    limit, offset = window(number, PER_PAGE)
    shown = _shows_where().where(Profile.organisation_id == organisation_id)
    in_order = shown.order_by(DirectoryEntry.sort_name, DirectoryEntry.account_id).limit(limit).offset(offset)
    listed = [Listed.of(entry) for entry in db.session.scalars(in_order)]
    # Where they work stands above the list already.
    return cut([replace(one, organisation_name="") for one in listed], number, PER_PAGE)


def organisation_of(entry: DirectoryEntry) -> str | None:
    """The public id of the organisation that someone shows to members; None for who shows none."""
    if not entry.organisation_name:
        return None
    query = sa.select(Organisation.public_id).join(Profile, Profile.organisation_id == Organisation.id)
    query = query.join(DirectoryEntry, DirectoryEntry.account_id == Profile.account_id)
    shown = DirectoryEntry.organisation_name != ""
    return db.session.scalar(query.where(Profile.account_id == entry.account_id, shown))


def colleagues_of(account_id: int) -> sa.Select[int]:
    """The ids of the accounts of members who show that they work where this person works."""
    own = sa.select(Profile.organisation_id).where(
        Profile.account_id == account_id, Profile.organisation_id.is_not(None)
    )
    return _shows_where().with_only_columns(DirectoryEntry.account_id).where(Profile.organisation_id.in_(own))


def _shows_where() -> sa.Select[DirectoryEntry]:
    query = sa.select(DirectoryEntry).join(Profile, Profile.account_id == DirectoryEntry.account_id)
    return query.where(DirectoryEntry.organisation_name != "")
