"""Which lists did we take in, what became of the rows, and what do we know of who is on one?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from okprofs.kernel.db import db
from okprofs.kernel.ids import digest
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import (
    Application,
    Membership,
    MembershipStatus,
    NetworkImport,
    NetworkImportRow,
    PersonKey,
)
from okprofs.membership.queries import may_be_near
from okprofs.membership.queries.cases import MOST_LISTED, closed_to
from okprofs.membership.queries.deciding import members_closed_to
from okprofs.membership.rules.duplicates import Someone, keys_of, likeness
from okprofs.membership.rules.importing import NOTHING_KNOWN, WAITING, Known, Result
from okprofs.membership.rules.lifecycle import IN_REVIEW
from okprofs.membership.rules.look_alikes import TELLING
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Profile

MOST_LOOKED_AT = 1_000

_MAKER = joinedload(NetworkImport.made_by).options(load_only(Account.public_id, Account.name))


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


def perhaps_known(rows: Sequence[NetworkImportRow], reader_id: int) -> dict[int, Someone | None]:
    """Who in the house may be whoever is invited by these rows, at most a page of them, under another address: by the
    name and organisation of their profile or application. By the number of the row; None is somebody whose case or
    membership is closed to this reader, who learns only that there is one.

    Read when it is asked and kept nowhere. Of all who share a key 1,000 are looked at: it points out, it decides
    nothing.
    """
    people = {
        row.number: Someone(row.name, row.address, row.organisation_name) for row in rows if row.result is Result.READY
    }
    keys = {number: keys_of(one.name, one.email) for number, one in people.items()}
    asked = sorted(frozenset[str]().union(*keys.values()))
    if not asked:
        return {}
    known = sa.select(PersonKey.key, PersonKey.account_id).where(PersonKey.key.in_(asked)).order_by(PersonKey.key)
    accounts: defaultdict[str, list[int]] = defaultdict(list)
    for key, account_id in db.session.execute(known.limit(MOST_LOOKED_AT)):
        accounts[key].append(account_id)
    known_as = _known_as({account_id for ids in accounts.values() for account_id in ids})
    found: dict[int, Someone] = {}
    for number, one in people.items():
        others = (other for key in sorted(keys[number]) for account in accounts[key] for other in known_as[account])
        alike = next((other for other in others if likeness(one, other) in TELLING), None)
        if alike is not None:
            found[number] = alike
    closed = _closed_to(reader_id, {alike.account_id for alike in found.values() if alike.account_id is not None})
    return {number: None if alike.account_id in closed else alike for number, alike in found.items()}


def _closed_to(reader_id: int, account_ids: Collection[int]) -> set[int]:
    """Of whom among these people a case, or the membership, is closed to this reader."""
    if not account_ids:
        return set()
    near = sa.select(Application.public_id, Application.account_id).where(
        Application.account_id.in_(account_ids), Application.submitted_at.is_not(None), may_be_near(reader_id)
    )
    cases = db.session.execute(near.order_by(Application.id.desc()).limit(MOST_LISTED)).all()
    running = sa.select(Membership.id, Membership.account_id).where(
        Membership.account_id.in_(account_ids), Membership.status != MembershipStatus.ENDED
    )
    members = db.session.execute(running).all()
    closed = closed_to(reader_id, [case.public_id for case in cases])
    closed_members = members_closed_to(reader_id, [member.id for member in members])
    return {case.account_id for case in cases if case.public_id in closed} | {
        member.account_id for member in members if member.id in closed_members
    }


def _known_as(account_ids: Collection[int]) -> defaultdict[int, list[Someone]]:
    """As whom we know these people: by their profile, and as they applied."""
    by_profile = (
        sa.select(Account.id, Account.name, Account.email, sa.func.coalesce(Organisation.name, ""))
        .join(Profile, Profile.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == Profile.organisation_id)
        .where(Account.id.in_(account_ids))
    )
    applied = sa.select(
        Application.account_id, Application.name, Application.email, Application.organisation_name
    ).where(Application.account_id.in_(account_ids), Application.submitted_at.is_not(None))
    found: defaultdict[int, list[Someone]] = defaultdict(list)
    if account_ids:
        for account_id, name, email, organisation in db.session.execute(by_profile.union_all(applied)):
            found[account_id].append(Someone(name, email, organisation, account_id=account_id))
    return found
