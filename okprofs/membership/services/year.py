"""The year of a membership: asking, reminding, suspending and ending by the clock, and confirming by the member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from okprofs.journal.services import record, record_each
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.kinds import Kind
from okprofs.mail.models import MailedLink
from okprofs.mail.services import Addressed, revoke, write_each
from okprofs.membership import letters
from okprofs.membership.facts import MembershipsPaused
from okprofs.membership.models import Membership, MembershipStatus, Recheck
from okprofs.membership.queries.memberships import membership_named, open_recheck
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.eligibility import Answers, Outcome, assess
from okprofs.membership.rules.year import YearStep, due_after, may_be_made, may_confirm, may_tell_change
from okprofs.membership.services.deciding import refuse_closed
from okprofs.membership.services.memberships import (
    activate,
    change_category,
    end_membership,
    held,
    settle_what_was_told,
    tell,
    terms,
)
from okprofs.membership.services.seats import give_back_when_elsewhere
from okprofs.organisations.services import find_or_flag
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.services.forgetting import begin_to_forget

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class _Taking:
    """What taking a step comes to: the letter that goes, the line of the journal, and how the membership stands."""

    letter: Kind
    action: str
    status: MembershipStatus | None = None
    were_leaving: bool = False


_STEPS: Mapping[YearStep, _Taking] = {
    YearStep.ASK: _Taking(letters.YEAR_ASKED, "membership_confirmation_asked"),
    YearStep.REMIND: _Taking(letters.YEAR_REMINDED, "membership_confirmation_reminded"),
    YearStep.SUSPEND: _Taking(letters.YEAR_SUSPENDED, "membership_suspended", MembershipStatus.SUSPENDED),
    YearStep.END: _Taking(letters.YEAR_ENDED, "membership_ended", MembershipStatus.ENDED),
}
_LEAVING = _Taking(letters.LEFT, "membership_ended", MembershipStatus.ENDED, were_leaving=True)


def ask_to_confirm() -> bool:
    """Ask who is to confirm their year soon; for the worker, every day. Returns whether there are more."""
    return _take(YearStep.ASK)


def remind_to_confirm() -> bool:
    """Remind who did not confirm by the day. Returns whether there are more."""
    return _take(YearStep.REMIND)


def suspend_unconfirmed() -> bool:
    """Suspend whose grace period is over. Returns whether there are more."""
    return _take(YearStep.SUSPEND)


def end_unconfirmed() -> bool:
    """End what was suspended long enough. Returns whether there are more."""
    return _take(YearStep.END)


def end_left() -> bool:
    """End the memberships whose last day has come, of who chose to leave. Returns whether there are more."""
    is_due = sa.and_(Membership.ends_on <= today(), Membership.status != MembershipStatus.ENDED)
    return _go(is_due, _LEAVING, {})


def _take(step: YearStep) -> bool:
    """Take a step with at most `BATCH` members for whom it is due. Their rows say so, and say in the same transaction
    that it was taken; so it is taken once, however often this is run, by however many, and wherever it is cut off."""
    is_due = sa.and_(Membership.next_step == step, Membership.next_step_on <= today())
    following = due_after(step, today(), terms())
    year: dict[str, Any] = {
        "next_step": following.step if following else None,
        "next_step_on": following.on if following else None,
    }
    if step is YearStep.ASK and following:
        year["confirm_by"] = following.on
    return _go(is_due, _STEPS[step], year)


def _go(is_due: sa.ColumnElement[bool], taking: _Taking, changes: dict[str, Any]) -> bool:
    columns = (Membership.id, Membership.public_id, Membership.account_id)
    query = sa.select(*columns, Account.name, Account.email, Account.language).join(Membership.account)
    # By name, as the words of the directory stand: who leaves it together, leaves the same pages of the database. Held
    # by id, as whoever holds several memberships does.
    some = sa.select(Membership.id).where(is_due).order_by(Membership.sort_name, Membership.id).limit(BATCH)
    chosen = query.where(Membership.id.in_(some), is_due).order_by(Membership.id)
    members = db.session.execute(chosen.with_for_update(of=Membership)).all()
    if not members:
        return False
    ids = [member.id for member in members]
    values = {**changes, **({"status": taking.status} if taking.status else {})}
    if taking.status is MembershipStatus.ENDED:
        values |= {"ended_on": today(), "ends_on": None, "next_step": None, "next_step_on": None, "card_token": None}
        settle_what_was_told(ids)
    changed = sa.update(Membership).where(Membership.id.in_(ids))
    db.session.execute(changed.values(values).execution_options(synchronize_session=False))
    record_each(taking.action, Membership.__tablename__, [member.public_id for member in members])
    facts = {name: day.isoformat() for name, day in changes.items() if isinstance(day, date)}
    write_each(
        taking.letter,
        (
            Addressed(member.email, member.language, member.public_id, {"name": member.name, **facts})
            for member in members
        ),
    )
    if taking.status is not None:
        announce(MembershipsPaused(tuple(member.account_id for member in members), taking.were_leaving))
    if taking.status is MembershipStatus.ENDED:
        begin_to_forget([member.account_id for member in members])
    return len(members) == BATCH


@dataclass(frozen=True, slots=True)
class Change:
    """What a member tells about their work now."""

    answers: Answers
    organisation_name: str
    function_title: str
    explanation: str


def membership_of_link(link: MailedLink | None) -> Membership:
    """Whose year the mailed link is about. Refused: `link_used` for a bad link or another address by now."""
    membership = membership_named(link.about) if link else None
    if link is None or membership is None or membership.account.email != link.address:
        raise Refused(Refusal("link_used"))
    return membership


def confirm(membership: Membership) -> None:
    """The member says that nothing changed: the year begins anew, and a suspension is over.

    Refused: `membership_ended`, `nothing_to_confirm`.
    """
    fresh = held(membership)
    refuse(may_confirm(fresh.category, fresh.next_step))
    activate(fresh)
    record("membership_confirmed", fresh, actor=fresh.account)


def tell_change(membership: Membership, change: Change) -> Outcome | None:
    """The member tells what changed. The rules still fit: confirmed. Outside government: an alumnus from now. Anything
    else waits for a reviewer, and meanwhile no clock runs. Returns what the rules said; None for an alumnus.

    Refused: `membership_ended`, `recheck_already_open`, `nothing_to_confirm`.
    """
    fresh = held(membership)
    is_looked_at = open_recheck(fresh.id) is not None
    refuse(may_tell_change(fresh.category, is_ended=False, is_looked_at=is_looked_at))
    found = assess(change.answers)
    is_outside = not change.answers.works_for_government
    is_settled = is_outside or found.outcome is Outcome.ELIGIBLE
    told = Recheck(
        membership_id=fresh.id,
        organisation_name=change.organisation_name,
        function_title=change.function_title,
        answers=change.answers.to_dict(),
        explanation=change.explanation,
        rule_set=found.rule_set,
        outcome=found.outcome,
        decided_at=now() if is_settled else None,
    )
    db.session.add(told)
    _fill_profile(fresh.account, change)
    give_back_when_elsewhere(fresh, works_for_government=not is_outside)
    record("membership_change_told", fresh, actor=fresh.account, outcome=found.outcome.value)
    if is_outside:
        _become_alumnus(fresh)
        return None
    if is_settled:
        fresh.category = Category.PROFESSIONAL
        activate(fresh)
        record("membership_confirmed", fresh, actor=fresh.account)
    else:
        fresh.next_step = fresh.next_step_on = None
        revoke(letters.YEAR_PURPOSE, fresh.public_id)
        db.session.flush()
    announce(ProfileChanged(fresh.account_id))
    return found.outcome


def _become_alumnus(membership: Membership) -> None:
    if membership.category is Category.ALUMNUS:
        return
    membership.category = Category.ALUMNUS
    activate(membership)
    record("membership_category_changed", membership, actor=membership.account, new=Category.ALUMNUS.value)
    tell(letters.BECAME_ALUMNUS, membership)


def _fill_profile(account: Account, change: Change) -> None:
    profile = account.profile
    profile.organisation = find_or_flag(change.organisation_name) if change.organisation_name else None
    profile.position = change.answers.position
    profile.function_title = change.function_title
    profile.disciplines = change.answers.disciplines


def confirm_recheck(membership: Membership, *, reviewer: Account) -> None:
    """A reviewer finds that the definition still fits. Refused: `membership_ended`, `own_membership`, `own_colleague`,
    `no_open_recheck`, `professional_by_application`."""
    fresh, told = _for_decision(membership, reviewer)
    refuse(may_be_made(fresh.category, Category.PROFESSIONAL, told.outcome))
    told.decided_at, told.decided_by_id = now(), reviewer.id
    fresh.category = Category.PROFESSIONAL
    _stays("membership_recheck_confirmed", fresh, reviewer)


def _stays(deed: str, membership: Membership, reviewer: Account) -> None:
    """What they told is settled and the kind of member they are stands: the year, which waited, begins anew."""
    activate(membership)
    record(deed, membership, actor=reviewer)
    tell(letters.RECHECK_CONFIRMED, membership, category=membership.category.value)


def _for_decision(membership: Membership, reviewer: Account) -> tuple[Membership, Recheck]:
    fresh = held(membership)
    refuse_closed(fresh, reviewer)
    told = open_recheck(fresh.id)
    if told is None:
        raise Refused(Refusal("no_open_recheck"))
    return fresh, told


def end_by_office(membership: Membership, reason: str, *, reviewer: Account) -> None:
    """A reviewer ends a membership, with a reason that the member reads. Refused: `membership_ended`,
    `own_membership`, `own_colleague`."""
    fresh = held(membership)
    refuse_closed(fresh, reviewer)
    told = open_recheck(fresh.id)
    if told is not None:
        told.decided_at, told.decided_by_id = now(), reviewer.id
    end_membership(fresh, reason=reason)


def change_category_by_office(membership: Membership, category: Category, *, reviewer: Account) -> None:
    """A reviewer makes someone another kind of member, which also settles what they told; who then stays the kind that
    they are, hears that too. Refused: `membership_ended`, `own_membership`, `own_colleague`,
    `professional_by_application`."""
    fresh = held(membership)
    refuse_closed(fresh, reviewer)
    told = open_recheck(fresh.id)
    if told is None and fresh.category is category:
        return
    refuse(may_be_made(fresh.category, category, told.outcome if told else None))
    if told is not None:
        told.decided_at, told.decided_by_id = now(), reviewer.id
    if fresh.category is not category:
        change_category(fresh, category)
    elif category is Category.PROFESSIONAL:
        _stays("membership_recheck_confirmed", fresh, reviewer)
    else:
        _stays("membership_recheck_declined", fresh, reviewer)
