"""How does an application read on a page: its answers, its status, its evidence, in words?"""

from collections.abc import Iterable
from typing import Any

from flask_babel import LazyString, gettext, ngettext

from okprofs.journal.models import JournalEntry
from okprofs.kernel.filters import relative
from okprofs.kernel.refusals import Refusal
from okprofs.membership.models import Application
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.lifecycle import DECIDED, ApplicationStatus
from okprofs.membership.wording import (
    APPOINTMENT_LABELS,
    ENGAGEMENT_LABELS,
    EVIDENCE_LABELS,
    OUTCOME_LABELS,
    STATUS_LABELS,
)
from okprofs.membership.wording_of_desk import CLOSED_TITLES
from okprofs.organisations.rules.domains import Evidence
from okprofs.people.rules.profession import Discipline
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS

OUTCOME_TONES = {
    Outcome.ELIGIBLE: "success",
    Outcome.NEEDS_JUDGEMENT: "warning",
    Outcome.NOT_ELIGIBLE: "neutral",
}
STATUS_TONES = {
    ApplicationStatus.SUBMITTED: "neutral",
    ApplicationStatus.MORE_INFO_NEEDED: "warning",
    ApplicationStatus.ADMITTED: "success",
    ApplicationStatus.REJECTED: "danger",
    ApplicationStatus.OBJECTED: "warning",
    ApplicationStatus.WITHDRAWN: "neutral",
    ApplicationStatus.MERGED: "neutral",
    ApplicationStatus.DRAFT: "neutral",
}


def words_of(application: Application) -> dict[str, Any]:
    """The answers that are codes, in words; empty where nothing was answered."""
    known = application.disciplines or ()
    return {
        "government": _yes_no(application.works_for_government),
        "appointment": APPOINTMENT_LABELS[application.appointment] if application.appointment else "",
        "position": POSITION_LABELS[application.position] if application.position else "",
        "engagement": ENGAGEMENT_LABELS[application.engagement] if application.engagement else "",
        "disciplines": [DISCIPLINE_LABELS[discipline] for discipline in Discipline if discipline in known],
        "findable": _yes_no(application.wants_to_be_found),
    }


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else gettext("Ja") if answer else gettext("Nee")


def status_of(application: Application) -> dict[str, Any]:
    """Where it stands, and in which tone to say so."""
    return {"status_text": STATUS_LABELS[application.status], "status_tone": STATUS_TONES[application.status]}


def outcome_of(outcome: Outcome) -> dict[str, Any]:
    """The advice in a word, and in which tone to say so."""
    return {"outcome_text": OUTCOME_LABELS[outcome], "outcome_tone": OUTCOME_TONES[outcome]}


def reassessment_of(told: Iterable[JournalEntry]) -> dict[str, Any]:
    """That the rules changed while it was open: when it was last assessed again, by which rules, and what earlier ones
    said."""
    again = [entry for entry in told if entry.action == "application_reassessed"]
    if not again:
        return {"reassessed_at": None}
    before, rule_set = again[-1].details["before"], again[-1].details["rule_set"]
    said = OUTCOME_LABELS[Outcome(before)] if before else ""
    return {"reassessed_at": again[-1].at, "said_before": said, "rule_set": rule_set}


def evidence_of(application: Application) -> LazyString | str:
    """What the address says about where someone works."""
    if application.address_evidence is None:
        return ""
    if application.address_evidence is Evidence.FITS:
        return gettext("past bij deze organisatie: %(domain)s", domain=application.email.rpartition("@")[2])
    return EVIDENCE_LABELS[application.address_evidence]


def queue_item(application: Application, url: str, *, is_current: bool, when: str) -> dict[str, Any]:
    """A line of the queue: who, from where, how long ago, whether they wrote since, and what the rules advise."""
    is_decided = application.status in DECIDED
    status = status_of(application)
    advice = outcome_of(application.outcome) if application.outcome else {"outcome_text": "", "outcome_tone": ""}
    # Of who has it in hands the first name tells enough.
    holder = application.holder.name.split()[0] if application.holder else ""
    votes = 0 if application.decided_at else application.votes_cast or 0
    given = ngettext("%(num)d oordeel", "%(num)d oordelen", votes) if votes else ""
    wrote = gettext("bericht %(when)s", when=relative(application.wrote_at)) if application.wrote_at else ""
    return {
        "title": application.name or gettext("een aanvrager"),
        "detail": " · ".join(part for part in (application.organisation_name, when, wrote, holder, given) if part),
        "url": url,
        "status": status["status_text"] if is_decided else advice["outcome_text"],
        "tone": status["status_tone"] if is_decided else advice["outcome_tone"],
        "is_current": is_current,
    }


def closed_item(why_not: Refusal, url: str, *, is_current: bool, when: str) -> dict[str, Any]:
    """A line of the queue for a reviewer to whom the case is closed: only that it is there."""
    title = str(CLOSED_TITLES[why_not.code])
    return {"title": title, "detail": when, "url": url, "status": "", "tone": "", "is_current": is_current}
