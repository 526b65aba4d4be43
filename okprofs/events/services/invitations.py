"""Inviting someone who is no member to what is closed, one by one or from a list; their answer; withdrawing it.

All of this holds the event's row, as signing up does: an answer, a withdrawal and a sign-up come one after another.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from okprofs.events.letters import INVITED, event_facts, invitation_facts
from okprofs.events.letters_of_changes import INVITED_REMINDED
from okprofs.events.models import Event, EventStatus, Invitation, Registration
from okprofs.events.queries.inviting import invited_number, known_of
from okprofs.events.queries.people import INVITATION
from okprofs.events.rules.admission import AdmissionRefusal, Ground
from okprofs.events.rules.inviting import InvitationRefusal, Line, Verdict, judge, may_invite, reminded_from
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import Addressed, revoke, take_back, write, write_each
from okprofs.people.models import Account
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name

REMINDED_AT_ONCE = 500


def invite(event: Event, name: str, email: str, *, by: Account | None = None, language: str = "nl") -> Invitation:
    """Let a named person take part in what is closed at `event`, and send them their personal link.

    Who was invited before gets a new letter, also after a withdrawal. Refused: no name, no address; an event that is
    not published, cancelled or begun.
    """
    event = _held(event.id)
    name, address = clean_name(name), normalise_address(email) or ""
    refuse([*refusals_for_name(name), *([] if address else [Refusal("address_invalid")]), *_too_late(event)])
    query = sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.email == address)
    invitation = db.session.scalar(locked(query)) or Invitation(event=event, email=address)
    invitation.name, invitation.language = name, language
    invitation.invited_at, invitation.invited_by_id = now(), by.id if by else None
    invitation.revoked_at = invitation.declined_at = invitation.reminded_at = None
    db.session.add(invitation)
    db.session.flush()
    record("invitation_sent", invitation, event=event.public_id)
    write(INVITED, to=address, language=language, about=invitation, facts=invitation_facts(invitation))
    return invitation


def invite_list(event: Event, lines: Sequence[Line], *, by: Account | None = None, language: str = "nl") -> int:
    """Invite everyone on the list who is new, and nobody else. Returns how many that were.

    Refused by `may_invite`, and as `invite` for the event.
    """
    event = _held(event.id)
    judged = judge(lines, known_of(event, {line.address for line in lines}))
    new = [line for line, verdict in judged if verdict is Verdict.NEW]
    refuse([*_too_late(event), *may_invite(judged, invited_number(event))])
    moment, by_id = now(), by.id if by else None
    rows: list[dict[str, Any]] = [
        {
            "public_id": new_public_id(),
            "event_id": event.id,
            "name": line.name,
            "email": line.address,
            "language": language,
            "invited_at": moment,
            "invited_by_id": by_id,
        }
        for line in new
    ]
    db.session.execute(sa.insert(Invitation), rows)
    about = event_facts(event)
    letters = [
        Addressed(line.address, language, row["public_id"], {"event": about, "name": line.name})
        for line, row in zip(new, rows, strict=True)
    ]
    write_each(INVITED, letters)
    record("invitations_sent", event, told=len(rows))
    return len(rows)


def decline(invitation: Invitation) -> bool:
    """Who was invited does not come. Returns False when they said so before.

    Refused: an invitation that was withdrawn; one that was used: who signed up cancels that.
    """
    _held(invitation.event_id)
    held = _held_invitation(invitation)
    if held.revoked_at is not None:
        raise Refused(Refusal(InvitationRefusal.INVITATION_GONE))
    if held.registration_id is not None:
        raise Refused(Refusal(InvitationRefusal.INVITATION_USED))
    if held.declined_at is not None:
        return False
    held.declined_at = now()
    record("invitation_declined", held)
    return True


def use(invitation: Invitation | None, registrations: Sequence[Registration]) -> None:
    """An invitation lets one person in, once: note which registration it was used for. The event is held.

    Refused: `invitation_used`, when another registration stands on it.
    """
    for registration in registrations:
        if invitation is None or registration.ground != Ground.INVITED:
            continue
        used = sa.update(Invitation).where(Invitation.id == invitation.id, Invitation.registration_id.is_(None))
        values = used.values(registration_id=registration.id, declined_at=None).returning(Invitation.id)
        if db.session.scalar(values.execution_options(synchronize_session=False)) is None:
            raise Refused(Refusal(InvitationRefusal.INVITATION_USED))
        record("invitation_used", invitation, registration=registration.public_id)


def free(registration: Registration) -> None:
    """Who cancels may change their mind: the invitation can be used again. The event is held."""
    db.session.execute(
        sa.update(Invitation).where(Invitation.registration_id == registration.id).values(registration_id=None)
    )


def revoke_invitation(invitation: Invitation) -> None:
    """Withdraw an invitation: its link is dead from now on. A registration made with it stays as it is.

    Does nothing when it was withdrawn already.
    """
    _held(invitation.event_id)
    invitation = _held_invitation(invitation)
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at = now()
    revoke(INVITATION, invitation.public_id)
    take_back(sa.select(Invitation.public_id).where(Invitation.id == invitation.id))
    record("invitation_revoked", invitation)


def set_reminder(event: Event, days: int | None) -> None:
    """Remind who did not answer so many days before the sign-up closes; None: nobody."""
    event = _held(event.id)
    event.invitations_reminded_days = days
    event.changed_at = now()
    record("invitation_reminder_set", event, days=days)


def remind_invited() -> bool:
    """Write once to each who was invited and did not answer, when the day for it has come. One event at a time.

    Returns True when there may be more.
    """
    for event_id in _with_reminders():
        event = _held(event_id)
        waiting = _waiting(event) if not _too_late(event) else []
        if waiting:
            _remind(event, waiting)
            return True
    return False


def _with_reminders() -> list[int]:
    """The events where somebody is to be reminded at this moment."""
    query = (
        sa.select(Event)
        .where(
            Event.status == EventStatus.PUBLISHED,
            Event.starts_at > now(),
            Event.invitations_reminded_days.is_not(None),
            sa.exists().where(Invitation.event_id == Event.id, *_UNANSWERED),
        )
        .order_by(Event.id)
    )
    return [event.id for event in db.session.scalars(query) if _is_due(event)]


_UNANSWERED = (
    Invitation.reminded_at.is_(None),
    Invitation.declined_at.is_(None),
    Invitation.revoked_at.is_(None),
    Invitation.registration_id.is_(None),
)


def _is_due(event: Event) -> bool:
    deadline_at = event.sign_up_closes_at or event.starts_at
    days = event.invitations_reminded_days
    return days is not None and reminded_from(deadline_at, days) <= now() < deadline_at


def _waiting(event: Event) -> Sequence[Invitation]:
    """Who did not answer, of those invited before the day of the reminder."""
    if not _is_due(event):
        return []
    since = reminded_from(event.sign_up_closes_at or event.starts_at, event.invitations_reminded_days or 0)
    query = sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.invited_at < since, *_UNANSWERED)
    return db.session.scalars(locked(query.order_by(Invitation.id).limit(REMINDED_AT_ONCE))).all()


def _remind(event: Event, waiting: Sequence[Invitation]) -> None:
    for invitation in waiting:
        invitation.reminded_at = now()
    until = (event.sign_up_closes_at or event.starts_at).isoformat()
    letters = [
        Addressed(item.email, item.language, item.public_id, {**invitation_facts(item), "until": until})
        for item in waiting
    ]
    write_each(INVITED_REMINDED, letters)
    record("invited_reminded", event, told=len(letters))


def _held(event_id: int) -> Event:
    return db.session.scalars(locked(sa.select(Event).where(Event.id == event_id))).one()


def _held_invitation(invitation: Invitation) -> Invitation:
    return db.session.scalars(locked(sa.select(Invitation).where(Invitation.id == invitation.id))).one()


def _too_late(event: Event) -> list[Refusal]:
    refusals = []
    if event.status is EventStatus.DRAFT:
        refusals.append(Refusal(AdmissionRefusal.EVENT_NOT_PUBLISHED))
    if event.status is EventStatus.CANCELLED:
        refusals.append(Refusal(AdmissionRefusal.EVENT_CANCELLED))
    if now() >= event.starts_at:
        refusals.append(Refusal(AdmissionRefusal.EVENT_STARTED))
    return refusals
