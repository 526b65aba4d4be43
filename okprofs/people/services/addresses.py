"""Changing someone's e-mail address: asked for with a fresh proof, confirmed from the new address by mail."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.queries import good_link
from okprofs.mail.services import spend, write
from okprofs.people.facts import AddressChanged
from okprofs.people.letters import ADDRESS_CHANGED_NOTICE, ADDRESS_CONFIRM, ADDRESS_TAKEN, purpose_of
from okprofs.people.models import Account, AddressChange
from okprofs.people.queries import account_by_email
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.services.accounts import revoke_links
from okprofs.people.services.sessions import end_all_sessions

# Longer than a letter is tried and its link is good.
REQUESTS_KEPT = timedelta(days=7)


def ask_for_address(account: Account, typed: str) -> None:
    """Mail a link to the new address; an earlier request of this person is void from now on.

    When somebody has the address already, they hear of it by mail, and whoever asked sees no difference.
    Refused when it is no address, or the one they have.
    """
    address = normalise_address(typed)
    if address is None:
        raise Refused(Refusal("address_invalid"))
    if address == account.email:
        raise Refused(Refusal("address_same"))
    db.session.execute(sa.delete(AddressChange).where(AddressChange.account_id == account.id))
    owner = account_by_email(address)
    if owner is None:
        change = AddressChange(account_id=account.id, address=address)
        db.session.add(change)
        db.session.flush()
        facts = {"name": account.name, "old_address": account.email}
        write(ADDRESS_CONFIRM, to=address, language=account.language, about=change, facts=facts)
    else:
        write(ADDRESS_TAKEN, to=address, language=owner.language, about=owner, facts={"name": owner.name})
    record("address_change_asked", account)


def change_for(secret: str) -> AddressChange | None:
    """The request that this mailed secret confirms; None when a newer one, or time, has overtaken it."""
    link = good_link(purpose_of(ADDRESS_CONFIRM), secret)
    if link is None:
        return None
    query = sa.select(AddressChange).join(AddressChange.account).where(AddressChange.public_id == link.about)
    return db.session.scalar(query.where(AddressChange.address == link.address, Account.blocked_at.is_(None)))


def confirm_address(secret: str) -> Account:
    """Give the account the address to which `secret` was mailed, and tell the old address.

    Refused when the link is no longer good, or the address was taken meanwhile.
    """
    link = good_link(purpose_of(ADDRESS_CONFIRM), secret)
    change = change_for(secret)
    if link is None or change is None:
        raise Refused(Refusal("link_used"))
    # Whoever asks for another address at this moment waits here, or had this request removed before.
    account: Account = db.session.scalars(locked(sa.select(Account).where(Account.id == change.account_id))).one()
    held = db.session.scalar(locked(sa.select(AddressChange).where(AddressChange.public_id == link.about)))
    if held is None or not account.is_active:
        raise Refused(Refusal("link_used"))
    spend(link)
    old_address = account.email
    try:
        with db.session.begin_nested():
            account.email = held.address
    except IntegrityError as error:
        raise Refused(Refusal("address_taken")) from error
    end_all_sessions(account, but_this=True)
    revoke_links(account)
    record("address_changed", account, actor=account)
    write(
        ADDRESS_CHANGED_NOTICE,
        to=old_address,
        language=account.language,
        about=account,
        facts={"name": account.name},
    )
    announce(AddressChanged(account.id))
    return account


def forget_requests() -> None:
    """Throw away the addresses that were asked for and never confirmed; for the worker, every day."""
    db.session.execute(sa.delete(AddressChange).where(AddressChange.asked_at < now() - REQUESTS_KEPT))
