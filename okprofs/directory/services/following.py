"""Following what happens: each change of a profile, an account, a membership or an organisation shows at once."""

from collections.abc import Collection, Sequence
from typing import Protocol

import sqlalchemy as sa

from okprofs.directory.models import DirectoryEntry
from okprofs.directory.services.entries import entries_for, put
from okprofs.kernel.db import db, locked
from okprofs.membership.facts import MembershipsPaused
from okprofs.membership.queries import members_among
from okprofs.organisations.facts import OrganisationRenamed, OrganisationsMerged
from okprofs.people.queries import accounts_at, hold_accounts


class _AboutAccount(Protocol):
    @property
    def account_id(self) -> int: ...


def follow_account(fact: _AboutAccount) -> None:
    """Something happened to one person: a profile or a membership changed, an account was blocked."""
    refresh([fact.account_id])


def follow_accounts(fact: MembershipsPaused) -> None:
    """Many memberships paused or ended at once."""
    refresh(fact.account_ids)


def follow_organisation(fact: OrganisationRenamed) -> None:
    """An organisation is called otherwise: so is where its people work."""
    _refresh_at(fact.organisation_id)


def follow_merge(fact: OrganisationsMerged) -> None:
    """People of one organisation now work at another."""
    _refresh_at(fact.into_id)


def _refresh_at(organisation_id: int) -> None:
    """All who work there. Everybody is held before anything is written, so that no two wait for each other."""
    some: list[Sequence[int]] = []
    while ids := accounts_at(organisation_id, some[-1][-1] if some else 0):
        hold_accounts(ids)
        some.append(ids)
    for ids in some:
        refresh(ids)


def refresh(account_ids: Collection[int]) -> None:
    """Let the directory show of these people, at most 1,000, what members may see now: all that, or nothing at all.

    Doing it twice changes nothing more.
    """
    ids = sorted(set(account_ids))
    # Behind this lock nobody else refreshes the same people, so what is read is what is replaced.
    hold_accounts(ids)
    standing = locked(sa.select(*DirectoryEntry.__table__.columns).where(DirectoryEntry.account_id.in_(ids)))
    old = {row.account_id: dict(row._mapping) for row in db.session.execute(standing)}
    put(old, entries_for(members_among(ids), old))
