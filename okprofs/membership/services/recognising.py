"""Keeping by what someone is recognised who applies again."""

from okprofs.kernel.db import db, insert_into
from okprofs.membership.facts import MemberAdmitted
from okprofs.membership.models import PersonKey
from okprofs.membership.queries.duplicates import is_recognised
from okprofs.membership.rules.duplicates import keys_of
from okprofs.people.facts import AddressChanged, ProfileChanged
from okprofs.people.models import Account


def recognise(account: Account, name: str = "", email: str = "") -> None:
    """From now on we know this person by the name and address of the account, or by these. What we knew them by before
    stays: someone who married or moved may still apply under the old."""
    keys = keys_of(name or account.name, email or account.email)
    rows = [{"key": key, "account_id": account.id} for key in sorted(keys)]
    if rows:
        db.session.execute(insert_into(PersonKey).values(rows).on_conflict_do_nothing())


def recognise_member(fact: MemberAdmitted) -> None:
    """Someone became a member, perhaps without ever having applied."""
    recognise(db.session.get_one(Account, fact.account_id))


def recognise_anew(fact: ProfileChanged | AddressChanged) -> None:
    """Someone may be called otherwise, or have another address."""
    if is_recognised(fact.account_id):
        recognise(db.session.get_one(Account, fact.account_id))
