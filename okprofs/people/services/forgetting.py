"""Forgetting who left: the account goes, and with it all that is kept of them alone.

`accounts.forget_on` says when; it is empty for members. What ends moves it, and so does whoever signs in. A week before
they are told. Each room is asked whether it needs them yet, and lets go of what it holds when they are forgotten.
"""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.services import write
from okprofs.people.facts import AccountForgotten, AccountUnused
from okprofs.people.letters import FORGOTTEN_SOON
from okprofs.people.models import Account, AddressChange, Appointment, Profile, SignInSession
from okprofs.people.rules.forgetting import TOLD_BEFORE, forgotten_after, forgotten_when_told, looked_at_again

BATCH = 100

NEEDED = Refusal("account_needed")
"""With this a room refuses to let somebody go."""


def keep(account: Account) -> None:
    """Someone is a member from now on: they are not forgotten."""
    account.forget_on = account.forget_told_on = None


def begin_to_forget(account_ids: Collection[int]) -> None:
    """These people are no members any more: when nothing is heard of them they are forgotten."""
    theirs = sa.update(Account).where(Account.id.in_(account_ids))
    theirs = theirs.values(forget_on=forgotten_after(today()), forget_told_on=None)
    db.session.execute(theirs.execution_options(synchronize_session="fetch"))


def begin_anew(account: Account) -> None:
    """Something is heard of somebody who is no member: they are kept as long again."""
    if account.forget_on is not None:
        account.forget_on, account.forget_told_on = forgotten_after(today()), None


def tell_who_is_forgotten() -> bool:
    """Tell a part of those who are forgotten in a week, when nobody needs them and they can still sign in; for the
    worker, every day. Returns whether there may be more."""
    due = (Account.forget_on <= today() + TOLD_BEFORE, Account.forget_told_on.is_(None))
    accounts = _held(due)
    for account in accounts:
        if not _put_off(account):
            planned_on: date = account.forget_on or today()
            account.forget_on, account.forget_told_on = forgotten_when_told(planned_on, today()), today()
            if account.is_active:
                facts = {"name": account.name, "forget_on": account.forget_on.isoformat()}
                write(FORGOTTEN_SOON, to=account.email, language=account.language, about=account, facts=facts)
    return len(accounts) == BATCH


def forget_accounts() -> bool:
    """Forget a part of those who were told a week ago and did not come back; for the worker, every day. Returns whether
    there may be more."""
    due = (Account.forget_on <= today(), Account.forget_told_on <= today() - TOLD_BEFORE)
    accounts = _held(due)
    for account in accounts:
        if not _put_off(account):
            record("account_forgotten", account)
            announce(AccountForgotten(account.id))
            _remove(account.id)
    return len(accounts) == BATCH


def keep_office_holder(fact: AccountUnused) -> None:
    """Refused: `account_needed` for who holds an office."""
    if db.session.scalar(sa.select(sa.exists().where(Appointment.account_id == fact.account_id))):
        raise Refused(NEEDED)


def _held(due: tuple[sa.ColumnElement[bool], ...]) -> Sequence[Account]:
    """Some for whom it is due, held: whoever signs in at this moment was first and is not among them, or comes after.
    By their ids, as whoever holds several accounts does."""
    some = sa.select(Account.id).where(*due).order_by(Account.forget_on, Account.id).limit(BATCH)
    query = sa.select(Account).where(Account.id.in_(some), *due).order_by(Account.id)
    return db.session.scalars(locked(query)).all()


def _put_off(account: Account) -> bool:
    """Whether somebody needs this person yet; then they are looked at again later."""
    try:
        announce(AccountUnused(account.id))
    except Refused:
        account.forget_on, account.forget_told_on = looked_at_again(today()), None
        return True
    return False


def _remove(account_id: int) -> None:
    """The account, and what the database does not remove along with it."""
    db.session.flush()
    for change in (
        sa.update(Appointment).where(Appointment.appointed_by_id == account_id).values(appointed_by_id=None),
        sa.delete(AddressChange).where(AddressChange.account_id == account_id),
        sa.delete(SignInSession).where(SignInSession.account_id == account_id),
        sa.delete(Profile).where(Profile.account_id == account_id),
        sa.delete(Account).where(Account.id == account_id),
    ):
        db.session.execute(change.execution_options(synchronize_session=False))
