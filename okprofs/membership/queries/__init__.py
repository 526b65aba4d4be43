"""Who is a member, who applied, and what waits at the review desk?"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only, selectinload, with_expression

from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window
from okprofs.membership.models import (
    Application,
    ApplicationMessage,
    ApplicationVote,
    Membership,
    MembershipStatus,
    Merger,
    MessageSide,
    Nomination,
    Objection,
)
from okprofs.membership.rules.applying import Standing
from okprofs.membership.rules.categories import WHO_MAY, Right
from okprofs.membership.rules.lifecycle import DECIDED, IN_REVIEW, ApplicationStatus
from okprofs.people.models import Account, Profile

MOST_MEMBERS = 1_000
QUEUE_PAGE = 20
COUNTED_AT_MOST = 500
MOST_NAMES = 500


def current_membership(account_id: int) -> Membership | None:
    """The active membership of this person, or None: never a member, suspended or ended."""
    return db.session.scalar(_CURRENT, {"account_id": account_id})


_CURRENT = sa.select(Membership).where(
    Membership.account_id == sa.bindparam("account_id"), Membership.status == MembershipStatus.ACTIVE
)


def has_running_membership(account_id: int) -> bool:
    """Whether this person is a member, active or suspended, of a kind that need not apply to become a professional."""
    found = sa.exists().where(
        Membership.account_id == account_id,
        Membership.status != MembershipStatus.ENDED,
        Membership.category.not_in(WHO_MAY[Right.APPLY]),
    )
    return bool(db.session.scalar(sa.select(found)))


def has_open_application(account_id: int) -> bool:
    """Whether an application of this person waits for the reviewers, or for an answer."""
    return bool(db.session.scalar(sa.select(sa.exists().where(*_open_of(account_id)))))


def _open_of(account_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (Application.account_id == account_id, Application.status.in_(IN_REVIEW))


def standing_of(account: Account | None) -> Standing:
    """How the person behind an account, or behind none, stands towards the club."""
    if account is None:
        return Standing()
    return Standing(
        is_member=has_running_membership(account.id),
        has_open_application=has_open_application(account.id),
        is_blocked=account.blocked_at is not None,
    )


def draft_of(account_id: int | None, public_id: str | None) -> Application | None:
    """The draft this person is working on: their own when signed in, else the one their browser holds."""
    drafts = sa.select(Application).where(Application.status == ApplicationStatus.DRAFT)
    if account_id is not None:
        own = drafts.where(Application.account_id == account_id)
        return db.session.scalar(own.order_by(Application.id.desc()).limit(1))
    if not public_id:
        return None
    return db.session.scalar(drafts.where(Application.public_id == public_id, Application.account_id.is_(None)))


def draft(public_id: str) -> Application | None:
    """A draft by its public id, for who proved by a mailed link that it is theirs."""
    return db.session.scalar(
        sa.select(Application).where(Application.public_id == public_id, Application.status == ApplicationStatus.DRAFT)
    )


def own_application(account_id: int) -> Application | None:
    """The latest application that this person sent, with its thread; None when there is none."""
    return db.session.scalar(
        sa.select(Application)
        .where(Application.account_id == account_id, Application.submitted_at.is_not(None))
        .options(
            *_THREAD,
            selectinload(Application.nominations).load_only(Nomination.nominator_name),
            joinedload(Application.organisation),
            joinedload(Application.objection),
        )
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(1)
    )


def application_with_question(public_id: str) -> Application | None:
    """The application on which a question is open, with its thread; for who came by the mailed link."""
    return db.session.scalar(
        sa.select(Application)
        .where(Application.public_id == public_id, Application.status == ApplicationStatus.MORE_INFO_NEEDED)
        .options(*_THREAD)
    )


def rejected_application(public_id: str) -> Application | None:
    """An application that was rejected, for who came by the link in that letter."""
    return db.session.scalar(
        sa.select(Application)
        .where(Application.public_id == public_id, Application.status == ApplicationStatus.REJECTED)
        .options(joinedload(Application.objection))
    )


_THREAD = (
    selectinload(Application.messages).options(
        joinedload(ApplicationMessage.author).load_only(Account.id, Account.public_id, Account.name),
        # At most a few go with a message, and what is in them stays where it is.
        joinedload(ApplicationMessage.attachments),
    ),
)


# The last that the applicant wrote since they applied, or since somebody took the case, where no question waits for its
# answer.
_WROTE_AT = (
    sa.select(sa.func.max(ApplicationMessage.at))
    .where(
        ApplicationMessage.application_id == Application.id,
        ApplicationMessage.side == MessageSide.APPLICANT,
        Application.status == ApplicationStatus.SUBMITTED,
        ApplicationMessage.at > sa.func.coalesce(Application.held_since, Application.submitted_at),
    )
    .correlate(Application)
    .scalar_subquery()
)


def application_for_review(public_id: str) -> Application | None:
    """An application that was sent, with all that a reviewer decides on."""
    found = db.session.scalars(
        sa.select(Application)
        .where(Application.public_id == public_id, Application.submitted_at.is_not(None))
        .options(
            *_THREAD,
            joinedload(Application.nominations),
            joinedload(Application.organisation),
            joinedload(Application.account),
            joinedload(Application.decided_by),
            joinedload(Application.holder),
            joinedload(Application.objection).joinedload(Objection.decided_by),
            with_expression(Application.wrote_at, _WROTE_AT),
        )
    )
    return found.unique().one_or_none()


def queue(statuses: frozenset[ApplicationStatus], number: int, reader_id: int | None = None) -> Page[Application]:
    """Page `number` of the applications in these statuses, oldest first; of decided ones the latest first. Each with
    whether it may be closed to this reader, if there is one."""
    select = sa.select(Application).options(
        load_only(*_QUEUE_COLUMNS),
        joinedload(Application.holder).load_only(Account.name),
        with_expression(Application.votes_cast, _VOTES_CAST),
        with_expression(Application.wrote_at, _WROTE_AT),
    )
    if reader_id is not None:
        select = select.options(with_expression(Application.may_be_near, may_be_near(reader_id)))
    if statuses <= DECIDED:
        select = select.where(Application.decided_at.is_not(None), Application.status.in_(statuses)).order_by(
            Application.decided_at.desc(), Application.id.desc()
        )
    else:
        select = select.where(Application.status.in_(statuses)).order_by(Application.submitted_at, Application.id)
    limit, offset = window(number, QUEUE_PAGE)
    return cut(db.session.scalars(select.limit(limit).offset(offset)).all(), number, QUEUE_PAGE)


def may_be_near(reader_id: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    """Whether an application of a query may be closed to this reader: `cases.closed_to` tells."""
    works_at = sa.select(Profile.organisation_id).where(Profile.account_id == reader_id).correlate(None)
    vouched = sa.exists().where(Nomination.application_id == Application.id, Nomination.nominator_id == reader_id)
    merged = sa.exists().where(Merger.into_id == Application.id)
    is_near = sa.or_(
        Application.account_id == reader_id,
        Application.organisation_id == works_at.scalar_subquery(),
        vouched.correlate(Application),
        merged.correlate(Application),
    )
    return sa.func.coalesce(is_near, sa.false())


_VOTES_CAST = (
    sa.select(sa.func.count())
    .where(ApplicationVote.application_id == Application.id)
    .correlate(Application)
    .scalar_subquery()
)

_QUEUE_COLUMNS = (
    Application.public_id,
    Application.name,
    Application.organisation_name,
    Application.status,
    Application.outcome,
    Application.submitted_at,
    Application.decided_at,
    Application.holder_id,
)


def waiting() -> dict[ApplicationStatus, int]:
    """How many applications are in review, by status; counted no further than `COUNTED_AT_MOST` + 1."""
    counts = [
        sa.select(sa.func.count())
        .select_from(
            sa.select(Application.id).where(Application.status == status).limit(COUNTED_AT_MOST + 1).subquery()
        )
        .scalar_subquery()
        .label(status.value)
        for status in IN_REVIEW
    ]
    found = db.session.execute(sa.select(*counts)).one()._mapping
    return {status: found[status.value] for status in IN_REVIEW}


def members_among(account_ids: Collection[int]) -> set[int]:
    """Which of these accounts, at most 1,000, have an active membership that lets them stand in the directory."""
    query = sa.select(Membership.account_id).where(
        Membership.account_id.in_(sorted(account_ids)[:MOST_MEMBERS]), *_CAN_BE_FOUND
    )
    return set(db.session.scalars(query))


_CAN_BE_FOUND = (
    Membership.status == MembershipStatus.ACTIVE,
    Membership.category.in_(WHO_MAY[Right.BE_FOUND]),
)


def members_after(account_id: int) -> Sequence[int]:
    """The next 1,000 ids of accounts above `account_id` of `members_among`, in order: to go through them all."""
    query = sa.select(Membership.account_id).where(Membership.account_id > account_id, *_CAN_BE_FOUND)
    return db.session.scalars(query.order_by(Membership.account_id).limit(MOST_MEMBERS)).all()


def members_named(public_ids: Collection[str]) -> dict[str, str]:
    """Whose membership it is, of at most 500 public ids of memberships; an unknown id is left out."""
    return _names(Membership, public_ids)


def applicants_named(public_ids: Collection[str]) -> dict[str, str]:
    """Whose application it is, of at most 500 public ids of applications; one without an account is left out."""
    return _names(Application, public_ids)


def _names(model: type[Application] | type[Membership], public_ids: Collection[str]) -> dict[str, str]:
    query = sa.select(model.public_id, Account.name).join(model.account)
    rows = db.session.execute(query.where(model.public_id.in_(sorted(public_ids)[:MOST_NAMES])))
    return {row.public_id: row.name for row in rows}
