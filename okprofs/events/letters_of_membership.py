"""Which letter do people get whose membership is not there on the day of what they signed up for?"""

from collections.abc import Sequence
from typing import Any

from okprofs.events.queries.lapsed import Lapsed
from okprofs.events.rules.lapsing import lapse_of
from okprofs.mail.kinds import Kind
from okprofs.membership.models import MembershipStatus

# To whoever stops being a member, for a while or for good: their tickets stand, and the organiser decides.
MEMBERSHIP_LAPSED = Kind("events/membership_lapsed")


def lapsed_facts(found: Sequence[Lapsed]) -> dict[str, Any]:
    """What the letter says of all that one person is signed up for."""
    person = found[0]
    lapse = lapse_of(
        kind=person.kind,
        is_suspended=person.status is MembershipStatus.SUSPENDED,
        ends_on=person.ends_on,
    )
    return {
        "name": person.name,
        "lapse": lapse.value,
        "ends_on": person.ends_on.isoformat() if person.ends_on else None,
        "has_open": any(each.is_closed and each.has_open for each in found),
        "sign_ups": [
            {
                "title": each.title,
                "starts_at": each.starts_at.isoformat(),
                "ticket": each.ticket,
                "is_closed": each.is_closed,
            }
            for each in found
        ],
    }
