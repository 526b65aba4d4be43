"""Who asks, and what have they proven?"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from okprofs.events.models import Event, Invitation
from okprofs.events.rules.admission import STRANGER, PersonFacts
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.mail.queries import good_link
from okprofs.membership.queries import has_open_application
from okprofs.membership.queries.memberships import is_member_on
from okprofs.people.models import Account

INVITATION = "invitation"
"""What the personal link in an invitation is good for."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: what the rules need, and the name and address that were proven (empty for a stranger)."""

    facts: PersonFacts = STRANGER
    name: str = ""
    email: str = ""
    account: Account | None = None
    invitation: Invitation | None = None

    @property
    def is_known(self) -> bool:
        return self.facts.is_proven


VISITOR = Person()


def person_for(event: Event, viewer: Any, invitation: Invitation | None = None) -> Person:
    """What this viewer has proven with regard to `event`: by being signed in, or by the link of their invitation.

    Who comes by an invitation is the one it names, even when somebody else is signed in here.
    """
    account: Account | None = viewer if viewer is not None and viewer.is_authenticated else None
    if invitation is not None and (account is None or account.email != invitation.email):
        facts = PersonFacts(
            is_proven=True,
            is_member_on_event_date=False,
            is_invited=_stands(invitation, event),
            has_application_under_review=False,
            is_signed_in=False,
        )
        return Person(facts, invitation.name, invitation.email, None, invitation)
    if account is None:
        return VISITOR
    is_member = is_member_on(account.id, local(event.starts_at).date())
    found = invitation or (None if is_member else _invitation_of(event, account.email))
    is_invited = found is not None and _stands(found, event)
    facts = PersonFacts(
        is_proven=True,
        is_member_on_event_date=is_member,
        is_invited=is_invited,
        has_application_under_review=not is_member and not is_invited and has_open_application(account.id),
        is_signed_in=True,
    )
    return Person(facts, account.name, account.email, account, found if is_invited else None)


def invitation_by_link(token: str) -> Invitation | None:
    """The invitation whose mailed link holds this secret; None when it is not good or was withdrawn."""
    link = good_link(INVITATION, token)
    if link is None:
        return None
    query = sa.select(Invitation).where(Invitation.public_id == link.about, Invitation.email == link.address)
    return db.session.scalar(query.where(Invitation.revoked_at.is_(None)))


def _invitation_of(event: Event, email: str) -> Invitation | None:
    return db.session.scalar(sa.select(Invitation).where(Invitation.event_id == event.id, Invitation.email == email))


def _stands(invitation: Invitation, event: Event) -> bool:
    return invitation.event_id == event.id and invitation.revoked_at is None
