"""How does a membership read on a page: where it stands, until when, and what was told of a change?"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from okprofs.kernel.filters import short_date
from okprofs.membership.models import Membership, MembershipStatus, Recheck
from okprofs.membership.rules.eligibility import Answers, assess
from okprofs.membership.rules.year import IN_GRACE, Due, Year, valid_until
from okprofs.membership.wording import (
    APPOINTMENT_LABELS,
    ENGAGEMENT_LABELS,
    MEMBERSHIP_LABELS,
    rule_lines,
)
from okprofs.people.rules.profession import Discipline
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS

_TONES = {
    MembershipStatus.ACTIVE: "success",
    MembershipStatus.SUSPENDED: "warning",
    MembershipStatus.ENDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """Where a membership stands, in words and a tone, and the first day on which it no longer does, if known."""

    text: str
    tone: str
    until: date | None


def standing_of_membership(membership: Membership) -> ShownStanding:
    """Where this membership stands today."""
    if membership.status is MembershipStatus.ACTIVE:
        until = valid_until(_year_of(membership), membership.ends_on)
        if membership.ends_on is not None:
            return ShownStanding(gettext("Opgezegd per %(day)s", day=short_date(membership.ends_on)), "neutral", until)
        if membership.next_step is IN_GRACE:
            return ShownStanding(gettext("Wacht op bevestiging"), "warning", until)
        return ShownStanding(str(MEMBERSHIP_LABELS[membership.status]), _TONES[membership.status], until)
    return ShownStanding(str(MEMBERSHIP_LABELS[membership.status]), _TONES[membership.status], None)


def _year_of(membership: Membership) -> Year:
    has_step = membership.next_step is not None and membership.next_step_on is not None
    due = Due(membership.next_step, membership.next_step_on) if has_step else None  # type: ignore[arg-type]
    return Year(membership.confirmed_on, membership.confirm_by, due)


def told_lines(recheck: Recheck) -> list[tuple[str, str]]:
    """What a member told of their work, question by question."""
    answers = Answers.from_dict(recheck.answers)
    disciplines = [str(DISCIPLINE_LABELS[each]) for each in Discipline if each in answers.disciplines]
    lines = [
        (gettext("Aanstelling bij de overheid"), str(APPOINTMENT_LABELS[answers.appointment])),
        (gettext("Organisatie"), recheck.organisation_name),
        (gettext("Functie"), str(POSITION_LABELS[answers.position])),
        (gettext("Functienaam"), recheck.function_title),
        (gettext("Vakgebieden"), ", ".join(disciplines)),
        (gettext("Met kwaliteit bezig"), str(ENGAGEMENT_LABELS[answers.engagement])),
        (gettext("In eigen woorden"), recheck.explanation),
    ]
    return [(term, value) for term, value in lines if value]


def advice_on(recheck: Recheck) -> list[tuple[str, str, str]]:
    """What the rules say of it, clause by clause, to a reviewer."""
    return rule_lines(assess(Answers.from_dict(recheck.answers)).reasons, to_reviewer=True)
