"""How does a membership read on a page: where it stands, until when, what happened, what was told of a change?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from okprofs.journal.queries import told_of
from okprofs.kernel.filters import short_date
from okprofs.membership.models import Membership, MembershipStatus, Recheck
from okprofs.membership.queries.memberships import open_recheck, running_membership
from okprofs.membership.rules.eligibility import Answers, assess
from okprofs.membership.rules.year import IN_GRACE, Due, Year, valid_until
from okprofs.membership.wording import (
    APPOINTMENT_LABELS,
    CATEGORY_LABELS,
    ENGAGEMENT_LABELS,
    HISTORY_OF_MEMBER,
    MEMBERSHIP_LABELS,
    rule_lines,
)
from okprofs.people.queries import names_of
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


def membership_shown(membership: Membership) -> dict[str, Any]:
    """What a reviewer sees of a membership, for `membership/_membership.html`."""
    return {
        "membership": membership,
        "category": CATEGORY_LABELS[membership.category],
        "standing": standing_of_membership(membership),
        "is_ended": membership.status is MembershipStatus.ENDED,
    }


def own_membership_shown(account_id: int) -> dict[str, Any]:
    """The same for the member themselves, with what happened and what they told; nothing for who is no member. Who of
    the office did it stays with the office."""
    membership = running_membership(account_id)
    if membership is None:
        return {}
    recheck = open_recheck(membership.id)
    return {
        **membership_shown(membership),
        "history": history_of(membership, with_names=False),
        "told": told_lines(recheck) if recheck else [],
    }


def history_of(membership: Membership, *, with_names: bool) -> list[tuple[datetime, str]]:
    """What happened to it, in words; `with_names`: with who did it when that was not the member, and
    that a colleague in the ballotage looked."""
    hidden = set() if with_names else {"membership_opened_by_colleague"}
    found = told_of(membership.__tablename__, membership.public_id, HISTORY_OF_MEMBER.keys() - hidden)
    names = names_of({entry.actor for entry in found if entry.actor}) if with_names else {}
    lines = []
    for entry in found:
        by = None if entry.actor == membership.account.public_id else names.get(entry.actor or "")
        sentence = str(HISTORY_OF_MEMBER[entry.action])
        lines.append((entry.at, f"{sentence}, {by}" if by else sentence))
    return lines
