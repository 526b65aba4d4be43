"""Answering an invitation from a list: yes makes a network member, no wipes what we had."""

from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.models import MailedLink
from okprofs.mail.services import revoke, spend, take_back, write
from okprofs.membership import letters
from okprofs.membership.models import Membership, NetworkImport, NetworkImportRow
from okprofs.membership.queries.imports import invited_row
from okprofs.membership.rules.importing import DECLINED_KEPT, PASSED_OVER, Result
from okprofs.membership.services.importing import hold_list
from okprofs.membership.services.memberships import begin_in_network
from okprofs.organisations.services import find_or_flag
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email
from okprofs.people.rules.names import clean_name, refusals_for_name
from okprofs.people.services.accounts import create_account


@dataclass(frozen=True, slots=True)
class Completed:
    """Who someone says they are. Where they work may stay empty."""

    name: str
    organisation: str
    function_title: str


def row_of_link(link: MailedLink | None) -> NetworkImportRow | None:
    """Whom this link invited; None for a bad link, and when there is nothing to answer any more."""
    row = invited_row(link.about) if link else None
    return row if row is not None and link is not None and row.address == link.address else None


def confirm(link: MailedLink | None, completed: Completed, *, language: str) -> tuple[Membership, bool]:
    """From here on they are a network member; with an account of their own, made now when they had none, which is told
    beside it. Until now they were nothing.

    Refused: `link_used`; `already_member`, `applicant_blocked`; as `refusals_for_name`.
    """
    row = _held(link)
    name = clean_name(completed.name)
    refuse(refusals_for_name(name))
    account = account_by_email(row.address)
    is_new = account is None
    if account is None:
        account = create_account(row.address, name, language)
    elif not account.is_active:
        raise Refused(Refusal("applicant_blocked"))
    membership = begin_in_network(account)
    _fill_in(account, completed)
    record("network_invitation_confirmed", row, actor=account, membership=membership.public_id)
    raised = sa.update(NetworkImport).where(NetworkImport.id == row.import_id)
    db.session.execute(
        raised.values(confirmed=NetworkImport.confirmed + 1).execution_options(synchronize_session=False)
    )
    _wipe(row, Result.CONFIRMED)
    write(
        letters.NETWORK_JOINED,
        to=account.email,
        language=account.language,
        about=membership,
        facts={"name": account.name, "number": membership.number},
    )
    return membership, is_new


def decline(link: MailedLink | None) -> None:
    """They do not want it: what we had of them is wiped at once, but for a mark by which no list invites them again.

    Refused: `link_used`.
    """
    row = _held(link)
    record("network_invitation_declined", row)
    mark = row.address_digest
    _wipe(row, Result.DECLINED)
    row.address_digest, row.next_on = mark, today() + DECLINED_KEPT


def _held(link: MailedLink | None) -> NetworkImportRow:
    if link is None:
        raise Refused(Refusal("link_used"))
    of_list = sa.select(NetworkImport.public_id).join(NetworkImportRow, NetworkImportRow.import_id == NetworkImport.id)
    taken_from = db.session.scalar(of_list.where(NetworkImportRow.public_id == link.about))
    if taken_from is None:
        raise Refused(Refusal("link_used"))
    hold_list(taken_from)
    db.session.execute(locked(sa.select(NetworkImportRow.id).where(NetworkImportRow.public_id == link.about)))
    row = row_of_link(link)
    if row is None:
        raise Refused(Refusal("link_used"))
    spend(link)
    return row


def _fill_in(account: Account, completed: Completed) -> None:
    """What they typed goes into the profile; nobody sees it until they choose so."""
    profile = account.profile
    if completed.organisation:
        profile.organisation = find_or_flag(completed.organisation)
    if completed.function_title:
        profile.function_title = completed.function_title
    db.session.flush()
    announce(ProfileChanged(account.id))


def _wipe(row: NetworkImportRow, result: Result) -> None:
    """Nothing is left of them on any list, not on the lines that were passed over either."""
    same = (NetworkImportRow.address_digest == row.address_digest, NetworkImportRow.result.in_(PASSED_OVER))
    db.session.execute(sa.delete(NetworkImportRow).where(*same).execution_options(synchronize_session=False))
    take_back(sa.select(NetworkImportRow.public_id).where(NetworkImportRow.id == row.id))
    row.result, row.cells = result, ()
    row.name = row.address = row.organisation_name = row.function_title = row.language = ""
    row.earlier_line = row.address_digest = row.answer_before = row.next_on = None
    revoke(letters.NETWORK_PURPOSE, row.public_id)
