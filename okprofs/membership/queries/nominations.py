"""Whom did this member put forward, and what became of it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import Application, Nomination
from okprofs.membership.queries import current_membership
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.nominating import VALID_FOR, Nominator, Progress, progress
from okprofs.people.models import Account, Profile

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class MadeNomination:
    """What its maker sees of a nomination."""

    address: str
    at: datetime
    progress: Progress


def nominations_by(account_id: int, number: int) -> Page[MadeNomination]:
    """A page of the nominations by this member, the latest first. What came to nothing in time is no longer among them,
    also where we remember longer that the colleague would rather not: that is not for the member to see."""
    limit, offset = window(number, A_PAGE)
    made = (
        sa.select(Nomination.address, Nomination.at, Application.status, Profile.is_findable)
        .outerjoin(Application, Application.id == Nomination.application_id)
        .outerjoin(Profile, Profile.account_id == Application.account_id)
        .where(
            Nomination.nominator_id == account_id,
            sa.or_(Nomination.application_id.is_not(None), Nomination.at > now() - VALID_FOR),
        )
        .order_by(Nomination.at.desc(), Nomination.id.desc())
    )
    rows = db.session.execute(made.limit(limit).offset(offset)).all()
    shown = [
        MadeNomination(row.address, row.at, progress(row.status, is_findable=bool(row.is_findable))) for row in rows
    ]
    return cut(shown, number, A_PAGE)


def nominator_of(account: Account, address: str) -> Nominator:
    """This person as the rules ask for who puts somebody forward at `address`."""
    membership = current_membership(account.id)
    of_theirs = sa.select(sa.func.count()).where(Nomination.nominator_id == account.id)
    return Nominator(
        membership.category if membership else None,
        account.email,
        made_today=db.session.scalar(of_theirs.where(Nomination.at > now() - timedelta(days=1))) or 0,
        has_nominated_this_one=bool(
            db.session.scalar(of_theirs.where(Nomination.address == address, Nomination.at > now() - VALID_FOR))
        ),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """How many letters went to an address lately, and whether its holder would rather have none."""

    letters: int
    would_rather_not: bool


def written_to(address: str) -> Written:
    """What was written to this address on behalf of whichever member."""
    since = sa.func.coalesce(Nomination.declined_at, Nomination.at)
    found = sa.select(sa.func.count(), sa.func.count(Nomination.declined_at)).where(
        Nomination.address == address, since > now() - VALID_FOR
    )
    letters, declined = db.session.execute(found).one()
    return Written(letters, bool(declined))


def open_nomination(public_id: str) -> Nomination | None:
    """A nomination from which one can still begin, or go on with the draft that one began."""
    return db.session.scalar(open_nominations().where(Nomination.public_id == public_id))


def open_nominations() -> sa.Select[Nomination]:
    """Those that nobody turned down, and from which no application was sent."""
    return (
        sa.select(Nomination)
        .outerjoin(Nomination.application)
        .where(
            Nomination.declined_at.is_(None),
            sa.or_(Application.id.is_(None), Application.status == ApplicationStatus.DRAFT),
        )
        .options(joinedload(Nomination.application))
    )
