"""What did the rules say, what did people decide, and which open cases were assessed by earlier rules?"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import DECIDED_OTHERWISE, Application, Judgement, StoredAssessment
from okprofs.membership.rules.eligibility import RULE_SET
from okprofs.membership.rules.lifecycle import IN_REVIEW

MOST_COUNTS = 400
MOST_AT_ONCE = 500
OTHERWISE_PAGE = 20


def counted() -> Sequence[Judgement]:
    """The last 400 counts, the latest quarter first: at most twelve a quarter and rule set."""
    query = sa.select(Judgement).order_by(
        Judgement.quarter_on.desc(), Judgement.rule_set.desc(), Judgement.outcome, Judgement.decision
    )
    return db.session.scalars(query.limit(MOST_COUNTS)).all()


def decided_otherwise(number: int) -> Page[Application]:
    """Page `number` of the cases that people decided otherwise than the rules advised, the latest first."""
    limit, offset = window(number, OTHERWISE_PAGE)
    query = (
        sa.select(Application)
        .where(sa.text(f"({DECIDED_OTHERWISE})"))
        .options(load_only(*_SHOWN))
        .order_by(Application.decided_at.desc(), Application.id.desc())
    )
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number, OTHERWISE_PAGE)


_SHOWN = (
    Application.public_id,
    Application.name,
    Application.organisation_name,
    Application.function_title,
    Application.status,
    Application.outcome,
    Application.decided_at,
)


def assessed_by_earlier_rules() -> Sequence[str]:
    """The public ids of at most 500 applications in review that these rules have not assessed yet."""
    by_these = sa.exists().where(
        StoredAssessment.application_id == Application.id, StoredAssessment.rule_set == RULE_SET
    )
    query = sa.select(Application.public_id).where(Application.status.in_(IN_REVIEW), ~by_these)
    return db.session.scalars(query.order_by(Application.id).limit(MOST_AT_ONCE)).all()
