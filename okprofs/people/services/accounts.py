"""Making an account, blocking one, and letting it in again."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import revoke, write
from okprofs.people.facts import AccountBlocked, AccountUnblocked
from okprofs.people.letters import BLOCKED, PASSWORD_RESET, SIGN_IN_LINK, UNBLOCKED, purpose_of
from okprofs.people.models import Account, AddressChange, Appointment, Office, Profile
from okprofs.people.queries import is_administrator
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.forgetting import forgotten_after
from okprofs.people.rules.offices import may_block, may_lose_administrator
from okprofs.people.services.sessions import end_all_sessions

__all__ = ["block", "create_account", "normalise_address", "unblock"]


def create_account(email: str, name: str, language: str) -> Account:
    """A new account with an empty profile, for someone who proved `email`.

    Refused when it is no address, or somebody has it already.
    """
    address = normalise_address(email)
    if address is None:
        raise Refused(Refusal("address_invalid"))
    account = Account(email=address, name=name, language=language, profile=Profile(), appointments=[])
    account.forget_on = forgotten_after(today())
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError as error:
        raise Refused(Refusal("address_taken")) from error
    record("account_made", account)
    return account


def block(account: Account, by: Account | None = None) -> None:
    """Keep `account` out from the next request on: its sessions, and its mailed links. The person is told by mail.

    `by` is the administrator who does it, or None on the command line. Nothing when it is blocked already.
    Refused for the last administrator, for oneself, and when `by` is no administrator any more.
    """
    held = _held_by_administrator(account, by)
    refuse(may_block(is_own=by is not None and by.id == held.id))
    if Office.ADMINISTRATOR in held.offices:
        refuse(may_lose_administrator(other_administrators(held)))
    if held.blocked_at is not None:
        return
    held.blocked_at = now()
    end_all_sessions(held)
    revoke_links(held)
    record("account_blocked", held, actor=by)
    write(BLOCKED, to=held.email, language=held.language, about=held, facts={"name": held.name})
    announce(AccountBlocked(held.id))


def unblock(account: Account, by: Account | None = None) -> None:
    """Let `account` in again; the person is told by mail. Nothing when it is not blocked.

    Refused when `by` is no administrator any more.
    """
    held = _held_by_administrator(account, by)
    if held.blocked_at is None:
        return
    held.blocked_at = None
    record("account_unblocked", held, actor=by)
    write(UNBLOCKED, to=held.email, language=held.language, about=held, facts={"name": held.name})
    announce(AccountUnblocked(held.id))


def note_look_up(account: Account) -> None:
    """Keep that an administrator looked someone up."""
    record("account_looked_up", account)


def _held_by_administrator(account: Account, by: Account | None) -> Account:
    """The account, held and read afresh, for an administrator who still is one."""
    held = db.session.scalars(locked(sa.select(Account).where(Account.id == account.id))).one()
    if by is not None and not is_administrator(by):
        raise Refused(Refusal("administrator_no_more"))
    return held


def revoke_links(account: Account) -> None:
    """End every mailed link by which one could sign in as `account` or change its password or address."""
    for kind in (SIGN_IN_LINK, PASSWORD_RESET):
        revoke(purpose_of(kind), account.public_id)
    db.session.execute(sa.delete(AddressChange).where(AddressChange.account_id == account.id))


def other_administrators(account: Account) -> int:
    """How many others can still appoint. Holds all administrators' appointments until the end of the transaction, so
    that two cannot dismiss each other at once."""
    query = sa.select(Appointment.account_id).where(Appointment.office == Office.ADMINISTRATOR)
    held = db.session.scalars(locked(query.order_by(Appointment.account_id))).all()
    others = [account_id for account_id in held if account_id != account.id]
    able = sa.select(Account.id).where(Account.id.in_(others), Account.blocked_at.is_(None)).limit(2)
    return len(db.session.scalars(able).all())
