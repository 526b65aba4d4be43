"""Who reads a case, how did they vote, and what did they tell each other?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal
from okprofs.membership.models import (
    Application,
    ApplicationNote,
    ApplicationVote,
    Disclosure,
    Merger,
    Nomination,
    Objection,
)
from okprofs.membership.rules.lifecycle import DECIDED, ApplicationStatus
from okprofs.membership.rules.review import Case, Reader, may_read
from okprofs.membership.rules.votes import Poll, votes_wanted
from okprofs.people.models import Account, Appointment, Office, Profile

MOST_NOTES = 100
MOST_READERS = 200
MOST_LISTED = 100


def ended_before(moment: datetime) -> sa.ColumnElement[bool]:
    """Whether an application was decided, withdrawn or merged before this moment. Of one that was objected to, the
    decision on the objection counts."""
    decided_again = sa.exists().where(Objection.application_id == Application.id, Objection.decided_at >= moment)
    return sa.or_(
        sa.and_(Application.status.in_(DECIDED), Application.decided_at < moment, ~decided_again),
        Application.status.in_((ApplicationStatus.WITHDRAWN, ApplicationStatus.MERGED))
        & (Application.changed_at < moment),
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """Who opened a case that they stand near to, and why: they put the applicant forward, or work where they work."""

    name: str
    reason: str
    has_vouched: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """One case among its reviewers: how it stands, who may read it, and what was voted."""

    case: Case
    readers: Mapping[int, Reader]
    # The names of those who may read any case, by their public ids.
    names: Mapping[str, str]
    explained: tuple[Explained, ...]
    votes: Sequence[ApplicationVote]
    poll: Poll

    def reader(self, account_id: int) -> Reader:
        """This reviewer; one who is none works, as far as we know, nowhere."""
        return self.readers.get(account_id, Reader(account_id))


def desk_of(application: Application) -> Desk:
    """How the case stands among its reviewers, at most 200, at this moment; by one read."""
    of_this = ApplicationVote.application_id == application.id
    reviewers = sa.select(Appointment.account_id).where(Appointment.office == Office.REVIEWER)
    # Who voted may be no reviewer any more.
    voters = sa.select(ApplicationVote.reviewer_id).where(of_this)
    merged = _merged_into(application)
    merged_application = sa.exists().where(Application.id.in_(merged))
    rows = db.session.execute(
        sa.select(
            Account.id,
            Account.public_id,
            Account.name,
            Account.blocked_at,
            Appointment.office,
            Profile.organisation_id,
            Disclosure.reason,
            ApplicationVote,
            _has_vouched(merged, application).label("has_vouched"),
            merged_application.where(Application.account_id == Account.id).label("applied_there"),
            merged_application.where(Application.organisation_id == Profile.organisation_id).label("works_there"),
        )
        .outerjoin(Appointment, sa.and_(Appointment.account_id == Account.id, Appointment.office == Office.REVIEWER))
        .join(Profile, Profile.account_id == Account.id)
        .outerjoin(
            Disclosure, sa.and_(Disclosure.reviewer_id == Account.id, Disclosure.application_id == application.id)
        )
        .outerjoin(ApplicationVote, sa.and_(ApplicationVote.reviewer_id == Account.id, of_this))
        .options(contains_eager(ApplicationVote.reviewer).load_only(Account.name))
        .where(Account.id.in_(reviewers.union(voters)))
        .order_by(Account.id)
        .limit(MOST_READERS)
    ).all()
    votes = sorted((row.ApplicationVote for row in rows if row.ApplicationVote), key=lambda vote: (vote.at, vote.id))
    rows = [row for row in rows if row.office is not None and row.blocked_at is None]
    case = Case(
        application.status,
        application.account_id,
        application.version,
        application.holder_id,
        application.organisation_id,
        frozenset(row.id for row in rows if row.reason is not None),
        frozenset(row.id for row in rows if row.has_vouched),
        applied_there=frozenset(row.id for row in rows if row.applied_there),
        works_there=frozenset(row.id for row in rows if row.works_there),
    )
    readers = {row.id: Reader(row.id, row.organisation_id) for row in rows}
    return Desk(
        case=case,
        readers=readers,
        names={row.public_id: row.name for row in rows},
        explained=tuple(Explained(row.name, row.reason, row.has_vouched) for row in rows if row.reason is not None),
        votes=votes,
        poll=Poll(
            wanted=_wanted(application),
            readers=frozenset(reader.id for reader in readers.values() if not may_read(case, reader)),
            cast={vote.reviewer_id: vote.verdict for vote in votes},
        ),
    )


def _merged_into(application: Application) -> sa.Select[int]:
    """The applications that went up in this one, and those that had gone up in them before."""
    merged = sa.select(Merger.application_id).where(Merger.into_id == application.id).cte(recursive=True)
    merged = merged.union(sa.select(Merger.application_id).join(merged, Merger.into_id == merged.c.application_id))
    return sa.select(merged.c.application_id)


def closed_to(reviewer_id: int, public_ids: Collection[str]) -> dict[str, Refusal]:
    """Which of these applications, at most 100, this reviewer may not open, and why not; by one read."""
    if not public_ids:
        return {}
    whole, part = aliased(Application), aliased(Application)
    asked = sa.select(Application.id.label("whole_id"), Application.id.label("part_id"))
    found = asked.where(Application.public_id.in_(sorted(public_ids)[:MOST_LISTED])).cte(recursive=True)
    merged = sa.select(found.c.whole_id, Merger.application_id).join(found, Merger.into_id == found.c.part_id)
    parts = found.union(merged)
    works_at = sa.select(Profile.organisation_id).where(Profile.account_id == reviewer_id).scalar_subquery()
    has_vouched = sa.exists().where(Nomination.application_id == part.id, Nomination.nominator_id == reviewer_id)
    is_explained = sa.exists().where(Disclosure.application_id == whole.id, Disclosure.reviewer_id == reviewer_id)
    went_up = part.id != whole.id
    rows = db.session.execute(
        sa.select(
            whole.public_id,
            whole.status,
            whole.version,
            whole.account_id,
            whole.organisation_id,
            works_at.label("works_at"),
            is_explained.label("is_explained"),
            has_vouched.label("has_vouched"),
            sa.and_(went_up, part.account_id == reviewer_id).label("applied_there"),
            sa.and_(went_up, part.organisation_id == works_at).label("works_there"),
        )
        .select_from(parts)
        .join(whole, whole.id == parts.c.whole_id)
        .join(part, part.id == parts.c.part_id)
        .order_by(whole.public_id)
    ).all()
    closed: dict[str, Refusal] = {}
    for public_id, of_case in groupby(rows, attrgetter("public_id")):
        why_not = may_read(_case_of_one(reviewer_id, list(of_case)), Reader(reviewer_id, rows[0].works_at))
        if why_not:
            closed[public_id] = why_not[0]
    return closed


def _case_of_one(reviewer_id: int, parts: Sequence[Any]) -> Case:
    """The case as the rule asks for it, as far as it is about this one reviewer."""

    def me(name: str) -> frozenset[int]:
        return frozenset({reviewer_id}) if any(getattr(part, name) for part in parts) else frozenset()

    case = parts[0]
    return Case(
        case.status,
        case.account_id,
        case.version,
        organisation_id=case.organisation_id,
        explained_by=me("is_explained"),
        vouched_by=me("has_vouched"),
        applied_there=me("applied_there"),
        works_there=me("works_there"),
    )


def _has_vouched(merged: sa.Select[int], application: Application) -> sa.Exists:
    of_them = sa.or_(Nomination.application_id == application.id, Nomination.application_id.in_(merged))
    return sa.exists().where(of_them, Nomination.nominator_id == Account.id)


def _wanted(application: Application) -> int:
    if application.outcome is None:
        return 1  # A draft, on which nobody votes.
    return votes_wanted(application.outcome, is_second_asked=application.second_reader_asked_at is not None)


def votes_on(application: Application) -> Sequence[ApplicationVote]:
    """How reviewers voted on it, at most 200."""
    votes = sa.select(ApplicationVote).where(ApplicationVote.application_id == application.id)
    return db.session.scalars(votes.order_by(ApplicationVote.id).limit(MOST_READERS)).all()


def vote_of(application_id: int, reviewer_id: int) -> ApplicationVote | None:
    """How this reviewer voted on the application."""
    return db.session.scalar(
        sa.select(ApplicationVote).where(
            ApplicationVote.application_id == application_id, ApplicationVote.reviewer_id == reviewer_id
        )
    )


def notes_on(application: Application) -> Sequence[ApplicationNote]:
    """What reviewers wrote for each other about it, the oldest first; of very many the last 100."""
    latest = sa.select(ApplicationNote).where(ApplicationNote.application_id == application.id)
    latest = latest.options(joinedload(ApplicationNote.author).load_only(Account.name))
    return db.session.scalars(latest.order_by(ApplicationNote.id.desc()).limit(MOST_NOTES)).all()[::-1]
