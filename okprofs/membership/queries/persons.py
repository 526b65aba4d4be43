"""As whom does someone go on who applied twice, and does any application of theirs still wait for a decision?

One merger far: who was merged into somebody who then was merged again is looked up no further.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from okprofs.kernel.db import db
from okprofs.membership.models import Application, Membership, Merger
from okprofs.membership.queries.memberships import takes_part_on
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus

MOST_MERGED = 20

_into = aliased(Application)
_goes_on = sa.func.coalesce(_into.account_id, Membership.account_id)


def goes_on_as(account_id: int) -> list[int]:
    """The accounts of this person: their own, and those with whose application or membership theirs was merged."""
    return [account_id, *db.session.scalars(_merged_with(account_id).limit(MOST_MERGED))]


def goes_on_among(account_ids: Collection[int]) -> dict[int, int]:
    """By account as which other it goes on: of these accounts (at most 1,000), and of those that go on as one of
    these."""
    either = sa.or_(Application.account_id.in_(account_ids), _goes_on.in_(account_ids))
    query = _mergers(Application.account_id, _goes_on).where(either, Application.account_id.is_not(None))
    return {row[0]: row[1] for row in db.session.execute(query.where(_goes_on.is_not(None)))}


def _mergers(*columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Merger)
        .join(Application, Application.id == Merger.application_id)
        .outerjoin(_into, _into.id == Merger.into_id)
        .outerjoin(Membership, Membership.id == Merger.membership_id)
        .where(Application.status == ApplicationStatus.MERGED)
    )


def _merged_with(account_id: int | sa.SQLColumnExpression[int | None]) -> sa.Select[int]:
    return _mergers(_goes_on).where(Application.account_id == account_id, _goes_on.is_not(None))


def _merged_into(account_id: int | sa.SQLColumnExpression[int | None]) -> sa.Select[int]:
    return _mergers(Application.account_id).where(_goes_on == account_id, Application.account_id.is_not(None))


def is_one_who_takes_part_on(account_id: sa.SQLColumnExpression[int | None], day: date) -> sa.ColumnElement[bool]:
    """Whether whoever a query names takes part as a professional on `day`, by this account, by that as which it goes
    on, or by one that goes on as it."""
    goes_on = _merged_with(account_id).where(takes_part_on(_goes_on, day))
    came_from = _merged_into(account_id).where(takes_part_on(Application.account_id, day))
    return sa.or_(takes_part_on(account_id, day), goes_on.exists(), came_from.exists())


def merged_into(account_id: int) -> list[int]:
    """The accounts that go on as this one: its own, and those whose application was merged with its own."""
    return [account_id, *db.session.scalars(_merged_into(account_id).limit(MOST_MERGED))]


def is_under_review(account_id: int | sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    """Whether an application of this person, as `goes_on_as` knows them, waits for the reviewers or for an answer."""
    waiting = aliased(Application)
    is_theirs = sa.or_(waiting.account_id == account_id, waiting.account_id.in_(_merged_with(account_id)))
    return sa.exists().where(waiting.status.in_(IN_REVIEW), is_theirs)


def was_rejected(account_id: int) -> bool:
    """Whether the last application of this person that was sent is rejected."""
    query = sa.select(Application.status).where(
        Application.account_id == account_id, Application.submitted_at.is_not(None)
    )
    last = db.session.scalar(query.order_by(Application.submitted_at.desc(), Application.id.desc()).limit(1))
    return last is ApplicationStatus.REJECTED
