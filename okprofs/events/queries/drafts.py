"""Which draft does a link show, and how would its page stand if it were published now?"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from okprofs.events.models import Event, EventStatus, TicketType
from okprofs.events.queries.offers import Offer, offers_for
from okprofs.events.rules import standing
from okprofs.events.rules.admission import STRANGER
from okprofs.events.rules.standing import Standing
from okprofs.kernel.db import db
from okprofs.mail.queries import good_link, standing_link

DRAFT = "draft"
"""What the link of a draft is good for."""


def event_by_draft_link(token: str) -> Event | None:
    """The event that this secret shows, also when it is no draft any more; None when the link was ended."""
    link = good_link(DRAFT, token)
    if link is None:
        return None
    query = sa.select(Event).where(Event.public_id == link.about)
    return db.session.scalar(query.options(selectinload(Event.ticket_types).selectinload(TicketType.quotas)))


def draft_link_until(event: Event) -> datetime | None:
    """Until when somebody can see this draft by a link; None when there is none."""
    link = standing_link(DRAFT, event.public_id)
    return link.expires_at if link else None


def is_draft(event: Event) -> bool:
    """Whether only organisers know of it, and who they gave a link."""
    return event.status is EventStatus.DRAFT


def offers_once_published(event: Event, at: datetime) -> tuple[list[Offer], Standing]:
    """What a stranger would be offered, and how it would stand with signing up, if it were published at that moment."""
    offers = offers_for(event, STRANGER, at, as_published=True)
    admissions = [offer.admission for offer in offers]
    return offers, standing.standing_of(admissions, at, starts_at=event.starts_at, is_draft=False, is_cancelled=False)
