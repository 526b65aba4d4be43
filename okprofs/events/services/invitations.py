"""Inviting someone who is no member to what is closed, and withdrawing that."""

import sqlalchemy as sa

from okprofs.events.letters import INVITED, invitation_facts
from okprofs.events.models import Event, EventStatus, Invitation
from okprofs.events.queries.people import INVITATION
from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, refuse
from okprofs.mail.services import revoke, write
from okprofs.people.models import Account
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name


def invite(event: Event, name: str, email: str, *, by: Account | None = None, language: str = "nl") -> Invitation:
    """Let a named person take part in what is closed at `event`, and send them their personal link.

    Who was invited before gets a new letter, also after a withdrawal. Refused: no name, no address; an event that is
    not published, cancelled or begun.
    """
    event = db.session.scalars(locked(sa.select(Event).where(Event.id == event.id))).one()
    name, address = clean_name(name), normalise_address(email) or ""
    refuse([*refusals_for_name(name), *([] if address else [Refusal("address_invalid")]), *_too_late(event)])
    query = sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.email == address)
    invitation = db.session.scalar(locked(query)) or Invitation(event=event, email=address)
    invitation.name = name
    invitation.invited_at, invitation.invited_by_id = now(), by.id if by else None
    invitation.revoked_at = None
    db.session.add(invitation)
    db.session.flush()
    record("invitation_sent", invitation, event=event.public_id)
    write(INVITED, to=address, language=language, about=invitation, facts=invitation_facts(invitation))
    return invitation


def revoke_invitation(invitation: Invitation) -> None:
    """Withdraw an invitation: its link is dead from now on. A registration made with it stays as it is.

    Does nothing when it was withdrawn already.
    """
    invitation = db.session.scalars(locked(sa.select(Invitation).where(Invitation.id == invitation.id))).one()
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at = now()
    revoke(INVITATION, invitation.public_id)
    record("invitation_revoked", invitation)


def _too_late(event: Event) -> list[Refusal]:
    refusals = []
    if event.status is EventStatus.DRAFT:
        refusals.append(Refusal(AdmissionRefusal.EVENT_NOT_PUBLISHED))
    if event.status is EventStatus.CANCELLED:
        refusals.append(Refusal(AdmissionRefusal.EVENT_CANCELLED))
    if now() >= event.starts_at:
        refusals.append(Refusal(AdmissionRefusal.EVENT_STARTED))
    return refusals
