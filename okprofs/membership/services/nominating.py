"""Putting a colleague forward: writing to them, turning it down, going with what is sent, forgetting."""

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.models import MailedLink
from okprofs.mail.services import revoke, write
from okprofs.membership import letters, queries
from okprofs.membership.models import Application, Nomination
from okprofs.membership.queries.cases import ended_before
from okprofs.membership.queries.nominations import nominator_of, open_nominations, written_to
from okprofs.membership.rules.lifecycle import KEPT_AFTER
from okprofs.membership.rules.nominating import VALID_FOR, Heard, heard_by, may_nominate
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email


def nominate(nominator: Account, address: str, words: str, *, language: str) -> Nomination:
    """Vouch for the colleague at `address`, as people.rules.addresses keeps it, and write to them: in the language of
    their account, else in `language`. What is returned, and what the page then says, is the same whoever is there.

    Refused: `may_not_nominate`, `nominated_oneself`, `nominated_already`, `nominations_used_up`.
    """
    # Held, so that two at once do not make one more than a day allows.
    db.session.execute(locked(sa.select(Account.id).where(Account.id == nominator.id)))
    refuse(may_nominate(nominator_of(nominator, address), address))
    holder, before = account_by_email(address), written_to(address)
    heard = heard_by(queries.standing_of(holder), letters=before.letters, would_rather_not=before.would_rather_not)
    nomination = Nomination(nominator_id=nominator.id, nominator_name=nominator.name, address=address, words=words)
    db.session.add(nomination)
    db.session.flush()
    record("colleague_nominated", nomination, actor=nominator)
    if heard is not Heard.NOTHING:
        # Not the words: they are for the reviewers, and a letter of ours holds nothing that others typed.
        is_invited = heard is Heard.INVITED
        facts = {"by": nominator.name}
        write(
            letters.NOMINATED if is_invited else letters.NOMINATED_KNOWN,
            to=address,
            language=holder.language if holder else language,
            about=nomination,
            facts=facts if is_invited else facts | {"is_member": queries.standing_of(holder).is_member},
        )
    return nomination


def held_open(link: MailedLink | None) -> Nomination:
    """The nomination behind a mailed link, held. None is a bad link. Refused: `link_used` when it is over."""
    public_id = link.about if link else ""
    db.session.execute(locked(sa.select(Nomination.id).where(Nomination.public_id == public_id)))
    found = db.session.scalar(
        open_nominations().where(Nomination.public_id == public_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused(Refusal("link_used"))
    return found


def decline(link: MailedLink | None) -> None:
    """The colleague would rather not: the words go, for `VALID_FOR` no more of this is written to that address, and
    the member sees nothing of it. Refused: `link_used`."""
    nomination = held_open(link)
    nomination.declined_at, nomination.words, nomination.application_id = now(), "", None
    revoke(letters.NOMINATION_PURPOSE, nomination.public_id)
    record("nomination_declined", nomination)


def settle(application: Application, applicant: Account) -> None:
    """The application is sent: who put the applicant forward stands by it from now on, and the links have done their
    work. Nobody vouches for themselves, also not from another address."""
    for nomination in list(application.nominations):
        revoke(letters.NOMINATION_PURPOSE, nomination.public_id)
        if nomination.nominator_id == applicant.id:
            nomination.application_id = None


def forget_nominations() -> None:
    """Throw away those from which nobody applied in time, or that were turned down as long ago, and those of which the
    application ended long ago; for the worker, every day."""
    ended = sa.exists().where(Application.id == Nomination.application_id, ended_before(now() - KEPT_AFTER))
    over_since = sa.func.coalesce(Nomination.declined_at, Nomination.at)
    unused = Nomination.application_id.is_(None) & (over_since < now() - VALID_FOR)
    db.session.execute(sa.delete(Nomination).where(sa.or_(unused, ended)).execution_options(synchronize_session=False))
