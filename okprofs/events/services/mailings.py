"""Writing a mail to a selection of participants, trying it on oneself, and sending it once."""

from typing import Any

import sqlalchemy as sa

from okprofs.events.letters_of_voices import MAILING
from okprofs.events.models import Event, EventStatus, Mailing, MailingRecipient
from okprofs.events.queries.mailings import Chosen, reached_by, sent_since_yesterday
from okprofs.events.rules.mailing import MailingRefusal, Recipient, may_send
from okprofs.events.rules.publication import EditRefusal
from okprofs.events.services.organising import held
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import Addressed, write, write_each
from okprofs.people.models import Account


def draft(event: Event, subject: str, text: str, chosen: Chosen) -> Mailing:
    """Keep what was written; nothing goes yet."""
    mailing = Mailing(event_id=event.id, subject=subject, text=text, selection=chosen.kept())
    db.session.add(mailing)
    db.session.flush()
    record("mailing_written", mailing, event=event.public_id)
    return mailing


def redraft(mailing: Mailing, seen: int, subject: str, text: str, chosen: Chosen) -> None:
    """Keep it as it is now. Refused when it went, or when another organiser changed it meanwhile."""
    mailing = _held(mailing, seen, EditRefusal.CHANGED_MEANWHILE)
    mailing.subject, mailing.text, mailing.selection = subject, text, chosen.kept()
    mailing.version += 1
    record("mailing_edited", mailing, event=mailing.event.public_id)


def discard(mailing: Mailing, seen: int) -> None:
    """Throw away what did not go."""
    mailing = _held(mailing, seen)
    record("mailing_discarded", mailing, event=mailing.event.public_id)
    db.session.delete(mailing)


def test(mailing: Mailing, to: Account, language: str) -> None:
    """Mail it to the organiser alone, marked as a test. Refused of an event that is no longer published."""
    refuse(may_send(is_published=_is_published(mailing.event), is_sent=False, people=1, sent_today=0, is_test=True))
    facts = {"mailing": mailing.public_id, "name": to.name, "is_test": True}
    write(MAILING, to=to.email, language=language, about=mailing, facts=facts)
    record("mailing_tested", mailing, event=mailing.event.public_id)


def send(mailing: Mailing, seen: int, by: Account) -> int:
    """Mail it to who is selected now, each address once. Returns how many.

    Refused by `may_send`, and when it is not what was looked at. Two at once: the second is told that it went.
    """
    # The event first, as everywhere: nobody signs up or cancels while it is counted who gets it.
    event = held(db.session.get_one(Event, mailing.event_id))
    mailing = _held(mailing, seen)
    people = reached_by(event, Chosen.of(mailing.selection))
    today = sent_since_yesterday(event.id)
    refuse(may_send(is_published=_is_published(event), is_sent=False, people=len(people), sent_today=today))
    mailing.sent_at, mailing.sent_by_id = now(), by.id
    rows = [_recipient(mailing, person) for person in people]
    db.session.execute(sa.insert(MailingRecipient), rows)
    letters = zip(people, rows, strict=True)
    write_each(MAILING, [_letter(mailing, person, row["public_id"]) for person, row in letters])
    record("mailing_sent", mailing, event=event.public_id, rows=len(people))
    return len(people)


def _is_published(event: Event) -> bool:
    return event.status is EventStatus.PUBLISHED


def _recipient(mailing: Mailing, person: Recipient) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "mailing_id": mailing.id,
        "registration_id": person.registration_id,
        "waiting_party_id": person.waiting_party_id,
    }


def _letter(mailing: Mailing, person: Recipient, about: str) -> Addressed:
    facts = {"mailing": mailing.public_id, "name": person.name, "is_test": False, "waits": person.waits}
    return Addressed(person.address, person.language, about, facts)


def _held(mailing: Mailing, seen: int, changed: str = MailingRefusal.CHANGED) -> Mailing:
    found = db.session.scalar(locked(sa.select(Mailing).where(Mailing.id == mailing.id)))
    if found is None or found.sent_at is not None:
        raise Refused(Refusal(MailingRefusal.SENT_ALREADY))
    if found.version != seen:
        raise Refused(Refusal(changed))
    return found
