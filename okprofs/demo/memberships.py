"""Which members of the demo club stand elsewhere in their year, or are of another kind?"""

from dataclasses import dataclass
from datetime import date, timedelta

from okprofs.demo.club import DOMAIN
from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db
from okprofs.kernel.facts import announce
from okprofs.membership.facts import MembershipChanged
from okprofs.membership.models import Membership, MembershipStatus, Recheck
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.eligibility import Answers, Appointment, Engagement, assess
from okprofs.membership.rules.year import YearStep
from okprofs.membership.services.memberships import begin_membership, plan_year
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.services.accounts import create_account


@dataclass(frozen=True)
class Standing:
    """Someone, and where they stand. `step` is what comes next, after `days`."""

    address: str
    name: str
    organisation: str
    title: str
    category: Category = Category.PROFESSIONAL
    status: MembershipStatus = MembershipStatus.ACTIVE
    step: YearStep | None = None
    days: int = 0
    leaves_in: int = 0
    deeds: tuple[str, ...] = ()


_ASKED, _REMINDED = "membership_confirmation_asked", "membership_confirmation_reminded"

STANDINGS: tuple[Standing, ...] = (
    Standing(
        "gevraagd.lid",
        "Lotte Brink",
        "gemeente Zwolle",
        "Adviseur kwaliteit",
        step=YearStep.REMIND,
        days=20,
        deeds=(_ASKED,),
    ),
    Standing(
        "wachtend.lid",
        "Gijs Terpstra",
        "gemeente Leeuwarden",
        "Procesadviseur",
        step=YearStep.SUSPEND,
        days=25,
        deeds=(_ASKED, _REMINDED),
    ),
    Standing(
        "stilstaand.lid",
        "Nadia Ouali",
        "gemeente Almere",
        "Lean-coach",
        status=MembershipStatus.SUSPENDED,
        step=YearStep.END,
        days=50,
        deeds=(_ASKED, _REMINDED, "membership_suspended"),
    ),
    Standing("erelid", "Cornelis Baas", "gemeente Ede", "Oud-gemeentesecretaris", category=Category.HONORARY),
    Standing("alumnus", "Tineke Rietveld", "", "Zelfstandig adviseur", category=Category.ALUMNUS),
    Standing("netwerklid", "Rob Maas", "gemeente Tilburg", "Teamleider", category=Category.NETWORK),
    Standing(
        "vertrekkend.lid",
        "Hilde Koster",
        "gemeente Barneveld",
        "Kwaliteitsmanager",
        leaves_in=70,
        deeds=("membership_left",),
    ),
    Standing(
        "veranderd.lid", "Ernst Dijkman", "gemeente Assen", "Concerncontroller", deeds=("membership_change_told",)
    ),
)


def load_memberships(secret: str) -> None:
    """One member of each kind, and one at each point of the year."""
    for place, standing in enumerate(STANDINGS):
        account = create_account(f"{standing.address}@{DOMAIN}", standing.name, "nl")
        account.password_hash = secret
        profile = account.profile
        profile.organisation = find_or_flag(standing.organisation) if standing.organisation else None
        profile.function_title, profile.position = standing.title, Position.ADVISER
        profile.disciplines = frozenset({Discipline.QUALITY})
        db.session.flush()
        membership = begin_membership(account, since_on=date(2016, 3, 1) + timedelta(days=97 * place))
        _put(membership, standing)
        for number, deed in enumerate(standing.deeds):
            _happened(membership, deed, 40 - 10 * number)
        db.session.flush()
        announce(MembershipChanged(membership.id, account.id))
        if standing.address == "veranderd.lid":
            _told(membership, account)


def _put(membership: Membership, standing: Standing) -> None:
    membership.category, membership.status = standing.category, standing.status
    plan_year(membership)
    if standing.step is not None:
        membership.confirmed_on = today() - timedelta(days=370)
        membership.next_step, membership.next_step_on = standing.step, today() + timedelta(days=standing.days)
        is_early = standing.step is YearStep.REMIND
        membership.confirm_by = today() + timedelta(days=standing.days if is_early else -35)
    if standing.leaves_in:
        membership.ends_on = today() + timedelta(days=standing.leaves_in)
        membership.next_step = membership.next_step_on = None


def _told(membership: Membership, account: Account) -> None:
    answers = Answers(
        True, Appointment.PERMANENT, Engagement.PART_TIME, Position.ADVISER, frozenset({Discipline.CONTROLLING})
    )
    found = assess(answers)
    db.session.add(
        Recheck(
            membership_id=membership.id,
            at=now() - timedelta(days=3),
            organisation_name="gemeente Assen",
            function_title=account.profile.function_title,
            answers=answers.to_dict(),
            explanation="Ik ging van kwaliteit naar control. Het kwaliteitssysteem blijft van mij.",
            rule_set=found.rule_set,
            outcome=found.outcome,
        )
    )
    membership.next_step = membership.next_step_on = None
    db.session.flush()


def _happened(membership: Membership, action: str, days_ago: int) -> None:
    at = now() - timedelta(days=days_ago)
    kind, about = Membership.__tablename__, membership.public_id
    db.session.add(JournalEntry(at=at, action=action, subject_kind=kind, subject_id=about))
