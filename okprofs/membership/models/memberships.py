"""Who is a member, of which kind, until when, and what waits to be confirmed?"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.kernel.words import ordered
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.year import YearStep
from okprofs.people.models import Account

_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)
_NAME = personal(Kind.IDENTITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)
_WORK = personal(Kind.WORK, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)
_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


class MembershipStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Membership(Model):
    """A period in which someone is a member."""

    __tablename__ = "memberships"
    __table_args__ = (
        # One running membership a person: the second line behind the rule.
        sa.Index(
            "uq_memberships_running",
            "account_id",
            unique=True,
            sqlite_where=sa.text("status != 'ended'"),
            postgresql_where=sa.text("status != 'ended'"),
        ),
        # For what is due today, and for each way of going through the members.
        sa.Index("ix_memberships_due", "next_step", "next_step_on", "id"),
        sa.Index("ix_memberships_status", "status", "number"),
        sa.Index("ix_memberships_category", "category", "number"),
        sa.Index("ix_memberships_status_category", "status", "category", "number"),
        sa.Index("uq_memberships_card_token", "card_token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=NOTHING)
    number: Mapped[int] = mapped_column(unique=True, info=_NAME)
    # The name as lists sort it and as it is said, folded, to be found by its beginning.
    sort_name: Mapped[str] = mapped_column(ordered(200), index=True, info=_NAME)
    spoken_name: Mapped[str] = mapped_column(ordered(200), index=True, info=_NAME)
    category: Mapped[Category] = mapped_column(choice(Category), default=Category.PROFESSIONAL, info=_ACTIVITY)
    status: Mapped[MembershipStatus] = mapped_column(
        choice(MembershipStatus), default=MembershipStatus.ACTIVE, info=_ACTIVITY
    )
    since_on: Mapped[date] = mapped_column(info=_ACTIVITY)
    # The first day on which someone is no member any more. While it is to come they are leaving, and can come back.
    ends_on: Mapped[date | None] = mapped_column(index=True, info=_ACTIVITY)
    ended_on: Mapped[date | None] = mapped_column(info=_ACTIVITY)

    # When it was last confirmed that the definition fits, by when it has to be again, and what the house does next.
    confirmed_on: Mapped[date] = mapped_column(info=_ACTIVITY)
    confirm_by: Mapped[date | None] = mapped_column(info=_ACTIVITY)
    next_step: Mapped[YearStep | None] = mapped_column(choice(YearStep), info=_ACTIVITY)
    next_step_on: Mapped[date | None] = mapped_column(info=_ACTIVITY)

    # What stands in the code on the card: random, so that it says nothing, and made anew when the holder wants.
    card_token: Mapped[str | None] = mapped_column(
        sa.String(64), info=personal(Kind.CREDENTIAL, kept=Term.MEMBERSHIP_6_MONTHS)
    )
    card_shows_name: Mapped[bool] = mapped_column(
        default=False, info=personal(Kind.CHOICE, kept=Term.MEMBERSHIP_6_MONTHS)
    )

    account: Mapped[Account] = relationship()


class Recheck(Model):
    """A member told that their work changed: what the rules said of it, and who decided when those were not enough."""

    __tablename__ = "rechecks"
    __table_args__ = (
        # One that waits for a reviewer, a membership: the second line behind the rule.
        sa.Index(
            "uq_rechecks_open",
            "membership_id",
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        ),
        sa.Index("ix_rechecks_waiting", "decided_at", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("memberships.id"), index=True, info=NOTHING)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    organisation_name: Mapped[str] = mapped_column(sa.String(200), default="", info=_WORK)
    function_title: Mapped[str] = mapped_column(sa.String(100), default="", info=_WORK)
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, info=_WORK)
    explanation: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    rule_set: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome), info=_ACTIVITY)
    decided_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    # Empty when the rules alone were enough.
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)

    membership: Mapped[Membership] = relationship()


class MembershipDisclosure(Model):
    """Why a reviewer decides on a member of their own organisation; without it, they do not."""

    __tablename__ = "membership_disclosures"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    membership_id: Mapped[int] = mapped_column(sa.ForeignKey("memberships.id"), index=True, info=NOTHING)
    reviewer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id"),
        index=True,
        info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS),
    )
    reason: Mapped[str] = mapped_column(
        sa.Text, info=personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    at: Mapped[datetime] = mapped_column(
        default=now, index=True, info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )

    reviewer: Mapped[Account] = relationship()
