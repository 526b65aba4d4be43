"""Who asked to become a member, what was answered and decided, and who is one?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.models.attachments import ApplicationAttachment as ApplicationAttachment
from okprofs.membership.models.cases import ApplicationNote as ApplicationNote
from okprofs.membership.models.cases import ApplicationVote as ApplicationVote
from okprofs.membership.models.cases import Disclosure as Disclosure
from okprofs.membership.models.duplicates import Merger as Merger
from okprofs.membership.models.duplicates import PersonKey as PersonKey
from okprofs.membership.models.imports import NetworkImport as NetworkImport
from okprofs.membership.models.imports import NetworkImportRow as NetworkImportRow
from okprofs.membership.models.judgements import Judgement as Judgement
from okprofs.membership.models.memberships import Membership, MembershipStatus, Recheck
from okprofs.membership.models.memberships import MembershipDisclosure as MembershipDisclosure
from okprofs.membership.models.nominations import Nomination as Nomination
from okprofs.membership.models.objections import Objection as Objection
from okprofs.membership.models.seats import OrganisationMembership as OrganisationMembership
from okprofs.membership.models.seats import Seat as Seat
from okprofs.membership.models.seats import SeatLink as SeatLink
from okprofs.membership.models.texts import OfficeText as OfficeText
from okprofs.membership.rules.eligibility import Appointment, Clause, Engagement, Outcome
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.domains import Evidence
from okprofs.people.models import Account, Disciplines
from okprofs.people.rules.profession import Discipline, Position

__all__ = [
    "Application",
    "ApplicationMessage",
    "Counter",
    "Membership",
    "MembershipStatus",
    "MessageSide",
    "Recheck",
    "StoredAssessment",
]

_WORK = personal(Kind.WORK, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
_WORDS = personal(Kind.OWN_WORDS, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)


DECIDED_OTHERWISE = (
    "(status = 'rejected' AND outcome = 'eligible') OR (status = 'admitted' AND outcome = 'not_eligible')"
)
"""In the words of SQL, so that a query is seen to ask for what the index holds."""


class Application(Model):
    """Someone asks to become a member. A draft may be half filled in; it counts once its address is confirmed."""

    __tablename__ = "applications"
    __table_args__ = (
        sa.Index("ix_applications_queue", "status", "submitted_at", "id"),
        # One running application a person: the second line behind the rule.
        sa.Index(
            "uq_applications_running",
            "account_id",
            unique=True,
            sqlite_where=sa.text("status IN ('submitted', 'more_info_needed', 'objected')"),
            postgresql_where=sa.text("status IN ('submitted', 'more_info_needed', 'objected')"),
        ),
        # Where people decided otherwise than the rules advised.
        sa.Index(
            "ix_applications_otherwise",
            "decided_at",
            "id",
            sqlite_where=sa.text(DECIDED_OTHERWISE),
            postgresql_where=sa.text(DECIDED_OTHERWISE),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    # Raised by every change, so that two reviewers cannot decide over each other.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    status: Mapped[ApplicationStatus] = mapped_column(
        choice(ApplicationStatus), default=ApplicationStatus.DRAFT, info=_ACTIVITY
    )
    language: Mapped[str] = mapped_column(
        sa.String(2), default="nl", info=personal(Kind.CHOICE, kept=Term.DECISION_3_MONTHS)
    )
    begun_at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    # When anything in it last changed: a draft that is left is thrown away.
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, info=_ACTIVITY)
    sent_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    submitted_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)

    # Step 1: your work.
    works_for_government: Mapped[bool | None] = mapped_column(info=_WORK)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True, info=_WORK)
    organisation_name: Mapped[str] = mapped_column(sa.String(200), default="", info=_WORK)
    appointment: Mapped[Appointment | None] = mapped_column(choice(Appointment), info=_WORK)
    # Step 2: your profession.
    position: Mapped[Position | None] = mapped_column(choice(Position), info=_WORK)
    function_title: Mapped[str] = mapped_column(sa.String(100), default="", info=_WORK)
    engagement: Mapped[Engagement | None] = mapped_column(choice(Engagement), info=_WORK)
    disciplines: Mapped[frozenset[Discipline]] = mapped_column(Disciplines, default=frozenset, info=_WORK)
    dedication: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    # Step 3: about you.
    name: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.IDENTITY, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    email: Mapped[str] = mapped_column(
        sa.String(254),
        default="",
        index=True,
        info=personal(Kind.CONTACT, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS),
    )
    motivation: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    wants_to_be_found: Mapped[bool | None] = mapped_column(
        info=personal(Kind.CHOICE, Reader.REVIEWERS, kept=Term.DECISION_3_MONTHS)
    )
    # Whether the address fits the organisation's domains, as seen when it was confirmed: evidence, no condition.
    address_evidence: Mapped[Evidence | None] = mapped_column(choice(Evidence), info=_WORK)

    # What the rules advise as it stands; each assessment in full is in `assessments`.
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome), info=_ACTIVITY)

    # Who of the reviewers has it in hands, since when; nobody in what was decided or waits to be picked up.
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    held_since: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)

    # When a reviewer asked that another reads it as well.
    second_reader_asked_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)

    decided_at: Mapped[datetime | None] = mapped_column(index=True, info=_ACTIVITY)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    # The clause on which it was rejected; empty for another reason.
    decision_clause: Mapped[Clause | None] = mapped_column(choice(Clause), info=_ACTIVITY)
    decision_reason: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)
    # Of a rejection: what would change it.
    decision_change: Mapped[str] = mapped_column(sa.Text, default="", info=_WORDS)

    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
    holder: Mapped[Account | None] = relationship(foreign_keys=[holder_id])
    organisation: Mapped[Organisation | None] = relationship()
    # How many votes were cast, where a query asks for it.
    votes_cast: Mapped[int | None] = query_expression()
    # When the applicant last wrote something that nobody of the office took up yet, likewise.
    wrote_at: Mapped[datetime | None] = query_expression()
    # Whether it may be closed to who looks, likewise: `cases.closed_to` tells.
    may_be_near: Mapped[bool | None] = query_expression()
    messages: Mapped[list["ApplicationMessage"]] = relationship(
        back_populates="application", order_by="ApplicationMessage.id", cascade="all, delete-orphan"
    )
    assessments: Mapped[list["StoredAssessment"]] = relationship(
        back_populates="application", order_by="StoredAssessment.id", cascade="all, delete-orphan"
    )

    objection: Mapped[Objection | None] = relationship(back_populates="application", cascade="all, delete-orphan")
    # Who put the applicant forward; of a draft the database lets them go.
    nominations: Mapped[list[Nomination]] = relationship(
        back_populates="application", order_by="Nomination.id", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}


class StoredAssessment(Model):
    """What the rules said at a moment, with the rule set and the answers that they stood on."""

    __tablename__ = "assessments"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True, info=NOTHING)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    rule_set: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome), info=_ACTIVITY)
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, info=_WORK)
    reasons: Mapped[list[Any]] = mapped_column(sa.JSON, info=_ACTIVITY)

    application: Mapped[Application] = relationship(back_populates="assessments")


class MessageSide(StrEnum):
    APPLICANT = "applicant"
    OFFICE = "office"


class ApplicationMessage(Model):
    """A question or an answer in the one thread that applicant and reviewers share."""

    __tablename__ = "application_messages"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True, info=NOTHING)
    side: Mapped[MessageSide] = mapped_column(choice(MessageSide), info=NOTHING)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    text: Mapped[str] = mapped_column(sa.Text, info=_WORDS)
    at: Mapped[datetime] = mapped_column(default=now, info=_ACTIVITY)
    # Of a question: how often the applicant was warned that it waits, when last, and when waiting came to an end.
    warnings: Mapped[int] = mapped_column(default=0, info=_ACTIVITY)
    warned_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)
    lapsed_at: Mapped[datetime | None] = mapped_column(info=_ACTIVITY)

    application: Mapped[Application] = relationship(back_populates="messages")
    author: Mapped[Account | None] = relationship()
    attachments: Mapped[list[ApplicationAttachment]] = relationship(
        back_populates="message", order_by=ApplicationAttachment.id, cascade="all, delete-orphan", passive_deletes=True
    )


class Counter(Model):
    """The next number of a series, raised by one conditional UPDATE so that none is given twice."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True, info=NOTHING)
    last: Mapped[int] = mapped_column(info=NOTHING)
