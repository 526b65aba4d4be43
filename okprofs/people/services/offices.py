"""Appointing people to an office, and dismissing them."""

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import write
from okprofs.people.letters import APPOINTED, DISMISSED, SELF_APPOINTED
from okprofs.people.models import Account, Appointment, Office
from okprofs.people.queries import holders_of, is_administrator
from okprofs.people.rules.offices import may_appoint, may_lose_administrator
from okprofs.people.services.accounts import other_administrators
from okprofs.people.services.forgetting import begin_anew
from okprofs.people.services.sessions import begin_session, end_all_sessions


def appoint(account: Account | None, office: Office, by: Account | None) -> None:
    """Give `account` an office. Its sessions end, for they stand for fewer rights; the person is told by mail.

    `by` is the administrator who does it, or None on the command line. Who appoints themselves is let in anew, and the
    other administrators hear of it.
    Refused for an unknown address (None), a blocked account, and an office that is held already.
    """
    if account is None:
        raise Refused(Refusal("account_unknown"))
    if by is not None and not is_administrator(by):
        raise Refused(Refusal("administrator_no_more"))
    # Two administrators who appoint the same person wait for each other here.
    held = db.session.scalars(locked(sa.select(Account).where(Account.id == account.id))).one()
    refuse(may_appoint(holds_it=_holds(held, office), is_blocked=not held.is_active))
    db.session.add(Appointment(account_id=held.id, office=office, appointed_by_id=by.id if by else None))
    db.session.flush()
    db.session.expire(held, ["appointments"])
    record("appointed", held, actor=by, office=office.value)
    write(APPOINTED, to=held.email, language=held.language, about=held, facts=_facts(held, office))
    if by is not None and held.id == by.id:
        _tell_other_administrators(by, office)
    _renew_sessions(held, by)


def dismiss(account: Account, office: Office, by: Account) -> None:
    """Take an office from `account`. Its sessions end; the person is told by mail. Nothing when it is not held.

    Refused for the last administrator, also when two dismiss each other at once.
    """
    if office is Office.ADMINISTRATOR:
        refuse(may_lose_administrator(other_administrators(account)))
    # Read afresh behind the lock: whoever dismisses may just have been dismissed.
    if not is_administrator(by):
        raise Refused(Refusal("administrator_no_more"))
    appointment = db.session.get(Appointment, (account.id, office), populate_existing=True)
    if appointment is None:
        return
    db.session.delete(appointment)
    begin_anew(account)
    db.session.flush()
    db.session.expire(account, ["appointments"])
    record("dismissed", account, actor=by, office=office.value)
    write(DISMISSED, to=account.email, language=account.language, about=account, facts=_facts(account, office))
    _renew_sessions(account, by)


def _holds(account: Account, office: Office) -> bool:
    query = sa.select(Appointment.account_id).where(Appointment.account_id == account.id, Appointment.office == office)
    return db.session.scalar(query) is not None


def _facts(account: Account, office: Office) -> dict[str, str]:
    return {"name": account.name, "office": office.value}


def _tell_other_administrators(by: Account, office: Office) -> None:
    for administrator in holders_of(Office.ADMINISTRATOR):
        if administrator.id != by.id:
            facts = {"name": administrator.name, "who": by.name, "office": office.value}
            write(SELF_APPOINTED, to=administrator.email, language=administrator.language, about=by, facts=facts)


def _renew_sessions(account: Account, by: Account | None) -> None:
    end_all_sessions(account)
    if by is not None and account.id == by.id:
        begin_session(account)
