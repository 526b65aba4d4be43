"""When somebody left long ago, does the database still hold their name, their address or their words?"""

import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import time_machine

from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.privacy import Term
from okprofs.membership.models import Application, Membership, OfficeText, OrganisationMembership
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.texts import TextKey
from okprofs.membership.services.memberships import end_membership
from okprofs.messages.models import MessageReport
from okprofs.messages.rules.reporting import Verdict
from okprofs.messages.services.reporting import open_report, settle
from okprofs.people.models import Account, Appointment
from okprofs.people.rules.forgetting import TOLD_BEFORE
from okprofs.people.services.forgetting import forget_accounts, tell_who_is_forgotten
from okprofs.people.services.offices import dismiss
from tests.house.conftest import account_of, come_in
from tests.house.crawler import Crawler
from tests.house.world import ALMIGHTY, APPLICANT, HIDDEN_NUMBER, HIDDEN_WORD, MEMBER
from tests.membership.makers import make_member, membership_of

REVIEWER = "ballotage"
# What somebody is to be forgotten from when they are; all else has its own term, and something that ends it then.
THEIRS = {Term.MEMBERSHIP_6_MONTHS, Term.UNTIL_CHANGED, Term.UNTIL_USED, Term.ALWAYS}


def kept_of(words: re.Pattern[str], references: list[int]) -> list[str]:
    """In which columns any of these words stand, or a reference to any of these accounts."""
    db.session.rollback()
    found = []
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(sa.select(table)).mappings().all()
        for column in table.columns:
            to_people = any(key.column.table.name == "accounts" for key in column.foreign_keys)
            if column.info["privacy"].kept not in THEIRS and not to_people:
                continue
            values = [row[column.name] for row in rows]
            refers = to_people and any(value in references for value in values)
            if refers or any(words.search(readable(value)) for value in values):
                found.append(str(column))
    return found


def readable(value: Any) -> str:
    return (value.decode("latin-1") if isinstance(value, bytes) else str(value)).lower()


def all_done() -> None:
    """What the worker does on a day."""
    for job in (tell_who_is_forgotten, forget_accounts):
        with transaction():
            assert not job()


def those_who_stay() -> set[str]:
    """Members, the board, and who waits for an answer."""
    db.session.rollback()
    waiting = (ApplicationStatus.SUBMITTED, ApplicationStatus.MORE_INFO_NEEDED, ApplicationStatus.OBJECTED)
    needed: Any = sa.union(
        sa.select(Membership.account_id).where(Membership.ended_on.is_(None)),
        sa.select(Appointment.account_id),
        sa.select(Application.account_id).where(Application.status.in_(waiting)),
        sa.select(OrganisationMembership.contact_id).where(OrganisationMembership.ended_on.is_(None)),
    )
    return set(db.session.scalars(sa.select(Account.email).where(Account.id.in_(needed))))


def part_from(who: str) -> Account:
    """They are no member, hold no office, speak for no organisation, and nobody looks into what they wrote."""
    account, almighty = account_of(who), account_of(ALMIGHTY)
    with transaction() as session:
        end_membership(membership_of_this(account))
        for office in account.offices:
            dismiss(session.get_one(Account, account.id), office, almighty)
        speaks_for = OrganisationMembership.contact_id == account.id
        session.execute(sa.update(OrganisationMembership).where(speaks_for).values(contact_id=almighty.id))
        is_party = sa.or_(MessageReport.reporter_id == account.id, MessageReport.writer_id == account.id)
        for report in session.scalars(sa.select(MessageReport).where(is_party)):
            open_report(report.public_id, almighty)
            settle(report.public_id, Verdict.NOTHING, almighty)
    return account


def membership_of_this(account: Account) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.account_id == account.id)).one()


def test_who_left_is_nowhere_any_more_and_who_stays_is(crawler: Crawler) -> None:
    reviewer = account_of(REVIEWER)
    with transaction() as session:
        text = {"key": TextKey.REJECTION_OTHER, "language": "nl", "number": 99, "body": "Nee."}
        session.add(OfficeText(**text, written_by_id=reviewer.id))
    last = membership_of(make_member("Nelie Nieuw")).number
    gone = [part_from(who) for who in (MEMBER, REVIEWER)]
    ids = [account.id for account in gone]
    told = [HIDDEN_WORD, HIDDEN_NUMBER, *(word.lower() for one in gone for word in (one.email, one.name.split()[-1]))]
    words = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, told))})")
    staying = those_who_stay()
    before = kept_of(words, ids)
    assert len(before) > 30
    # Of who stays.
    admitted = (Application.status == ApplicationStatus.ADMITTED, Application.decided_by_id == reviewer.id)
    decided = db.session.scalars(sa.select(Application.public_id).where(*admitted).limit(2)).all()
    assert decided

    with time_machine.travel(now() + timedelta(days=500), tick=False) as clock:
        all_done()
        clock.shift(TOLD_BEFORE)
        all_done()
        assert kept_of(words, ids) == []
        assert db.session.scalars(sa.select(Account.id).where(Account.id.in_(ids))).all() == []
        assert staying <= set(db.session.scalars(sa.select(Account.email)))
        assert account_of(APPLICANT).email in staying
        # Nobody gets a number that somebody had.
        assert membership_of(make_member("Nico Nieuwer")).number == last + 1
        # And what they did for the office can still be read.
        browser = come_in(crawler.app, ALMIGHTY)
        for path in (
            *(f"/beheer/aanvragen/{public_id}" for public_id in decided),
            "/beheer/aanvragen/teksten",
            "/beheer/aanvragen/teksten/rejection_other/nl",
            "/beheer/leden/inlezing",
            f"/beheer/leden/inlezing/{crawler.world.places[0]['/beheer/leden/inlezing/<public_id>']}",
            "/beheer/logboek",
        ):
            page = browser.get(path)
            assert page.status_code == 200, path
            assert not words.search(page.text.lower()), path
