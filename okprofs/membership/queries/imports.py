"""Which lists did we take in, what became of the rows, and what do we know of who is on one?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from okprofs.kernel.db import db
from okprofs.kernel.ids import digest
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import Application, Membership, MembershipStatus, NetworkImport, NetworkImportRow
from okprofs.membership.rules.importing import NOTHING_KNOWN, WAITING, Known, Result
from okprofs.membership.rules.lifecycle import IN_REVIEW
from okprofs.people.models import Account

_MAKER = joinedload(NetworkImport.made_by, innerjoin=True).options(load_only(Account.public_id, Account.name))


def imports(number: int) -> Page[NetworkImport]:
    """A page of the lists that were taken in, the newest first."""
    limit, offset = window(number)
    query = sa.select(NetworkImport).options(_MAKER).order_by(NetworkImport.id.desc())
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def import_named(public_id: str) -> NetworkImport | None:
    """A list by its public id, with who took it in."""
    return db.session.scalar(sa.select(NetworkImport).where(NetworkImport.public_id == public_id).options(_MAKER))


def first_rows(import_id: int, limit: int = 3) -> Sequence[NetworkImportRow]:
    """The first rows of a list: enough to recognise a column by."""
    query = sa.select(NetworkImportRow).where(NetworkImportRow.import_id == import_id)
    return db.session.scalars(query.order_by(NetworkImportRow.number).limit(limit)).all()


def counts(import_id: int) -> dict[Result, int]:
    """How many rows of a list came to what; a list has at most 10,000."""
    query = sa.select(NetworkImportRow.result, sa.func.count()).where(NetworkImportRow.import_id == import_id)
    found = db.session.execute(query.group_by(NetworkImportRow.result)).all()
    return {result: number for result, number in found if result is not None}


def rows(import_id: int, result: Result | None, number: int) -> Page[NetworkImportRow]:
    """A page of the rows of a list in the order of the file, all or those that came to `result`."""
    limit, offset = window(number)
    query = sa.select(NetworkImportRow).where(NetworkImportRow.import_id == import_id)
    if result is not None:
        query = query.where(NetworkImportRow.result == result)
    columns = load_only(
        NetworkImportRow.number,
        NetworkImportRow.result,
        NetworkImportRow.earlier_line,
        NetworkImportRow.name,
        NetworkImportRow.address,
        NetworkImportRow.organisation_name,
        NetworkImportRow.function_title,
    )
    chosen = query.options(columns).order_by(NetworkImportRow.number).limit(limit).offset(offset)
    return cut(db.session.scalars(chosen).all(), number)


def invited_row(public_id: str) -> NetworkImportRow | None:
    """Who was invited and can still answer, with the list they are on."""
    query = sa.select(NetworkImportRow).where(
        NetworkImportRow.public_id == public_id, NetworkImportRow.result.in_(WAITING)
    )
    return db.session.scalar(query.options(joinedload(NetworkImportRow.taken_from, innerjoin=True)))


def known_of(addresses: Collection[str], *, import_id: int, before: int) -> dict[str, Known]:
    """What we know of who has these addresses, at most 1,000: from the house, from other lists, and from the lines of
    this one above line `before`. Who is not in the answer is new."""
    digests = {digest(address): address for address in addresses}
    found = defaultdict(lambda: NOTHING_KNOWN, _from_the_house(addresses))
    earlier = sa.select(NetworkImportRow.address_digest, sa.func.min(NetworkImportRow.number)).where(
        NetworkImportRow.address_digest.in_(digests),
        NetworkImportRow.import_id == import_id,
        NetworkImportRow.number < before,
    )
    for address_digest, line in db.session.execute(earlier.group_by(NetworkImportRow.address_digest)):
        address = digests[str(address_digest)]
        found[address] = replace(found[address], earlier_line=line)
    elsewhere = sa.select(NetworkImportRow.address_digest, NetworkImportRow.result).where(
        NetworkImportRow.address_digest.in_(digests), NetworkImportRow.result.in_((*WAITING, Result.DECLINED))
    )
    for address_digest, result in db.session.execute(elsewhere):
        address = digests[str(address_digest)]
        known, has_declined = found[address], result is Result.DECLINED
        found[address] = replace(
            known, is_invited=known.is_invited or not has_declined, is_unwanted=known.is_unwanted or has_declined
        )
    return dict(found)


def _from_the_house(addresses: Collection[str]) -> dict[str, Known]:
    accounts = db.session.execute(
        sa.select(Account.id, Account.email, Account.blocked_at).where(Account.email.in_(addresses))
    ).all()
    ids = [account.id for account in accounts]
    if not ids:
        return {}
    memberships = defaultdict(set)
    for account_id, status in db.session.execute(
        sa.select(Membership.account_id, Membership.status).where(Membership.account_id.in_(ids))
    ):
        memberships[account_id].add(status)
    applying = sa.select(Application.account_id).where(
        Application.account_id.in_(ids), Application.status.in_(IN_REVIEW)
    )
    applicants = set(db.session.scalars(applying))
    return {
        account.email: Known(
            is_member=bool(memberships[account.id] - {MembershipStatus.ENDED}),
            has_left=memberships[account.id] == {MembershipStatus.ENDED},
            is_applying=account.id in applicants,
            is_unwanted=account.blocked_at is not None,
        )
        for account in accounts
    }
