"""Who among the applicants and members may be the person who applied here?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from okprofs.kernel.db import db, locked
from okprofs.membership.models import Application, ApplicationNote, Membership, MembershipStatus, Merger, PersonKey
from okprofs.membership.queries import may_be_near
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.duplicates import STRENGTH, Likeness, Someone, keys_of, likeness
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus
from okprofs.organisations.models import Organisation
from okprofs.people.models import Account, Profile

MOST_LOOKED_AT = 200
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Twin:
    """One who may be the applicant: an application that was sent, or a membership."""

    name: str
    organisation_name: str
    # What they have in common; None for one that nothing points to but that it was merged.
    likeness: Likeness | None
    application_id: str | None = None
    status: ApplicationStatus | None = None
    # When it was decided, else when it was sent.
    at: datetime | None = None
    # Whether it closed, because it goes on as the application looked at.
    is_merged_here: bool = False
    membership_id: str | None = None
    number: int | None = None
    membership_status: MembershipStatus | None = None
    category: Category | None = None
    # Whether the application looked at closed, because it goes on as this.
    goes_on: bool = False
    # Whether it may be closed to who looks: `cases.closed_to` tells.
    may_be_near: bool = False


@dataclass(frozen=True, slots=True)
class Twins:
    """The few that are most alike, the strongest likeness first."""

    found: tuple[Twin, ...]
    are_all: bool
    # Of a merged application: as which it goes on.
    merged_into: Twin | None


def twins_of(application: Application, reader_id: int | None = None) -> Twins:
    """Who may be the same person as who sent this application, by one read of at most 200 accounts; and of each
    application whether it may be closed to this reader."""
    asked = {
        "application": application.id,
        "account": application.account_id,
        "reader": reader_id,
        "keys": sorted(keys_of(application.name, application.email)),
    }
    rows = db.session.execute(_alike(), asked).all()
    mine = Someone(
        application.name,
        application.email,
        application.organisation_name,
        application.organisation_id,
        application.account_id,
    )
    found = _each_once(twin for row in rows for twin in _twins(application, mine, row))
    merged_into = next((twin for twin in found if twin.goes_on), None)
    others = [twin for twin in found if not twin.goes_on]
    return Twins(tuple(others[:MOST_SHOWN]), len(others) <= MOST_SHOWN, merged_into)


def _each_once(twins: Iterable[Twin]) -> list[Twin]:
    """An account stands in several rows when it has several applications or memberships."""
    found = {twin.application_id or twin.membership_id: twin for twin in twins}
    return sorted(found.values(), key=_rank)


def _rank(twin: Twin) -> tuple[bool, bool, int, float]:
    strength = STRENGTH[twin.likeness] if twin.likeness else len(STRENGTH)
    return not twin.is_merged_here, twin.status not in IN_REVIEW, strength, -(twin.at.timestamp() if twin.at else 0)


@cache
def _alike() -> sa.Select[Any]:
    """The accounts that have one of `keys` in common with `application`, sent by `account`, and those with which it was
    merged."""
    this = sa.bindparam("application", type_=sa.Integer)
    # Addresses come before names.
    keys: sa.BindParameter[Any] = sa.bindparam("keys", expanding=True)
    known = sa.select(PersonKey.account_id).where(PersonKey.key.in_(keys)).order_by(PersonKey.key)
    merged_here, target, merged = aliased(Application), aliased(Application), aliased(Merger)
    here = (
        sa.select(merged_here.account_id)
        .join(Merger, Merger.application_id == merged_here.id)
        .where(Merger.into_id == this)
    )
    there = (
        sa.select(sa.func.coalesce(target.account_id, Membership.account_id))
        .select_from(Merger)
        .outerjoin(target, target.id == Merger.into_id)
        .outerjoin(Membership, Membership.id == Merger.membership_id)
        .where(Merger.application_id == this)
    )
    own_account = sa.select(sa.bindparam("account", type_=sa.Integer))
    accounts = [known.limit(MOST_LOOKED_AT).subquery().select(), here, there, own_account]
    own = sa.select(Merger.into_id, Merger.membership_id).where(Merger.application_id == this).subquery()
    sent = sa.and_(
        Application.account_id == Account.id,
        Application.submitted_at.is_not(None),
        Application.id != this,
    )
    columns: list[Any] = [
        Account.id,
        Account.name,
        Account.email,
        Profile.organisation_id,
        Organisation.name.label("organisation_name"),
        Application.id.label("application"),
        Application.public_id.label("application_id"),
        Application.name.label("applied_as"),
        Application.email.label("applied_from"),
        Application.organisation_id.label("applied_at_id"),
        Application.organisation_name.label("applied_at"),
        Application.status,
        Application.submitted_at,
        Application.decided_at,
        (merged.into_id == this).label("is_merged_here"),
        may_be_near(sa.bindparam("reader", type_=sa.Integer)).label("may_be_near"),
        Membership.id.label("membership"),
        Membership.public_id.label("membership_id"),
        Membership.number,
        Membership.status.label("membership_status"),
        Membership.category,
        own.c.into_id.label("own_into"),
        own.c.membership_id.label("own_membership"),
    ]
    return (
        sa.select(*columns)
        .select_from(Account)
        .join(Profile, Profile.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == Profile.organisation_id)
        .outerjoin(Application, sent)
        .outerjoin(merged, merged.application_id == Application.id)
        .outerjoin(Membership, Membership.account_id == Account.id)
        .outerjoin(own, sa.true())
        .where(Account.id.in_(sa.union(*accounts)))
        .order_by(Account.id, Application.id, Membership.id)
        .limit(2 * MOST_LOOKED_AT)
    )


def _twins(application: Application, mine: Someone, row: Any) -> Iterable[Twin]:
    account = Someone(row.name, row.email, row.organisation_name or "", row.organisation_id, row.id)
    if row.membership is not None and row.id != application.account_id:
        goes_on = row.own_membership == row.membership
        found = likeness(mine, account)
        if found or goes_on:
            yield Twin(
                row.name,
                row.organisation_name or "",
                found,
                membership_id=row.membership_id,
                number=row.number,
                membership_status=row.membership_status,
                category=row.category,
                goes_on=goes_on,
            )
    if row.application is not None:
        applicant = Someone(row.applied_as, row.applied_from, row.applied_at, row.applied_at_id, row.id)
        goes_on, is_merged_here = row.own_into == row.application, bool(row.is_merged_here)
        is_told = row.status in IN_REVIEW or row.status is ApplicationStatus.REJECTED
        if not (is_told or goes_on or is_merged_here):
            return
        alike = [found for found in (likeness(mine, applicant), likeness(mine, account)) if found]
        if alike or goes_on or is_merged_here:
            yield Twin(
                row.applied_as,
                row.applied_at,
                min(alike, key=STRENGTH.__getitem__, default=None),
                application_id=row.application_id,
                status=row.status,
                at=row.decided_at or row.submitted_at,
                goes_on=goes_on,
                is_merged_here=is_merged_here,
                may_be_near=bool(row.may_be_near),
            )


def merger_of(public_id: str) -> Merger | None:
    """As what the merged application with this public id goes on, as it is at this moment."""
    query = sa.select(Merger).join(Application, Application.id == Merger.application_id)
    return db.session.scalar(query.where(Application.public_id == public_id).execution_options(populate_existing=True))


def member_to_merge_with(public_id: str) -> Membership | None:
    """The membership with this public id, and whose it is."""
    query = sa.select(Membership).where(Membership.public_id == public_id)
    return db.session.scalar(query.options(joinedload(Membership.account)))


def held_cases(public_ids: Sequence[str]) -> dict[str, Application]:
    """These applications by their public ids, held until the end of the transaction; in order, so that no two can block
    each other."""
    query = sa.select(Application).where(Application.public_id.in_(public_ids)).order_by(Application.id)
    return {found.public_id: found for found in db.session.scalars(locked(query))}


def notes_kept_on(application: Application) -> int:
    """How many notes reviewers wrote about it."""
    count = sa.select(sa.func.count()).select_from(ApplicationNote)
    return db.session.scalar(count.where(ApplicationNote.application_id == application.id)) or 0


def is_recognised(account_id: int) -> bool:
    """Whether this person applied or became a member here, so that we look out for them."""
    return bool(db.session.scalar(sa.select(sa.exists().where(PersonKey.account_id == account_id))))
