"""An application of the demo, and what was done with it before today."""

from datetime import datetime, timedelta

from okprofs.demo.club import DOMAIN
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.membership.models import Application, Merger
from okprofs.membership.rules.eligibility import Appointment, Engagement
from okprofs.membership.rules.judging import Decision
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.judging import count
from okprofs.organisations.rules.domains import evidence_for
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position


def new_case(
    name: str,
    organisation: str,
    position: Position,
    title: str,
    disciplines: set[Discipline],
    dedication: str,
    motivation: str,
    days_ago: int,
    *,
    email: str | None = None,
    works_for_government: bool = True,
) -> Application:
    employer = find_or_flag(organisation)
    domains = [known.domain for known in employer.domains]
    at_work = next((domain for domain in domains if domain.endswith(".example")), DOMAIN)
    address = email or f"{name.split(maxsplit=1)[0].lower()}.{name.rsplit(maxsplit=1)[-1].lower()}@{at_work}"
    application = Application(
        name=name,
        email=address,
        status=ApplicationStatus.SUBMITTED,
        works_for_government=works_for_government,
        organisation_name=organisation,
        organisation=employer,
        appointment=Appointment.PERMANENT if works_for_government else Appointment.NONE,
        position=position,
        function_title=title,
        engagement=Engagement.PART_TIME,
        disciplines=frozenset(disciplines),
        dedication=dedication,
        motivation=motivation,
        wants_to_be_found=True,
        address_evidence=evidence_for(address, domains),
        begun_at=now() - timedelta(days=days_ago, hours=1),
        sent_at=now() - timedelta(days=days_ago),
        submitted_at=now() - timedelta(days=days_ago),
    )
    db.session.add(application)
    store_assessment(application)
    application.assessments[-1].at = now() - timedelta(days=days_ago)
    return application


def happened(application: Application, action: str, at: datetime | None, actor: Account | None) -> None:
    """A line of the journal about what happened before today."""
    kind, about = Application.__tablename__, application.public_id
    by = actor.public_id if actor else None
    db.session.add(JournalEntry(at=at, actor=by, action=action, subject_kind=kind, subject_id=about))


def merged(application: Application, pending: list[Application], reviewer: Account) -> None:
    """It goes on as the other of the same person."""
    into = next(one for one in pending if one.organisation is application.organisation and one is not application)
    at = now() - timedelta(days=2)
    merger = Merger(
        application_id=application.id,
        into_id=into.id,
        status_before=application.status,
        at=at,
        merged_by_id=reviewer.id,
    )
    db.session.add(merger)
    application.status = ApplicationStatus.MERGED
    happened(application, "application_merged", at, reviewer)
    happened(into, "application_merged_here", at, reviewer)


def counted(application: Application) -> None:
    decision = Decision.ADMITTED if application.status is ApplicationStatus.ADMITTED else Decision.REJECTED
    said, at = application.assessments[-1], application.decided_at
    if at is not None:
        count(said.rule_set, local(at).date(), said.outcome, decision)
