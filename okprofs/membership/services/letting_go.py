"""Letting go of somebody who is forgotten: their memberships and applications go, with all that was said about them.

What they did for the office stays, of nobody: a decision, a question to an applicant, a text, a list. What they thought
of others, in notes and votes, was theirs and goes with them. The number of a membership is never given again: that is
for `next_number`.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refused
from okprofs.membership.models import (
    Application,
    ApplicationMessage,
    ApplicationNote,
    ApplicationVote,
    Disclosure,
    Membership,
    MembershipDisclosure,
    MembershipStatus,
    Merger,
    NetworkImport,
    Nomination,
    Objection,
    OfficeText,
    OrganisationMembership,
    Recheck,
    Seat,
    StoredAssessment,
)
from okprofs.membership.queries.cases import ended_before
from okprofs.people.facts import AccountForgotten, AccountUnused
from okprofs.people.rules.forgetting import KEPT_AFTER
from okprofs.people.services.forgetting import NEEDED

# What somebody did for others or the office: the row stays, and says no more whose work it was.
_OF_NOBODY: tuple[InstrumentedAttribute[Any], ...] = (
    ApplicationMessage.author_id,
    Objection.decided_by_id,
    Recheck.decided_by_id,
    Merger.merged_by_id,
    NetworkImport.made_by_id,
    Nomination.nominator_id,
    OfficeText.written_by_id,
    OrganisationMembership.contact_id,
)

# What somebody thought of others, or why they looked.
_OWN_WORDS: tuple[InstrumentedAttribute[Any], ...] = (
    ApplicationNote.author_id,
    ApplicationVote.reviewer_id,
    Disclosure.reviewer_id,
    MembershipDisclosure.reviewer_id,
)

# What hangs on an application of theirs; what refers to another goes before it.
_OF_APPLICATION: tuple[InstrumentedAttribute[Any], ...] = (
    ApplicationMessage.application_id,
    ApplicationNote.application_id,
    ApplicationVote.application_id,
    Disclosure.application_id,
    StoredAssessment.application_id,
    Objection.application_id,
    Nomination.application_id,
    Merger.application_id,
    Merger.into_id,
)

_OF_MEMBERSHIP: tuple[InstrumentedAttribute[Any], ...] = (
    Recheck.membership_id,
    MembershipDisclosure.membership_id,
    Merger.membership_id,
)


def keep_who_is_needed(fact: AccountUnused) -> None:
    """Refused: `account_needed` for a member and who was one in the last six months; for who has an application that
    goes on, or ended since; and for the contact of an organisation and who has a seat."""
    theirs = fact.account_id
    left = sa.and_(Membership.status == MembershipStatus.ENDED, Membership.ended_on <= today() - KEPT_AFTER)
    needed = sa.or_(
        sa.exists().where(Membership.account_id == theirs, ~left),
        sa.exists().where(Application.account_id == theirs, ~ended_before(now() - KEPT_AFTER)),
        sa.exists().where(OrganisationMembership.contact_id == theirs, OrganisationMembership.ended_on.is_(None)),
        sa.exists().where(Seat.holder_id == theirs),
    )
    if db.session.scalar(sa.select(needed)):
        raise Refused(NEEDED)


def let_go(fact: AccountForgotten) -> None:
    """Let go of all that this room has of them."""
    theirs = fact.account_id
    applications = sa.select(Application.id).where(Application.account_id == theirs)
    memberships = sa.select(Membership.id).where(Membership.account_id == theirs)
    for column in _OF_NOBODY:
        _empty(column, theirs)
    # When an application changed, other terms count by.
    _empty(Application.decided_by_id, theirs, changed_at=Application.changed_at)
    _empty(Application.holder_id, theirs, held_since=None, changed_at=Application.changed_at)
    for own in _OWN_WORDS:
        _delete(own, own == theirs)
    for part in _OF_APPLICATION:
        _delete(part, part.in_(applications))
    for part in _OF_MEMBERSHIP:
        _delete(part, part.in_(memberships))
    _delete(Application.account_id, Application.account_id == theirs)
    _delete(Membership.account_id, Membership.account_id == theirs)


def _empty(column: InstrumentedAttribute[Any], account_id: int, **besides: Any) -> None:
    emptied = sa.update(column.class_).where(column == account_id).values({column.key: None, **besides})
    db.session.execute(emptied.execution_options(synchronize_session=False))


def _delete(column: InstrumentedAttribute[Any], condition: sa.ColumnElement[bool]) -> None:
    """The rows of this column of which that is so."""
    db.session.execute(sa.delete(column.class_).where(condition).execution_options(synchronize_session=False))
