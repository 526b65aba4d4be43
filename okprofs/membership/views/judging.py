"""Pages: what the rules said beside what people decided, and the rules themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.membership.models import Application, Judgement
from okprofs.membership.queries import judgements
from okprofs.membership.queries.cases import closed_to
from okprofs.membership.rules.eligibility import QUOTES, RULE_SET, Outcome
from okprofs.membership.rules.judging import Decision, is_otherwise
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.desk import reviewer
from okprofs.membership.views.reading import outcome_of, status_of
from okprofs.membership.wording import (
    CLAUSE_LABELS,
    CLAUSE_READINGS,
    DECISION_LABELS,
    OUTCOME_LABELS,
)
from okprofs.membership.wording_of_desk import CLOSED_TITLES


@dataclass(frozen=True, slots=True)
class Row:
    """What people decided, in one quarter, where the rules said the same: a number for each decision, and whether it
    is otherwise than the rules said."""

    quarter: str
    outcome: str
    numbers: tuple[tuple[str, int, bool], ...]


@blueprint.get("/beheer/aanvragen/oordeel")
@access(reviewer)
def list_judgements() -> Response:
    otherwise = judgements.decided_otherwise(requested_page())
    return page(
        tables=_tables(judgements.counted()),
        decisions=[str(label) for label in DECISION_LABELS.values()],
        otherwise=otherwise,
        cases=_cases(otherwise.items),
        rule_set=RULE_SET,
    )


@blueprint.get("/beheer/aanvragen/regels")
@access(reviewer)
def show_rule_set() -> Response:
    clauses = [(CLAUSE_LABELS[clause], quote, CLAUSE_READINGS[clause]) for clause, quote in QUOTES.items()]
    return page(rule_set=RULE_SET, clauses=clauses)


def _tables(counts: Iterable[Judgement]) -> list[tuple[str, list[Row]]]:
    """By rule set its rows, the latest first."""
    numbers: dict[tuple[str, date, Outcome], dict[Decision, int]] = defaultdict(dict)
    for count in counts:
        numbers[count.rule_set, count.quarter_on, count.outcome][count.decision] = count.number
    tables: dict[str, list[Row]] = defaultdict(list)
    for (rule_set, quarter_on, outcome), found in numbers.items():
        cells = tuple(
            (str(label), found.get(decision, 0), bool(found.get(decision)) and is_otherwise(outcome, decision))
            for decision, label in DECISION_LABELS.items()
        )
        tables[rule_set].append(Row(_quarter(quarter_on), str(OUTCOME_LABELS[outcome]), cells))
    return list(tables.items())


def _quarter(first_day: date) -> str:
    number = (first_day.month + 2) // 3
    return gettext("%(number)se kwartaal %(year)s", number=number, year=first_day.year)


def _cases(found: Sequence[Application]) -> list[dict[str, Any]]:
    """Who applied, what the rules said and what was decided; of what is closed to this reviewer only that it is
    there."""
    closed = closed_to(current_user.id, [application.public_id for application in found])
    return [
        {"application": application, "title": str(CLOSED_TITLES[closed[application.public_id].code])}
        if application.public_id in closed
        else _case(application)
        for application in found
    ]


def _case(application: Application) -> dict[str, Any]:
    advice = outcome_of(application.outcome) if application.outcome else {}
    who = (application.name, application.function_title, application.organisation_name)
    title = ", ".join(who) if application.name else gettext("een aanvrager")
    return {"application": application, "title": title} | status_of(application) | advice
