"""Is what stood in an application gone three months after the decision, and do its pages still answer?"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.membership.models import Application, ApplicationMessage, MessageSide
from okprofs.membership.models.cases import ApplicationNote, ApplicationVote, Disclosure
from okprofs.membership.models.objections import Objection
from okprofs.membership.rules.lifecycle import KEPT_AFTER, ApplicationStatus
from okprofs.membership.services.forgetting import EMPTIED, forget_answers
from okprofs.membership.services.merging import merge
from okprofs.membership.services.objections import uphold
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.membership.makers import MOTIVATION, again, make_application, make_member, make_objected, make_rejected

pytestmark = pytest.mark.usefixtures("database")


def stored() -> dict[str, list[Any]]:
    """All that is to be emptied, as the database has it."""
    db.session.rollback()
    return {
        f"{model.__tablename__}.{name}": list(db.session.scalars(sa.select(getattr(model, name))))
        for model, columns in EMPTIED.items()
        for name in columns
    }


def all_forgotten() -> int:
    parts = 0
    while True:
        with transaction():
            if not forget_answers():
                return parts
        parts += 1


def test_what_stood_in_it_goes_three_months_after_and_not_a_day_before(browser: Browser) -> None:
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    rejected = make_rejected(reviewer)
    withdrawn, open_one = make_application("Ina Ingetrokken"), make_application("Wim Wachtend")
    with transaction() as session:
        session.add(ApplicationNote(application_id=rejected.id, author_id=reviewer.id, text="Bel eens."))
        message = ApplicationMessage(application_id=rejected.id, side=MessageSide.OFFICE, text="Doe je aan Lean?")
        session.add(message)
        session.get_one(Application, withdrawn.id).status = ApplicationStatus.WITHDRAWN
        session.add(Disclosure(application_id=rejected.id, reviewer_id=reviewer.id, reason="Niemand anders."))
        session.add(Objection(application_id=rejected.id, text="Lees nog eens.", reason="Gelezen."))
        session.execute(sa.update(ApplicationVote).values(sentence="Geen Lean."))
    changed_at = again(rejected).changed_at
    before = stored()

    with time_machine.travel(now() + KEPT_AFTER - timedelta(days=1), tick=False):
        assert all_forgotten() == 0
    assert stored() == before
    with time_machine.travel(now() + KEPT_AFTER + timedelta(days=1)):
        assert all_forgotten() == len(EMPTIED)
        kept = [row for row in stored()["applications.motivation"] if row]
        assert kept == [MOTIVATION] == [again(open_one).motivation]
        gone = again(rejected)
        assert (gone.status, gone.changed_at) == (ApplicationStatus.REJECTED, changed_at)
        columns = {name: getattr(gone, name) for name in EMPTIED[Application]}
        assert columns == dict(EMPTIED[Application])
        for name, values in stored().items():
            if not name.startswith(("applications.", "assessments.")):
                assert not any(values), name

        browser.sign_in(reviewer)
        for application in (rejected, withdrawn):
            page = browser.get(f"/beheer/aanvragen/{application.public_id}")
            assert (page.status_code, "een aanvrager" in page.text) == (200, True)
        assert browser.get("/beheer/aanvragen/oordeel").status_code == 200
        own = browser.sign_in(again(rejected).account).get("/mijn/aanvraag")  # type: ignore[arg-type]
        assert "Wat je invulde, is gewist" in own.text


def test_after_an_objection_three_months_run_from_the_decision_on_that() -> None:
    first, second = (make_member(name, offices=[Office.REVIEWER]) for name in ("Anneke Bakker", "Bert Visser"))
    application = make_objected(first)
    with time_machine.travel(now() + KEPT_AFTER + timedelta(days=1), tick=False) as clock:
        with transaction():
            uphold(application.public_id, "Gelezen.", reviewer=second, seen_version=again(application).version)
        assert all_forgotten() == 0
        clock.shift(KEPT_AFTER - timedelta(days=1))
        assert all_forgotten() == 0
        clock.shift(timedelta(days=2))
        assert all_forgotten() > 0
    assert again(application).motivation == ""


def test_what_was_merged_and_forgotten_is_not_opened_again(browser: Browser) -> None:
    reviewer = make_member("Anneke Bakker", offices=[Office.REVIEWER])
    second, first = make_application("Miriam Smits"), make_application("Mirjam Smits")
    with transaction():
        merge(
            second.public_id,
            first.public_id,
            reviewer=reviewer,
            seen_version=again(second).version,
            seen_other_version=again(first).version,
        )
    with time_machine.travel(now() + KEPT_AFTER + timedelta(days=1)):
        all_forgotten()
        browser.sign_in(reviewer)
        assert browser.get(f"/beheer/aanvragen/{second.public_id}").status_code == 200
        page = browser.fill_in(f"/beheer/aanvragen/{second.public_id}/samenvoeging", form="")
        assert "Wat in deze aanvraag stond, is gewist." in page.text
    assert again(second).status is ApplicationStatus.MERGED
