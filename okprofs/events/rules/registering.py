"""May the organiser put this person on the list by hand, and if not, why?

Someone telephones after the sign-up has closed, or stands at the door. The same rules hold as for who signs up
themself, but three: the period of sale binds the organiser no longer, until the event is over; nor do the numbers set
for one order; and for a closed ticket the organiser may vouch that the person belongs there, with a reason that is
kept. Places and double names bind
everyone.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import AdmissionRefusal
from okprofs.events.rules.publication import PublicationRefusal
from okprofs.kernel.refusals import Refusal


class Vouch(StrEnum):
    """Why the organiser says that someone belongs on the closed part."""

    MEMBER = "member"
    SPEAKER = "speaker"
    BOARD_GUEST = "board_guest"
    CREW = "crew"


class HandRefusal(StrEnum):
    """Why not."""

    VOUCH_NEEDED = "vouch_needed"


class ExportReason(StrEnum):
    """What a long list of people is taken along for."""

    BADGES = "badges"
    DOOR = "door"
    VENUE = "venue"
    INVOICES = "invoices"
    EVALUATION = "evaluation"


MOST_WITHOUT_REASON = 100
"""A list of more people leaves the house only with a reason, and for who just proved who they are."""


PERIOD_OF_SALE: frozenset[str] = frozenset(
    {AdmissionRefusal.SALES_NOT_OPEN, AdmissionRefusal.SALES_CLOSED, AdmissionRefusal.EVENT_STARTED}
)
SET_FOR_ORDERS: frozenset[str] = frozenset({AdmissionRefusal.TOO_FEW_TOGETHER, AdmissionRefusal.TOO_MANY_TOGETHER})
AUDIENCE: frozenset[str] = frozenset({AdmissionRefusal.IDENTITY_NOT_PROVEN, AdmissionRefusal.ATTENDEE_NOT_PROVEN})


def may_register_by_hand(
    refusals: Sequence[Refusal], vouch: Vouch | None, event_ends_at: datetime, now: datetime
) -> tuple[Refusal, ...]:
    """What is left of the refusals of `may_order` for someone unproven, when the organiser registers them."""
    left = [refusal for refusal in refusals if refusal.code not in PERIOD_OF_SALE | SET_FOR_ORDERS | AUDIENCE]
    if vouch is None and any(refusal.code in AUDIENCE for refusal in refusals):
        left.append(Refusal(HandRefusal.VOUCH_NEEDED))
    if event_ends_at <= now:
        left.append(Refusal(PublicationRefusal.IS_OVER))
    return tuple(left)
