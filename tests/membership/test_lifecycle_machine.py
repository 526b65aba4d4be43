"""Does the life of an application, through the real services, always go as a small model says?"""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import Application, Membership, Merger
from okprofs.membership.rules.adding import MOST_IN_A_ROW
from okprofs.membership.services import applying, merging, objections, review
from okprofs.people.models import Account, Office
from tests import tries
from tests.membership.makers import make_application, make_draft
from tests.membership.test_review import CLEAR
from tests.people.makers import make_account

# From where each act may be done, and where it leads: written down a second time, on purpose.
MODEL: dict[str, tuple[set[str], str]] = {
    "send": ({"draft"}, "submitted"),
    "ask": ({"submitted"}, "more_info_needed"),
    "answer": ({"more_info_needed"}, "submitted"),
    "add": ({"submitted"}, "submitted"),
    "admit": ({"submitted", "more_info_needed"}, "admitted"),
    "reject": ({"submitted", "more_info_needed"}, "rejected"),
    "withdraw": ({"submitted", "more_info_needed", "objected"}, "withdrawn"),
    "object": ({"rejected"}, "objected"),
    "uphold": ({"objected"}, "rejected"),
    "overturn": ({"objected"}, "admitted"),
    "merge": ({"submitted", "more_info_needed"}, "merged"),
    # Back to where it stood.
    "separate": ({"merged"}, ""),
}
ASSESSED_BY = {"send", "admit", "reject", "uphold", "overturn"}
VERSIONS = st.sampled_from(["seen", "seen", "seen", "old"])
REVIEWERS = st.sampled_from(["reviewer", "reviewer", "applicant"])
RULERS = st.sampled_from(["second", "second", "reviewer", "applicant"])


class Life(RuleBasedStateMachine):
    """One applicant, who is a reviewer too, a reviewer who decides, one who decides on objections, and an application
    that may be the same person's."""

    @initialize(so_far=st.integers(0, 3))
    def begin(self, so_far: int) -> None:
        self.applicant = make_account("Mirjam Smits", offices=[Office.REVIEWER])
        self.reviewer = make_account("Anneke Bakker", offices=[Office.REVIEWER])
        self.public_id = make_draft(account=self.applicant, **CLEAR).public_id
        self.second = make_account("Bert Blom", offices=[Office.REVIEWER])
        self.other_id, self.is_other_decided = make_application("Mirjam Smits", **CLEAR).public_id, False
        self.status, self.before, self.submitted_at, self.said = "draft", "", None, 0
        self.in_a_row = 0
        self.assessed, self.is_decided, self.has_objected, self.is_ruled_on = 0, False, False, False
        # By chance alone hardly any would come as far as an objection.
        acts = (self.send, lambda: self.reject("seen", "reviewer"), self.object)
        for act in acts[:so_far]:
            act()

    def found(self, public_id: str = "") -> Application:
        wanted = public_id or self.public_id
        return db.session.scalars(sa.select(Application).where(Application.public_id == wanted)).one()

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
            self.before, self.status = self.status, after or self.before
            self.said += act in ("ask", "answer", "add")
            self.in_a_row = 0 if act == "ask" else self.in_a_row + (act in ("answer", "add"))
            self.assessed += act in ASSESSED_BY
            self.is_decided |= act in ("admit", "reject")
            self.has_objected |= act == "object"
            self.is_ruled_on |= act in ("uphold", "overturn")

    def by(self, who: str) -> Account:
        found: Account = getattr(self, who)
        return found

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

    @rule()
    def add(self) -> None:
        self.do(
            "add",
            self.in_a_row < MOST_IN_A_ROW,
            lambda: review.add_message(self.public_id, "Nog iets.", account=self.applicant),
        )

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

    @rule()
    def object(self) -> None:
        self.do(
            "object",
            not self.has_objected,
            lambda: objections.object_to(self.public_id, "Lees nog eens.", account=self.applicant),
        )

    @rule(version=VERSIONS, who=RULERS, verdict=st.sampled_from(["uphold", "overturn"]))
    def rule_on_it(self, version: str, who: str, verdict: str) -> None:
        seen, verb = self.seen(version), getattr(objections, verdict)
        self.do(
            verdict,
            version == "seen" and who == "second",
            lambda: verb(self.public_id, "Daarom.", reviewer=self.by(who), seen_version=seen),
        )

    @rule(version=VERSIONS, who=REVIEWERS)
    def merge(self, version: str, who: str) -> None:
        seen, seen_other = self.seen(version), self.found(self.other_id).version
        self.do(
            "merge",
            version == "seen" and who == "reviewer" and not self.is_other_decided,
            lambda: merging.merge(
                self.public_id,
                self.other_id,
                reviewer=self.by(who),
                seen_version=seen,
                seen_other_version=seen_other,
            ),
        )

    @rule(who=REVIEWERS)
    def separate(self, who: str) -> None:
        is_allowed = who == "reviewer" and not self.is_other_decided
        self.do("separate", is_allowed, lambda: merging.separate(self.public_id, reviewer=self.by(who)))

    @precondition(lambda self: self.status == "merged" and not self.is_other_decided)
    @rule()
    def decide_on_the_other(self) -> None:
        with transaction():
            seen = self.found(self.other_id).version
            review.reject(self.other_id, "Geen kwaliteit.", None, reviewer=self.reviewer, seen_version=seen)
        self.is_other_decided = True

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
        assert (found.decided_at is not None) == self.is_decided
        assert len(found.assessments) == self.assessed
        assert (found.objection is not None) == self.has_objected
        assert (found.objection is not None and found.objection.decided_at is not None) == self.is_ruled_on
        held = db.session.scalars(sa.select(Membership).where(Membership.account_id == self.applicant.id)).all()
        assert len(held) == (self.status == "admitted")
        assert (db.session.get(Merger, found.id) is not None) == (self.status == "merged")


@pytest.mark.usefixtures("database")
def test_an_application_lives_as_the_model_says() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=tries(25),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        ),
    )
