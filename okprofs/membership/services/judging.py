"""Counting what the rules said and what people decided."""

from datetime import date

from okprofs.kernel.clock import today
from okprofs.kernel.db import db, insert_into
from okprofs.membership.models import Application, Judgement
from okprofs.membership.rules.judging import Decision, quarter_of


def count_decision(application: Application, decision: Decision) -> None:
    """Count a decision that is taken now, on what the rules said last. The last thing before its transaction ends."""
    said = application.assessments[-1]
    count(said.rule_set, today(), said.outcome, decision)


def count(rule_set: str, day: date, outcome: str, decision: Decision) -> None:
    """One more decision of this kind, in the quarter of this date in the Netherlands."""
    row = {"rule_set": rule_set, "quarter_on": quarter_of(day), "outcome": outcome, "decision": decision}
    first = insert_into(Judgement).values(**row, number=1)
    once_more = first.on_conflict_do_update(
        index_elements=["rule_set", "quarter_on", "outcome", "decision"], set_={"number": Judgement.number + 1}
    )
    db.session.execute(once_more)
