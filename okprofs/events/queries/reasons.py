"""Why may this person hold this ticket or not, and why at this price?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from okprofs.events.models import Code, Event, Invitation, Registration
from okprofs.events.queries.codes import voucher_for
from okprofs.events.queries.offers import Offer, offers_for, ticket_price
from okprofs.events.queries.pending import latest_of
from okprofs.events.queries.people import VISITOR, Person, person_for
from okprofs.events.rules.admission import PersonFacts
from okprofs.events.rules.explaining import Finding, Weighed, deciding, findings, weighed_prices
from okprofs.events.rules.pricing import Buying
from okprofs.kernel.db import db
from okprofs.people.models import Account


@dataclass(frozen=True, slots=True)
class Reasons:
    """A ticket type to one person, with every rule's answer, the one that decides, and every price."""

    offer: Offer
    deciding: Finding
    findings: Sequence[Finding]
    prices: Sequence[Weighed]


def reasons_for(event: Event, person: PersonFacts, at: datetime, code: Code | None = None) -> list[Reasons]:
    """Every ticket type that is there for who brings this code, explained to this person."""
    return [
        Reasons(
            offer,
            deciding(offer.admission),
            findings(offer.admission),
            weighed_prices(
                ticket_price(offer.ticket_type), person, Buying(at, voucher=voucher_for(offer.ticket_type, code))
            ),
        )
        for offer in offers_for(event, person, at, code)
    ]


def person_of(event: Event, registration: Registration, *, reads_applications: bool) -> Person:
    """Who an attendee is, as far as they have proven it: by their account, or by the invitation they used.

    That they applied for membership is left out, unless whoever asks may read applications, or they let it be seen
    themself by a ticket that waits for it.
    """
    account = db.session.get(Account, registration.account_id) if registration.account_id else None
    if account is not None:
        person = person_for(event, account)
        waits = any(pending.outcome is None for pending in latest_of([registration]).values())
        if reads_applications or waits:
            return person
        return replace(person, facts=replace(person.facts, has_application_under_review=False))
    invitation = db.session.scalar(sa.select(Invitation).where(Invitation.registration_id == registration.id))
    return person_for(event, None, invitation) if invitation is not None else VISITOR
