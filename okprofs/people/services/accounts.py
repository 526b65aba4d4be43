"""Making an account, and blocking one."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import revoke
from okprofs.people.facts import AccountBlocked
from okprofs.people.letters import PASSWORD_RESET, SIGN_IN_LINK, purpose_of
from okprofs.people.models import Account, AddressChange, Appointment, Office, Profile
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.offices import may_lose_administrator
from okprofs.people.services.sessions import end_all_sessions

__all__ = ["block", "create_account", "normalise_address"]


def create_account(email: str, name: str, language: str) -> Account:
    """A new account with an empty profile, for someone who proved `email`.

    Refused when it is no address, or somebody has it already.
    """
    address = normalise_address(email)
    if address is None:
        raise Refused(Refusal("address_invalid"))
    account = Account(email=address, name=name, language=language, profile=Profile(), appointments=[])
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError as error:
        raise Refused(Refusal("address_taken")) from error
    record("account_made", account)
    return account


def block(account: Account) -> None:
    """Keep `account` out from the next request on: its sessions, and its mailed links.

    Refused for the last administrator.
    """
    if Office.ADMINISTRATOR in account.offices:
        refuse(may_lose_administrator(other_administrators(account)))
    account.blocked_at = now()
    end_all_sessions(account)
    revoke_links(account)
    record("account_blocked", account)
    announce(AccountBlocked(account.id))


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
