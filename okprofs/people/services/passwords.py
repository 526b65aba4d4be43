"""Is this the person's password? And changing it.

Hashing is slow by design, so it is done before the transaction opens: nobody waits for a lock on it. What was proven
before is held against the account as it stands inside.
"""

import threading
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import current_app

from okprofs.journal.services import record
from okprofs.kernel.db import db, locked, transaction
from okprofs.kernel.ids import new_secret
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.services import write
from okprofs.people.letters import PASSWORD_CHANGED
from okprofs.people.models import Account
from okprofs.people.services.accounts import revoke_links
from okprofs.people.services.sessions import end_all_sessions

LONGEST = 1000
NOTED_TRIES = (1, 10, 100, 1000)
# Each hash takes tens of megabytes: a burst of tries may not take the memory of the machine.
_room = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Proof:
    """Someone knew the password of this account, as it was kept then; `renewed` is a hash by today's measure."""

    public_id: str
    password_hash: str
    renewed: str | None


@lru_cache(maxsize=4)
def _hasher(memory_kib: int) -> tuple[PasswordHasher, str]:
    """Argon2id with this much memory, and the hash of a password that nobody has."""
    hasher = PasswordHasher(time_cost=1, memory_cost=memory_kib, parallelism=1, type=Type.ID)
    return hasher, hasher.hash(new_secret())


def hashed(password: str) -> str:
    """What we keep of a password."""
    hasher, _ = _hasher(current_app.config["PASSWORD_MEMORY_KIB"])
    with _room:
        return hasher.hash(password)


def prove(account: Account | None, password: str) -> Proof | None:
    """A proof when this is the password of `account`, else None.

    The same work is done for an unknown or blocked account and for one without a password, so that the time tells
    nothing.
    """
    hasher, nobodys = _hasher(current_app.config["PASSWORD_MEMORY_KIB"])
    kept = account.password_hash if account is not None and account.is_active else None
    try:
        with _room:
            hasher.verify(kept or nobodys, password[:LONGEST])
    except (VerifyMismatchError, InvalidHashError):
        return None
    if account is None or kept is None:
        return None
    renewed = hashed(password[:LONGEST]) if hasher.check_needs_rehash(kept) else None
    return Proof(account.public_id, kept, renewed)


def accept(proof: Proof | None) -> Account:
    """The account that `proof` is for, when its password did not change since; keeps a renewed hash.

    Refused when there is no proof, or the account was blocked meanwhile.
    """
    account = _hold(proof.public_id) if proof is not None else None
    if proof is None or account is None or not account.is_active or account.password_hash != proof.password_hash:
        raise Refused(Refusal("credentials_wrong"))
    if proof.renewed is not None:
        account.password_hash = proof.renewed
    return account


def accept_again(proof: Proof | None) -> Account:
    """The same for someone who is signed in already, and is told so when the password is wrong."""
    if proof is None:
        raise Refused(Refusal("password_wrong"))
    return accept(proof)


def note_failure(account: Account | None, tries: int) -> None:
    """Keep in the journal that someone who did not know the password tried to come in, `tries` times in a day by now.

    Only the first, tenth, hundredth and thousandth time: whoever keeps trying does not fill the journal. What was typed
    for an address that we do not know is not kept; it may be a password.
    """
    if account is not None and tries in NOTED_TRIES:
        with transaction():
            record("sign_in_failed", account, tries=tries)


def change_password(public_id: str, password_hash: str) -> Account:
    """Give the account this password: other sessions and mailed links end, and the person is told by mail."""
    account = _hold(public_id)
    if account is None or not account.is_active:
        raise Refused(Refusal("link_used"))
    account.password_hash = password_hash
    end_all_sessions(account, but_this=True)
    revoke_links(account)
    record("password_changed", account, actor=account)
    write(PASSWORD_CHANGED, to=account.email, language=account.language, about=account, facts={"name": account.name})
    return account


def _hold(public_id: str) -> Account | None:
    """The account as it stands now, held: a sign-in and a change of the password wait for each other."""
    account: Account | None = db.session.scalar(locked(sa.select(Account).where(Account.public_id == public_id)))
    return account
