"""Does the life of an application, through the real services, always go as a small model says?"""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Application, Membership
from okprofs.membership.services import applying, review
from okprofs.people.models import Account, Office
from tests.membership.makers import make_draft
from tests.membership.test_review import CLEAR
from tests.people.makers import make_account

# From where each act may be done, and where it leads: written down a second time, on purpose.
MODEL: dict[str, tuple[set[str], str]] = {
    "send": ({"draft"}, "submitted"),
    "ask": ({"submitted"}, "more_info_needed"),
    "answer": ({"more_info_needed"}, "submitted"),
    "admit": ({"submitted", "more_info_needed"}, "admitted"),
    "reject": ({"submitted", "more_info_needed"}, "rejected"),
    "withdraw": ({"submitted", "more_info_needed"}, "withdrawn"),
}
VERSIONS = st.sampled_from(["seen", "seen", "seen", "old"])
REVIEWERS = st.sampled_from(["reviewer", "reviewer", "applicant"])


class Life(RuleBasedStateMachine):
    """One applicant, who is a reviewer too, and one other reviewer."""

    @initialize()
    def begin(self) -> None:
        self.applicant = make_account("Mirjam Smits", offices=[Office.REVIEWER])
        self.reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
        self.public_id = make_draft(account=self.applicant, **CLEAR).public_id
        self.status, self.submitted_at, self.said = "draft", None, 0

    def found(self) -> Application:
        return db.session.scalars(sa.select(Application).where(Application.public_id == self.public_id)).one()

    def do(self, act: str, is_allowed: bool, verb: Any) -> None:
        sources, after = MODEL[act]
        try:
            with transaction():
                verb()
        except Refused:
            assert not (is_allowed and self.status in sources), (act, self.status)
        else:
            assert is_allowed, (act, self.status)
            assert self.status in sources, (act, self.status)
            self.status = after
            self.said += act in ("ask", "answer")

    def by(self, who: str) -> Account:
        return self.applicant if who == "applicant" else self.reviewer

    def seen(self, version: str) -> int:
        return self.found().version - (version == "old")

    @rule()
    def send(self) -> None:
        self.do("send", True, lambda: applying.send(self.found(), account=self.applicant, language="nl"))

    @rule(version=VERSIONS, who=REVIEWERS)
    def ask(self, version: str, who: str) -> None:
        seen = self.seen(version)
        self.do(
            "ask",
            version == "seen" and who == "reviewer",
            lambda: review.ask(self.public_id, "Hoeveel uur?", reviewer=self.by(who), seen_version=seen),
        )

    @rule()
    def answer(self) -> None:
        self.do("answer", True, lambda: review.answer(self.public_id, "Twaalf.", account=self.applicant))

    @rule(version=VERSIONS, who=REVIEWERS)
    def admit(self, version: str, who: str) -> None:
        seen = self.seen(version)
        self.do(
            "admit",
            version == "seen" and who == "reviewer",
            lambda: review.admit(self.public_id, reviewer=self.by(who), seen_version=seen),
        )

    @rule(version=VERSIONS, who=REVIEWERS)
    def reject(self, version: str, who: str) -> None:
        seen = self.seen(version)
        self.do(
            "reject",
            version == "seen" and who == "reviewer",
            lambda: review.reject(self.public_id, "Geen kwaliteit.", None, reviewer=self.by(who), seen_version=seen),
        )

    @rule()
    def withdraw(self) -> None:
        self.do("withdraw", True, lambda: review.withdraw(self.public_id, account=self.applicant))

    @invariant()
    def the_record_is_as_the_model(self) -> None:
        if not hasattr(self, "public_id"):
            return
        db.session.rollback()
        found = self.found()
        assert found.status.value == self.status
        assert len(found.messages) == self.said
        # The age on the desk counts from the first time that it was sent.
        self.submitted_at = self.submitted_at or found.submitted_at
        assert found.submitted_at == self.submitted_at
        assert (found.decided_at is not None) == (self.status in ("admitted", "rejected"))
        assert len(found.assessments) == (self.status != "draft") + (found.decided_at is not None)
        held = db.session.scalars(sa.select(Membership).where(Membership.account_id == self.applicant.id)).all()
        assert len(held) == (self.status == "admitted")


@pytest.mark.usefixtures("database")
def test_an_application_lives_as_the_model_says() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        ),
    )
