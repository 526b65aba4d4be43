"""Who is not forgotten yet, and what stays of others when somebody is?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import ApplicationNote, Membership, Merger, Nomination
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services.handling import add_note
from okprofs.membership.services.memberships import begin_membership, end_membership
from okprofs.membership.services.merging import merge
from okprofs.membership.services.nominating import nominate
from okprofs.people.facts import AccountForgotten, AccountUnused
from okprofs.people.models import Account, Office
from okprofs.people.rules.forgetting import KEPT_AFTER
from tests.conftest import on_one_engine
from tests.membership.makers import (
    again,
    make_application,
    make_draft,
    make_member,
    make_objected,
    make_rejected,
    membership_of,
)
from tests.membership.test_seats import contact_of, make_membership
from tests.people.makers import make_account

pytestmark = pytest.mark.usefixtures("database")

LONG, JUST_NOT = KEPT_AFTER + timedelta(days=1), KEPT_AFTER - timedelta(days=1)


def left() -> Account:
    account = make_member("Wil Weg")
    with transaction():
        end_membership(membership_of(account))
    return account


def came_back() -> Account:
    account = left()
    with transaction():
        begin_membership(account)
    return account


def reviewer() -> Account:
    return make_member("Anneke Bakker", offices=[Office.REVIEWER])


def applicant() -> Account:
    account = make_account("Wil Weg")
    make_application(account=account)
    return account


def drafting() -> Account:
    account = make_account("Wil Weg")
    make_draft(account=account)
    return account


def rejected() -> Account:
    account = make_rejected(reviewer()).account
    assert account is not None
    return account


def objecting() -> Account:
    account = make_objected(reviewer()).account
    assert account is not None
    return account


def contact() -> Account:
    return contact_of(make_membership())


def is_needed(account: Account) -> bool:
    try:
        announce(AccountUnused(account.id))
    except Refused:
        return True
    return False


@on_one_engine
@pytest.mark.parametrize(
    ("who", "later", "needed"),
    [
        (left, JUST_NOT, True),
        (left, LONG, False),
        (came_back, LONG, True),
        (applicant, LONG, True),
        (drafting, LONG, True),
        (rejected, JUST_NOT, True),
        (rejected, LONG, False),
        (objecting, LONG, True),
        (contact, LONG, True),
        (lambda: make_account("Wil Weg"), LONG, False),
    ],
)
def test_who_is_needed_yet(who: Callable[[], Account], later: timedelta, needed: bool) -> None:
    account = who()
    with time_machine.travel(now() + later, tick=False):
        db.session.rollback()
        assert is_needed(account) is needed


def test_who_vouched_stays_by_the_name_that_they_had_and_the_case_of_another_is_as_it_was() -> None:
    gone, stays = reviewer(), reviewer()
    with transaction():
        nominate(gone, "nieuw@okprofs.example", "Doen.", language="nl")
    case, second = make_application("Mirjam Smits"), make_application("Miriam Smits")
    for author in (gone, stays):
        with transaction():
            add_note(case.public_id, f"Van {author.id}.", author=author)
    seen = {"seen_version": again(second).version, "seen_other_version": again(case).version}
    with transaction():
        merge(second.public_id, case.public_id, reviewer=gone, **seen)
    changed_at = again(second).changed_at
    with transaction():
        announce(AccountForgotten(gone.id))
    nomination = db.session.scalars(sa.select(Nomination)).one()
    assert (nomination.nominator_id, nomination.nominator_name) == (None, gone.name)
    assert db.session.scalars(sa.select(ApplicationNote.author_id)).all() == [stays.id]
    assert db.session.scalars(sa.select(Merger.merged_by_id)).all() == [None]
    assert (again(second).status, again(second).changed_at) == (ApplicationStatus.MERGED, changed_at)
    assert db.session.scalars(sa.select(Membership.account_id)).all() == [stays.id]
