"""Who was invited to an event, and how does it stand with each?"""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from okprofs.events.models import Event, Invitation, Registration
from okprofs.events.rules.inviting import InvitationStanding, Known, standing_of_invitation
from okprofs.kernel.db import db
from okprofs.kernel.paging import Page, cut, window


def invitations_page(event: Event, number: int) -> Page[Invitation]:
    """A page of who was invited, the latest first."""
    limit, offset = window(number)
    query = sa.select(Invitation).where(Invitation.event_id == event.id).order_by(Invitation.id.desc())
    return cut(db.session.scalars(query.limit(limit).offset(offset)).all(), number)


def standings_of(event: Event) -> dict[InvitationStanding, int]:
    """How many invitations stand how; the event takes no more than two thousand."""
    marks = [
        column.is_not(None)
        for column in (
            Invitation.revoked_at,
            Invitation.registration_id,
            Invitation.declined_at,
            Invitation.reminded_at,
        )
    ]
    query = sa.select(sa.func.count(), *marks).where(Invitation.event_id == event.id).group_by(*marks)
    found: Counter[InvitationStanding] = Counter()
    for number, *kept in db.session.execute(query):
        is_revoked, is_used, is_declined, is_reminded = kept
        standing = standing_of_invitation(
            is_revoked=bool(is_revoked),
            is_used=bool(is_used),
            is_declined=bool(is_declined),
            is_reminded=bool(is_reminded),
        )
        found[standing] += number
    return {standing: found[standing] for standing in InvitationStanding if found[standing]}


def invited_number(event: Event) -> int:
    """How many were ever invited to this event."""
    return db.session.scalar(sa.select(sa.func.count(Invitation.id)).where(Invitation.event_id == event.id)) or 0


def known_of(event: Event, addresses: Collection[str]) -> Known:
    """What we know of these addresses at this event."""
    wanted = sorted(set(addresses) - {""})
    query = sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.email.in_(wanted))
    found = list(db.session.scalars(query))
    here = sa.select(Registration.email).where(
        Registration.event_id == event.id, Registration.cancelled_at.is_(None), Registration.email.in_(wanted)
    )
    return Known(
        invited={item.email for item in found},
        declined={item.email for item in found if item.standing is InvitationStanding.DECLINED},
        revoked={item.email for item in found if item.standing is InvitationStanding.REVOKED},
        come=set(db.session.scalars(here)),
    )
