"""Keeping by what someone is recognised who applies again, and forgetting it half a year after they left."""

import sqlalchemy as sa

from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, insert_into
from okprofs.membership.facts import MemberAdmitted
from okprofs.membership.models import Application, Membership, MembershipStatus, PersonKey
from okprofs.membership.queries.cases import ended_before
from okprofs.membership.queries.duplicates import is_recognised
from okprofs.membership.rules.duplicates import keys_of
from okprofs.people.facts import AddressChanged, ProfileChanged
from okprofs.people.models import Account
from okprofs.people.queries import hold_accounts
from okprofs.people.rules.forgetting import KEPT_AFTER

BATCH = 500


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


def forget_keys() -> bool:
    """Forget by what a part of those are recognised who are no members any more and have no application, both since
    half a year; for the worker, every day. Returns whether there may be more."""
    known = sa.exists().where(PersonKey.account_id == Account.id)
    chosen = sa.select(Account.id).where(known, *_left_long_ago()).order_by(Account.id).limit(BATCH)
    ids = db.session.scalars(chosen).all()
    # Who applies in this very moment holds their account: behind that it is asked again.
    hold_accounts(ids)
    still = sa.select(Account.id).where(Account.id.in_(ids), *_left_long_ago())
    gone = sa.delete(PersonKey).where(PersonKey.account_id.in_(still))
    db.session.execute(gone.execution_options(synchronize_session=False))
    return len(ids) == BATCH


def _left_long_ago() -> tuple[sa.ColumnElement[bool], ...]:
    of_theirs = Membership.account_id == Account.id
    stands = sa.or_(Membership.status != MembershipStatus.ENDED, Membership.ended_on > today() - KEPT_AFTER)
    applied = (Application.account_id == Account.id, Application.submitted_at.is_not(None))
    return (
        ~sa.exists().where(of_theirs, stands),
        ~sa.exists().where(*applied, ~ended_before(now() - KEPT_AFTER)),
    )
