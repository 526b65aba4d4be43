"""Forgetting what stood in an application, three months after it ended: the answers, and the words of everybody.

That somebody applied, when, and what was decided stays, for what is counted and until their membership is forgotten.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from okprofs.kernel.clock import now
from okprofs.kernel.db import Base, db
from okprofs.membership.models import Application, ApplicationMessage, MembershipDisclosure, StoredAssessment
from okprofs.membership.models.cases import ApplicationNote, ApplicationVote, Disclosure
from okprofs.membership.models.objections import Objection
from okprofs.membership.queries.cases import ended_before
from okprofs.membership.rules.lifecycle import KEPT_AFTER

BATCH = 500

EMPTIED: Mapping[type[Base], Mapping[str, Any]] = {
    ApplicationMessage: {"text": ""},
    ApplicationNote: {"text": ""},
    ApplicationVote: {"sentence": ""},
    Disclosure: {"reason": ""},
    Objection: {"text": "", "reason": ""},
    StoredAssessment: {"answers": {}},
    Application: {
        **dict.fromkeys(("name", "email", "organisation_name", "function_title", "dedication", "motivation"), ""),
        **dict.fromkeys(("works_for_government", "organisation_id", "appointment", "position", "engagement")),
        **dict.fromkeys(("address_evidence", "wants_to_be_found")),
        **dict.fromkeys(("decision_reason", "decision_change"), ""),
        "disciplines": frozenset(),
        "language": "nl",
    },
}
"""What comes instead, by table and column."""


def forget_answers() -> bool:
    """Empty a part of what stood in applications that ended long ago; for the worker, every day. Returns whether there
    may be more."""
    return any(_emptied(model, columns) for model, columns in EMPTIED.items()) or _forget_reasons()


def _forget_reasons() -> bool:
    """Why a reviewer decided on a colleague; by then it counts no more."""
    old = sa.delete(MembershipDisclosure).where(MembershipDisclosure.at < now() - KEPT_AFTER)
    return bool(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


def _emptied(model: type[Base], columns: Mapping[str, Any]) -> bool:
    table = model.__table__
    is_telling = sa.or_(*(_differs(table.c[name], value) for name, value in columns.items()))
    ended = sa.select(Application.id).where(ended_before(now() - KEPT_AFTER))
    its_application = table.c.id if model is Application else table.c.application_id
    chosen = sa.select(*table.primary_key).where(is_telling, its_application.in_(ended)).limit(BATCH)
    empty = sa.update(model).where(sa.tuple_(*table.primary_key).in_(chosen)).values(columns)
    if model is Application:
        # What is opened again at this moment stays; since when it is over, other terms count by as well.
        empty = empty.where(ended_before(now() - KEPT_AFTER)).values(changed_at=Application.changed_at)
    return bool(db.session.execute(empty.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]


def _differs(column: sa.ColumnElement[Any], value: Any) -> sa.ColumnElement[bool]:
    if value is None:
        return column.is_not(None)
    if not isinstance(value, str):  # PostgreSQL does not say of JSON whether two are the same
        return sa.cast(column, sa.Text).not_in(("{}", "[]"))
    return sa.type_coerce(column, sa.String) != value
