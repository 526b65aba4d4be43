"""What waits for someone, by the offices they hold?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from okprofs.events.models import Event
from okprofs.events.queries.office import open_events
from okprofs.kernel.clock import now
from okprofs.mail.queries import is_mail_stuck
from okprofs.membership.queries import COUNTED_AT_MOST, queue, waiting
from okprofs.membership.queries.memberships import count_waiting_rechecks
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.messages.queries import MOST_REPORTS, count_open_reports
from okprofs.organisations.queries import Sought, organisations
from okprofs.people.models import Account, Office

MOST_EVENTS = 5
_TO_JUDGE = frozenset({ApplicationStatus.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait; with `is_more` more than so many. Where it matters, since when the oldest does."""

    count: int
    is_more: bool
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What waits; None for what is not of one's offices."""

    applications: Waiting | None
    objections: Waiting | None
    rechecks: Waiting | None
    reports: Waiting | None
    drafts: Sequence[Event] | None
    coming: Sequence[Event] | None
    is_mail_stuck: bool
    organisations: Waiting | None

    @property
    def is_done(self) -> bool:
        """Whether nothing waits."""
        counted = (self.applications, self.objections, self.rechecks, self.reports, self.organisations)
        return not (any(part and part.count for part in counted) or self.drafts or self.is_mail_stuck)


def work_of(viewer: Account) -> Work:
    """Everything that waits for this person, each part bounded and only for the offices they hold."""
    offices = viewer.offices
    drafts, coming = open_events(now()) if Office.ORGANISER in offices else (None, None)
    sees_organisations = not offices.isdisjoint({Office.REVIEWER, Office.ADMINISTRATOR})
    reviews = Office.REVIEWER in offices
    in_review = waiting() if reviews else {}
    return Work(
        applications=_applications(in_review[ApplicationStatus.SUBMITTED]) if reviews else None,
        objections=_counted(in_review[ApplicationStatus.OBJECTED]) if reviews else None,
        rechecks=_counted(count_waiting_rechecks()) if reviews else None,
        reports=_reports(viewer) if Office.MODERATOR in offices else None,
        drafts=drafts,
        coming=None if coming is None else coming[:MOST_EVENTS],
        is_mail_stuck=Office.ADMINISTRATOR in offices and is_mail_stuck(),
        organisations=_organisations() if sees_organisations else None,
    )


def _counted(count: int) -> Waiting:
    return Waiting(min(count, COUNTED_AT_MOST), count > COUNTED_AT_MOST)


def _reports(viewer: Account) -> Waiting:
    count = count_open_reports(viewer.id)
    return Waiting(min(count, MOST_REPORTS - 1), count >= MOST_REPORTS)


def _applications(count: int) -> Waiting:
    oldest = queue(_TO_JUDGE, 1).items if count else []
    return replace(_counted(count), oldest_at=oldest[0].submitted_at if oldest else None)


def _organisations() -> Waiting:
    found = organisations(Sought(only_flagged=True), 1)
    return Waiting(len(found.items), found.has_next)
