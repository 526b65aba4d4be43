"""When the rules change, what is still open is held against the new ones, visibly; what was decided stays as it was."""

from okprofs.journal.services import record
from okprofs.membership.queries.judgements import assessed_by_earlier_rules
from okprofs.membership.rules.lifecycle import IN_REVIEW
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.case import held


def reassess_open_applications() -> None:
    """Assess at most 500 open applications that earlier rules assessed; for the worker, every ten minutes."""
    for public_id in assessed_by_earlier_rules():
        application = held(public_id)
        if application.status in IN_REVIEW:
            before = application.outcome
            found = store_assessment(application)
            record(
                "application_reassessed",
                application,
                rule_set=found.rule_set,
                before=before.value if before else None,
                outcome=found.outcome.value,
            )
