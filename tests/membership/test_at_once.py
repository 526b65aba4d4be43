"""Does it stay true when two people act in the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.queries import good_link
from okprofs.membership.models import Application, Membership
from okprofs.membership.services import applying, review
from okprofs.people.models import Account, Office
from tests.membership.makers import mailed_secret, make_application, make_draft
from tests.membership.test_review import CLEAR
from tests.people.makers import make_account

AT_ONCE = 4


def at_once(app: Flask, acts: list) -> list[str]:
    """Do all acts in threads that start together; of each, "done" or the codes of its refusals."""
    barrier = Barrier(len(acts))

    def one(act) -> str:
        with app.app_context():
            barrier.wait()
            try:
                with transaction():
                    act()
            except Refused as refused:
                return refused.refusals[0].code
            finally:
                db.session.remove()
            return "done"

    db.session.remove()
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


@pytest.mark.usefixtures("database")
def test_of_two_reviewers_who_decide_at_once_one_does(app: Flask) -> None:
    application = make_application("Mirjam Smits", **CLEAR)
    version, public_id = application.version, application.public_id
    reviewers = [make_account("Ballotage", offices=[Office.REVIEWER]).id for _ in range(AT_ONCE)]
    answers = at_once(
        app,
        [
            lambda account_id=account_id: review.admit(
                public_id, reviewer=db.session.get_one(Account, account_id), seen_version=version
            )
            for account_id in reviewers
        ],
    )
    assert answers == ["application_closed"] * (AT_ONCE - 1) + ["done"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Membership)) == 1


@pytest.mark.usefixtures("database")
def test_members_admitted_at_once_get_numbers_of_their_own(app: Flask) -> None:
    cases = [(item.public_id, item.version) for item in (make_application(f"Nieuw {n}") for n in range(AT_ONCE))]
    reviewer_id = make_account("Ballotage", offices=[Office.REVIEWER]).id
    answers = at_once(
        app,
        [
            lambda case=case: review.admit(
                case[0], reviewer=db.session.get_one(Account, reviewer_id), seen_version=case[1]
            )
            for case in cases
        ],
    )
    assert answers == ["done"] * AT_ONCE
    assert sorted(db.session.scalars(sa.select(Membership.number))) == [1001 + n for n in range(AT_ONCE)]


@pytest.mark.usefixtures("database")
def test_of_one_person_s_drafts_confirmed_at_once_one_counts(app: Flask) -> None:
    address = "mirjam@nijkerk.example"
    secrets = []
    for _ in range(AT_ONCE):
        draft = make_draft(email=address)
        with transaction():
            applying.send(db.session.merge(draft), account=None, language="nl")
        secrets.append(mailed_secret("confirm_application", draft.public_id, address))
    answers = at_once(
        app, [lambda secret=secret: applying.confirm(good_link("confirm_application", secret)) for secret in secrets]
    )
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "already_applied", "address_taken"}
    statuses = [status.value for status in db.session.scalars(sa.select(Application.status))]
    assert sorted(statuses) == ["draft"] * (AT_ONCE - 1) + ["submitted"]
