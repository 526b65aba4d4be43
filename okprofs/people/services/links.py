"""Signing in, and setting a password, by a mailed link."""

from okprofs.journal.services import record
from okprofs.kernel.db import db
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.kinds import Kind
from okprofs.mail.queries import good_link
from okprofs.mail.services import spend, write
from okprofs.people.letters import PASSWORD_RESET, purpose_of
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email, account_by_public_id
from okprofs.people.services.accounts import revoke_links


def send_link(kind: Kind, typed: str) -> None:
    """Mail a link of this kind to the account with this address; nothing when there is none, or it is blocked.

    Whoever asks sees no difference, in time neither: what is written for someone whom we do not mail is taken back.
    """
    found = account_by_email(typed)
    account = found or Account(public_id=new_public_id(), email="", name="", language="nl")
    with db.session.begin_nested() as attempt:
        write(kind, to=account.email, language=account.language, about=account, facts={"name": account.name})
        record("link_asked", account, kind=purpose_of(kind))
        db.session.flush()
        if found is None or not found.is_active:
            attempt.rollback()


def holder_of(kind: Kind, secret: str) -> Account | None:
    """Whose mailed secret this is, when it is still good and the account still has the address it went to."""
    link = good_link(purpose_of(kind), secret)
    if link is None:
        return None
    account = account_by_public_id(link.about)
    return account if account is not None and account.is_active and account.email == link.address else None


def use_link(kind: Kind, secret: str) -> Account:
    """The account that this mailed secret opens, once; its other links end. Refused when it is no longer good."""
    link = good_link(purpose_of(kind), secret)
    account = holder_of(kind, secret)
    if link is None or account is None:
        raise Refused(Refusal("link_used"))
    spend(link)
    if kind is PASSWORD_RESET:
        revoke_links(account)
    return account
