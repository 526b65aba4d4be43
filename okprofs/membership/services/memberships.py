"""Beginning, changing, leaving and ending a membership."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, insert_into, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.kernel.search import fold, sort_name
from okprofs.mail.kinds import Kind
from okprofs.mail.rules.untrusted import in_pieces
from okprofs.mail.services import revoke, write
from okprofs.membership import letters
from okprofs.membership.facts import MemberAdmitted, MembershipChanged, MembershipEnded, MembershipLeft
from okprofs.membership.models import Counter, Membership, MembershipStatus, Recheck
from okprofs.membership.queries import has_running_membership
from okprofs.membership.queries.memberships import open_recheck, running_membership
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.importing import BECOMES
from okprofs.membership.rules.seats import category_with_seat
from okprofs.membership.rules.year import Terms, Year, year_end, year_from
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.services.forgetting import begin_to_forget, keep

SERIES = "membership"
FIRST_NUMBER = 1001


def begin_membership(account: Account, *, since_on: date | None = None) -> Membership:
    """Make `account` a professional from today, or since an earlier day, with the next number. Their profile must stand
    as they chose it. A network member or an alumnus keeps their membership and number.

    Refused: `already_member`.
    """
    db.session.execute(locked(sa.select(Account.id).where(Account.id == account.id), referable=True))
    if has_running_membership(account.id):
        raise Refused(Refusal("already_member"))
    membership = running_membership(account.id)
    if membership is not None:
        settle_what_was_told([membership.id])
        # Who was leaving as another kind has applied since.
        membership.ends_on = None
        _become(membership, Category.PROFESSIONAL)
        return membership
    return _begin(account, Category.PROFESSIONAL, since_on or today())


def begin_by_seat(account: Account) -> Membership:
    """Make who accepted a seat of an organisation a member by it, from today; who is one already stays what they are.

    The account is to be held.
    """
    membership = running_membership(account.id)
    category = category_with_seat(membership.category if membership else None)
    return membership or _begin(account, category, today())


def begin_in_network(account: Account) -> Membership:
    """Make who confirmed an invitation from a list a network member, from today. Refused: `already_member`."""
    db.session.execute(locked(sa.select(Account.id).where(Account.id == account.id), referable=True))
    if running_membership(account.id) is not None:
        raise Refused(Refusal("already_member"))
    return _begin(account, BECOMES, today())


def _begin(account: Account, category: Category, since_on: date) -> Membership:
    membership = Membership(account_id=account.id, number=next_number(), category=category, since_on=since_on)
    name_anew(membership, account.name)
    plan_year(membership)
    keep(account)
    db.session.add(membership)
    db.session.flush()
    record("membership_begun", membership, number=membership.number)
    announce(MemberAdmitted(membership.id, account.id))
    return membership


def plan_year(membership: Membership) -> None:
    """The year that begins today, with what was confirmed; who is leaving is asked nothing any more."""
    category = membership.category or Category.PROFESSIONAL
    put_year(membership, year_from(membership.since_on, today(), category, terms()))


def put_year(membership: Membership, year: Year) -> None:
    """Let the year of a membership stand as the rule says."""
    membership.confirmed_on, membership.confirm_by = year.confirmed_on, year.confirm_by
    membership.next_step = year.due.step if year.due else None
    membership.next_step_on = year.due.on if year.due else None


def terms() -> Terms:
    """The terms of the year, as the settings have them."""
    config = current_app.config
    return Terms(asked=config["YEAR_ASKED"], grace=config["YEAR_GRACE"], suspended=config["YEAR_SUSPENDED"])


def name_anew(membership: Membership, name: str) -> None:
    """By what name the office finds this member."""
    membership.sort_name, membership.spoken_name = sort_name(name), fold(name)[:200]


def follow_name(fact: ProfileChanged) -> None:
    """Someone may be called otherwise; so is their membership, and those that ended."""
    name = db.session.scalars(sa.select(Account.name).where(Account.id == fact.account_id)).one()
    db.session.execute(
        sa.update(Membership)
        .where(Membership.account_id == fact.account_id)
        .values(sort_name=sort_name(name), spoken_name=fold(name)[:200])
    )


def end_membership(membership: Membership, *, reason: str = "") -> None:
    """End the membership today; what is for members closes at the person's next request. With a reason, they get it.

    Their sessions go on, for what they signed up for and wrote stays theirs. Refused: `membership_ended`.
    """
    fresh = held(membership)
    end(fresh)
    record("membership_ended", fresh)
    if reason:
        tell(letters.ENDED_BY_OFFICE, fresh, reason=in_pieces(reason))
    else:
        tell(letters.LEFT, fresh)


def end(membership: Membership) -> None:
    """The membership, held by this transaction, is over from today."""
    membership.status = MembershipStatus.ENDED
    membership.ended_on = today()
    membership.ends_on = None
    membership.next_step = membership.next_step_on = None
    membership.card_token = None
    revoke(letters.YEAR_PURPOSE, membership.public_id)
    settle_what_was_told([membership.id])
    db.session.flush()
    announce(MembershipEnded(membership.id, membership.account_id))
    begin_to_forget([membership.account_id])


def settle_what_was_told(membership_ids: Collection[int]) -> None:
    """What these members told of changed work waits for nobody any more."""
    told = sa.update(Recheck).where(Recheck.membership_id.in_(membership_ids), Recheck.decided_at.is_(None))
    db.session.execute(told.values(decided_at=now()).execution_options(synchronize_session=False))


def change_category(membership: Membership, category: Category) -> None:
    """The office makes someone another kind of member; the same kind changes nothing. Refused: `membership_ended`."""
    fresh = held(membership)
    if fresh.category is not category:
        _become(fresh, category)
        tell(letters.CATEGORY_CHANGED, fresh, category=category.value)


def _become(membership: Membership, category: Category) -> None:
    """From today this kind of member, and active: who decides so has looked at them."""
    record("membership_category_changed", membership, old=membership.category.value, new=category.value)
    membership.category = category
    activate(membership)


def activate(membership: Membership) -> None:
    """The membership stands, and its year begins today."""
    membership.status = MembershipStatus.ACTIVE
    plan_year(membership)
    if membership.ends_on is not None:
        membership.next_step = membership.next_step_on = None
    revoke(letters.YEAR_PURPOSE, membership.public_id)
    db.session.flush()
    announce(MembershipChanged(membership.id, membership.account_id))


def leave(account: Account, *, at_once: bool) -> Membership:
    """A member leaves: now, or at the end of their year.

    Refused: `membership_ended`; `already_leaving`; `year_not_confirmed` for the end of a year that is over.
    """
    membership = held_of(account)
    if at_once:
        end_membership(membership)
        return membership
    if membership.ends_on is not None:
        raise Refused(Refusal("already_leaving"))
    is_active = membership.status is MembershipStatus.ACTIVE
    ends_on = year_end(membership.since_on, membership.confirm_by, today()) if is_active else None
    if ends_on is None:
        raise Refused(Refusal("year_not_confirmed"))
    membership.ends_on = ends_on
    membership.next_step = membership.next_step_on = None
    revoke(letters.YEAR_PURPOSE, membership.public_id)
    record("membership_left", membership)
    tell(letters.LEAVING, membership, ends_on=ends_on.isoformat())
    db.session.flush()
    announce(MembershipLeft(membership.id, membership.account_id, ends_on))
    return membership


def stay(account: Account) -> Membership:
    """Take the leaving back, while it is to come; confirming anew is asked as if nothing had happened.

    Refused: `membership_ended`, `not_leaving`.
    """
    membership = held_of(account)
    if membership.ends_on is None:
        raise Refused(Refusal("not_leaving"))
    membership.ends_on = None
    if open_recheck(membership.id) is None:
        put_year(membership, year_from(membership.since_on, membership.confirmed_on, membership.category, terms()))
    record("membership_leaving_withdrawn", membership)
    return membership


def held(membership: Membership) -> Membership:
    """The membership as it stands, held until the end of the transaction. Refused: `membership_ended`."""
    fresh = db.session.scalars(locked(sa.select(Membership).where(Membership.id == membership.id))).one()
    if fresh.status is MembershipStatus.ENDED:
        raise Refused(Refusal("membership_ended"))
    return fresh


def held_of(account: Account) -> Membership:
    """The running membership of a person, held. Refused: `membership_ended` when there is none."""
    membership = running_membership(account.id)
    if membership is None:
        raise Refused(Refusal("membership_ended"))
    return held(membership)


def tell(kind: Kind, membership: Membership, **facts: str | int | list[list[str]]) -> None:
    """Write a letter to a member about their membership."""
    account = membership.account
    write(
        kind,
        to=account.email,
        language=account.language,
        about=membership,
        facts={"name": account.name, **facts},
    )


def next_number() -> int:
    """The next membership number; the row is held until the transaction ends, so none is given twice."""
    first = insert_into(Counter).values(name=SERIES, last=FIRST_NUMBER - 1).on_conflict_do_nothing()
    db.session.execute(first)
    raised = (
        sa.update(Counter)
        .where(Counter.name == SERIES)
        .values(last=Counter.last + 1)
        .returning(Counter.last)
        .execution_options(synchronize_session=False)
    )
    return int(db.session.execute(raised).scalar_one())
