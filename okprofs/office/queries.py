"""What waits for someone, by the offices they hold?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from okprofs.events.models import Event
from okprofs.events.queries.office import open_events
from okprofs.kernel.clock import now
from okprofs.mail.queries import is_mail_stuck
from okprofs.membership.queries import COUNTED_AT_MOST, queue, waiting
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.organisations.queries import Sought, organisations
from okprofs.people.models import Account, Office

MOST_EVENTS = 5
_TO_JUDGE = frozenset({ApplicationStatus.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Applications:
    """How many applications wait for a decision (counted up to a bound), and since when the oldest does."""

    count: int
    is_more: bool
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Organisations:
    """How many employers were typed by somebody and not looked at since; with `is_more`, at least so many."""

    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What waits; None for what is not of one's offices."""

    applications: Applications | None
    drafts: Sequence[Event] | None
    coming: Sequence[Event] | None
    is_mail_stuck: bool
    organisations: Organisations | None

    @property
    def is_done(self) -> bool:
        """Whether nothing waits."""
        waits = (self.applications and self.applications.count) or (self.organisations and self.organisations.count)
        return not (waits or self.drafts or self.is_mail_stuck)


def work_of(viewer: Account) -> Work:
    """Everything that waits for this person, each part bounded and only for the offices they hold."""
    offices = viewer.offices
    drafts, coming = open_events(now()) if Office.ORGANISER in offices else (None, None)
    sees_organisations = not offices.isdisjoint({Office.REVIEWER, Office.ADMINISTRATOR})
    return Work(
        applications=_applications() if Office.REVIEWER in offices else None,
        drafts=drafts,
        coming=None if coming is None else coming[:MOST_EVENTS],
        is_mail_stuck=Office.ADMINISTRATOR in offices and is_mail_stuck(),
        organisations=_organisations() if sees_organisations else None,
    )


def _applications() -> Applications:
    count = waiting().get(ApplicationStatus.SUBMITTED, 0)
    oldest = queue(_TO_JUDGE, 1).items if count else []
    return Applications(
        min(count, COUNTED_AT_MOST), count > COUNTED_AT_MOST, oldest[0].submitted_at if oldest else None
    )


def _organisations() -> Organisations:
    found = organisations(Sought(only_flagged=True), 1)
    return Organisations(len(found.items), found.has_next)
